#!/bin/sh
# Opening by hand: with a right and a reason, logged; and a lane that runs
# takes it up.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
A=$(export_of 12C-111.11)
before=$(length)
check 'opened by hand' gate open B0-1 --reason manual-outage
same '... in the log with actor and reason' \
	'["gate.opened","tt-gate",{"lane":"CKHN/B0-1","reason":"manual-outage"}]' \
	"$(log '[.event, .actor, .body]' | tail -n 1)"
same '... one event' "$((before + 1))" "$(length)"
same 'the answer is an order to the barrier' \
	'["output","B0-1","barrier_open",1,500,"emergency"]' \
	"$(gate open B0-1 --reason emergency | jq -c '[.kind, .lane, .line,
		.value, .pulse_ms, .reason]')"
same 'for a vehicle' "[\"$A.1\",\"12C-111.11\"]" \
	"$(gate open B0-1 --reason emergency --trip 12C11111 |
		jq -c '[.trip, .vehicle.label]')"
keeps 'without a reason' 64 gate open B0-1
same '... it says which there are' \
	'ck-gate: say why with --reason: manual-breakdown, manual-outage, emergency, clear-lane, test [reason-missing]' \
	"$(words gate open B0-1)"
keeps 'with a reason that is none' 64 gate open B0-1 --reason because
keeps 'by an agency that has no duty there' 77 ck-gate open B0-1 \
	--as kdtv-son --reason test
check 'the border guard opens at the line' ck-gate open B2-1 \
	--as bp-hung --reason test
keeps '... not elsewhere' 77 ck-gate open B0-1 --as bp-hung --reason test
check 'an officer of one lane only' ck-store --as admin staff add bp-lane \
	--agency border_guard --lanes B2-3
keeps '... opens no other' 77 ck-gate open B2-1 --as bp-lane --reason test
check '... but that' ck-gate open B2-3 --as bp-lane --reason test
keeps 'at a lane that is none' 67 gate open B9-9 --reason test
keeps 'for a vehicle that is none' 67 gate open B0-1 --reason test --trip XX
offered() {
	same "$1" "ck-gate: CKHN has no lane $2; did you mean B1-1? [no-such-lane]" \
		"$(words gate open "$2" --reason test)"
}
offered '... small letters are pardoned with the right name' b1-1
offered '... a slip too' B11
keeps 'at no lane' 64 gate open --reason test
same '... it says so' 'ck-gate: an operand is missing: LANE
usage: ck-gate open [OPTION...] LANE' "$(words gate open --reason test)"
same '... as every verb of a lane' "$(words gate open)" \
	"$(words gate actuate | sed s/actuate/open/)"
keeps 'a dry run' 0 gate open -n B0-1 --reason test

# A lane that runs.
gate open B0-1 --reason emergency --trip 12C11111 >"$T/opened"
{
	echo '{"kind":"edge","lane":"B0-1","line":"loop_safety","value":0,"at":"2026-11-22T07:00:00+07:00"}'
	cat "$T/opened"
	echo '{"kind":"edge","lane":"B0-1","line":"loop_safety","value":1,"at":"2026-11-22T07:00:05+07:00"}'
	echo '{"kind":"edge","lane":"B0-1","line":"loop_exit","value":1,"at":"2026-11-22T07:00:06+07:00"}'
	echo '{"kind":"edge","lane":"B0-1","line":"loop_safety","value":0,"at":"2026-11-22T07:00:08+07:00"}'
} >"$T/stream"
before=$(length)
gate run B0-1 <"$T/stream" >"$T/out"
same 'a lane that runs drives the contact' '1
0' "$(jq 'select(.line == "barrier_open").value' "$T/out")"
same '... and the passage is that vehicle'\''s, opened by that' \
	"[\"$A.1\",true,$(jq .opened "$T/opened")]" \
	"$(jq -c 'select(.kind == "passage") |
		[.trip, .admitted, .opened_by]' "$T/out")"
same '... the opening is not written twice' '1' \
	"$(log 'select(.seq > '"$before"') | .event' |
		grep -c 'gate\.\(opened\|passed\)')"
sed '1i{"kind":"clock","lane":"B0-1","at":"2026-11-22T07:02:00+07:00"}' \
	"$T/opened" | gate run B0-1 >"$T/out" 2>"$T/words"
same 'an opening that is over opens nothing' 'opening-expired' \
	"$(jq -r 'select(.kind == "error").code' "$T/out")"
jq -c '.opened = "CKHN:1" | del(.at)' "$T/opened" |
	gate run B0-1 >"$T/out" 2>"$T/words"
same 'nor one that the log does not know' 'no-such-opening' \
	"$(jq -r 'select(.kind == "error").code' "$T/out")"

# The screen, before anybody went through and after.
at 08:00 gate decide --lane B0-1 99X-1 >"$T/out"
at 08:02 gate open B0-1 --reason emergency --trip 12C11111 >"$T/opened"
same 'the screen says who opened it, for whom and why' \
	'08:02:00  12C-111.11  opened by hand by tt-gate: emergency
08:00:00  99X-1  may not pass: unknown-vehicle
waits for it to go through' \
	"$(at 08:02 gate status B0-1 --format table | sed -n '3,5p')"
at 08:03 gate open B0-1 --reason test >"$T/opened"
same '... and for nobody' \
	'["tt-gate","test","passage"]' "$(at 08:03 gate status B0-1 -f json |
		jq -c '[.opening.by, .opening.reason, .waits_for]')"
same 'after a while nobody is waited for' vehicle \
	"$(at 09:00 gate status B0-1 -f json | jq -r .waits_for)"
check 'the record is as the schema says' eval \
	'at 08:03 gate status B0-1 -f json | valid lane_status'
passes B0-1 99X-1 | at 08:04 gate run B0-1 >"$T/out"
same 'nor when one went through' vehicle \
	"$(at 08:04 gate status B0-1 -f json | jq -r .waits_for)"

# A site file of before `duty` was asked for, in a store that holds it already.
jq 'del(.lanes["B0-1"].duty) | .version = 2' "$T/site.json" >"$T/silent.json"
same 'a site file without duty is refused' \
	'/lanes/B0-1/duty: this is missing' \
	"$(words ck-store --lang en --as admin site "$T/silent.json" |
		grep -o '/lanes[^[]*missing')"
jq -c '{events: [{event: "site.loaded", root: "CKHN", subject: "CKHN",
	body: {active: true, effective: 0, file_version: 2, digest: "0",
		document: .}}]}' "$T/silent.json" |
	store-write append --as admin >"$T/appended" || cat "$T/appended" >&2
for who in dn-hoa kdtv-son tt-gate bp-hung; do
	keeps "where nobody has the duty, not $who" 77 ck-gate open B0-1 \
		--as $who --reason test
	keeps "... nor takes it out of service: $who" 77 \
		ck-gate out-of-service B0-1 --as $who --reason test
done
check '... but the keeper opens' ck-gate open B0-1 --as admin --reason test
check 'the store is sound' sound

done_testing
