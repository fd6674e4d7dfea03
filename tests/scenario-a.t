#!/bin/sh
# Acceptance: a durian truck goes to China and comes home empty, across
# midnight. Verbs that are not there yet: ck-queue eta, ck-report release-time;
# and nobody reports a delivery yet, so that the stay runs from the crossing.
. "${0%/*}/lib.sh"
. "${0%/*}/scenario-ground.sh"

make_store || exit 99
cat >"$T/a.json" <<'JSON'
{
 "direction": "export",
 "regime": "commercial",
 "expected_at": "2026-11-22T08:00:00+07:00",
 "enterprise": {"tax_code": "0100112437", "name": "Nông sản Hòa Bình"},
 "customs": [{"number": "305123456780", "type": "B11", "office": "15BB"}],
 "goods": [{"hs": "08106000", "name": "Sầu riêng tươi", "origin": "VN",
	"packages": 1200, "unit": "CT", "gross_kg": 21500,
	"value": 1850000000, "currency": "VND"}],
 "vehicles": [{"class": "VT6", "nationality": "VN", "plate": "12C-123.45",
	"trailer": "12R-001.23", "container": "CSQU3054383", "axles": 6,
	"self_kg": 15200, "crew": [{"role": "driver", "name": "Nông Văn Hùng",
		"id": "020085001234", "nationality": "VN"}]}]
}
JSON

# -- 1 ------------------------------------------------------------------------

findings='select(.kind == "finding") | "\(.severity) \(.code) \(.path)"'
prints '1: nothing speaks against it' '' \
	of "$findings" at '21 22:46' declare check "$T/a.json"
jq '.customs[0].channel = "green"' "$T/a.json" >"$T/green.json"
check '1: the channel is not his to write' status 1 \
	at '21 22:46' declare check "$T/green.json"
same '... as the finding says' 'error not-yours /customs/c1/channel' \
	"$(of "$findings" at '21 22:46' declare check "$T/green.json")"
jq '.vehicles[0].container = "CSQU3054384"' "$T/a.json" >"$T/box.json"
prints '1: a wrong check digit is a warning' \
	'warning container-check-digit /vehicles/v1/container' \
	of "$findings" at '21 22:46' declare check "$T/box.json"
check '... with which it may be declared' \
	at '21 22:46' by dn-hoa declare submit --dry-run "$T/box.json"

# -- 2 ------------------------------------------------------------------------

check '2: it is declared' at '21 22:46' by dn-hoa \
	declare submit "$T/a.json"
declaration=$(of .declaration at '21 22:46' by dn-hoa declare submit "$T/a.json")
trip=$declaration.1
same '2: once, with one trip, however often it is sent' \
	"$declaration $trip 1" "$(of '"\(.declaration) \(.trips[].trip) \(.trips |
		length)"' at '21 22:47' by dn-hoa declare submit "$T/a.json")"
same '... and nothing is added' 1 \
	"$(ck-store log | grep -c '"event":"declaration.submitted"')"
same '2: its checks are open' 'border_guard_arrival open
border_guard_check open
border_guard_out open
customs_arrival open
customs_finish open
customs_out open
fee open
plant_quarantine open
supervision_exit open
transport_licence open
weight open' "$(checks "$trip")"

# -- 3 ------------------------------------------------------------------------

start_peer --facts "$T/facts"
fact 1 305123456780 B11 1 dang_ky '21 22:50'
check '3: customs has registered it, green' at '21 22:50' sync pull customs
same '... no new check' '' "$(state "$trip" customs_documents)"
fact 2 305123456780 B11 2 dang_ky '21 23:05'
check '3: now it is yellow' at '21 23:05' sync pull customs
same '... customs has its documents to look at' "$trip open" \
	"$(of 'select(.check == "customs_documents") | "\(.trip) \(.state)"' \
		at '21 23:05' clear pending --agency customs)"

# -- 4 ------------------------------------------------------------------------

