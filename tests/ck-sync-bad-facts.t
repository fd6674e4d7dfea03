#!/bin/sh
# ck-sync pull: a fact that is no use stops the run behind what came before it;
# with --keep-going it is answered, and the others are applied.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store

# bad WHAT CODE POINTER FACT: between two good ones, in both ways.
bad() {
	fact 1 305123456780 B11 1 dang_ky >"$T/facts"
	echo "$4" >>"$T/facts"
	fact 9 105987654320 A11 1 thong_quan >>"$T/facts"
	rm -f "$CK_STORE"*
	make_store '{}'
	start_peer --facts "$T/facts"
	sums "$1: stops the run" 65 '2 1 0 1 1' pull customs
	check '... with its code' grep -q "\\[$2\\]\$" "$T/sync.err"
	sums '... again and again' 65 '1 0 0 1 1' pull customs
	same '... and status tells' '2 true' "$(ck-sync status \
		--jq '"\(.failures) \(.problem != null)"' | jq -r .)"
	sums '... not with --keep-going' 65 '2 1 0 1 9' pull customs -k
	same '... which answers it' "error 65 $2 $3" \
		"$(jq -r 'select(.kind == "error") |
		"\(.kind) \(.status) \(.code) \(.path // "-")"' "$T/sync.out")"
	sums '... and is past it' 0 '0 0 0 0 9' pull customs
}

bad 'no customs number' customs-number /customs \
	'{"seq":5,"soTK":"12345"}'
bad 'nothing said' customs-number /customs \
	'{"seq":5}'
bad 'a type that is no text' type /type \
	'{"seq":5,"soTK":"305123456780","maLH":7}'
bad 'packages in halves' packages /packages \
	'{"seq":5,"soTK":"305123456780","soKien":1.5}'
bad 'a mass below nothing' gross_kg /gross_kg \
	'{"seq":5,"soTK":"305123456780","trongLuong":-1}'
bad 'a time that is none' time /at \
	'{"seq":5,"soTK":"305123456780","thoiGian":"today"}'

fact 1 305123456780 B11 3 dang_ky >"$T/facts"
sqlite3 "$CK_STORE" 'delete from peer_cursor'
sums 'a name that was used for something else' 65 '1 0 0 1 ' pull customs
same '... is told so' \
	'ck-sync: fact 1: /id: it came before, with other content [key-reused]' \
	"$(cat "$T/sync.err")"

# What the adapter cannot read is no fact at all.
bad_line() {
	fact 1 305123456780 B11 1 dang_ky >"$T/facts"
	fact 9 105987654320 A11 1 thong_quan >>"$T/facts"
	rm -f "$CK_STORE"*
	make_store '{}'
}
bad_line
start_peer --facts "$T/facts" --fault get-garbage:3
sums 'bytes that are no JSON: stop the run' 65 '1 0 0 1 ' pull customs
same '... with line and code' "ck-sync: $url:1: column 1: byte 0xFF is not valid UTF-8 here [utf8]" \
	"$(cat "$T/sync.err")"
sums '... again' 65 '1 0 0 1 ' pull customs
same '... and status tells' 2 "$(ck-sync status --jq .failures)"
sums '... not with --keep-going' 65 '3 2 0 1 9' pull customs -k
same '... which answers it' 'error 1 utf8' "$(jq -r 'select(.kind == "error") |
	"\(.kind) \(.line) \(.code)"' "$T/sync.out")"

bad_line
mkdir "$T/adapters"
cp "$top_srcdir/share/adapters/customs-facts.jq" "$T/adapters"
echo '| if .id == "1" then {kind: "fact", id: "x", cursor: "x"}, error("no")
	else . end' >>"$T/adapters/customs-facts.jq"
start_peer --facts "$T/facts"
sums 'a line that the adapter gives up: nothing of it is taken' 65 \
	'2 1 0 1 9' pull customs -k --adapters "$T/adapters"
same '... and it is answered' 'error 1 adapter no' \
	"$(jq -r 'select(.kind == "error") |
	"\(.kind) \(.line) \(.code) \(.message)"' "$T/sync.out")"

for program in '{kind: "fact"}' '7' '{id: ""}' '{id: 7}'; do
	echo "$program" >"$T/adapters/customs-facts.jq"
	bad_line
	sums "a fact without a name: $program" 65 '2 0 0 2 ' pull customs -k \
		--adapters "$T/adapters"
	check '... is told so' grep -q '\[peer-fact\]' "$T/sync.err"
done
for word in channel release; do
	echo "{kind: \"fact\", id: (.seq | tostring), cursor: \"9\",
		customs: .soTK, $word: (.seq | if . == 1 then 7 else \"odd\" end)}" \
		>"$T/adapters/customs-facts.jq"
	bad_line
	sums "no such word of $word" 65 '2 0 0 2 9' pull customs -k \
		--adapters "$T/adapters"
	same '... is told so' "$word $word" "$(jq -r 'select(.kind == "error") |
		.code' "$T/sync.out" | xargs)"
done
check 'the tables follow from the log' ck-store verify --all

done_testing
