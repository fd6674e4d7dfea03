#!/bin/sh
# Acceptance: a truck is overweight, weighed again at its driver's wish, and
# unloaded onto a second truck. The verb that is not there yet: ck-report
# morning.
. "${0%/*}/lib.sh"
. "${0%/*}/scenario-ground.sh"

make_store || exit 99
cat >"$T/e.json" <<'JSON'
{
 "direction": "export",
 "regime": "commercial",
 "expected_at": "2026-11-22T08:00:00+07:00",
 "enterprise": {"tax_code": "0100112437", "name": "Tinh bột Lạng Sơn"},
 "customs": [{"number": "305123456780", "type": "B11"}],
 "goods": [{"hs": "11081400", "name": "Tinh bột sắn", "origin": "VN",
	"packages": 600, "unit": "BG", "gross_kg": 30000,
	"value": 300000000, "currency": "VND"}],
 "vehicles": [{"class": "VT6", "nationality": "VN", "plate": "29C-777.01",
	"trailer": "29R-123.45", "axles": 6, "self_kg": 16200}]
}
JSON

# -- 1 ------------------------------------------------------------------------

findings='select(.kind == "finding") | "\(.severity) \(.code) \(.path) \(
	.source | test("unconfirmed"))"'
jq '.goods[0] += {packages: 672, gross_kg: 33600}' "$T/e.json" >"$T/heavy.json"
prints '1: too heavy before it drives: a warning' \
	'warning over-legal-limit /vehicles/v1 true' \
	of "$findings" at '21 20:00' declare check "$T/heavy.json"
same '... with the figures' '49800 48000' "$(of \
	'select(.kind == "finding").message | [scan("[0-9]{5} kg")] |
	"\(.[0][:5]) \(.[1][:5])"' at '21 20:00' declare check "$T/heavy.json")"
prints '1: with 30,000 kg it is clean' '' \
	of "$findings" at '21 20:00' declare check "$T/e.json"

# sacks SEQ PACKAGES KG TIME: what customs has of them
sacks() {
	fact "$1" 305123456780 B11 2 thong_quan "$4" &&
		jq -c --argjson seq "$1" --argjson n "$2" --argjson kg "$3" '
			if .seq == $seq then . + {soKien: $n, trongLuong: $kg}
			else . end' "$T/facts" >"$T/facts.new" &&
		mv "$T/facts.new" "$T/facts"
}
# Customs looks at its documents, and has 600 sacks.
arrives() {
	trip=$(of '.trips[].trip' at '21 20:00' by dn-hoa \
		declare submit "$T/e.json") &&
		sacks 1 600 30000 '22 06:00' &&
		start_peer --facts "$T/facts" &&
		at '22 06:00' sync pull customs &&
		at '22 06:05' queue join "$trip" &&
		at '22 06:30' queue call export &&
		[ "$(through B0-1 '22 06:40' 29C77701)" = 'outside -> yard' ]
}
check 'it is declared, released, called and in the yard' arrives
prints '... where both see it' 'border_guard_arrival confirmed
customs_arrival confirmed' at '22 07:10' confirm "$trip" border_guard_arrival \
	customs_arrival

# -- 2 ------------------------------------------------------------------------

sim --fast --protocol yaohua-a9
# weigh SCALE OPTION...
weigh() {
	weigh_scale=$1
	shift
	scale record --scale "$weigh_scale" --device "$tty" --frame-ms 100 \
		"$@" "$trip"
}
said='"\(.outcome) \(.gross_kg) \(.difference_kg) \(.tolerance_kg) \(
	.legal_kg) \(.verified) \(.hold)"'
load 49860
prints '2: over the limit and not as declared: a hold' \
	'over-legal 49860 3660 2370 48000 true CKHN-H00001' \
	of "$said" at '22 08:00' weigh B1-S1
prints '2: of the agency that weighs, with the figures' \
	'gate_centre overweight 49860 46200 48000 rule:weight' of '.holds[] |
	"\(.agency) \(.reason) \(.figures | [.gross_g, .declared_g, .legal_g] |
	map(. / 1000 | tostring) | join(" ")) \(.actor)"' clear status "$trip"
same '2: nothing is refused' open "$(state "$trip" weight)"
check '2: the lane denies' status 1 at '22 08:01' gate decide --lane B1-1 "$trip"
same '... and tells the driver where to turn' 'see-agency ext. 100 true' \
	"$(of '.reasons[] | select(.code == "held") | "\(.action) \(.contact) \(
		.driver_text | [.vi, .en, .zh] | all(length > 0))"' \
		at '22 08:01' gate decide --lane B1-1 "$trip")"

