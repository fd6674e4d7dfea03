#!/bin/sh
# An hour at a lane of real lines, one truck a minute: each is opened for once,
# counted once, and closed behind; nothing else is driven.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"

trucks_an_hour=${CK_TRUCKS:-60}
site_jq='.lanes["B0-1"].queue = null'
count() {
	grep -cF "$1" "$T/told"
}

check 'a chip' plug
check 'a store' make_store
made=0
while [ $made -lt "$trucks_an_hour" ]; do
	made=$((made + 1))
	ck-gate permit add "12C2$(printf %04d $made)" --lane B0-1 --reason police --until 2026-11-22T20:00:00+07:00
done >"$T/permits" 2>"$T/words"
pull limit_down 1
check 'a lane' run_lane B0-1
drives 5 'is ready' light_red 1
begun=$(lab_now)
came=0 late=0
while [ $came -lt "$trucks_an_hour" ]; do
	came=$((came + 1))
	pull loop_arrive 1
	say "$(sees "12C2$(printf %04d $came)")"
	wires await "$T/told" 10 barrier_open 1 >"$T/.at" || late=$((late + 1))
	arm_up
	through
	wires await "$T/told" 10 barrier_close 1 >"$T/.at" || late=$((late + 1))
	arm_down
	sleep $((begun / 100 + came * 60 - $(lab_now) / 100))
done
check 'an hour goes by' test $(($(lab_now) - begun)) -ge \
	$((trucks_an_hour * 6000 - 100))
same 'no truck waited for the arm' 0 $late
for output in barrier_open barrier_close light_green; do
	same "$output, once for each" "$trucks_an_hour" \
		"$(count "$output 1")"
	same '... and off again' "$trucks_an_hour" "$(count "$output 0")"
done
same 'no alarm' 0 "$(count 'alarm 1')"
same 'each passed once, admitted' "$trucks_an_hour" \
	"$(log 'select(.event == "gate.passed" and .body.admitted) |
		.body.permit // .body.trip' | sort -u | grep -c .)"
same '... and nobody else' "$trucks_an_hour" \
	"$(log 'select(.event == "gate.passed")' | grep -c .)"
same 'nothing failed' 0 "$(log 'select(.event == "gate.faulted")' | wc -l)"
check 'it ends when told' status 143 end_lane
check 'the store is sound' sound

done_testing
