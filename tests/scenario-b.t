#!/bin/sh
# Acceptance: garlic from China is moved from one Chinese truck onto two
# Vietnamese ones, the second of which is known only in the yard.
. "${0%/*}/lib.sh"
. "${0%/*}/scenario-ground.sh"

make_store || exit 99
cat >"$T/b.json" <<'JSON'
{
 "direction": "import",
 "regime": "commercial",
 "expected_at": "2026-11-22T08:00:00+07:00",
 "enterprise": {"tax_code": "0100112437", "name": "Nông sản Hòa Bình"},
 "customs": [{"number": "105987654320", "type": "A11"}],
 "goods": [{"hs": "07032090", "name": "Tỏi", "origin": "CN", "packages": 900,
	"unit": "BG", "gross_kg": 18000, "value": 360000000,
	"currency": "VND"}],
 "vehicles": [
	{"class": "VT6", "nationality": "CN", "plate": "桂F·A2345",
	 "trailer": "桂F1234挂", "container": "TNAU9000302", "axles": 6,
	 "self_kg": 15000},
	{"role": "receiving", "class": "VT4", "nationality": "VN",
	 "plate": "12C-200.11", "axles": 2, "self_kg": 6120},
	{"role": "receiving", "class": "VT4", "nationality": "VN",
	 "plate": "29H-300.22", "axles": 2, "self_kg": 6080}],
 "transfers": [
	{"from": "v1", "to": "v2", "goods": "g1", "packages": 450,
	 "gross_kg": 9000},
	{"from": "v1", "to": "v3", "goods": "g1", "packages": 450,
	 "gross_kg": 9000}]
}
JSON

# -- 1 ------------------------------------------------------------------------

findings='select(.kind == "finding") | "\(.severity) \(.code): \(.message)"'
prints '1: 450 and 450 of 900: nothing speaks against it' '' \
	of "$findings" at '21 20:00' declare check "$T/b.json"
jq '.transfers[1] += {packages: 400, gross_kg: 8000}' "$T/b.json" >"$T/short.json"
check '1: 450 and 400 do' status 1 at '21 20:00' declare check "$T/short.json"
same '... 50 bags, 1,000 kg are in no transfer' \
	'error transfer-sum: 50 packages, 1000 kg' "$(of "$findings" \
	at '21 20:00' declare check "$T/short.json" | cut -c -40)"
prints '1: three trips' 'main receiving receiving' \
	of '[.trips[].role] | join(" ")' \
	at '21 20:00' by dn-hoa declare submit --dry-run "$T/b.json"
jq 'del(.vehicles[2]) | .transfers[1].to = null' "$T/b.json" >"$T/later.json"
prints '2: a receiver may be left open' '' \
	of "$findings" at '22 03:36' declare check "$T/later.json"
id=$(of .declaration at '22 03:36' by dn-hoa declare submit "$T/later.json")
same '2: two trips for now' "$id.1 main $id.2 receiving" \
	"$(of '[.trips[] | "\(.trip) \(.role)"] | join(" ")' declare show "$id")"
start_peer --facts "$T/facts"
fact 1 105987654320 A11 1 thong_quan '22 06:00'
check 'customs has cleared it' at '22 06:00' sync pull customs

# -- 10 and 3 -----------------------------------------------------------------

jq '.customs[0].number = "105987654990" | .transfers = [] | .vehicles |= (.[:1] |
	.[0] += {plate: "粤F·A2345", trailer: null, container: null} |
	map(del(..|nulls)))' "$T/b.json" >"$T/other.json"
other=$(of .declaration at '21 20:10' by dn-hoa declare submit "$T/other.json")
prints '10: two trucks may be FA2345 without its first character' \
	'no: ambiguous' through B2-3 '22 06:55' FA2345
check '10: one does not come' at '22 06:58' by dn-hoa \
	declare cancel --reason owner-request "$other"
prints '10: now it is the only one' 'abroad -> control' \
	through B2-3 '22 07:00' FA2345
same '... which the decision says' 'form FA2345 桂F·A2345' \
	"$(jq -r 'select(.kind == "decision") | "\(.matched) \(.sighting.plate
		) \(.vehicle.label)"' "$T/lane")"
prints '3: customs confirms its arrival' 'customs_arrival confirmed' \
	at '22 07:10' confirm "$id.1" customs_arrival
prints '3: it waits for the border guard' 'no: check-open' \
	through B1-4 '22 07:12' 桂FA2345
same '... and for nobody else' 'border_guard_arrival' \
	"$(jq -r 'select(.kind == "decision").reasons[].check' "$T/lane")"
prints '3: which comes' 'border_guard_arrival confirmed' \
	at '22 07:20' confirm "$id.1" border_guard_arrival