# -- 3 ------------------------------------------------------------------------

dispute() {
	clear note --kind dispute --about weight --text "$1" "$2"
}
for n in 1 2 3 4 5 6; do
	at '22 06:50' dispute "Xe trước, lần $n" site >>"$T/others" || exit 99
done
prints '3: the driver disputes it' \
	'D-7 open gate_centre weight 2026-11-23T08:05:00.000+07:00' \
	of '"\(.number) \(.state) \(.agency) \(.about) \(.deadline.at)"' \
	at '22 08:05' dispute 'Lái xe Hoàng Văn Thắng không đồng ý' "$trip"
same '... printed on the ticket' 'Disputed D-7' \
	"$(scale ticket "$trip" -f text | grep '^Disputed' | xargs)"

# -- 4 ------------------------------------------------------------------------

unload
load 49820
check '4: a second weighing wants a reason' status 1 at '22 08:10' weigh B1-S2
prints '4: on another scale the driver gets it' \
	'over-legal 49820 3620 2370 48000 true CKHN-H00001' of "$said" \
	at '22 08:10' weigh B1-S2 --again --reason driver-request
same '... both are kept, 40 kg apart, no more than their two limits' \
	'49860 49820 true' "$(scale list "$trip" | jq -rs \
	'"\(.[0].gross_kg) \(.[1].gross_kg) \(.[0].gross_kg - .[1].gross_kg <=
	.[0].limit_kg + .[1].limit_kg)"')"
same '... no question, and the later one counts' \
	'later-weighing null latest-verified null' "$(scale list "$trip" |
	jq -r '"\(.counts_why) \(.question)"' | xargs)"
keeps '4: asking a third time needs an officer' 77 at '22 08:20' \
	weigh B1-S1 --again --reason driver-request
unload

# -- 7 ------------------------------------------------------------------------

check '7: the fee' at '22 08:30' by phi-nga fee assess "$trip"
check '... is paid' at '22 08:31' by phi-nga fee pay --amount 800000 \
	--means transfer --reference FT26326000777 "$trip"
check '7: plant quarantine is asked for' at '22 08:32' by dn-hoa \
	clear request kdtv "$trip"
prints '7: what else is confirmed before it is unloaded' \
	'customs_documents confirmed
plant_quarantine confirmed
transport_licence confirmed' at '22 08:40' confirm "$trip" customs_documents \
	plant_quarantine transport_licence
jq -n '{goods: {g1: {packages: 672, gross_kg: 33600}},
	vehicles: {v2: {role: "receiving", class: "VT4", nationality: "VN",
		plate: "98C-321.09", axles: 2, self_kg: 4000}},
	transfers: [{from: "v1", to: "v2", goods: "g1", packages: 48,
		gross_kg: 2400}]}' >"$T/unload"
unloads() {
	by dn-hoa declare amend --reason unloaded "$trip" --patch "$T/unload"
}
check "7: customs' own correction is waited for" status 65 \
	at '22 09:00' unloads
same '... with what is too much' '72 packages, 3600 kg' "$(of \
	'select(.code == "customs-overdrawn").message |
	[scan("[0-9]+ packages, [0-9]+ kg")][1]' at '22 09:00' unloads)"
sacks 2 672 33600 '22 09:05'
check '7: it comes' at '22 09:05' sync pull customs
check '7: 672 sacks are declared, 48 of them for another truck' \
	eval "at '22 09:06' unloads >\"\$T/amended\""
same '... weight, documents and fee are to be given again' \
	'stale customs_documents fee; open customs_finish weight' "$(jq -r '
	"stale \([.stale[].check] | sort | join(" ")); open \([.open[].check] |
	sort | join(" "))"' "$T/amended")"
same '... quarantine, licence and arrivals stand' \
	'confirmed confirmed confirmed confirmed' "$(for check in \
	plant_quarantine transport_licence customs_arrival border_guard_arrival
do
	state "$trip" $check
done | xargs)"
second=${trip%.*}.2
same '7: the other truck has a trip of its own' "$second added" "$(jq -r \
	'.trips[] | select(.change == "added") | "\(.trip) \(.change)"' \
	"$T/amended")"
prints '7: it comes, empty' 'outside -> yard' through B0-2 '22 09:20' 98C32109
prints '7: both see it' 'border_guard_arrival confirmed
customs_arrival confirmed' at '22 09:25' confirm "$second" \
	border_guard_arrival customs_arrival
