#!/bin/sh
# Gross, tare, net: two weighings of one trip, a tare of an earlier one, one
# that was entered; what is compared with the declaration, and what is not.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

# B1-S4 has no certificate any more, B1-S2 is a finer scale.
jq '.scales["B1-S4"].verified_until = "2026-11-21" |
	.scales["B1-S2"].e_kg = 10' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99

# on SCALE KG TRIP [MORE]
on() {
	concluded "$@" | weigh record >"$T/out"
	on_status=$?
	cat "$T/out" >>"$T/all"
	jq -r '"\(.outcome) \(.net_kg) \(.net_by) \(.tare_kg) \(.pair |
		. // "-" | sub(".*/"; "")) \(.declared_net_kg) \(
		.net_difference_kg) \(.net_tolerance_kg)"' "$T/out"
	return "$on_status"
}
tare='{"weighs":"tare"}'
weight() {
	ck-clear --as tt-gate status "$1" |
		jq -r '.checks[] | select(.check == "weight") | .state'
}
holds() {
	ck-clear --as tt-gate status "$1" --jq '[.holds[].reason]'
}
# A net is wrong by both limits at most: 40 kg each from 10 to 40 t at e 20.
# Declared are 21,500 kg; five per cent of that, and 80 kg, are 1,155 kg.

# -- the tare, then the gross -------------------------------------------------

truck=$(declare_truck 100.01 15200 21500)
prints 'an empty vehicle has no net' \
	'none null null null - null null null' on B1-S1 15180 "$truck" "$tare"
CK_NOW=2026-11-22T11:30:00+07:00
prints 'laden it has: gross less tare' \
	'within 21560 two-pass 15180 W1 21500 60 1155' on B1-S1 36740 "$truck"
same 'with its limit, its interval, and the time between' \
	'[80,20,5400000]' \
	"$(jq -c '[.net_limit_kg, .net_e_kg, .between_ms]' "$T/out")"
same '... beside the gross' '[36740,36700,40,1875]' "$(jq -c '[.gross_kg,
	.declared_kg, .difference_kg, .tolerance_kg]' "$T/out")"
same 'which confirms the weight' confirmed "$(weight "$truck")"
same 'the list says so' '[null,null,null]
["two-pass",21560,true]' "$(weigh list "$truck" --jq '[.net_by, .net_kg, .net_counts]')"

# -- the gross, then the tare -------------------------------------------------

truck=$(declare_truck 100.02 15200 21500)
prints 'the gross is as declared' \
	'within null null null - null null null' on B1-S1 36740 "$truck"
prints 'the empty vehicle is lighter than declared: it carried more' \
	'outside 23740 two-pass 13000 W1 21500 2240 1155' \
	on B1-S1 13000 "$truck" "$tare"
same '... which holds it' '["weight-mismatch"]' "$(holds "$truck")"
same '... with the figures of the net' \
	'[23740000,13000000,21500000,2240000,1155000]' "$(ck-store log |
	jq -c 'select(.event == "hold.placed").body.figures | [.net_g, .tare_g,
		.declared_net_g, .net_difference_g, .net_tolerance_g]')"
prints 'the ticket of the trip is of the net' '["tare",23740]' \
	weigh ticket "$truck" --jq '[.weighs, .net_kg]'
weigh ticket "$truck" >"$T/ticket"
check '... as the schema says' valid ticket <"$T/ticket"
same '... on paper all three' 'Gross 36740 kg
Tare 13000 kg
Net 23740 kg' "$(weigh ticket --format text "$truck" |
	awk '/^(Gross|Tare|Net) +[0-9]/ { print $1, $2, $3 }')"
weigh ticket --format text "$truck" >"$T/text"
check '... with the other weighing' grep -qE \
	"^With +$truck/W1, 0 d 00:00 between them\$" "$T/text"
check '... and what is declared' grep -qE \
	'^Declared load +21500 kg; apart 2240 kg, tolerance 1155 kg$' "$T/text"

truck=$(declare_truck 100.03 null 21500)
prints 'without its own mass the gross says nothing' \
	'none null null null - null null null' on B1-S1 36740 "$truck"