fact 3 305123456780 B11 2 thong_quan '22 05:30'
check '4: customs clears it' at '22 05:30' sync pull customs
same '... it may leave their supervision' confirmed \
	"$(state "$trip" supervision_exit)"
prints '4: it queues with the fresh produce' 'fresh waiting' \
	of '"\(.class) \(.state)"' at '22 05:35' queue join "$trip"

amend() {
	by dn-hoa declare amend "$trip" --patch "$T/patch" "$@"
}
echo '[{"op":"replace","path":"/vehicles/v1/plate","value":"29H-555.66"}]' \
	>"$T/patch"
keeps '4: another plate, not said to have broken down, in a dry run' 0 \
	at '22 05:40' amend -n
same '... would lose its place' 'lost identity-changed' "$(
	of '.trips[0].queue | "\(.place) \(.reason)"' at '22 05:40' amend -n)"
echo '[{"op":"replace","path":"/vehicles/v1/crew/p1/name","value":"Lê Văn Cường"}]' \
	>"$T/patch"
keeps '4: another driver' 0 at '22 05:40' amend -n
same '... would not' kept \
	"$(of '.trips[0].queue.place' at '22 05:40' amend -n)"
same '4: it waits as it was' '12C-123.45 waiting' "$(
	of '"\(.vehicle.label) \(.state)"' at '22 05:41' queue list "$trip")"

# -- 5 ------------------------------------------------------------------------

check '5: before its call it is not let in' status 1 \
	at '22 06:10' gate decide --lane B0-1 12c12345
same '... with agency, action and a text for the driver in two languages' \
	'not-called gate_centre wait-for-call true' "$(
	of '.reasons[] | "\(.code) \(.agency) \(.action) \(
		[.driver_text | .vi, .zh] | all(length > 0))"' \
		at '22 06:10' gate decide --lane B0-1 12c12345)"
same '5: at B1 all reasons are told at once' \
	'wrong-zone not-called 7 check-open' \
	"$(of '[.reasons[].code] | "\(.[0]) \(.[1]) \(.[2:] | length) \(.[2:] |
		unique | join(" "))"' \
		at '22 06:10' gate decide --lane B1-1 12c12345)"

# -- 6 ------------------------------------------------------------------------

prints '6: it is called' \
	"$trip 2026-11-22T07:20:00.000+07:00 2026-11-22T07:50:00.000+07:00" \
	of '"\(.trip) \(.called_at) \(.window_to)"' \
	at '22 07:20' queue call export
prints '6: misread by one character it is let in' 'outside -> yard' \
	through B0-1 '22 07:31' I2C12345
same '... and the decision says so' 'confused I2C12345 12C-123.45' \
	"$(jq -r 'select(.kind == "decision") | "\(.matched) \(.sighting.plate
		) \(.vehicle.label)"' "$T/lane")"
same '... and the sentence to the booth' '12C-123.45 (read as I2C12345)' \
	"$(jq -r 'select(.kind == "decision").message | split(":")[0]' "$T/lane")"

# -- 7 ------------------------------------------------------------------------

prints '7: customs confirms its arrival' 'customs_arrival confirmed' \
	at '22 07:35' confirm "$trip" customs_arrival
same '... the border guard has not' open "$(state "$trip" border_guard_arrival)"
same '... so it has not entered' false "$(of .entered clear status -q "$trip")"
prints '7: now it has' 'border_guard_arrival confirmed' \
	at '22 07:52' confirm "$trip" border_guard_arrival
same '7: entered at that time' 'true 2026-11-22T07:52:00.000+07:00' \
	"$(of '"\(.entered) \(.entered_for_all)"' clear status -q "$trip")"

# -- 8 ------------------------------------------------------------------------

sim --fast --protocol yaohua-a9
load 36740
weigh() {
	scale record --scale B1-S1 --device "$tty" --frame-ms 100 "$@"
}
prints '8: past its certificate the scale confirms nothing' \
	'false unverified 0' of \
	'"\(.verified) \(.outcome) \(.confirmed)"' \
	env CK_NOW=2028-01-01T00:00:00+07:00 ck-weigh --as tt-gate record \
	--dry-run --scale B1-S1 --device "$tty" --frame-ms 100 "$trip"
