#!/bin/sh
# Trucks at a lane whose lines are a real GPIO chip: seen, admitted, driven
# through, and the arm down again behind them; each edge the kernel's own, each
# pulse measured where it is driven.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"

# for_ms WHAT MS FROM TO: so long, to the lane's millisecond
for_ms() {
	check "$1" awk "BEGIN { took = ($4 - $3) * 1000
		print took; exit !(took > $2 - 2 && took < $2 + 2) }"
}

check 'a chip' plug
check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
export_of 12C-111.12 >/dev/null
pull limit_down 1
before=$(length)

check 'a lane' run_lane B0-1
drives 5 'is ready with a red light' light_red 1
pull loop_arrive 1
sleep 1
say "$(sees 12C11112)"
await 5 'a truck that was not called is told so' grep -q not-called "$T/out"
say "$(sees 12C11111)"
drives 5 'one that may pass is opened for' barrier_open 1
opened=$driven_at
drives 5 '... with a pulse' barrier_open 0
for_ms '... of half a second' 500 "$opened" "$driven_at"
same '... logged before' gate.opened "$(log | jq -r .event | tail -n 1)"
arm_up
drives 5 'the light is green when the arm is up' light_green 1
through
drives 10 'the arm is told to close behind it' barrier_close 1
closed=$driven_at
drives 5 '... with a pulse' barrier_close 0
for_ms '... of half a second' 500 "$closed" "$driven_at"
arm_down
same 'all that the lines were told' 'light_red 1
barrier_open 1
barrier_open 0
light_red 0
light_green 1
light_green 0
light_red 1
barrier_close 1
barrier_close 0' "$(told | cut -d ' ' -f 2-)"

# Nobody decides upon the next; it waits, and turns away.
pull loop_arrive 1
sleep 20
pull loop_arrive 0
sleep 5
same 'an undecided truck moves nothing' barrier_close \
	"$(told | cut -d ' ' -f 2 | tail -n 1)"

# An arm that was opened elsewhere.
pull limit_down 0
sleep 2
pull limit_up 1
drives 5 'an arm that others opened' alarm 1
through
drives 10 '... is closed behind who used it' barrier_close 1
arm_down

check 'it ends when told' status 143 end_lane
same '... with every output dropped' '0 0 0 0 0 0' "$(for line in \
	barrier_open barrier_close barrier_stop light_red light_green alarm
	do level $line; done | tr '\n' ' ' | sed 's/ $//')"
same 'the log has it all' "gate.decided
gate.decided
gate.opened
gate.passed $A.1 true
queue.left
trip.moved
gate.faulted moved-by-other
gate.faulted unadmitted
gate.passed - false" "$(log 'select(.seq > '"$before"')' | jq -r '
	.event + if .event == "gate.faulted" then " \(.body.code)"
	elif .event == "gate.passed" then
		" \(.body.trip // "-") \(.body.admitted)" else "" end')"
check 'the records are as the schemas say' valid output decision passage \
	lane_fault <"$T/out"
same 'and nothing else was said' '' "$(cat "$T/words")"
check 'the store is sound' sound

done_testing