prints 'with its tare the net does' \
	'within 21560 two-pass 15180 W1 21500 60 1155' \
	on B1-S1 15180 "$truck" "$tare"
same '... and confirms the weight' confirmed "$(weight "$truck")"

truck=$(declare_truck 100.13 16200 33660)
prints 'over the limit, and as declared' \
	'over-legal null null null - null null null' on B1-S1 49860 "$truck"
prints '... which its tare does not take back' \
	'none 33660 two-pass 16200 W1 33660 0 1783' \
	on B1-S1 16200 "$truck" "$tare"
same '... so nothing is confirmed' open "$(weight "$truck")"

# -- on two scales ------------------------------------------------------------

truck=$(declare_truck 100.04 15200 21500)
on B1-S2 15170 "$truck" "$tare" >"$T/said"
prints 'nothing is rounded' \
	'within 21570 two-pass 15170 W1 21500 70 1135' on B1-S1 36740 "$truck"
same 'the interval is the coarser one, the limits are 40 and 20 kg' '[20,60]' \
	"$(jq -c '[.net_e_kg, .net_limit_kg]' "$T/out")"
prints 'weighed again, it is made with the later gross' \
	'within 21590 two-pass 15170 W1 21500 90 1135' \
	on B1-S1 36760 "$truck" '{"again":"officer"}'
same '... and one net counts' 'W1 null
W2 false
W3 true' "$(weigh list "$truck" --jq '"\(.weighing[-2:]) \(.net_counts)"' |
	tr -d '"')"

truck=$(declare_truck 100.05 15200 21500)
on B1-S4 15180 "$truck" "$tare" >"$T/said"
prints 'with a tare that proves nothing there is no net' \
	'within null null null - null null null' on B1-S1 36740 "$truck"
prints 'nor with a gross that proves nothing' \
	'unverified null null null - null null null' \
	on B1-S4 36740 "$truck" '{"again":"officer"}'

truck=$(declare_truck 100.06 15200 21500)
on B1-S1 36740 "$truck" >"$T/said"
on B1-S1 15180 "$truck" "$tare" >>"$T/said"
prints 'a gross in question has none' \
	'in-question null null null - null null null' \
	on B1-S3 38000 "$truck" '{"again":"officer"}'
same '... nor has the one that it puts in question' 'W1 null
W2 false
W3 null' "$(weigh list "$truck" --jq '"\(.weighing[-2:]) \(.net_counts)"' |
	tr -d '"')"
prints 'the ticket says it' 'no: the other weighing does not' sh -c "
	ck-weigh --lang en ticket '$truck/W2' --format text |
	sed -n 's/^Net counts *//p'"

# -- a tare of an earlier trip ------------------------------------------------

again() {	# FILTER: the truck declared once more
	jq -c "$1" "$T/truck.json" >"$T/again.json"
	again=$(ck-declare --as dn-hoa --jq '.trips[0].trip // empty' \
		submit "$T/again.json" | tr -d '"')
	move "$again" outside yard B0-1
	echo "$again"
}
closed() {
	jq -nc --arg trip "$1" '{events: [{event: "trip.closed",
		root: ($trip | sub("\\..*"; "")), subject: $trip,
		body: {outcome: "destroyed"}}]}' |
		store-write append --as tt-gate >"$T/closed"
}
first=$(declare_truck 200.01 15200 21500)
on B1-S1 15180 "$first" "$tare" >"$T/said"
closed "$first"
CK_NOW=2026-11-27T12:00:00+07:00
truck=$(again '.goods[0].packages = 599')
prints 'the same truck five days later' \
	'within 21560 stored 15180 W1 21500 60 1155' on B1-S1 36740 "$truck"
same 'says of which trip, and how old it is' "[\"$first/W1\",433800000]" \
	"$(jq -c '[.pair, .between_ms]' "$T/out")"
prints 'its own tare goes before that' \
	'within 21640 two-pass 15100 W1 21500 140 1155' \
	on B1-S1 15100 "$truck" "$tare"
prints 'also for the gross' \
	'within 21640 two-pass 15100 W2 21500 140 1155' \
	on B1-S1 36740 "$truck" '{"again":"officer"}'
