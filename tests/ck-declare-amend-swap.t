#!/bin/sh
# What each usual amendment of an export that stands in the yard, with all
# confirmed, makes stale: exactly this and no more. All are dry runs.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

command -v ck-weigh >/dev/null || skip_all 'ck-weigh is not built'
ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" init \
	>"$T/init" || exit 99

# fifty-five lines of lychee under two customs numbers
jq '.customs = [{number: "307700112230", type: "B11"},
		{number: "307700112340", type: "B11"}]
	| .goods = [range(55) | {customs: (if . < 50 then "c1" else "c2" end),
		hs: "08109010", name: "vải lô \(.)", origin: "VN",
		packages: 20, unit: "CT", gross_kg: 400, value: 10000000,
		currency: "VND"}]
	| .vehicles[0] += {plate: "15C-411.07", trailer: "15R-077.31",
		container: "TEMU1002030", self_kg: 15000,
		seals: [{number: "S-1"}]}' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/lychee.json"
a=$(submit "$T/lychee.json").1
move "$a" outside yard B0-1 && confirm bp-hung bp-den "$a" &&
	confirm hq-lan hq-den "$a" && asked "$a" &&
	confirm kdtv-son kdtv "$a" &&
	confirm vantai-tu vt-gp "$a" && weighed 37000 "$a" &&
	paid "$a" 800000 && confirm hq-lan hq-xong "$a" &&
	confirm bp-hung bp-kt "$a" || exit 99

# stales WHAT WHO CHECKS PATCH: the patch makes these stale, in byte order
stales() {
	printf '%s\n' "$4" >"$T/swap"
	check "$1" amend -n --as "$2" "$a" --patch "$T/swap"
	same "... $3" "$3" \
		"$(jq -r '[.stale[].check] | sort | join(" ")' "$T/amended")"
}

stales 'another driver' dn-hoa 'border_guard_check' \
	'{"vehicles":{"v1":{"crew":{"p1":null,"p2":{"role":"driver",
		"name":"Hoàng Đức","id":"020190004567"}}}}}'
stales 'another tractor' dn-hoa \
	'border_guard_arrival border_guard_check customs_arrival transport_licence weight' \
	'{"vehicles":{"v1":{"plate":"29H-600.12"}}}'
stales 'another trailer' dn-hoa 'border_guard_arrival customs_arrival weight' \
	'{"vehicles":{"v1":{"trailer":"15R-088.88"}}}'
stales 'another container, sealed anew' dn-hoa \
	'customs_arrival fee plant_quarantine weight' \
	'{"vehicles":{"v1":{"container":"CSQU3054383","seals":{"s1":null,
		"s2":{"number":"S-2","by":"customs"}}}}}'
stales 'a seal alone, before customs looked at it' dn-hoa '' \
	'{"vehicles":{"v1":{"seals":{"s1":{"number":"S-9"}}}}}'
stales 'a misread container' tt-linh '' \
	'{"vehicles":{"v1":{"container":"TEMU1002031"}}}'
stales 'a misread trailer' tt-linh '' \
	'{"vehicles":{"v1":{"trailer":"15R-077.37"}}}'
stales 'a third number, and lines moved to it' dn-hoa 'customs_finish' "$(
	jq -cn '[{op: "add", path: "/customs/c3",
		value: {number: "307700112450", type: "B11"}},
		(range(30; 51) | {op: "replace", value: "c3",
			path: "/goods/g\(.)/customs"})]')"
stales 'whom to call' dn-hoa '' '{"contact":{"name":"Lò Văn Páo"}}'
stales 'the name of goods' dn-hoa 'plant_quarantine' \
	'{"goods":{"g1":{"name":"vải sấy"}}}'
stales 'the licence' dn-hoa 'transport_licence' \
	'{"vehicles":{"v1":{"licence":{"number":"GP-1"}}}}'
check 'customs corrects no plate' status 77 amend -n --as hq-lan "$a" \
	--patch "$(patch replace /vehicles/v1/plate '"15C-411.01"')"

jq -c 'del(.goods[].customs) | .customs |= .[:1]
	| .customs[0].number = "307700119990"
	| .vehicles[0] |= (.plate = "15C-411.08" | del(.container, .trailer))' \
	"$T/lychee.json" >"$T/long.json"
same 'more than fifty lines under one number' \
	'customs-lines' "$(ck-declare check "$T/long.json" |
		jq -r 'select(.code == "customs-lines").code')"
check 'the tables are what the log says' verifies
done_testing
