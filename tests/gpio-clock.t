#!/bin/sh
# The clock of the lane's computer is set while a truck is in the lane, as it is
# after a start with a bad battery or with local time in the hardware's clock:
# whatever is timed lasts as long as before, and nobody is shut in or let go.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"

# set_clock SECONDS: forward, or back
set_clock() {
	date -s "@$(($(date +%s) + $1))" >/dev/null
}

# for_ms WHAT MS FROM TO: so long, to a few milliseconds
for_ms() {
	check "$1" awk "BEGIN { took = ($4 - $3) * 1000
		print took; exit !(took > $2 - 5 && took < $2 + 5) }"
}

# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.stuck_ms = 60000'
check 'a chip' plug
check 'a store' make_store
A=$(export_of 12C-111.11) B=$(export_of 12C-111.12)
called "$A.1" && called "$B.1" || exit 99
pull limit_down 1
check 'a lane' run_lane B0-1
drives 5 'is ready with a red light' light_red 1

# Seven hours back while a contact is closed.
pull loop_arrive 1
sleep 1
say "$(sees 12C11111)"
drives 10 'a truck is opened for' barrier_open 1
opened=$driven_at
sleep 0.1
set_clock -25200
drives 10 'set back, the clock leaves no contact closed' barrier_open 0
for_ms '... it is open again after a pulse' 500 "$opened" "$driven_at"
arm_up
drives 10 '... the light is green' light_green 1
through
drives 10 '... and the arm comes down behind it' barrier_close 1
closed=$driven_at
drives 10 '... by a pulse' barrier_close 0
for_ms '... of half a second' 500 "$closed" "$driven_at"
arm_down
sleep 1

# Seven hours forward while somebody is under the arm.
pull loop_arrive 1
sleep 1
say "$(sees 12C11112)"
drives 10 'the next is opened for' barrier_open 1
arm_up
sleep 1
pull loop_safety 1
sleep 1
pull loop_arrive 0
set_clock 25200
sleep 1
pull loop_exit 1
sleep 1
set_clock 7200
pull loop_safety 0
sleep 2
pull loop_exit 0
drives 10 'set forward, the arm comes down behind it' barrier_close 1
arm_down

# A button that is pressed as the clock goes back.
pull button_open 1
set_clock -32400
drives 10 'a button counts when it has lasted, not hours later' barrier_open 1
pull button_open 0
# A loop that is held down is a fault after its own time.
arm_up
pull loop_safety 1
set_clock 3600
sleep 30
same 'no loop has failed before its time' 0 "$(log | grep -c loop-fault)"
sleep 31
same '... but then' 1 "$(log | grep -c loop-fault)"
pull loop_safety 0
drives 10 'it works again' barrier_close 1
arm_down
check 'the lane ends when told' status 143 end_lane
same 'both passages are their own' "$A.1 true
$B.1 true" "$(log | jq -r 'select(.event == "gate.passed" and .body.trip) |
	"\(.body.trip) \(.body.admitted)"')"
check 'the store is sound' sound

# A gatehouse that was not there yet is asked again soon.
lane_store=$T/lane.db
ck-store init -s "$lane_store" --site "$T/site.json" --lane B0-1 >"$T/.lane"
ck-store staff add -s "$lane_store" "$(id -un)" --agency admin,gate_centre \
	>>"$T/.lane"
begun() {
	[ "$(wc -l <"$T/begun")" -ge "$1" ]
}
check 'a lane whose gatehouse is not there' run_lane B0-1 -s "$lane_store" \
	--decider "echo >>$T/begun; exit 1"
await 10 'asks for it' begun 1
set_clock -25200
await 60 '... and after the clock was set back again' begun 3
check 'it ends, too' status 143 end_lane

done_testing
