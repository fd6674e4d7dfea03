#!/bin/sh
# A lane that the site lets turn round: out of service first, then it leads the
# other way, for others, and its loops come in the other order.
. "${0%/*}/lib.sh"
site_jq='.lanes["B0-1"].reverse = (.lanes["B0-3"] |
	{directions, home, require, require_home, queue})'
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
codes() { # LANE WHO
	gate decide --lane "$1" "$2" >"$T/decided" 2>"$T/words"
	jq -r 'if .admit then "admit" else [.reasons[].code] | join(" ") end' \
		"$T/decided"
}
W=$(export_of 29C-888.01)
zone "$W.1" outside yard B0-1 || exit 99
check 'turned back' ck-clear turn-back --as tt-gate --reason owner-request \
	"$W.1"
confirm "$W.1" customs_yard_out || exit 99
same 'the lane leads in' 'wrong-zone wrong-lane' "$(codes B0-1 29C88801)"
same '... others lead out' '["B0-3","B0-4"]' \
	"$(jq -c '[.reasons[].lanes // empty] | add' "$T/decided")"

keeps 'in service it does not turn' 1 gate reverse B0-1 --to outside \
	--reason flow
same '... it says so' \
	'ck-gate: take lane B0-1 out of service first [lane-in-service]' \
	"$(words gate reverse B0-1 --to outside --reason flow)"
check 'out of service' gate out-of-service B0-1 --reason flow
gate reverse B0-1 --to outside --reason flow >"$T/turned"
same 'it turns' '["out","yard","outside",true]' \
	"$(jq -c '[.service, .from, .to, .reversed]' "$T/turned")"
valid lane_service <"$T/turned" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same '... the event' \
	'["lane.reversed","tt-gate",{"lane":"CKHN/B0-1","to":"outside","reversed":true,"reason":"flow"}]' \
	"$(log '[.event, .actor, .body]' | tail -n 1)"
before=$(length)
same 'twice is once' true \
	"$(gate reverse B0-1 --to outside --reason flow | jq .repeated)"
same '... and not written' "$before" "$(length)"
same 'out of service it admits nobody still' lane-closed \
	"$(codes B0-1 29C88801)"
check 'in service' gate in-service B0-1
gate decide --lane B1-1 "$W.1" >"$T/decided"
same 'it is among the lanes that lead out' '["B0-1","B0-3","B0-4"]' \
	"$(jq -c '[.reasons[].lanes // empty] | add' "$T/decided")"
gate list | jq -c 'select(.lane == "B0-1")' >"$T/listed"
same 'the list has it' '["yard","outside",true,"in"]' \
	"$(jq -c '[.from, .to, .reversed, .service]' "$T/listed")"
valid lane <"$T/listed" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
same 'it leads in no more' 'wrong-zone wrong-lane' "$(codes B0-1 12C11111)"
check 'and by hand' gate open B0-1 --reason test

# The loop behind the arm comes first.
edge() {
	echo '{"kind":"edge","lane":"B0-1","line":"'"$1"'","value":'"$2"',"at":"2026-11-22T'"$3"'+07:00"}'
}
through() { # MINUTE WHO FIRST LAST
	edge loop_safety 0 "07:$1:00"
	edge "$3" 1 "07:$1:01"
	echo '{"kind":"sighting","lane":"B0-1","plate":"'"$2"'","at":"2026-11-22T07:'"$1"':02+07:00"}'
	edge loop_safety 1 "07:$1:05"
	edge "$3" 0 "07:$1:06"
	edge "$4" 1 "07:$1:07"
	edge loop_safety 0 "07:$1:08"
	edge "$4" 0 "07:$1:10"
}
through 10 29C88801 loop_exit loop_arrive | gate run B0-1 >"$T/ran"
same 'through it, over the loops in their other order' \
	"[\"$W.1\",\"yard\",\"outside\",true,null,\"turned_back\"]" \
	"$(jq -c 'select(.kind == "passage") | [.trip, .from, .to, .admitted,
		.against, .outcome]' "$T/ran")"
# It has no limit switches here, so the arm is late.
same '... and nothing is wrong with them' '"open-timeout"' \
	"$(jq 'select(.kind == "lane_fault").code' "$T/ran")"

# A lane that runs turns when it is empty.
CK_NOW=2026-11-22T07:20:00+07:00
mkfifo "$T/pipe"
gate run B0-1 <"$T/pipe" >"$T/ran" 2>&1 &
run=$!
exec 7>"$T/pipe"
edge loop_safety 0 07:20:00 >&7
edge loop_arrive 0 07:20:00 >&7
edge loop_exit 0 07:20:00 >&7
echo '{"kind":"sighting","lane":"B0-1","plate":"99X99999","at":"2026-11-22T07:20:01+07:00"}' >&7
until grep -q unknown-vehicle "$T/ran"; do
	kill -0 "$run" 2>/dev/null || break
done
check 'out of service' gate out-of-service B0-1 --reason flow
check 'turned back again' gate reverse B0-1 --to yard --reason flow
check 'in service' gate in-service B0-1
through 30 12C11111 loop_arrive loop_exit >&7
exec 7>&-
wait "$run"
same 'the running lane leads in again' \
	"[\"$A.1\",\"outside\",\"yard\",true,null]" \
	"$(jq -c 'select(.kind == "passage") | [.trip, .from, .to, .admitted,
		.against]' "$T/ran")"
same '... the loops in their own order' '"open-timeout"' \
	"$(jq 'select(.kind == "lane_fault").code' "$T/ran")"

# What is refused.
keeps 'a lane of one way' 1 gate reverse B0-2 --to outside --reason flow
same '... says so' 'ck-gate: lane B0-2 has one way only [lane-one-way]' \
	"$(words gate reverse B0-2 --to outside --reason flow)"
keeps 'to nowhere' 64 gate reverse B0-1 --reason flow
keeps 'to a zone that it does not join' 64 gate reverse B0-1 --to abroad \
	--reason flow
keeps 'without a reason' 64 gate reverse B0-1 --to yard
keeps 'by an agency without duty there' 77 ck-gate reverse B0-1 \
	--as kdtv-son --to yard --reason flow
check 'the store is sound' sound

done_testing
