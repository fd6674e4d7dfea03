#!/bin/sh
# What stands on the scale is held against the vehicle registry, too.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
cat >"$T/vehicles.csv" <<'CSV'
# source: a test
plate,axles,own_kg,permitted_kg,inspection_until
29C-111.01,6,15200,40000,2026-12-31
29C-111.02,6,15200,40000,2026-12-31
29C-111.03,2,5000,,2026-12-31
29C-111.04,3,7000,41000,2026-12-31
29C-111.05,6,15200,40000,2026-11-21
29R-001.23,3,6500,33000,2026-12-31
CSV
check 'the registry' ck-store codes load --as admin --from 2026-01-01 \
	vehicles "$T/vehicles.csv"

# on KG TRIP [MORE]: a stable reading bound to it
on() {
	concluded B1-S1 "$1" "$2" "${3-{\}}" | weigh record >"$T/out"
	on_status=$?
	cat "$T/out" >>"$T/all"
	jq -c '[.outcome, .permitted_kg, .permitted_tolerance_kg,
		.registry_axles, .legal_kg, .confirmed]' "$T/out"
	return "$on_status"
}
weight() {
	ck-clear --as tt-gate status "$1" |
		jq -r '.checks[] | select(.check == "weight") | .state'
}

# The tolerance is the site's 50 permille of 40,000 kg and the limit of the
# scale, 3 e of 20 kg above 40,000 kg.
truck=$(declare_truck 111.02 15200 30000)
prints 'declared as weighed, and more than the registry permits' \
	'["over-legal",40000,2060,null,48000,0]' on 45200 "$truck"
same '... is held with the figures' \
	'["overweight",45200000,40000000,2060000]' "$(ck-store log |
	jq -c 'select(.event == "hold.placed").body | [.reason,
		.figures.gross_g, .figures.permitted_g,
		.figures.permitted_tolerance_g]' | tail -n 1)"
same '... whose cause has the source' 'vehicles/1: a test' "$(ck-store log |
	jq -r 'select(.event == "weighing.recorded").body.registry' | tail -n 1)"
same '... and confirms nothing' open "$(weight "$truck")"
check '... on the ticket' sh -c "ck-weigh --lang en ticket --format text \
	'$truck' | grep -q 'Permitted by the registry.*40,\\?000'"
prints 'within the tolerance' \
	'["within",40000,2060,null,48000,1]' \
	on 42060 "$(declare_truck 111.01 15200 26860)"
truck=$(declare_truck 111.03 null null null)
prints 'axles that nobody declared are those of the registry' \
	'["over-legal",null,null,2,16000,0]' on 17000 "$truck"

# A rig: 7,000 kg of the tractor and 33,000 of the trailer.
declare_truck 111.98 15200 29000 >"$T/other"
jq '.vehicles[0] |= (.plate = "29C-111.04" | .trailer = "29R-001.23")' \
	"$T/truck.json" >"$T/rig.json"
truck=$(ck-declare --as dn-hoa --jq '.trips[0].trip' submit "$T/rig.json" |
	tr -d '"')
move "$truck" outside yard B0-1
prints 'of a rig the tractor and what its trailer may weigh' \
	'["over-legal",40000,2060,null,48000,0]' on 44200 "$truck"

truck=$(declare_truck 111.05 15200 30000)
prints 'an inspection that has ended permits no more' \
	'["over-legal",40000,2060,null,48000,0]' on 45200 "$truck"
truck=$(declare_truck 111.99 15200 30000)
prints 'a registry that does not know it says nothing' \
	'["within",null,null,null,48000,1]' on 45200 "$truck"

check 'the answers are as the schema says' valid weighing <"$T/all"
check 'the store is sound' ck-store verify --all

done_testing