prints '3: into the yard' 'control -> yard' through B1-4 '22 07:30' 桂FA2345

# -- 4 ------------------------------------------------------------------------

transfer() {
	by bai-xuan-cuong clear confirm transfer "$id.1" \
		--seen "$(clear status -q --jq .version "$id.1")"
}
prints '2: customs has finished with the Chinese truck' \
	'customs_finish confirmed' at '22 07:34' confirm "$id.1" customs_finish
same '4: nobody signs a transfer to a truck that nobody knows' no-receiver "$(
	of '.reasons[] | select(.check | not).code' at '22 07:35' transfer)"
jq -n '{vehicles: {v3: {role: "receiving", class: "VT4", nationality: "VN",
	plate: "29H-300.22", axles: 2, self_kg: 6080}},
	transfers: {t2: {to: "v3"}}}' >"$T/receiver"
receiver() {
	by bai-xuan-cuong declare amend --reason receiver-known "$id" \
		--patch "$T/receiver"
}
prints '2: four hours later the yard names it' \
	"stale: ; open: transfer fee fee; added: $id.3" \
	of '"stale: \([.stale[].check] | join(" ")); open: \([.open[].check] |
	join(" ")); added: \([.trips[] | select(.change == "added").trip] |
	join(" "))"' at '22 07:36' receiver
same '2: customs finish stands, the transfer is to be given' \
	'confirmed open' "$(state "$id.1" customs_finish) $(state "$id.1" transfer)"
check '4: the transfer is not signed before' status 1 at '22 07:37' transfer
same '... each condition is named' 'licence of .1, both arrivals of .2 and .3' "$(
	of '[.reasons[] | "\(.check) \(.trip // "")"] | sort | if . == [
		"border_guard_arrival '"$id.2"'",
		"border_guard_arrival '"$id.3"'",
		"customs_arrival '"$id.2"'", "customs_arrival '"$id.3"'",
		"transport_licence "] then
		"licence of .1, both arrivals of .2 and .3" else . end' \
		at '22 07:37' transfer)"

# -- 5 ------------------------------------------------------------------------

prints '5: the receivers come in empty' 'outside -> yard
outside -> yard' eval 'through B0-1 "22 07:40" 12C20011 &&
	through B0-2 "22 07:42" 29H30022'
for n in 2 3; do
	prints "5: both agencies see .$n" 'customs_arrival confirmed
border_guard_arrival confirmed' at '22 07:50' confirm "$id.$n" customs_arrival \
		border_guard_arrival
done
check '5: still not without the licence' status 1 at '22 07:51' transfer
prints '... which is there' 'transport_licence confirmed' \
	at '22 07:53' confirm "$id.1" transport_licence
sim --fast --protocol yaohua-a9
# weigh N OPTION...
weigh() {
	weigh_trip=$id.$1
	shift
	scale record --scale B1-S1 --device "$tty" --frame-ms 100 "$@" \
		"$weigh_trip"
}
load 6120
prints '5: the first is weighed empty' 'tare 6120 true' of \
	'"\(.weighs) \(.gross_kg) \(.verified)"' at '22 07:55' weigh 2 --tare
unload
load 6080
prints '5: the second' 'tare 6080 true' of \
	'"\(.weighs) \(.gross_kg) \(.verified)"' at '22 07:56' weigh 3 --tare
unload
load_of() {
	of '[.load[] | "\(.goods) \(.packages) \(.gross_kg)"] | join(" ")' \
		clear status -q "$1"
}
same '5: all is on the first' 'g1 900 18000  ' \
	"$(load_of "$id.1") $(load_of "$id.2") $(load_of "$id.3")"
prints '5: the transfer is signed' confirmed of .state at '22 08:00' transfer
same '... and moves the load' ' g1 450 9000 g1 450 9000' \
	"$(load_of "$id.1") $(load_of "$id.2") $(load_of "$id.3")"

# -- 6 ------------------------------------------------------------------------

load 15140
prints '6: the first is weighed laden, as declared' \
	'within 15140 15120 two-pass 9020' of '"\(.outcome) \(.gross_kg) \(
	.declared_kg) \(.net_by) \(.net_kg)"' at '22 09:00' weigh 2
unload
load 15060
prints '6: the second' 'within 15060 15080' of \
	'"\(.outcome) \(.gross_kg) \(.declared_kg)"' at '22 09:02' weigh 3
unload
load 15020
prints '6: the Chinese truck empty: its own mass' 'tare 15020 15000' of \
	'"\(.weighs) \(.gross_kg) \(.declared_kg)"' at '22 09:05' weigh 1 --tare
unload
sim_ends
same '6: 9,020 and 8,980 kg, 18,000 kg together' '9020 8980 18000' "$(
	for n in 2 3; do
		scale list "$id.$n"
	done | jq -rs 'map(select(.net_counts).net_kg) | . + [add] |
		map(tostring) | join(" ")')"

