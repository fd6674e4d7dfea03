#!/bin/sh
# check and submit say the same: of every document with a fault that
# tests/unit/trade-inject makes, in the same words and order. What check finds
# no error in, submit takes.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

inject=$top_builddir/tests/unit/trade-inject
[ -x "$inject" ] || skip_all 'tests/unit/trade-inject is not built'
check 'faults are made' "$inject" "$T/faults"
count=$(wc -l <"$T/faults")
check "of many kinds ($count)" test "$count" -gt 1000

findings='[.severity, .path, .code, .message, .source]'
ck-declare check "$T/faults" >"$T/checked" 2>"$T/words"
same 'check ends with no' 1 $?
ck-declare submit --as tt-gate -n -k "$T/faults" >"$T/submitted" 2>"$T/words"
same 'submit with a refusal' 65 $?

jq -c "select(.kind == \"finding\") | $findings" "$T/checked" >"$T/a"
jq -c "if .kind == \"finding\" then . else .findings[] end | $findings" \
	"$T/submitted" >"$T/b"
check 'there is much to say' test "$(wc -l <"$T/a")" -gt 1000
check 'both say the same' diff -u "$T/a" "$T/b"

# A document is refused exactly when check found an error in it.
jq -r 'select(.severity == "error") | .input' "$T/checked" | sort -u |
	wc -l >"$T/refused"
jq -r 'select(.kind == "declaration") | 1' "$T/submitted" | wc -l \
	>"$T/taken"
same 'and what has no error is taken' "$count" \
	"$(($(cat "$T/refused") + $(cat "$T/taken")))"

# Nor does the store make a difference to what only the document says. Today is
# another day without it: CK_NOW is for stores that are simulated.
today='.message |= sub("comes on [0-9-]+"; "comes today")'
without_store() (
	unset CK_STORE
	ck-declare check "$@"
)
export_with '.goods[0].hs = "0810" | .contact.phone = "1" |
	.vehicles[0].licence.valid_until = "2020-01-01"' >"$T/odd"
ck-declare check -j "$today | $findings" "$T/odd" >"$T/a"
without_store -j "$today | $findings" "$T/odd" >"$T/b"
check 'without a store the same' diff -u "$T/a" "$T/b"
same 'which is three things' 3 "$(wc -l <"$T/b")"

done_testing
