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
	ck-declare -k --as tt-gate submit "$T/stream"
}
# Undisturbed, in a store of its own.
settle "$CK_STORE"
put "$CK_STORE" "$T/whole.db"
CK_STORE=$T/whole.db submit >"$T/want" 2>"$T/said"
check 'some are declared, some refused' test \
	"$(grep -c '"kind":"declaration"' "$T/want")" -gt 5 -a \
	"$(grep -c '"severity":"error"' "$T/want")" -gt 0

kills=${CK_LONG:+500}
kills=${kills:-25}
got=0
"$top_srcdir/tests/sim/killed" --seed "$seed" --kills "$kills" "$T/stream" \
	ck-declare -k --as tt-gate submit >"$T/out" 2>"$T/said" || got=$?
same "killed $kills times, it gets to its end (CK_SEED=$seed)" 65 "$got"

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
