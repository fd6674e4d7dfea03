#!/bin/sh
# What a peer tells changes what the trips of that customs number need, and
# confirms what the site file says it confirms, without any command.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"
for program in ck-declare ck-clear; do
	[ -x "$top_builddir/cmd/$program" ] || skip_all "$program is not built"
done

check 'a store' make_store
ck-declare submit --as dn-hoa "$top_srcdir/tests/data/trade/declaration-export.json" \
	>"$T/declared"
trip=$(jq -r '.trips[0].trip' "$T/declared")
customs=$(jq -r '.customs[0].number' \
	"$top_srcdir/tests/data/trade/declaration-export.json")

# state CHECK: of the trip, "-" when it does not need it.
state() {
	ck-clear status "$trip" --as hq-lan --format json | jq -r --arg name "$1" \
		'[.checks[] | select(.check == $name) | .state] | .[0] // "-"'
}
actor() {
	ck-store log --jq '.line | select(.event == "check.confirmed") |
		"\(.actor) \(.cause != null)"' | jq -r . | tail -n 1
}

same 'declared: customs must release, documents are not asked for' 'open -' \
	"$(state supervision_exit) $(state customs_documents)"

fact 1 "$customs" B11 1 dang_ky >"$T/facts"
start_peer --facts "$T/facts"
sums 'channel green' 0 '1 1 0 0 1' pull customs
same '... changes nothing' 'open -' \
	"$(state supervision_exit) $(state customs_documents)"

fact 2 "$customs" B11 2 kiem_tra_ho_so >>"$T/facts"
sums 'channel yellow' 0 '1 1 0 0 2' pull customs
same '... asks for documents' 'open open' \
	"$(state supervision_exit) $(state customs_documents)"
same '... customs finds it among its work' "$trip" \
	"$(ck-clear pending --as hq-lan --agency customs --format json |
	jq -r 'select(.check == "customs_documents") | .trip')"

fact 3 "$customs" B11 2 thong_quan >>"$T/facts"
sums 'cleared' 0 '1 1 0 0 3' pull customs
same '... it may leave customs supervision' confirmed "$(state supervision_exit)"
same '... says a rule, because of that fact' 'rule:supervision_exit true' "$(actor)"

fact 4 "$customs" B11 2 dung >>"$T/facts"
sums 'stopped' 0 '1 1 0 0 4' pull customs
same '... it may no longer' open "$(state supervision_exit)"
fact 5 "$customs" B11 2 giai_phong_hang >>"$T/facts"
sums 'released' 0 '1 1 0 0 5' pull customs
same '... it may again' confirmed "$(state supervision_exit)"

fact 6 "$customs" B11 1 >>"$T/facts"
sums 'channel green again' 0 '1 1 0 0 6' pull customs
same '... documents are not asked for' - "$(state customs_documents)"

# A number that is known before its declaration.
fact 7 305999999990 B11 2 thong_quan >>"$T/facts"
sums 'a number nobody has declared' 0 '1 1 0 0 7' pull customs
jq '.customs[0].number = "305999999990" | .vehicles[0].plate = "29C-678.90" |
	.vehicles[0].trailer = "29R-001.23" | del(.vehicles[0].other_plates,
	.vehicles[0].container)' \
	"$top_srcdir/tests/data/trade/declaration-export.json" >"$T/late.json"
ck-declare submit --as dn-hoa "$T/late.json" >"$T/declared" 2>"$T/err"
trip=$(jq -r '.trips[0].trip' "$T/declared")
same '... and declared later: documents are asked for' open \
	"$(state customs_documents)"
same '... and it may leave customs supervision' confirmed "$(state supervision_exit)"
check 'the tables follow from the log' ck-store verify --all

done_testing