prints '7: the yard signs the transfer' 'transfer confirmed' \
	at '22 09:40' confirm "$trip" transfer
same '... 624 sacks and 48' 'g1 624 31200 g1 48 2400' "$(of '[.load[] |
	"\(.goods) \(.packages) \(.gross_kg)"] | join(" ")' \
	clear status -q "$trip" "$second" | xargs)"

# -- 8 -----------------------------------------------------------------------

load 47440
prints '8: unloaded, it is within what may drive and what is declared' \
	'within 47440 40 2430 48000 true null' of "$said" \
	at '22 10:00' weigh B1-S1 --again --reason after-unloading
same '... which confirms its weight' confirmed "$(state "$trip" weight)"
same '8: the hold stays until its agency lifts it' CKHN-H00001 \
	"$(of '.holds[].hold' clear status "$trip")"
keeps '... no other' 77 \
	by hq-lan clear lift --reason put-right CKHN-H00001
prints '... it does' lifted \
	of .state at '22 10:05' clear lift --reason put-right CKHN-H00001
unload

load 6420
prints '8: the other truck is as declared' 'within 6420 6400' \
	of '"\(.outcome) \(.gross_kg) \(.declared_kg)"' at '22 10:08' \
	scale record --scale B1-S1 --device "$tty" --frame-ms 100 "$second"
unload

# -- 9 ------------------------------------------------------------------------

same '9: three weighings, none overwritten' \
	"B1-S1 49860 - B1-S2 49820 driver-request B1-S1 47440 after-unloading" \
	"$(of '"\(.scale) \(.gross_kg) \(.again // "-")"' scale list -q 29C-777.01)"
for n in 1 2 3; do
	scale list "$trip" --jq "select(.weighing == \"$trip/W$n\").frames[]" |
		ck-weigh decode --protocol yaohua-a9 --hex |
		jq -r 'if .ok then .weight else "bad" end' | sort -u
done >"$T/digits"
same '9: the raw frames say the digits of each' '49860
49820
47440' "$(cat "$T/digits")"

same '9: the ticket is of the one that counts, with its event' \
	"$trip/W3 47440 true weighing.recorded 47440" "$(of '"\(.weighing) \(
	.gross_kg) \(.counts)"' scale ticket -q "$trip") $(store log --since \
	$(($(of '.log.event | sub(".*:"; "")' scale ticket -q "$trip") - 1)) |
	head -n 1 | jq -r '"\(.event) \(.body.digits)"')"

prints '9: the dispute is answered' 'D-7 answered tt-linh' \
	of '"\(.number) \(.state) \(.answered_by)"' at '22 10:10' by tt-linh \
	clear answer --text 'Cân lại trên B1-S2: 49.820 kg, hai cân khớp' D-7
same '... in time' 'D-7 answered null' "$(of \
	'"\(.number) \(.state) \(.late_min)"' at '22 10:11' clear notes d-7)"
same '9: the words are not in the log, their digests are' '0 64 64' "$(
	store log >"$T/log"
	echo "$(grep -cE 'Hoàng Văn Thắng|hai cân khớp' "$T/log") $(jq -r '
	select(.subject == "CKHN-D00007") | .body | .text // .answer |
	strings, (objects | .digest)' "$T/log" | awk '{ print length($0) }' |
	xargs)")"

# -- out, and home ------------------------------------------------------------

check 'the fees: no difference for the one' at '22 10:12' \
	by phi-nga fee assess "${trip%.*}"
same '... 300,000 for the other' '800000 paid 300000 open' "$(
	of '"\(.amount) \(.state)"' fee list "${trip%.*}")"
same '... whose check is given again' confirmed "$(state "$trip" fee)"
check '... is paid' at '22 10:14' by phi-nga fee pay --amount 300000 \
	--means transfer --reference FT26326000778 "$second"
prints 'customs looks at the documents again' 'customs_documents confirmed' \
	at '22 10:16' confirm "$trip" customs_documents
prints 'the other agencies' 'customs_finish confirmed
border_guard_check confirmed' at '22 10:20' confirm "$trip" customs_finish \
	border_guard_check
prints '... of the other truck' 'transport_licence confirmed
customs_finish confirmed
border_guard_check confirmed' at '22 10:22' confirm "$second" \
	transport_licence customs_finish border_guard_check
prints 'into the control area' 'yard -> control
yard -> control' eval 'through B1-1 "22 10:30" 29C77701 &&
	through B1-2 "22 10:31" 98C32109'
for out in "$trip" "$second"; do
	prints "both let it out, .${out##*.}" 'border_guard_out confirmed
