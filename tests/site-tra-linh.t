#!/bin/sh
# A gate that no program knows: the site file of Trà Lĩnh was written from
# ck-site(5) alone. A truck goes through it from its declaration over the line.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

for program in ck-declare ck-queue ck-gate ck-fee ck-clear; do
	command -v $program >/dev/null || skip_all "$program is not built"
done
# by USER COMMAND VERB...
by() {
	by_user=$1 by_program=$2
	shift 2
	"$by_program" --lang en --quiet --as "$by_user" "$@"
}
check 'a store' ck-store init --simulated \
	--site "$top_srcdir/share/sites/tra-linh.json"
jq -n '{direction: "export", regime: "commercial",
	expected_at: "2026-11-22T08:00:00+07:00",
	enterprise: {tax_code: "0100112437", name: "A", address: "Hà Nội"},
	customs: [{number: "305123456780", type: "B11"}],
	goods: [{hs: "08106000", name: "sầu riêng tươi", origin: "VN",
		packages: 1200, unit: "CT", gross_kg: 21500}],
	vehicles: [{class: "VT6", nationality: "VN", plate: "11C-123.45",
		axles: 6, self_kg: 15200,
		crew: [{role: "driver", name: "Nông Văn Hùng"}]}]}' \
	>"$T/truck.json"
trip=$(by tl-dn ck-declare submit "$T/truck.json" |
	jq -r '.trips[0].trip // empty')
same 'a truck is declared' TL-20261122-00001.1 "$trip"

reasons() {
	by tl-gate ck-gate decide --lane "$1" 11C12345 2>/dev/null |
		jq -c '[.admit, [.reasons[].code]]'
}
passes() {
	jq -nc --arg lane "$1" \
		'{kind: "passage", lane: $lane, plate: "11C12345"}' |
		by tl-gate ck-gate run "$1" |
		jq -r 'select(.kind == "passage") | "\(.to) \(.admitted)"'
}
seen() {
	by tl-gate ck-clear status "${1-11C12345}" | jq .version
}
same 'not called, it does not come in' '[false,["not-called"]]' \
	"$(reasons T0-1)"
check 'it joins one of two queues' by tl-gate ck-queue join \
	--queue export 11C12345
same '... and is called' called \
	"$(by tl-gate ck-queue call export 1 | jq -r .state)"
same 'now it is admitted' '[true,[]]' "$(reasons T0-1)"
same '... and in the yard' 'yard true' "$(passes T0-1)"
concluded T1-S1 36700 "$trip" >"$T/reading"
check 'weighed within its tolerance' by tl-gate ck-weigh record \
	--scale T1-S1 <"$T/reading"
check 'the fee is assessed' by tl-phi ck-fee assess 11C12345
check '... and paid' by tl-phi ck-fee pay 11C12345 --amount 800000 \
	--means cash --reference R-1
same 'what is open is named' \
	'[false,["check-open","check-open","check-open","check-open","check-open","check-open"]]' \
	"$(reasons T1-1)"
check 'quarantine is asked for' by tl-tv ck-clear request kdtv 11C12345
for step in tl-bp:bp-den tl-hq:hq-den tl-vt:vt-gp tl-tv:kdtv tl-bp:bp-ra; do
	check "${step#*:} is confirmed" by "${step%:*}" ck-clear confirm \
		"${step#*:}" 11C12345 --seen "$(seen)"
done
check 'customs has seen its release' by tl-hq ck-clear confirm gs 11C12345 \
	--seen "$(seen)" --reason document-seen
same 'it may cross the line' '[true,[]]' "$(reasons T1-1)"
same '... and has' 'abroad true' "$(passes T1-1)"
same 'it comes home empty' '[true,[]]' "$(reasons T1-2)"
same '... into the yard' 'yard true' "$(passes T1-2)"
check 'the border guard sees it home' by tl-bp ck-clear confirm bp-ve \
	11C12345 --seen "$(seen)"
same '... and it leaves' 'inland true' "$(reasons T0-2 >/dev/null
	passes T0-2)"
same 'its trip is over' returned "$(ck-store log |
	jq -r 'select(.event == "trip.closed").body.outcome')"
# -- a load changes vehicles --------------------------------------------------