closed "$truck"
truck=$(again '.goods[0].packages = 598 | .vehicles[0].trailer = "29R-123.45"')
prints 'with another trailer it is another tare' \
	'outside null null null - null null null' on B1-S1 39740 "$truck"
closed "$truck"
CK_NOW=2026-12-28T12:00:00+07:00
truck=$(again '.goods[0].packages = 597')
prints 'and after 30 days it is too old' \
	'within null null null - null null null' on B1-S1 36740 "$truck"

# -- a tare that was entered --------------------------------------------------

truck=$(declare_truck 300.01 15200 21500)
prints 'a preset tare' 'within 23740 preset 13000 - 21500 2240 null' \
	on B1-S1 36740 "$truck" '{"preset_tare_kg":13000}'
same 'decides nothing: the gross does' '[40,null,null]' \
	"$(jq -c '[.difference_kg, .net_limit_kg, .between_ms]' "$T/out")"
check '... and is marked as such' sh -c "
	ck-weigh --lang en ticket '$truck' --format text |
	grep -qE '^Net from +gross less a preset tare \\(PT\\): nobody weighed it\$'"
refused() {	# STATUS MORE SCALE
	status "$1" on "${3-B1-S1}" 36740 "$truck" "$2"
}
before=$(seq)
check 'not between two intervals' refused 65 \
	'{"preset_tare_kg":13010,"again":"officer"}'
check '... of that scale' status 64 weigh record --scale B1-S1 --again \
	--reason officer --preset-tare 13010 "$truck"
check 'not of an empty vehicle' refused 65 \
	'{"preset_tare_kg":13000,"weighs":"tare"}'
check 'not more than what stands there' refused 65 \
	'{"preset_tare_kg":40000,"again":"officer"}'
check 'no mass' refused 65 '{"preset_tare_kg":"heavy","again":"officer"}'
check 'less than none' refused 65 '{"preset_tare_kg":-20,"again":"officer"}'
same 'nothing was recorded' "$before" "$(seq)"
on B1-S1 15180 "$truck" "$tare" >"$T/said"
check 'not where the tare was weighed' refused 1 \
	'{"preset_tare_kg":13000,"again":"officer"}'
same 'it says so' "ck-weigh: -:1: its tare was weighed: $truck/W2; a preset one does not go before that [tare-weighed]" \
	"$(words on B1-S1 36740 "$truck" \
		'{"preset_tare_kg":13000,"again":"officer"}')"

# -- unloaded before ----------------------------------------------------------

# Ten tonnes of its load go over to another truck.
declare_truck 400.01 15200 21500 >"$T/said"
jq '.goods[0].packages = 596 | .vehicles[0].plate = "29C-400.02" |
	.vehicles[0].carries = [{goods: "g1", packages: 596, gross_kg: 21500}] |
	.vehicles += [{ref: "v2", role: "receiving", class: "VT4",
		nationality: "VN", plate: "12C-200.11", axles: 3,
		self_kg: 6100, crew: .vehicles[0].crew}] |
	.transfers = [{from: "v1", to: "v2", goods: "g1", packages: 277,
		gross_kg: 10000}]' "$T/truck.json" >"$T/split.json"
truck=$(ck-declare --as dn-hoa submit "$T/split.json" \
	--jq '.trips[0].trip // empty' | tr -d '"')
move "$truck" outside yard B0-1
unloaded() {
	jq -c '[.outcome, .declared_kg, .difference_kg, .unloaded_kg]' "$T/out"
}
on B1-S1 26720 "$truck" '{"again":"after-unloading"}' >"$T/said"
same 'weighed only after that, it is compared with what is left' \
	'["within",26700,20,10000]' "$(unloaded)"
prints 'so is its net' \
	'within 11540 two-pass 15180 W1 11500 40 655' \
	on B1-S1 15180 "$truck" "$tare"
on B1-S1 26700 "$truck" '{"again":"officer"}' >"$T/said"
same 'unloaded it stays' '["within",26700,0,10000]' "$(unloaded)"

check 'the answers are as the schema says' valid weighing <"$T/all"
check 'the list, too' sh -c "ck-weigh list | '$top_srcdir/tests/records.py' \
	'$top_srcdir/share/schemas' weighing"
check 'the store is sound' ck-store verify --all

done_testing