# -- 7 ------------------------------------------------------------------------

check '7: the fees' at '22 09:10' by phi-nga fee assess "$id"
same '... 2 times 300,000, and 30 % of one for the transfer, unconfirmed' \
	'transfer 90000 true infrastructure 300000 true infrastructure 300000 true' \
	"$(of '"\(.charge) \(.amount) \(.unconfirmed)"' fee list "$id")"
# pay AMOUNT
pay() {
	by phi-nga fee pay --amount "$1" --means transfer \
		--reference "FT26326000$1" "$id"
}
receipts() {
	of '"\(.receipt) \(.charge) \(.amount) \(.unconfirmed)"' \
		by phi-nga fee receipt "$id"
}
check '7: 600,000 are paid' at '22 09:20' pay 600000
same '... 90,000 are open' 90000 "$(of .open fee list --open "$id")"
same '7: and only that trip waits for it' 'open confirmed confirmed' \
	"$(for n in 1 2 3; do state "$id.$n" fee; done | xargs)"
prints '7: receipt 1' 'CKHN-0000001 infrastructure 600000 true' \
	at '22 09:21' receipts
check '7: the transfer is paid too' at '22 09:25' pay 90000
prints '7: receipt 2, and 1 told again' \
	'CKHN-0000002 transfer 90000 true CKHN-0000001 infrastructure 600000 true' at '22 09:26' receipts

# -- 8 ------------------------------------------------------------------------

fact 2 105987654320 A11 1 dung '22 09:30'
check '8: customs stops the number' at '22 09:30' sync pull customs
same '... none of the three may leave their supervision' 'open open open' \
	"$(for n in 1 2 3; do state "$id.$n" supervision_exit; done | xargs)"
held() {
	for n in 1 2 3; do
		of '[.holds[].hold] | join(" ")' clear status -q "$id.$n"
	done | xargs
}
same '8: one hold of all three' 'CKHN-H00001 CKHN-H00001 CKHN-H00001' "$(held)"
fact 3 105987654320 A11 1 thong_quan '22 09:45'
check '8: customs clears it again' at '22 09:45' sync pull customs
same '... which lifts it, once, for all three' '' "$(held)"
same '... one hold, lifted once' 'hold.placed 1 hold.lifted 1' "$(
	for event in hold.placed hold.lifted; do
		echo "$event $(ck-store log | grep -c "\"event\":\"$event\"")"
	done | xargs)"
same '... which may go' 'confirmed confirmed confirmed' \
	"$(for n in 1 2 3; do state "$id.$n" supervision_exit; done | xargs)"

# -- 9 ------------------------------------------------------------------------

out_of_yard() {
	by hq-lan clear confirm hq-bai "$id.$1" \
		--seen "$(clear status -q --jq .version "$id.$1")"
}
keeps '9: the goods do not go inland before quarantine' 1 \
	at '22 09:50' out_of_yard 2
same '... which is said' "plant_quarantine $id.1" "$(
	of '[.reasons[] | "\(.check) \(.trip)"] | sort | join(" ")' \
	at '22 09:50' out_of_yard 2)"
check '9: plant quarantine is asked for' at '22 09:55' by dn-hoa \
	clear request kdtv "$id.1"
prints '9: the other agencies' 'medical_quarantine confirmed
plant_quarantine confirmed
border_guard_check confirmed' at '22 10:00' confirm "$id.1" medical_quarantine \
	plant_quarantine border_guard_check
for n in 2 3; do
	prints "9: out of the yard, .$n" 'border_guard_yard_out confirmed
customs_yard_out confirmed' at '22 10:10' confirm "$id.$n" \
		border_guard_yard_out customs_yard_out
done
prints '9: the Chinese truck goes home empty' 'yard -> control
border_guard_out confirmed
customs_out confirmed
control -> abroad' eval 'through B1-1 "22 10:20" 桂FA2345 &&
	at "22 10:25" confirm "$id.1" border_guard_out customs_out &&
	through B2-1 "22 10:30" 桂FA2345'
prints '9: the others inland' 'yard -> inland
yard -> inland' eval 'through B0-4 "22 10:32" 12C20011 &&
	through B0-4 "22 10:34" 29H30022'
same '9: every trip is closed' 'returned transferred transferred' \
	"$(closes "$id.1" "$id.2" "$id.3")"
same '9: one import, two receivers, two crossings, the value once' \
	'1 2 1 1 1 360000000' "$(at '23 00:00' figures 22 '"\(.import.cargo) \(
	.receiving_vehicles) \(.crossings.in) \(.crossings.out) \(
	.crossings.empty_out) \(.value.import)"')"
check 'the tables are what the log says' rebuilt

done_testing
