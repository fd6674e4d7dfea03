#!/bin/sh
# The log is printed as it was written, from wherever one wants, line by line or
# as records.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
sqlite3 "$CK_STORE" 'select line from event order by seq' >"$T/lines"
sqlite3 -separator "$(printf '\t')" "$CK_STORE" \
	'select hash, line from event order by seq' >"$T/hashed"
head=$(wc -l <"$T/lines")
check 'the log is longer than a page' test "$head" -gt 300

# log OPTION...: what it prints
log() {
	ck-store log "$@" >"$T/got"
}
printed_is() {
	log "$@" && cmp "$T/want" "$T/got"
}
cp "$T/lines" "$T/want"
check 'it is printed byte for byte' printed_is
check 'also where a table is wanted by nobody' printed_is -f json
cp "$T/hashed" "$T/want"
check 'with hashes' printed_is --hash
for since in 0 1 255 256 257 $((head - 1)); do
	tail -n +$((since + 1)) "$T/lines" >"$T/want"
	check "since $since" printed_is --since "$since"
	check "since CKHN:$since" printed_is --since "CKHN:$since"
done
tail -n 2 "$T/hashed" >"$T/want"
check 'since, with hashes' printed_is --hash --since $((head - 2))
: >"$T/want"
check 'nothing since the head' printed_is --since "$head"
check 'nor since what is still to come' printed_is --since $((head + 10))

check 'the log of another' status 67 log --since TT:0
same '... is named' 'ck-store: the store holds no log of TT [no-origin]' \
	"$(words ck-store log --since TT:0)"
for bad in x '' -1 1x CKHN: :1; do
	check "since \"$bad\"" status 64 log --since "$bad"
done
check 'an operand' status 64 log 5

# -- as records ---------------------------------------------------------------

prints 'a filter sees records' '["event","CKHN",2,"staff.added",null]' \
	sh -c "ck-store log --jq '[.kind, .line.origin, .line.seq, .line.event,
		.hash] | select(.[2] == 2)'"
prints 'with hashes when asked for' "\"$(sed -n 2p "$T/hashed" | cut -f 1)\"" \
	sh -c "ck-store log --hash --jq 'select(.line.seq == 2) | .hash'"
ck-store log --jq .line >"$T/values"
jq -cS . "$T/lines" >"$T/want"
jq -cS . "$T/values" >"$T/got"
check 'a record holds the line whole' cmp "$T/want" "$T/got"
check 'a table of it' log -f table
check '... has a row an event' test "$(wc -l <"$T/got")" -gt "$head"
check 'a csv of it' log -f csv
same '... has a heading and a row an event' $((head + 1)) \
	"$(wc -l <"$T/got")"
same '... with what a person looks for' \
	'Seq,At,Actor,Event,Subject,Simulated' "$(head -n 1 "$T/got" | tr -d '\r')"

# -- head ---------------------------------------------------------------------

prints 'the head is the last line and its hash' \
	"[\"CKHN\",$head,\"$(tail -n 1 "$T/hashed" | cut -f 1)\"]" \
	ck-store head --jq '[.origin, .seq, .hash]'
same 'at its time' "$(tail -n 1 "$T/lines" | jq .at)" \
	"$(ck-store head --jq .at)"
check 'an operand' status 64 ck-store head 5

# -- standard output ----------------------------------------------------------

into() {
	"$@" >/dev/full
}
closed() {
	"$@" >&-
}
for verb in log 'log --hash' head stat 'verify --all' staff site \
	"backup $T/copy"; do
	# shellcheck disable=SC2086 # a verb and its options
	check "$verb into a full disk" status 74 into ck-store $verb
	rm -f "$T/copy"
	# shellcheck disable=SC2086
	check "$verb into nothing" status 74 closed ck-store $verb
	rm -f "$T/copy"
done
same '... says so' 'ck-store: standard output: No space left on device' \
	"$({ ck-store log 2>&3 >/dev/full; } 3>&1)"
first_only() {
	{ ck-store log || echo "$?" >&3; } 3>"$T/status" | head -n 1
}
check 'who reads no further ends it in silence' first_only
same '... with success' '' "$(cat "$T/status")"

done_testing
