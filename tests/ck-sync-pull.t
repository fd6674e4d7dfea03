#!/bin/sh
# ck-sync pull: what a peer tells is fetched from where one stopped, and
# applied once.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store
{
	fact 1 305123456780 B11 2 dang_ky
	fact 2 105987654320 A11 1 thong_quan
	fact 3 305123456780 B11 2 kiem_tra_ho_so
} >"$T/facts"
start_peer --facts "$T/facts" --page 2

sums 'all pages are fetched' 0 '3 3 0 0 3' pull customs
check '... quietly' test ! -s "$T/sync.err"
same 'facts become events about our customs numbers' \
'customs.declared CKHN/30512345678 {"number":"305123456780"}
customs.updated CKHN/30512345678 {"type":"B11","channel":"yellow","release":"none"}
customs.declared CKHN/10598765432 {"number":"105987654320"}
customs.updated CKHN/10598765432 {"type":"A11","channel":"green","release":"cleared"}
customs.updated CKHN/30512345678 {"release":"documents"}' "$(events)"
same 'they say who told it, under what name, and when' \
	'peer:customs 3 2026-11-22T09:03:00.000+07:00' \
	"$(ck-store log --jq '.line | select(.key == "3") |
		"\(.actor) \(.key) \(.at)"' | jq -r .)"

sums 'nothing more is there' 0 '0 0 0 0 3' pull customs
fact 4 305123456780 B11 2 thong_quan >>"$T/facts"
sums 'the next pull goes on from there' 0 '1 1 0 0 4' pull customs

fact 5 305123456780 B11 2 thong_quan >>"$T/facts"
before=$(length)
sums 'a fact without news is fetched and left' 0 '1 0 1 0 5' pull customs
same '... without an event' "$before" "$(length)"

fact 6 305123456781 >>"$T/facts"
sums 'an amended number is news' 0 '1 1 0 0 6' pull customs
same '... about the same declaration' \
	'customs.updated CKHN/30512345678 {"number":"305123456781"}' \
	"$(events | tail -n 1)"
fact 7 30512345678 >>"$T/facts"
sums 'the number without its amendment is none' 0 '1 0 1 0 7' pull customs

# A peer that lost its place, or that we restored, tells all again.
sqlite3 "$CK_STORE" "update peer_cursor set cursor = '0'"
before=$(length)
sums 'what comes again is recognised' 0 '7 0 7 0 7' pull customs
same '... and changes nothing' "$before" "$(length)"

printf '' >"$T/facts"
sums 'an empty reply is no failure' 0 '0 0 0 0 7' pull customs
same 'status tells the cursor and the last try' \
	'{"kind":"peer_stream","site":"CKHN","simulated":true,"peer":"customs","stream":"facts","cursor":"7","tried_at":"2026-11-22T10:00:00.000+07:00","failures":0}' \
	"$(ck-sync status)"

# How much a number has in all, as customs tells it and tells it anew.
total() {
	fact "$1" 105987654320 A11 1 thong_quan |
		jq -c --argjson n "$2" --argjson kg "$3" \
			'. + {soKien: $n, trongLuong: $kg}'
}
total 8 900 18000.5 >"$T/facts"
sums 'a total is news' 0 '1 1 0 0 8' pull customs
same '... in grams' \
	'customs.updated CKHN/10598765432 {"packages":900,"gross_g":18000500,"total_by":"customs"}' \
	"$(events | tail -n 1)"
prints '... and what there is to draw on' '[900,18000.5,"customs",900]' \
	ck-declare show --customs 105987654320 -j \
	'[.declared.packages, .declared.gross_kg, .declared.by, .free.packages]'
total 9 900 18000.5 >"$T/facts"
sums 'the same again is none' 0 '1 0 1 0 9' pull customs
total 10 950 18000.5 >"$T/facts"
sums 'another one is' 0 '1 1 0 0 10' pull customs
check 'the tables follow from the log' ck-store verify --all

done_testing
