#!/bin/sh
# May it pass, and if not, every reason at once; the same sighting again is the
# same answer.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

# codes LANE WHO: the codes of the reasons, "admit" for none.
codes() {
	gate decide --lane "$1" "$2" >"$T/.decided" 2>"$T/.words"
	jq -r 'if .admit then "admit" else [.reasons[].code] | join(" ") end' \
		"$T/.decided"
}
decided() {
	same "$1" "$2" "$(shift 2; codes "$@")"
}

check 'a store' make_store
A=$(export_of 12C-111.11)
check 'a truck is declared' test -n "$A"

decided 'before its call it is told to wait' 'not-called' B0-1 12c-11111
check '... exit 1' status 1 gate decide --lane B0-1 12C11111
decided 'further in, all there is to say' \
	"wrong-zone not-called$(printf ' check-open%.0s' 1 2 3 4 5 6 7)" \
	B1-1 "$A.1"
same 'each with who, what to do, where to call, and words for the driver' \
	'["plant_quarantine","see-agency","ext. 204",["en","vi","zh"]]' \
	"$(jq -c '.reasons[] | select(.check == "plant_quarantine") |
		[.agency, .action, .contact, (.driver_text | keys)]' \
		"$T/.decided")"
same 'the check says itself what the driver has to do' \
	"$(jq -c .checks.weight.driver "$top_srcdir/share/sites/huu-nghi.json")" \
	"$(jq -c '.reasons[] | select(.check == "weight").driver_text' \
		"$T/.decided")"
same 'one sentence holds all of it' \
	'12C-111.11: not through lane B1-1 yet: (1) it is in Outside, the lane begins in Yard; (2) not in the queue;' \
	"$(gate decide --lane B1-1 "$A.1" | jq -r .message |
		sed 's/ (3).*//')"
same 'what it rested on is in the log' '["CKHN:1","CKHN:20"]' \
	"$(log 'select(.event == "gate.decided") | .body.rests_on' |
		tail -n 1)"
check 'names in the language asked for' sh -c 'ck-gate decide --as tt-gate \
	--lang vi --lane B1-1 12C11111 | jq -r ".reasons[].message" |
	grep -q "Cân xe"'

before=$(length)
decided 'an equal denial' 'not-called' B0-1 12C11111
same '... is in the log once a minute' "$before" "$(length)"
at 07:02 decided 'later it is told again' 'not-called' B0-1 12C11111
same '... and written again' "$((before + 1))" "$(length)"

called "$A.1" || exit 99
decided 'called, it may pass' admit B0-1 12C11111
same 'for the time of the lane' '"2026-11-22T07:02:00.000+07:00"' \
	"$(jq .expires_at "$T/.decided")"
first=$(jq -r .decision "$T/.decided")
before=$(length)
check 'seen again, exit 0' gate decide --lane B0-1 12C11111
same '... with the same decision' "$first" \
	"$(gate decide --lane B0-1 "$A" | jq -r .decision)"
same '... which says so' 'true' \
	"$(gate decide --lane B0-1 "$A.1" | jq .repeated)"
same '... and nothing is written' "$before" "$(length)"
decided 'elsewhere it is told that it was admitted' 'already-admitted' \
	B0-2 12C11111
same '... and where' '"B0-1"' "$(jq '.reasons[0].lane' "$T/.decided")"
at 07:03 decided 'an admission runs out' admit B0-1 12C11111
check '... and the next is another' test "$first" != \
	"$(jq -r .decision "$T/.decided")"
at 07:46 decided 'so does a call, after its grace' call-expired B0-1 12C11111
at 07:44 decided '... not before' admit B0-1 12C11111

# How it is found.
decided 'a misread character' admit B0-1 I2C11111
same '... is told' '"confused"' \
	"$(gate decide --lane B0-1 12CI1111 | jq .matched)"
decided 'two misread characters are too many' unknown-vehicle B0-1 I2CIIIII
import_of 桂F-12BB5 >/dev/null
import_of 桂F-12885 >/dev/null
decided 'a reading between two trucks is nobody' ambiguous B2-3 桂F128B5
decided 'a stranger is told to declare' unknown-vehicle B0-1 99X-999.99
decided 'what cannot be read is no stranger' unread B0-1 '?!'
decided 'and a trip of another site' unknown-vehicle B0-1 TT-20261122-00001.1
same 'under the name by which it was called' '"99X99999"' \
	"$(log 'select(.event == "gate.decided").subject' | tail -n 3 |
		head -n 1)"
