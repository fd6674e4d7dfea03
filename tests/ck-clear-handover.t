#!/bin/sh
# An export whose load changes vehicles: the one that takes it over the line
# needs its checks and counts, the emptied one goes home. A tractor change and
# a swap of containers are signed like a transshipment, with both ends' seals.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

command -v ck-gate >/dev/null || skip_all 'ck-gate is not built'
make_ground || exit 99

# gate LANE PLATE: admitted and driven through, or why not
gate() {
	ck-gate --as tt-linh --lang en decide --lane "$1" "$2" </dev/null \
		>"$T/decision" 2>&1 || {
		jq -r '[.reasons[] | .code + (if .check then ":" + .check else "" end)] | unique | join(" ")' "$T/decision"
		return 1
	}
	jq -r '{kind: "passage", lane: .lane, trip} | tojson' "$T/decision" |
		ck-gate --as tt-linh run "$1" >"$T/passed" &&
		jq -r 'select(.kind == "passage") | "\(.from) -> \(.to)"' "$T/passed"
}
give() {
	: >"$T/.given"
	give_user=$1 give_check=$2
	shift 2
	confirm_each "$give_user" "$give_check" "$@" >"$T/.given" 2>"$T/.words"
}
by_hand() {
	by_user=$1 by_check=$2
	shift 2
	give "$by_user" "$by_check" --reason document-seen "$@"
}
amend() {
	printf '%s\n' "$2" >"$T/patch"
	ck-declare --lang en --as dn-hoa amend "$1" --patch "$T/patch" \
		--reason mistake >"$T/amended"
}
missing() {
	of ".checks[] | select(.check == \"$2\") | [.waits_for[] |
		\"\(.check)\(if .trip then \"@\" + .trip[-1:] else \"\" end)\"] |
		sort | join(\" \")" clear status "$1"
}
state() {
	of ".checks[] | select(.check == \"$2\").state" clear status "$1"
}
day() {
	ck-report --as tt-gate --format json --lang en day 2026-11-22 |
		jq -r '"\(.export.fruit) \(.export.other) \(.receiving_vehicles) \(
			.waiting.fruit) \(.crossings.out) \(.value.export)"'
}
# -- another tractor ----------------------------------------------------------

jq '.customs[0].number = "305123456891" | .vehicles[0] |= (.plate = "29C-678.90" |
		.seals = [{number: "S-1", by: "customs"}]) |
	.vehicles += [{role: "power", class: "VT6", nationality: "CN",
		plate: "桂F·T7788", trailer: "12R-001.24", container: "TEMU1002030",
		axles: 3, self_kg: 8800, seals: [{number: "S-2", by: "customs"}]}] |
	.transfers = [{from: "v1", to: "v2", goods: "g1"}]' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/tractor.json"
jq 'del(.transfers)' "$T/tractor.json" >"$T/idle.json"
same 'a tractor that pulls nothing is doubted' 'warning /vehicles/v2 power-idle' \
	"$(ck-declare --lang en check "$T/idle.json" | jq -r '
	select(.code == "power-idle") | "\(.severity) \(.path) \(.code)"')"
same '... one that takes a load over is not' '' "$(ck-declare --lang en \
	check "$T/tractor.json" | jq -r 'select(.code == "power-idle").code')"
D=$(submit "$T/tractor.json") && [ -n "$D" ] || exit 99

same 'the tractor needs what its load needs' \
	'customs_finish customs_out supervision_exit weight' "$(of '
	[.checks[].check | select(IN("customs_finish", "customs_out",
		"supervision_exit", "weight"))] | sort | join(" ")' \
	clear status "$D.2")"
same '... and comes from abroad' abroad "$(of .zone clear status "$D.2")"
same 'who brings the load does not take it over the line' \
	'border_guard_yard_out customs_yard_out' "$(of '[.checks[].check |
	select(test("yard_out"))] | sort | join(" ")' clear status "$D.1")"
prints 'it comes in empty' 'abroad -> control' gate B2-3 桂FT7788
prints '... and into the yard' 'control -> yard' gate B1-4 桂FT7788
same '... and no further into the country' wrong-lane "$(gate B0-4 桂FT7788)"
move "$D.1" outside yard B0-1 || exit 99
give bp-hung bp-den "$D.1" "$D.2" && give hq-lan hq-den "$D.1" "$D.2" &&
	give vantai-tu vt-gp "$D.1" "$D.2" && by_hand hq-lan hq-gs "$D.1" "$D.2" &&
	give hq-lan hq-xong "$D.1" "$D.2" && give bp-hung bp-kt "$D.1" "$D.2" &&
	give bp-hung bp-ra "$D.2" || exit 99
check 'customs lets it out with nothing before all is signed' status 1 \
	give hq-lan hq-ra "$D.2"
same '... the transfer and the quarantine of what it takes over' \
	'plant_quarantine@1 transfer@1' "$(missing "$D.2" customs_out)"
same 'the emptied one may not leave yet' wrong-lane \
	"$(gate B0-3 29C67890)"
clear --as dn-hoa request kdtv "$D.1" >"$T/.asked" || exit 99
check 'plant quarantine' give kdtv-son kdtv "$D.1"
check 'the yard signs' give bai-xuan-cuong sang-tai "$D.1"
same '... with the seals of both ends in the log' \
	'v1 S-1 v2 S-2 1200 false true' "$(ck-store log |
	jq -r 'select(.event == "load.moved") | .body | "\(.loads[0] | "\(.from) \(
	.from_seals[0]) \(.to) \(.to_seals[0]) \(.packages)") \(
	.trips[0].laden) \(.trips[1].laden)"')"
