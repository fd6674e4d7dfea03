#!/bin/sh
# Vehicles that pass without a declaration: by whose permit, which lanes, until
# when; and that it spares the declaration only.
. "${0%/*}/lib.sh"
site_jq='.lanes["B0-3"].sighting = {uncertain: "deny", least_permille: 900}'
. "${0%/*}/gate-ground.sh"

permit() {
	ck-gate --lang en permit --as tt-gate "$@"
}
seen() { # LANE TEXT: admit, permit, codes
	gate decide --lane "$1" "$2" >"$T/decided" 2>"$T/words"
	jq -c '[.admit, .permit, [.reasons[].code]]' "$T/decided"
}

check 'a store' make_store
check 'a permit is given' sh -c 'ck-gate permit --as tt-gate \
	add 80A-123.45 --lane B0-1,B0-3 --until 2026-11-22T18:00:00+07:00 \
	--reason police >"$1"' - "$T/given"
same '... the answer' \
	'["CKHN-P00001",{"normal":"80A12345","label":"80A-123.45"},["B0-1","B0-3"],"police","valid","2026-11-22T18:00:00.000+07:00","tt-gate"]' \
	"$(jq -c '[.permit, .vehicle, .lanes, .reason, .state, .until,
		.given_by]' "$T/given")"
valid permit <"$T/given" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same '... one event' '["permit.given","tt-gate","CKHN-P00001"]' \
	"$(log '[.event, .actor, .subject]' | tail -n 1)"
before=$(length)
same 'given again it is the same' '["CKHN-P00001",true]' \
	"$(permit add 80A12345 --lane B0-1,B0-3 --reason police \
		--until 2026-11-22T18:00:00+07:00 | jq -c '[.permit, .repeated]')"
same '... and nothing is written' "$before" "$(length)"

same 'it passes' '[true,"CKHN-P00001",[]]' "$(seen B0-1 80A-12345)"
same '... the sentence says why' \
	'80A-123.45: may pass lane B0-1 until 07:02, by permit CKHN-P00001 (police)' \
	"$(jq -r .message "$T/decided")"
valid decision <"$T/decided" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same '... the event too' \
	'["CKHN-P00001","CKHN-P00001",null,"80A-123.45"]' \
	"$(log 'select(.event == "gate.decided") | [.subject, .body.permit,
		.body.trip, .body.vehicle.label]' | tail -n 1)"
same 'at another lane meanwhile it is one passage' \
	'[false,"CKHN-P00001",["already-admitted"]]' "$(seen B0-3 80A12345)"
before=$(length)
same 'seen again it is the same decision' true \
	"$(gate decide --lane B0-1 80A12345 | jq .repeated)"
same '... and nothing is written' "$before" "$(length)"
gate decide --lane B0-1 80A12345 | gate actuate B0-1 >"$T/out"
same 'the barrier opens for it' '["barrier_open",1,"CKHN-P00001"]' \
	"$(jq -c 'select(.value == 1) | [.line, .value, .permit]' "$T/out")"
same '... once' 'decision-used' "$(gate decide --lane B0-1 80A12345 |
	gate actuate B0-1 2>"$T/words" | jq -r .code)"
same '... and it is written' '["CKHN-P00001","CKHN-P00001"]' \
	"$(log 'select(.event == "gate.opened") | [.subject, .body.permit]')"

# Through a lane that runs.
edge() {
	echo '{"kind":"edge","lane":"B0-1","line":"'"$1"'","value":'"$2"',"at":"2026-11-22T'"$3"'+07:00"}'
}
{
	edge loop_safety 0 07:10:00
	echo '{"kind":"sighting","lane":"B0-1","plate":"80A12345","at":"2026-11-22T07:10:01+07:00"}'
	edge loop_safety 1 07:10:05
	edge loop_exit 1 07:10:06
	edge loop_safety 0 07:10:08
	edge loop_exit 0 07:10:09
} >"$T/stream"
gate run B0-1 <"$T/stream" >"$T/ran"
same 'its passage is by the permit' '[null,"CKHN-P00001",true]' \
	"$(jq -c 'select(.kind == "passage") | [.trip, .permit, .admitted]' \
		"$T/ran")"