import_of 桂F-A2345 >/dev/null
decided 'a plate without its province' admit B2-3 FA2345
same '... is told' '"form"' \
	"$(gate decide --lane B2-3 FA2345 | jq .matched)"
E2=$(export_of 29C-555.55 '.vehicles[0].container = "CSQU3054383" |
	.vehicles[0].trailer = "29R-123.45"')
called "$E2.1" || exit 99
# shellcheck disable=SC2016 # a record, not a command
for seen in '"container":"CSQU 305438 3"' '"plate":"29R12345"' \
	"\"trip\":\"$E2.1\"" \
	'"plate":"unknown","container":"CSQU3054383"' \
	'"plate":"29C55555","container":"CSQU3054383"'; do
	same "found by {$seen}" '[true,"'"$E2.1"'"]' \
		"$(echo '{"kind":"sighting","lane":"B0-1",'"$seen"'}' |
			gate decide | jq -c '[.admit, .trip]')"
done
same 'two clues that contradict each other are nobody' \
	'["ambiguous",["'"$A.1"'","'"$E2.1"'"]]' \
	"$(echo '{"kind":"sighting","plate":"12C11111","container":"CSQU3054383"}' |
		gate decide --lane B0-1 | jq -c '.reasons[0] | [.code,
			(.trips | sort)]')"

# Holds, turned back, wrong lanes, closed.
H=$(export_of 29C-777.01)
called "$H.1" || exit 99
decided 'admitted' admit B0-1 29C77701
check 'then held' ck-clear hold --as hq-lan --reason goods-doubt 29C77701
decided 'an admission does not outlive a hold' held B0-1 29C77701
same '... whose agency and reason are told' \
	'["customs","goods-doubt","CKHN-H00001","ext. 201"]' \
	"$(jq -c '.reasons[0] | [.agency, .reason, .hold, .contact]' \
		"$T/.decided")"
P=$(export_of 29C-777.03)
called "$P.1" || exit 99
check 'who pays is held' ck-clear hold --as phi-nga --reason fee-debt \
	party:91350211M000100Y46
decided 'and the truck with them' held B0-1 29C77703
check 'no more' ck-clear lift --as phi-nga --reason put-right CKHN-H00002
check 'a silent hold' ck-clear hold --as hq-lan --silent --reason watch \
	plate:29C-777.02
H2=$(export_of 29C-777.02)
called "$H2.1" || exit 99
decided 'shows only the way to the desk' see-officer B0-1 29C77702
same '... and nothing else' '["action","agency","code","contact","driver_text","message"]' \
	"$(jq -c '.reasons[0] | keys' "$T/.decided")"
check '... to the log neither' sh -c '! ck-store log |
	grep gate.decided | tail -n 1 | grep -q "H00003\|watch"'
W=$(export_of 29C-888.01)
zone "$W.1" outside yard B0-1 || exit 99
decided 'out again is not its way' 'wrong-lane' B0-3 29C88801
same '... but these lanes are' '["B1-1","B1-2","B1-3"]' \
	"$(jq -c '.reasons[0].lanes' "$T/.decided")"
check 'turned back' ck-clear turn-back --as tt-gate --reason owner-request \
	"$W.1"
decided 'it may, with what that asks' 'check-open' B0-3 29C88801
decided '... and not further in' 'wrong-lane' B1-1 29C88801
confirm "$W.1" customs_yard_out || exit 99
decided 'confirmed, it goes' admit B0-3 29C88801
C=$(export_of 29C-999.01)
check 'cancelled' ck-declare cancel --as tt-gate --yes --reason mistake "$C"
decided 'a trip that is over is told so' closed B0-1 "$C.1"
R=$(export_of 29C-999.02)
zone "$R.1" outside yard B0-1 || exit 99
check 'refused' ck-clear refuse --as kdtv-son \
	--seen "$(ck-clear status -f json "$R.1" | jq .version)" \
	--reason pest plant_quarantine "$R.1"