customs_out confirmed' at '22 10:40' confirm "$out" border_guard_out customs_out
done
prints 'over the line' 'control -> abroad
control -> abroad' eval 'through B2-2 "22 10:45" 29C77701 &&
	through B2-1 "22 10:46" 98C32109'
home() {
	through B2-3 "22 15:0$1" "$3" &&
		at "22 15:0$1" confirm "$2" border_guard_return &&
		through B1-4 "22 15:1$1" "$3" && through B0-4 "22 15:2$1" "$3"
}
prints 'and home' 'abroad -> control
border_guard_return confirmed
control -> yard
yard -> inland' home 0 "$trip" 29C77701
prints '... both' 'abroad -> control
border_guard_return confirmed
control -> yard
yard -> inland' home 5 "$second" 98C32109
same 'the trips are closed' 'returned returned' "$(closes "$trip" "$second")"
same 'customs is told of 624 sacks and of 48' '624 48' "$(store log |
	jq -r 'select(.event == "customs.passed").body.packages' | xargs)"
same 'the day has two exports that are no fruit, one by the receiving truck' \
	'0 2 1 2 2 2 0' "$(at '23 00:00' figures 22 '"\(.export.fruit) \(
	.export.other) \(.receiving_vehicles) \(.crossings.out) \(
	.crossings.in) \(.crossings.empty) \(.waiting.total)"')"
check 'the tables are what the log says' rebuilt

# -- 6: the certificate had expired the day before ----------------------------

CK_STORE=$T/expired.db
rm -f "$T/facts"
jq '.scales["B1-S1"].verified_until = "2026-11-21"' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
check '6: another store' ck-store init --simulated --site "$T/site.json"
check '... with the same truck' arrives
load 49860
prints '6: past its certificate the scale can hold nothing' \
	'unverified 49860 3660 2370 48000 false null' \
	of "$said" at '22 08:00' weigh B1-S1
same '... and confirms nothing' open "$(state "$trip" weight)"
prints '6: one weighing on a verified scale decides' \
	'over-legal 49860 3660 2370 48000 true CKHN-H00001' of "$said" \
	at '22 08:10' weigh B1-S2 --again --reason scale-question
check 'the tables are what the log says' rebuilt
unload

# -- 5: the two scales disagree -----------------------------------------------

CK_STORE=$T/question.db
rm -f "$T/facts"
check '5: a third store' make_store
check '5: ... of a gate whose B1-S2 reads 1,900 kg less for a month' eval \
	'"$top_srcdir/tests/sim/scale-gate.py" 3 60 B1-S1=0 B1-S2=0:-1900 |
	store-write append --as tt-gate >"$T/history"'
check '... with the same truck' arrives
load 49860
prints '5: too heavy on the first' 'over-legal CKHN-H00001' \
	of '"\(.outcome) \(.hold)"' at '22 08:00' weigh B1-S1
unload
load 47960
prints '5: 1,900 kg less on the second: a question of scales' \
	'in-question -1900 120 CKHN-H00002' \
	of '"\(.outcome) \(.apart_kg) \(.allowed_kg) \(.hold)"' \
	at '22 08:10' weigh B1-S2 --again --reason driver-request
unload
same '5: both are marked, and neither counts' 'open false open false' \
	"$(scale list "$trip" | jq -r '"\(.question) \(.counts)"' | xargs)"
same '5: a hold of the gate centre, with the figures' \
	'gate_centre scale-question -1900000 120000' "$(of '.holds[] |
	"\(.agency) \(.reason) \(.figures.apart_g) \(.figures.allowed_g)"' \
	clear status "$trip")"
same '5: the weight stays open' open "$(state "$trip" weight)"
same '5: the lane blames no truck' 'scale-question' "$(of '.reasons[] |
	select(.code == "held").reason' at '22 08:11' \
	gate decide --lane B1-1 "$trip")"
same '5: which of the two has left its history' 'B1-S1 sound B1-S2 changed' \
	"$(at '22 10:00' scale drift |
		jq -r 'select(.compared > 0) | "\(.scale) \(.state)"' | xargs)"
load 47940
prints '5: a third scale decides' 'within latest-verified' \
	of '"\(.outcome) \(.counts_why)"' \
	at '22 08:20' weigh B1-S3 --again --reason scale-question
unload
same '... the question is settled' 'settled settled null' \
	"$(scale list "$trip" | jq -r .question | xargs)"
same '... the weight confirmed' confirmed "$(state "$trip" weight)"
check 'the tables are what the log says' rebuilt
sim_ends

done_testing