jq -c 'select(.kind == "passage" or .kind == "decision" or
	.kind == "output")' "$T/ran" |
	valid passage decision output >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same '... in the log' '["CKHN-P00001","CKHN-P00001",true]' \
	"$(log 'select(.event == "gate.passed") |
		[.subject, .body.permit, .body.admitted]')"
same '... and it is no stranger in the day' 0 \
	"$(sqlite3 "$CK_STORE" 'select count(*) from stranger')"
CK_NOW=2026-11-22T07:20:00+07:00
gate decide --lane B0-1 80A12345 >"$T/decided"
same 'people who see it pass tell the same' '["CKHN-P00001",true]' \
	"$(passes B0-1 80A12345 | gate run B0-1 |
		jq -c 'select(.kind == "passage") | [.permit, .admitted]')"
same 'the list of the lane has it' '["CKHN-P00001","80A-123.45"]' \
	"$(gate list B0-1 | jq -c '[.permit, .vehicle.label]' | head -n 1)"
gate list B0-1 | valid decision >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"

# What it does not do.
CK_NOW=2026-11-22T08:00:00+07:00
same 'another lane' '[false,"CKHN-P00001",["permit-lane"]]' \
	"$(seen B1-1 80A12345)"
same '... is told which' 'permit CKHN-P00001 is for other lanes: B0-1, B0-3' \
	"$(jq -r '.reasons[0].message' "$T/decided")"
same 'a confused character' '[false,null,["unknown-vehicle"]]' \
	"$(seen B0-1 8OA12345)"
same 'one of the camera'\''s other readings' unknown-vehicle \
	"$(echo '{"kind":"sighting","plate":"11A11111","confidence":0.9,"alternatives":[{"plate":"80A12345","confidence":0.8}]}' |
		gate decide --lane B0-1 | jq -r '.reasons[0].code')"
sure() {
	echo '{"kind":"sighting","plate":"80A12345","confidence":'"$1"'}' |
		gate decide --lane B0-3 | jq -c '[.admit, [.reasons[].code]]'
}
same 'where the lane wants it sure, so it must be' '[false,["uncertain"]]' \
	"$(sure 0.89)"
same '... and then it passes' '[true,[]]' "$(sure 0.9)"
check 'a hold on its plate' ck-clear hold --as hq-lan --reason goods-doubt \
	plate:80A-123.45
same '... stops it' '[false,"CKHN-P00001",["already-admitted","held"]]' \
	"$(seen B0-1 80A12345)"
check 'lifted' ck-clear lift --as hq-lan --reason mistake CKHN-H00001
A=$(export_of 12C-111.11)
check 'a permit for a vehicle that is declared' permit add 12C11111 \
	--lane B0-1 --until 2026-11-23T07:00:00+07:00 --reason shuttle
same '... spares its trip nothing' '[false,null,["not-called"]]' \
	"$(seen B0-1 12C11111)"
check 'the trip is cancelled' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$A"
same '... then it holds' '[true,"CKHN-P00002",[]]' "$(seen B0-1 12C11111)"
check 'one to come' permit add 80A-999.99 --lane B0-1 \
	--from 2026-11-22T12:00:00+07:00 --until 2026-11-22T13:00:00+07:00 \
	--reason official
same '... is not yet' '[false,"CKHN-P00003",["permit-over"]]' \
	"$(seen B0-1 80A99999)"
same '... says from when' 'permit CKHN-P00003 holds from 22/11 12:00' \
	"$(jq -r '.reasons[0].message' "$T/decided")"
same 'then it is' '[true,"CKHN-P00003",[]]' \
	"$(CK_NOW=2026-11-22T12:30:00+07:00 && seen B0-1 80A99999)"
same 'then no more' '[false,"CKHN-P00003",["permit-over"]]' \
	"$(CK_NOW=2026-11-22T13:00:00+07:00 && seen B0-1 80A99999)"
same 'a week later it is a stranger' '[false,null,["unknown-vehicle"]]' \
	"$(CK_NOW=2026-11-29T13:00:00+07:00 && seen B0-1 80A99999)"