same 'the load is on the tractor' "g1 1200 21500 $D.1" "$(of '
	.load[] | "\(.goods) \(.packages) \(.gross_kg) \(.from)"' \
	clear status "$D.2")"

# -- what was signed ----------------------------------------------------------

check 'another seal' amend "$D" \
	'{"vehicles":{"v2":{"seals":{"s2":null,"s9":{"number":"S-9"}}}}}'
same '... and what was signed is stale' stale "$(state "$D.1" transfer)"
same '... the load is where it was' "g1 1200" \
	"$(of '.load[] | "\(.goods) \(.packages)"' clear status "$D.1")"
check 'signed again' give bai-xuan-cuong sang-tai "$D.1"
same '... the new seal is in the log' S-9 "$(ck-store log |
	jq -r 'select(.event == "load.moved").body.loads[0].to_seals[0]' |
	tail -n 1)"
check 'another container' amend "$D" \
	'{"vehicles":{"v2":{"container":"CSQU3054383"},"v1":{"container":null}}}'
same '... and it is stale again' stale "$(state "$D.1" transfer)"
give hq-lan hq-den "$D.1" "$D.2"
clear --as dn-hoa request kdtv "$D.1" >"$T/.asked"
give kdtv-son kdtv "$D.1"
check 'signed once more' give bai-xuan-cuong sang-tai "$D.1"
check 'whom to call is nothing that was signed' amend "$D" \
	'{"contact":{"name":"Lò Văn Páo"}}'
same '... which leaves it' confirmed "$(state "$D.1" transfer)"
same '... and the load' "g1 1200" \
	"$(of '.load[] | "\(.goods) \(.packages)"' clear status "$D.2")"

# -- both on their way --------------------------------------------------------

same 'the tractor counts as waiting' 1 "$(CK_NOW=2026-11-22T21:00:00+07:00 \
	day | cut -d ' ' -f 4)"
jq -nc --arg trip "$D.2" --arg root "declaration:$D" '{events: [
	{event: "check.confirmed", root: $root, subject: $trip,
	body: {name: "weight"}}]}' | append
check 'customs lets it out' give hq-lan hq-ra "$D.2"
same 'who takes the load over owes for it, who hands it over a transfer' \
	'1 transfer 240000; 2 infrastructure 800000' "$(fee --as phi-nga \
	assess "$D" | jq -rs '[.[] |
		"\(.trip[-1:]) \(.charge) \(.amount)"] | join("; ")')"
fee --as phi-nga --reference R-1 --means cash --amount 1040000 pay "$D" \
	>"$T/paid" || exit 99
prints 'it crosses' 'yard -> control
control -> abroad' eval 'gate B1-1 桂FT7788; gate B2-1 桂FT7788'
same '... and counts, with what is on it, once' '1 0 0 0 1 1850000000' "$(
	CK_NOW=2026-11-22T21:00:00+07:00 day)"
same '... customs is told of the goods' "$D.2 1200" "$(ck-store log |
	jq -r 'select(.event == "customs.passed").body | "\(.trip) \(.packages)"')"
same 'the emptied one waits for those who see it out' \
	'check-open:border_guard_yard_out check-open:customs_yard_out' \
	"$(gate B0-3 29C67890)"
give hq-lan hq-bai "$D.1" && give bp-hung bp-bai "$D.1"
prints 'it goes home' 'yard -> outside' gate B0-3 29C67890
same 'both are closed' 'transferred crossed' "$(for n in 1 2; do
	of ".trips[] | select(.trip == \"$D.$n\").outcome" ck-declare show "$D.$n"
done | xargs)"

# -- turned back --------------------------------------------------------------

jq '.customs[0].number = "305123457001" | .vehicles[0] |= (.plate = "15C-411.07" |
		del(.trailer, .container)) |
	.vehicles += [{role: "receiving", class: "VT6", nationality: "CN",
		plate: "桂F·R8899", axles: 3, self_kg: 8800}] |
	.transfers = [{from: "v1", to: "v2", goods: "g1"}]' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/receiver.json"
E=$(submit "$T/receiver.json") && [ -n "$E" ] || exit 99
prints 'a foreign truck comes in for an export' 'abroad -> control
control -> yard' eval 'gate B2-3 桂FR8899; gate B1-4 桂FR8899'
move "$E.1" outside yard B0-1 || exit 99
give bp-hung bp-den "$E.1" "$E.2" && give hq-lan hq-den "$E.1" "$E.2" &&
	give vantai-tu vt-gp "$E.1" "$E.2" || exit 99
check 'it is turned back' clear --as bp-hung --reason breakdown turn-back \
	"$E.2"
check 'nobody signs a load onto it' status 1 give bai-xuan-cuong sang-tai "$E.1"
same '... for it has no receiver' no-receiver "$(jq -r '.reasons[].code' \
	"$T/.given")"
same 'it leaves by no way into the country' wrong-lane "$(gate B0-4 桂FR8899)"
give bp-hung bp-ra "$E.2" && give hq-lan hq-ra "$E.2"
prints '... but back over the line' 'yard -> control
control -> abroad' eval 'gate B1-1 桂FR8899; gate B2-1 桂FR8899'
same '... and that is the end of it' turned_back "$(of '
	.trips[] | select(.trip == "'"$E.2"'").outcome' ck-declare show "$E.2")"

check 'the tables are what the log says' verifies
done_testing
