#!/bin/sh
# What a vehicle is declared to weigh: own mass and what it carries, is to
# receive, or is.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99

# weighed KG TRIP [OPTION...]: a stable reading bound to it
weighed() {
	weighed_kg=$1
	weighed_trip=$2
	shift 2
	concluded B0-S2 "$weighed_kg" "$weighed_trip" | weigh record "$@" --jq \
		'[.outcome, .declared_kg, .difference_kg, .tolerance_kg,
			.legal_kg]'
}
# submit FILTER: what the filter makes of a foreign truck's declaration; its
# trips
submit() {
	jq -n '{direction: "import", regime: "commercial",
	expected_at: "2026-11-22T08:00:00+07:00",
	enterprise: {tax_code: "0100112437", name: "A", address: "Hà Nội"},
	customs: [{ref: "c1", number: "105987654320", type: "A11",
		office: "15BB"}],
	goods: [{ref: "g1", customs: "c1", hs: "07032090", name: "tỏi",
		origin: "CN", packages: 900, unit: "BG", gross_kg: 18000,
		value: 300000000, currency: "VND"}],
	vehicles: [{ref: "v1", role: "main", class: "VT6", nationality: "CN",
		plate: "桂F·A2345", trailer: "桂F1234挂", axles: 6,
		self_kg: 15000, carries: [{goods: "g1", packages: 900,
			gross_kg: 18000}],
		crew: [{role: "driver", name: "Wang", id: "E12345678",
			nationality: "CN"}]}]} | '"$1" >"$T/in.json"
	ck-declare --as dn-hoa submit "$T/in.json" >"$T/declaration" ||
		{ cat "$T/declaration"; return 1; }
	jq -r 'select(.kind == "declaration") | .trips[].trip' \
		"$T/declaration" >"$T/trips"
	ck-declare list --state all --jq '"\(.trip) \(.zone)"' |
		tr -d '"' | grep -F -f "$T/trips" |
		while read -r trip zone; do
			[ "$zone" = yard ] || move "$trip" "$zone" yard B0-1
		done
}
trip() {
	sed -n "${1-1}p" "$T/trips"
}

receivers='.vehicles += [
	{ref: "v2", role: "receiving", class: "VT4", nationality: "VN",
	 plate: "12C-200.11", axles: 3, self_kg: 6100, crew: [{role: "driver",
	 name: "A", id: "012345678901", nationality: "VN"}]},
	{ref: "v3", role: "receiving", class: "VT4", nationality: "VN",
	 plate: "29H-300.22", axles: 3, self_kg: 6100, crew: [{role: "driver",
	 name: "B", id: "012345678902", nationality: "VN"}]}] |
	.transfers = [
	{from: "v1", to: "v2", goods: "g1", packages: 450, gross_kg: 9000},
	{from: "v1", to: "v3", goods: "g1", packages: 450, gross_kg: 9000}]'

check 'a foreign truck and two that receive its goods' submit "$receivers"
prints 'the truck, with what it carries' '["within",33000,20,1690,48000]' \
	weighed 33020 "$(trip 1)"
prints 'a receiving truck, with what it is to receive' \
	'["within",15100,40,795,24000]' weighed 15140 "$(trip 2)"
prints 'which comes empty: that is a tare' '["none",6100,20,325,24000]' \
	weighed 6120 "$(trip 3)" --tare
prints 'the law counts the axles of a trailer otherwise' \
	'["over-legal",33000,16000,1710,48000]' \
	weighed 49000 "$(trip 1)" --again --reason officer

declaration=$(jq -r 'select(.kind == "declaration").declaration' \
	"$T/declaration")
three() {
	echo "{\"declaration\":\"$declaration\"}" |
		weigh record --scale B0-S2
}
check 'three trucks are not weighed at once' status 1 three
same 'it says so' "ck-weigh: -:1: 3 trips are named; a weighing is of one [ambiguous]" \
	"$(words three)"

new='.regime = "new_vehicle" | .goods[0].packages = 2 | .vehicles = [
	{ref: "v1", role: "goods", class: "VT6", nationality: "CN",
	 chassis: "LZZ1CLWB0PA123456", self_kg: 9000,
	 carries: [{goods: "g1", packages: 1, gross_kg: 9000}]},
	{ref: "v2", role: "goods", class: "VT6", nationality: "CN",
	 chassis: "LZZ1CLWB0PA123457",
	 carries: [{goods: "g1", packages: 1, gross_kg: 9000}]}]'
check 'vehicles that are the goods' submit "$new"
prints 'weigh what is declared of them, once' \
	'["within",9000,40,470,null]' weighed 9040 "$(trip 1)"
prints 'also when only as goods' '["within",9000,-20,470,null]' \
	weighed 8980 "$(trip 2)"

check 'an empty truck' submit '.regime = "empty" | del(.goods, .customs) |
	.vehicles[0].plate = "桂F·A2346" | del(.vehicles[0].carries,
	.vehicles[0].trailer, .vehicles[0].axles)'
prints 'is its own mass, and without axles there is no limit' \
	'["within",15000,-40,790,null]' weighed 14960 "$(trip 1)"
check 'part of a load without a mass' submit "$receivers"' |
	.vehicles |= [.[] | .plate |= sub("45$|11$|22$"; "77")] |
	del(.goods[].gross_kg, .vehicles[].carries[]?.gross_kg,
		.transfers[].gross_kg)'
prints 'is nothing to compare with' '["none",null,null,null,48000]' \
	weighed 33020 "$(trip 1)"
prints 'nor for whoever receives it' '["none",null,null,null,24000]' \
	weighed 15140 "$(trip 2)"

declare_truck 500.01 16200 30000 >"$T/trips"
prints 'more than Max proves nothing' \
	'["unverified",46200,33820,2370,48000]' weighed 80020 "$(trip 1)"
same 'it says so' over-max "$(ck-weigh list -q "$(trip 1)" --jq .doubt |
	tr -d '"')"
check 'the store is sound' ck-store verify --all

done_testing
