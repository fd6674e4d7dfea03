#!/bin/sh
# show gives a declaration by whatever names a truck of it; list gives trips,
# by zone, direction, state and day.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"
command -v store-write >/dev/null || skip_all 'store-write is not built'

check 'a declaration' submit "$export_file"
CK_NOW=2026-11-22T09:00:00+07:00
check 'and one of the next day' submit "$import_file"

show() {
	ck-declare show "$@" -j .declaration 2>"$T/.words"
}
read_operands() {
	echo 12c12345 | show -
}
entered() {
	jq -nc '{events: [{event: "trip.moved", root: "CKHN-20261122-00001",
		subject: "CKHN-20261122-00001.1", body: {from: "abroad",
		to: "control", lane: "CKHN/B2-2", enters: true, leg: "out",
		laden: true, crossing: "in", counted: true}}]}' >"$T/events" &&
		store-write append --as tt-gate "$T/events"
}
one='"CKHN-20261121-00001"'
two='"CKHN-20261122-00001"'
prints 'by its id' "$one" show CKHN-20261121-00001
prints 'by a trip' "$one" show CKHN-20261121-00001.1
prints 'by a plate in any writing' "$one" show '12C 123.45'
prints 'by its last characters' "$two" show 00.22
prints 'by a container' "$two" show TNAU9000302
prints 'by a customs number' "$one" show 305123456780
prints 'two of one declaration give it once' "$two" show 105987654320
prints 'several' "$one
$two" show 12c12345 29h30022
check 'none' status 67 ck-declare show 99Z99999
check 'without operands' status 64 ck-declare show
prints 'from standard input' "$one" read_operands
prints 'what it needs, and all is open' '[11,11,true]' \
	ck-declare show CKHN-20261121-00001 -j '.trips[0] |
	[(.checks | length), (.open | length), .checks == .open]'
prints 'versions' '[true,true,1]' ck-declare show CKHN-20261121-00001 \
	-j '[.version > 1, .trips[0].version > 1, .trips[0].site_version]'

trips() {
	ck-declare list "$@" -j .trip
}
prints 'all open trips, zone by zone' '"CKHN-20261121-00001.1"
"CKHN-20261122-00001.2"
"CKHN-20261122-00001.3"
"CKHN-20261122-00001.1"' trips
prints 'of a zone' '"CKHN-20261122-00001.1"' trips --zone abroad
prints 'of a direction' '"CKHN-20261121-00001.1"' trips --direction export
prints 'since a day' '"CKHN-20261122-00001.2"
"CKHN-20261122-00001.3"' trips --since 2026-11-22 --zone outside
same 'since a time' '' "$(trips --since 2026-11-22T09:00:01+07:00)"
same 'inside' '' "$(trips --state inside)"
same 'closed' '' "$(trips --state closed)"
prints 'of both in a table' 'SIMULATED
Trip                      Vehicle           Direction  Kind          Leg    Zone        Since                Outcome
CKHN-20261122-00001.1     桂F·A2345         import     cargo         out    abroad      2026-11-22 09:00:00' \
	ck-declare list --zone abroad -f table
prints 'named ones' '"CKHN-20261121-00001.1"' trips 12c12345
check 'no such zone' status 64 ck-declare list --zone moon
check 'no such direction' status 64 ck-declare list --direction out
check 'no such state' status 64 ck-declare list --state gone
check 'no such time' status 64 ck-declare list --since tomorrow
same 'since yesterday' "$(trips --since 2026-11-21)" \
	"$(trips --since yesterday)"
same 'since a day as reports have it' "$(trips --since 2026-11-22)" \
	"$(trips --since 22/11/2026)"
offer() {
	same "$1" "ck-declare: --$2 $3: no such $2; $4 [usage]" \
		"$(ck-declare --lang en list "--$2" "$3" 2>&1)"
}
offer 'the nearest zone' zone yrd 'did you mean yard?'
offer 'the zones there are' zone yrad \
	'there are outside, yard, control, abroad, inland'
offer 'the states there are' state bogus \
	'there are open, planned, inside, closed, all'
offer 'the nearest direction' direction Export 'did you mean export?'

check 'one is cancelled' ck-declare cancel --as dn-hoa --reason duplicate \
	CKHN-20261121-00001
prints 'it is closed' '["CKHN-20261121-00001.1","cancelled"]' \
	ck-declare list --state closed -j '[.trip, .outcome]'
for name in 12c12345 '12C 123.45' 345 csqu3054383 CKHN-20261121-00001.1; do
	prints "... also by $name" '"CKHN-20261121-00001.1"' \
		trips --state closed "$name"
done
prints 'all of a vehicle' '"CKHN-20261121-00001.1"' trips --state all 12c12345
check 'it is open no more' status 67 ck-declare list --state open 12c12345
check 'one that is open is not closed' status 67 \
	ck-declare list --state closed 29h30022
same 'what is named passes the other options too' '' \
	"$(trips --zone yard 29h30022)"
same 'all' 4 "$(trips --state all | wc -l)"
check 'a state is entered' entered
prints 'then it is inside' '"CKHN-20261122-00001.1"' trips --state inside
same 'and not planned' 2 "$(trips --state planned | wc -l)"

# More than a page.
jq -nc --slurpfile d "$export_file" 'range(450) as $n | $d[0] |
	.vehicles[0] |= (.plate = "29C-\(10000 + $n)" |
	del(.container, .other_plates)) | .customs[0].number =
	"3\(1000000000 + $n)0"' >"$T/many"
check 'many' submit "$T/many"
same 'are listed all' 450 "$(trips --direction export | sort -u | wc -l)"
same 'in either way' 454 "$(trips --state all | sort -u | wc -l)"

# Plates are shown as they were written.
export_with '.vehicles[0] |= (.plate = "29c 555.55" | .other_plates =
	["T12-123.45", "A1"]) | .customs[0].number = "305123456791"' >"$T/others"
check 'plates in another writing' submit "$T/others"
prints '... are shown so, the others too' \
	'["29c 555.55",["T12-123.45","A1"]]' ck-declare show 29C55555 \
	-j '.document.vehicles.v1 | [.plate, .other_plates]'
prints '... found in any' '["29c 555.55"]' ck-declare show t1212345 \
	-j '.document.vehicles | map(.plate)'
prints '... and declared so again' '["T12-123.45","A1"]' \
	ck-declare new --like "$(ck-declare show 29C55555 -j .declaration |
	tr -d '"')" -j '.vehicles.v1.other_plates // .vehicles[0].other_plates'

done_testing