jq '.customs[0].number = "105987654320" |
	.vehicles[0].seals = [{number: "CN-77", by: "foreign_customs"}] |
	del(.vehicles[2], .transfers[1]) | .vehicles[1].class = "VT6" |
	.transfers[0] |= (.packages = 900 | .gross_kg = 18000)' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/transfer.json"
load=$(by tl-dn ck-declare submit "$T/transfer.json" |
	jq -r '.declaration // empty')
same 'an import that changes vehicles' TL-20261122-00002 "$load"
drives() {
	by tl-gate ck-gate decide --lane "$1" "$2" >"$T/decided" 2>&1 || {
		jq -r '[.reasons[].check] | sort | join(" ")' "$T/decided"
		return
	}
	jq -nc --arg lane "$1" --arg plate "$2" \
		'{kind: "passage", lane: $lane, plate: $plate}' |
		by tl-gate ck-gate run "$1" |
		jq -r 'select(.kind == "passage").to'
}
give() {
	give_user=$1 give_check=$2
	shift 2
	for give_trip; do
		by "$give_user" ck-clear confirm "$give_check" --seen "$(
			seen "$give_trip")" "$give_trip" || return
	done >"$T/given"
}
same 'both come in' 'yard yard' "$(drives T1-2 桂FA2345) $(
	drives T0-1 12C20011)"
check 'nobody signs before all have seen them' status 1 \
	give tl-hq st "$load.1"
same '... which is told' 'bp_arrival bp_arrival customs_arrival customs_arrival transport_licence' \
	"$(jq -r '[.reasons[].check] | sort | join(" ")' "$T/given")"
give tl-bp bp-den "$load.1" "$load.2" && give tl-hq hq-den "$load.1" "$load.2" &&
	give tl-vt vt-gp "$load.1" || exit 99
check 'then customs signs' give tl-hq st "$load.1"
same '... the load is on the other' 'g1 900' "$(by tl-hq ck-clear status \
	"$load.2" | jq -r '.load[] | "\(.goods) \(.packages)"')"
same '... with the seals there were' CN-77 "$(ck-store log | jq -r '
	select(.event == "load.moved").body.loads[0].from_seals[]')"
echo '{"vehicles":{"v2":{"seals":[{"number":"TL-1","by":"customs"}]}}}' \
	>"$T/patch"
check 'another seal is put on' by tl-dn ck-declare amend "$load" \
	--reason mistake --patch "$T/patch"
same '... so it is to be signed again' stale "$(by tl-hq ck-clear status \
	"$load.1" | jq -r '.checks[] | select(.check == "transfer").state')"
check '... and is' give tl-hq st "$load.1"
same 'the receiver waits for what its load waits for' \
	'plant_quarantine release' "$(by tl-hq ck-clear status "$load.2" |
	jq -r '.checks[] | select(.check == "customs_yard_out") |
		[.waits_for[].check] | sort | join(" ")')"
same '... and so does the giver' 'bp_out fee plant_quarantine' \
	"$(drives T1-1 桂FA2345)"
by tl-tv ck-clear request kdtv "$load.1" >"$T/asked" &&
	give tl-tv kdtv "$load.1" &&
	by tl-hq ck-clear customs --release cleared 105987654320 >"$T/typed" &&
	give tl-hq hq-bai "$load.2" && give tl-bp bp-ra "$load.1" || exit 99
same 'the fee: 30 % and all of it' '240000 800000' "$(by tl-phi ck-fee \
	assess "$load" | jq -r .amount | xargs)"
by tl-phi ck-fee pay "$load" --amount 1040000 --means cash --reference R-2 \
	>"$T/paid" || exit 99
same 'each goes where it belongs' 'abroad inland' "$(drives T1-1 桂FA2345) $(
	drives T0-2 12C20011)"

# A foreign truck that takes an export over comes in through the same lanes.
jq '.customs[0].number = "305123457001" | .vehicles[0] |= (.plate = "11C-777.77" |
		del(.trailer, .container)) |
	.vehicles += [{role: "receiving", class: "VT6", nationality: "CN",
		plate: "桂F·R8899", axles: 3, self_kg: 8800}] |
	.transfers = [{from: "v1", to: "v2", goods: "g1"}]' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/export.json"
check 'an export onto a foreign truck' by tl-dn ck-declare submit "$T/export.json"
same '... which comes in empty' yard "$(drives T1-2 桂FR8899)"

check 'the store is sound' ck-store verify --all

done_testing