check '8: it is weighed' at '22 07:58' weigh "$trip"
same '... inside tolerance, against what is declared' \
	'within 36740 36700 40 true' "$(scale list "$trip" | jq -r \
	'"\(.outcome) \(.gross_kg) \(.declared_kg) \(.difference_kg) \(
	.verified)"')"
same '... confirmed by rule' "rule:weight $trip/W1" "$(ck-store log |
	jq -r 'select(.event == "check.confirmed" and .body.name == "weight") |
	"\(.actor) \(.body.weighing)"')"
same '8: its frames and its number in the log' '36740 true' "$(
	scale list "$trip" --jq '.frames[]' |
	ck-weigh decode --protocol yaohua-a9 --hex |
	jq -rs '"\(map(.weight) | unique | join(" ")) \(length > 5)"')"
same '... where it stands' "weighing.recorded $trip/W1" "$(ck-store log \
	--since $(($(scale list "$trip" --jq .version) - 1)) | head -n 1 |
	jq -r '"\(.event) \(.body.weighing)"')"
same '8: the ticket has its frames and its number in the log' \
	"$trip/W1 36740 true true" "$(of '"\(.weighing) \(.gross_kg) \(
	.frames_digest | length > 0) \(.log.event | test(":[0-9]+$"))"' \
	scale ticket -q "$trip")"
unload
sim_ends

# -- 9 ------------------------------------------------------------------------

clear pending --agency plant_quarantine >"$T/plants"
stranger() {
	at '22 08:05' by yte-mai clear confirm - <"$T/plants"
}
before=$(seq)
check '9: who is not of plant quarantine may not begin it' \
	status 77 at '22 08:05' by yte-mai clear start kdtv "$trip"
check '9: nobody has asked for it: it does not begin' status 1 \
	at '22 08:01' by kdtv-son clear start kdtv "$trip"
prints '9: the enterprise asks for it' 'plant_quarantine requested' \
	of '"\(.check) \(.state)"' at '22 08:02' by dn-hoa clear request kdtv "$trip"
prints '9: plant quarantine begins' 'plant_quarantine started' \
	of '"\(.check) \(.state)"' at '22 08:05' by kdtv-son clear start "$trip"
before=$(seq)
check '9: who is not of plant quarantine may not confirm it' \
	status 77 stranger
same '... nothing is written' "$before" "$(seq)"
prints '9: who is, may' 'plant_quarantine confirmed' \
	at '22 08:21' confirm "$trip" plant_quarantine
same '9: 16 minutes of touch, the rest is waiting' '16 559' "$(of '.checks[] |
	select(.check == "plant_quarantine") | "\(.touch_min) \(.waiting_min)"' \
	at '22 08:22' clear status "$trip")"

# -- 10 -----------------------------------------------------------------------

prints '10: the fee, line by line' \
	'800000 VND unconfirmed=true class VT6: 800000 VND' \
	of '"\(.amount) \(.currency) unconfirmed=\(.unconfirmed) \(
		[.working[].message] | join("; "))"' \
	at '22 09:00' by phi-nga fee assess "$trip"
pay() {
	by phi-nga fee pay --amount 800000 --means transfer \
		--reference FT26326000123 "$trip"
}
check '10: it is paid' at '22 09:05' pay
prints '10: the bank tells it twice, it is the same payment' true \
	of .repeated at '22 09:06' pay
same '... there is one' "1 paid 0" "$(ck-store log |
	grep -c '"event":"fee.paid"') $(of '"\(.state) \(.open)"' fee list "$trip")"
same '... and the check is confirmed by rule' confirmed "$(state "$trip" fee)"

prints '10: one receipt for it' 'CKHN-0000001 800000 true null' \
	of '"\(.receipt) \(.amount) \(.unconfirmed) \(.repeated)"' \
	at '22 09:07' by phi-nga fee receipt "$trip"