events "$R.1" '{event: "check.staled", root: "declaration:\(.id)",
	body: {name: "weight"}}' || exit 99
decided 'refused and stale are told apart' 'not-called check-open check-open check-open check-open check-refused check-open check-stale' \
	B1-1 29C99902

# Who may ask, and what cannot be asked.
keeps 'a lane that is none' 67 gate decide --lane B9-9 12C11111
keeps 'no lane' 64 gate decide 12C11111
keeps 'somebody who is not on the staff' 77 ck-gate decide --as nobody \
	--lane B0-1 12C11111
keeps 'a dry run' 1 gate decide -n --lane B1-1 29C88801
same '... has no decision' 'null' \
	"$(gate decide -n --lane B2-1 29C88801 | jq .decision)"
for bad in '"plate":5' '"confidence":2,"plate":"12C11111"' '"trip":"x"' \
	'"source":"camera"'; do
	echo '{"kind":"sighting","lane":"B0-1",'"$bad"'}' >"$T/bad"
	check "{$bad} is no sighting" \
		sh -c 'ck-gate decide --as tt-gate - <"$1"; [ $? -eq 65 ]' - \
		"$T/bad"
done
printf '%s\n' '{"kind":"reading","weight":"12"}' \
	'{ "kind":"sighting", "lane":"B0-2","plate":"12C11111" }' >"$T/other"
same 'what is not this lane'\''s goes on as it came' "$(cat "$T/other")" \
	"$(gate decide --lane B0-1 - <"$T/other")"
same 'a key gives the first answer again' 'null true' "$(
	for _ in 1 2; do
		echo '{"kind":"sighting","lane":"B0-1","plate":"ZZ","key":"k1"}' |
			gate decide - | jq .repeated
	done | tr '\n' ' ' | sed 's/ $//')"

# Who may ask. Those who declare open no barrier, wherever they are entered.
for who in broker:0100112437 enterprise:0100112437 customs; do
	check "staff of $who" ck-store --as admin staff add \
		"of-${who%:*}" --agency "$who"
done
check 'a broker entered for the lane' ck-store --as admin staff add of-lane \
	--agency broker:0100112437 --lanes B0-1
check 'an officer posted there' ck-store --as admin staff add hq-lane \
	--agency customs --lanes B0-1
for who in of-broker of-enterprise of-lane dn-hoa of-customs kdtv-son; do
	keeps "$who decides nothing" 77 ck-gate decide --as "$who" \
		--lane B0-1 12C11111
done
keeps 'nor is a broker told what would be' 77 ck-gate decide -n \
	--as of-broker --lane B0-1 12C11111
keeps 'as other agencies of the gate are' 1 ck-gate decide -n \
	--as kdtv-son --lane B0-1 99X99999
for who in hq-lane tt-gate admin; do
	check "$who decides" status 1 ck-gate decide --as "$who" --lane B0-1 \
		99X99999
done
check 'the site may let customs in' status 1 ck-gate decide \
	--as of-customs --lane B2-1 99X99999

# What is nobody's sighting is passed on, and a slip in it is not silent.
printf '%s\n' '{"kind":"sightning","plate":"99X99999"}' \
	'{"kind":"sighting","lane":"B9","plate":"99X99999"}' >"$T/strange"
check 'records for others are passed on' cmp "$T/strange" - <<END
$(ck-gate decide --lane B0-1 - <"$T/strange" 2>"$T/words")
END
same 'that none was for this lane is said' \
	'ck-gate: nothing here was for ck-gate decide; records passed on as they came: 2' \
	"$(cat "$T/words")"
echo '{"kind":"sighting","plate":"99X99999"}' >>"$T/strange"
ck-gate decide --lane B0-1 - <"$T/strange" >"$T/answers" 2>"$T/words"
same 'where one was, all three are told' 3 "$(wc -l <"$T/answers")"
same '... then it is not said' '' "$(grep 'nothing here' "$T/words")"
printf '\357\273\277{"kind":"sighting","plate":"99X99999"}\n' >"$T/strange"
check 'a record behind a byte order mark is no plate' status 65 \
	ck-gate decide --lane B0-1 - <"$T/strange"
check 'the store is sound' sound

done_testing
