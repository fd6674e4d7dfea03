#!/bin/sh
# A lane out of service admits nobody, whoever admitted before; in service an
# officer has the duty, and answers for the wall button.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
gate decide --lane B0-1 12C11111 >"$T/admitted"
same 'admitted' true "$(jq .admit "$T/admitted")"

check 'out of service' sh -c 'ck-gate --as tt-gate out-of-service B0-1 \
	--reason maintenance >"$1"' - "$T/out"
same '... the answer' \
	'["lane_service","B0-1","out","maintenance","2026-11-22T07:00:00.000+07:00"]' \
	"$(jq -c '[.kind, .lane, .service, .reason, .since]' "$T/out")"
same '... the event' \
	'["lane.taken_out","tt-gate",{"lane":"CKHN/B0-1","reason":"maintenance"}]' \
	"$(log '[.event, .actor, .body]' | tail -n 1)"
before=$(length)
same 'the same again changes nothing' true \
	"$(gate out-of-service B0-1 --reason maintenance | jq .repeated)"
same '... and is not written' "$before" "$(length)"

gate actuate B0-1 <"$T/admitted" >"$T/opened" 2>"$T/words"
same 'what was admitted before opens nothing' '["error","lane-closed"]' \
	"$(jq -c '[.kind, .code]' "$T/opened")"
same '... and is not written' "$before" "$(length)"

gate decide --lane B0-1 12C11111 >"$T/denied"
same 'nobody is admitted, whoever was before' '[false,["lane-closed"]]' \
	"$(jq -c '[.admit, [.reasons[].code]]' "$T/denied")"
same '... with why, and what the driver does' \
	'["the lane is out of service since 07:00: Maintenance","change-lane","maintenance"]' \
	"$(jq -c '.reasons[0] | [.message, .action, .reason]' "$T/denied")"
same 'a stranger is told both' '["lane-closed","unknown-vehicle"]' \
	"$(gate decide --lane B0-1 99X99999 | jq -c '[.reasons[].code]')"
same 'another lane admits' true \
	"$(at 07:05 gate decide --lane B0-2 12C11111 | jq .admit)"
check 'an officer opens by hand' gate open B0-1 --reason test
same 'the list shows it' '["out","maintenance"]' \
	"$(gate list | jq -c 'select(.lane == "B0-1") | [.service, .reason]')"
same '... of the others too' '"in"' \
	"$(gate list | jq 'select(.lane == "B0-2").service')"
valid lane_service <"$T/out" >"$T/valid" 2>&1
same 'as its schema says' '' "$(cat "$T/valid")"
gate list | valid lane >"$T/valid" 2>&1
same 'the list too' '' "$(cat "$T/valid")"

CK_NOW=2026-11-22T07:10:00+07:00
check 'in service' sh -c 'ck-gate --as tt-gate in-service B0-1 >"$1"' - \
	"$T/in"
same '... by whom' '["in","tt-gate",null]' \
	"$(jq -c '[.service, .duty, .reason]' "$T/in")"
valid lane_service <"$T/in" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same '... the event' \
	'["lane.put_in","tt-gate",{"lane":"CKHN/B0-1","duty":"tt-gate"}]' \
	"$(log '[.event, .actor, .body]' | tail -n 1)"
same 'it admits again' true "$(gate decide --lane B0-1 12C11111 | jq .admit)"
same 'twice is once' true "$(gate in-service B0-1 | jq .repeated)"
check 'another officer' ck-store --as admin staff add tt-other \
	--agency gate_centre
same '... takes the duty over' '"tt-other"' \
	"$(ck-gate in-service B0-1 --as tt-other | jq .duty)"

# A lane that runs.
edge() {
	echo '{"kind":"edge","lane":"B0-1","line":"'"$1"'","value":'"$2"',"at":"2026-11-22T'"$3"'+07:00"}'
}
{
	edge loop_safety 0 07:20:00
	edge button_open 1 07:20:01
} >"$T/stream"
gate run B0-1 <"$T/stream" >"$T/ran"
same 'the wall button has the officer on duty' \
	'["lane:B0-1","button","tt-other"]' \
	"$(log 'select(.event == "gate.opened") |
		[.actor, .body.reason, .body.duty]' | tail -n 1)"
sed s/B0-1/B0-2/ "$T/stream" | gate run B0-2 >"$T/ran"
same '... or who started the lane' '["lane:B0-2","button","tt-gate"]' \
	"$(log 'select(.event == "gate.opened") |
		[.actor, .body.reason, .body.duty]' | tail -n 1)"
CK_NOW=2026-11-22T07:30:00+07:00
B=$(export_of 12C-222.22)
called "$B.1" || exit 99
mkfifo "$T/in-pipe"
gate run B0-3 <"$T/in-pipe" >"$T/ran" 2>&1 &
run=$!
exec 7>"$T/in-pipe"
W=$(export_of 29C-888.01)
echo 99X99999 >&7
until grep -q unknown-vehicle "$T/ran"; do
	kill -0 "$run" 2>/dev/null || break
done
gate out-of-service B0-3 --reason incident >"$T/out"
echo 88X88888 >&7
exec 7>&-
wait "$run"
same 'a lane that runs hears of it at the next sighting' \
	'["unknown-vehicle"] ["lane-closed","unknown-vehicle"]' \
	"$(jq -c 'select(.kind == "decision") | [.reasons[].code]' "$T/ran" |
		tr '\n' ' ' | sed 's/ $//')"
check 'that truck is another matter' test -n "$W"

# What is refused.
keeps 'without a reason' 64 gate out-of-service B0-1
keeps 'with one that is none' 64 gate out-of-service B0-1 --reason because
keeps 'by an agency without duty there' 77 ck-gate out-of-service B0-1 \
	--as kdtv-son --reason order
keeps 'nor does it take the duty' 77 ck-gate in-service B0-1 --as kdtv-son
keeps 'a broker even less' 77 ck-gate in-service B0-1 --as dn-hoa
keeps 'a lane that is none' 67 gate out-of-service B9-9 --reason order
keeps 'no lane' 64 gate in-service
keeps 'a dry run' 0 gate out-of-service -n B0-2 --reason order
check 'the store is sound' sound

done_testing