prints '... however often it is asked for' 'CKHN-0000001 true' \
	of '"\(.receipt) \(.repeated)"' \
	at '22 09:08' by phi-nga fee receipt "$trip"

# -- 11 and 12 ----------------------------------------------------------------

prints '12: the other agencies' 'transport_licence confirmed
customs_documents confirmed
customs_finish confirmed
border_guard_check confirmed' at '22 09:30' confirm "$trip" transport_licence \
	customs_documents customs_finish border_guard_check
echo '[{"op":"add","path":"/vehicles/v1/crew/p2","value":{"role":
	"transfer_driver","name":"Lê Văn Cường","id":"020090005678"}}]' \
	>"$T/patch"
prints '11: a transfer driver takes the wheel' 'border_guard_check /vehicle/crew' \
	of '[.stale[] | "\(.check) \(.pointers[0])"] | join(" ")' \
	at '22 22:30' amend --reason driver-change
same '... the rest stands' 'confirmed confirmed confirmed' "$(
	for check in weight plant_quarantine fee; do
		state "$trip" $check
	done | xargs)"
same '11: the line waits for it' border_guard_check "$(
	of '.reasons[] | select(.code == "check-stale").check' \
	at '22 22:35' gate decide --lane B2-1 "$trip")"
prints '11: the border guard sees who drives now' \
	'border_guard_check confirmed' \
	at '22 22:40' confirm "$trip" border_guard_check
prints '12: into the control area' 'yard -> control' \
	through B1-1 '22 23:20' 12C12345
prints '12: not over the line before both let it' 'no: check-open' \
	through B2-1 '22 23:30' 12C12345
prints '12: both do' 'border_guard_out confirmed
customs_out confirmed' at '22 23:40' confirm "$trip" border_guard_out customs_out
prints '12: over the line' 'control -> abroad' \
	through B2-1 '22 23:50' 12C12345
same '12: the trip goes on' "open home abroad" \
	"$(closes "$trip") $(of '.trips[] | "\(.leg) \(.zone)"' declare show "$trip")"
start_peer --posted "$T/posted" --fault post-drop
prints '12: customs is told, though the answer is lost once' 1 \
	of .sent at '22 23:51' sync push customs
prints '... and not again' 0 of .sent at '22 23:52' sync push customs
same '... of 1,200 cartons, once' "305123456780 $trip 1200 21500 B2-1" \
	"$(jq -r '"\(.customs) \(.trip) \(.packages) \(.gross_kg) \(.lane)"' \
		"$T/posted")"

# -- 13 -----------------------------------------------------------------------

check '13: within a day it may stay' test -z "$(at '23 23:49' \
	clear pending --overstay)"
prints '13: at hour 25 it would be over its time' "$trip 24 60" \
	of '"\(.trip) \(.limit_h) \(.over_min)"' at '24 00:51' \
	clear pending --overstay
prints '13: it comes home, without a declaration' 'abroad -> control' \
	through B2-3 '23 00:40' 12C12345
prints '13: what the border guard has to see' 'border_guard_return confirmed' \
	at '23 00:45' confirm "$trip" border_guard_return
prints '13: through the yard' 'control -> yard' through B1-4 '23 00:50' 12C12345
prints '13: and home' 'yard -> inland' through B0-4 '23 01:00' 12C12345
same '13: the trip is closed' returned "$(closes "$trip")"

# -- 14 and the end -----------------------------------------------------------

day='"\(.export.fruit) \(.export.other) \(.import.total) \(.crossings.out) \(
	.crossings.in) \(.crossings.empty) \(.waiting.total)"'
same '14: the evening counts the export' '1 0 0 1 0 0 1' \
	"$(at '23 00:00' figures 22 "$day")"
same '14: the night the crossing of an empty truck, and no import' \
	'0 0 0 0 1 1 0' "$(at '24 00:00' figures 23 "$day")"
same '14: the day before had none' '0 0 0 0 0 0 0' \
	"$(at '24 00:00' figures 21 "$day")"
check 'the tables are what the log says' rebuilt

done_testing