# Ended.
CK_NOW=2026-11-22T13:10:00+07:00
same 'admitted' true "$(gate decide --lane B0-1 80A12345 | jq .admit)"
check 'ended' sh -c 'ck-gate permit --as tt-gate end CKHN-P00001 \
	--reason over >"$1"' - "$T/ended"
same '... by whom and why' '["ended","tt-gate","over"]' \
	"$(jq -c '[.state, .ended_by, .end_reason]' "$T/ended")"
valid permit <"$T/ended" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same 'it passes no more, admitted or not' \
	'[false,"CKHN-P00001",["permit-over"]]' "$(seen B0-1 80A12345)"
same '... since when' 'permit CKHN-P00001 was ended at 22/11 13:10' \
	"$(jq -r '.reasons[0].message' "$T/decided")"
keeps 'once is enough' 1 permit end CKHN-P00001 --reason over
same 'all of them' \
	'["CKHN-P00001","ended"] ["CKHN-P00002","valid"] ["CKHN-P00003","over"]' \
	"$(permit | jq -c '[.permit, .state]' | tr '\n' ' ' | sed 's/ $//')"
check 'a new one has the next number' permit add IGV-0017 --lane B0-1 \
	--until 2026-11-23T07:00:00+07:00 --reason shuttle
same '... of a unit' '[true,"CKHN-P00004",[]]' "$(seen B0-1 igv0017)"

check 'until the next hour that is so called' permit add IGV-0018 \
	--lane B0-1 --from 14:00 --until 13:10 --reason shuttle
same '... by the clock of the site' \
	'2026-11-22T14:00:00.000+07:00 2026-11-23T13:10:00.000+07:00' \
	"$(permit | jq -r 'select(.permit == "CKHN-P00005") |
		"\(.from) \(.until)"')"

# What is refused.
until='--until 2026-11-23T07:00:00+07:00'
# shellcheck disable=SC2086 # an option and its value
{
	keeps 'without a time' 64 permit add 11A11111 --lane B0-1 \
		--reason police
	keeps 'over before it begins' 64 permit add 11A11111 --lane B0-1 \
		--reason police --until 2026-11-22T07:00:00+07:00
	keeps 'a time that is none' 64 permit add 11A11111 --lane B0-1 \
		--reason police --until tomorrow
	keeps 'an hour that is none' 64 permit add 11A11111 --lane B0-1 \
		--reason police --until 24:00
	keeps 'without lanes' 64 permit add 11A11111 --reason police $until
	keeps 'a lane that is none' 67 permit add 11A11111 --lane B9-9 \
		--reason police $until
	keeps 'without a reason' 64 permit add 11A11111 --lane B0-1 $until
	keeps 'a reason that is none' 64 permit add 11A11111 --lane B0-1 \
		--reason because $until
	keeps 'a trip' 64 permit add "$A.1" --lane B0-1 --reason police $until
	keeps 'what is no number' 64 permit add '?!' --lane B0-1 \
		--reason police $until
	keeps 'by whoever may not open there' 77 ck-gate permit --as bp-hung \
		add 11A11111 --lane B2-1,B0-1 --reason police $until
	keeps 'a dry run' 0 permit add -n 11A11111 --lane B0-1 \
		--reason police $until
}
# shellcheck disable=SC2086
permit add -n 11A11111 --lane B0-1 --reason police $until >"$T/dry"
same '... which has no number' '[true,null,"11A11111","valid"]' \
	"$(jq -c '[.dry_run, .permit, .vehicle.label, .state]' "$T/dry")"
valid permit <"$T/dry" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
check 'who may open there may give one' ck-gate permit --as bp-hung \
	add 11A11111 --lane B2-1 --reason police \
	--until 2026-11-23T07:00:00+07:00
keeps 'no such permit' 67 permit end CKHN-P00099 --reason over
keeps 'by whoever may not open there' 77 ck-gate permit --as bp-hung \
	end CKHN-P00002 --reason over
keeps 'another word' 64 permit give 11A11111
check 'the store is sound' sound

done_testing
