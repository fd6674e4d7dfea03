#!/bin/sh
# Acceptance: a truck is overweight, weighed again at its driver's wish, and
# unloaded. What is unloaded goes on no second truck here, and which scale has
# left its history is shown where there is one (ck-weigh-drift.t).
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

arrives() {
	trip=$(of '.trips[].trip' at '21 20:00' by dn-hoa \
		declare submit "$T/e.json") &&
		fact 1 305123456780 B11 1 thong_quan '22 06:00' &&
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

check '3: the driver disputes the weight' at '22 08:05' clear note \
	--kind dispute --about weight --text 'Cân sai' "$trip"
same '3: the number is on the ticket' 'D-1' "$(at '22 08:06' \
	scale ticket --format text "$trip" | sed -n 's/^Disputed  *//p')"

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

# -- 7 and 8 ------------------------------------------------------------------

load 47440
prints '8: unloaded, it is within what may drive and what is declared' \
	'within 47440 1240 2370 48000 true null' of "$said" \
	at '22 10:00' weigh B1-S1 --again --reason after-unloading
same '... which confirms its weight' confirmed "$(state "$trip" weight)"
same '8: the hold stays until its agency lifts it' CKHN-H00001 \
	"$(of '.holds[].hold' clear status "$trip")"
keeps '... no other' 77 \
	by hq-lan clear lift --reason put-right CKHN-H00001
prints '... it does' lifted \
	of .state at '22 10:05' clear lift --reason put-right CKHN-H00001
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

# -- out, and home ------------------------------------------------------------

check 'the fee' at '22 10:10' by phi-nga fee assess "$trip"
check '... is paid' at '22 10:12' by phi-nga fee pay --amount 800000 \
	--means transfer --reference FT26326000777 "$trip"
check 'plant quarantine is asked for' at '22 10:14' by dn-hoa \
	clear request kdtv "$trip"
prints 'the other agencies' 'plant_quarantine confirmed
transport_licence confirmed
customs_finish confirmed
border_guard_check confirmed' at '22 10:20' confirm "$trip" plant_quarantine \
	transport_licence customs_finish border_guard_check
prints 'into the control area' 'yard -> control' \
	through B1-1 '22 10:30' 29C77701
prints 'both let it out' 'border_guard_out confirmed
customs_out confirmed' at '22 10:40' confirm "$trip" border_guard_out customs_out
prints 'over the line' 'control -> abroad' through B2-2 '22 10:45' 29C77701
prints 'and home' 'abroad -> control
border_guard_return confirmed
control -> yard
yard -> inland' eval 'through B2-3 "22 15:00" 29C77701 &&
	at "22 15:05" confirm "$trip" border_guard_return &&
	through B1-4 "22 15:10" 29C77701 && through B0-4 "22 15:20" 29C77701'
same 'the trip is closed' returned "$(closes "$trip")"
same 'the day has one export that is no fruit' '0 1 1 1 1 0' \
	"$(at '23 00:00' figures 22 '"\(.export.fruit) \(.export.other) \(
	.crossings.out) \(.crossings.in) \(.crossings.empty) \(
	.waiting.total)"')"
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
same '5: of one comparison no scale is blamed' 'too-few' \
	"$(at '22 08:12' scale drift --jq .state -q | sort -u | tr -d '"')"
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
