#!/bin/sh
# A stream of declarations that is killed again and again, and begun again from
# its first record each time, declares each of them once.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

command -v ck-declare >"$T/.command" || skip_all 'ck-declare is not built'
make_store || exit 99
seed=${CK_SEED-$$}
"$top_srcdir/scripts/day/generate" --small "$T/day" >"$T/.generated" || exit 99
cp "$T/day/declarations.ndjson" "$T/stream"

submit() {
	ck-declare -k --as dn-hoa submit "$T/stream"
}
# Undisturbed, in a store of its own.
settle "$CK_STORE"
put "$CK_STORE" "$T/whole.db"
CK_STORE=$T/whole.db submit >"$T/want" 2>"$T/said"
check 'some are declared, some refused' test \
	"$(grep -c '"kind":"declaration"' "$T/want")" -gt 5 -a \
	"$(grep -c '"severity":"error"' "$T/want")" -gt 0

mkfifo "$T/times"
awk -v seed="$seed" 'BEGIN {
	srand(seed); while (1) printf "%.6f\n",
		0.005 + rand() / 20 * (1 + n++ * 0.05)
}' >"$T/times" &
times=$!
killed=0
while read -r time; do
	got=0
	timeout -s KILL "$time" ck-declare -k --as dn-hoa submit "$T/stream" \
		>>"$T/out" 2>"$T/said" || got=$?
	[ "$got" -eq 137 ] || break
	killed=$((killed + 1))
	echo >>"$T/out"
done <"$T/times" 2>"$T/killed"
kill "$times"
same 'it gets to its end' 65 "$got"
echo "# killed $killed times (CK_SEED=$seed)"

# ids FILE: key by key, what was declared
ids() {
	grep '^{.*}$' "$1" | jq -r 'select(.kind == "declaration") |
		[.declaration, (.trips | length), .trips[0].trip] | @tsv' |
		sort -u
}
ids "$T/want" >"$T/want.ids"
ids "$T/out" >"$T/out.ids"
check 'every declaration has the id it would have had' \
	cmp "$T/want.ids" "$T/out.ids"
same 'each is in the log once' "$(wc -l <"$T/want.ids")" "$(ck-store log |
	grep -c '"event":"declaration.submitted"')"
same 'with all that follows from it' "$(ck-store -s "$T/whole.db" log | wc -l)" \
	"$(ck-store log | wc -l)"
same 'in the same order' "$(ck-store -s "$T/whole.db" --jq \
	'.line | [.seq, .event, .subject]' log)" \
	"$(ck-store --jq '.line | [.seq, .event, .subject]' log)"
check 'the store is sound' sound "$CK_STORE"
submit >"$T/again" 2>"$T/said"
check 'sent again, each answer is a repeated one' test "$(
	grep -c '"kind":"declaration".*"repeated":true' "$T/again")" -eq \
	"$(grep -c '"kind":"declaration"' "$T/want")"
same '... and nothing was appended' "$(ck-store -s "$T/whole.db" log | wc -l)" \
	"$(ck-store log | wc -l)"

done_testing
