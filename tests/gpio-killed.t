#!/bin/sh
# A lane that dies, hangs or is told to end while it drives its barrier: who
# guards the outputs makes them safe, whatever happened to the lane.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"

site_jq='.lanes["B0-1"].safe = ["light_red"]'
# Of one truck each: an opening whose pulse is on.
opens() {
	next=$((${next:-10} + 1))
	trip=$(export_of "12C-111.$next").1
	called "$trip" || exit 99
	say "$(sees "12C111$next")"
	drives 5 'an opening' barrier_open 1
	opened=$driven_at
}
# soon MS: what was driven last came within so many ms of the opening
soon() {
	awk "BEGIN { took = ($driven_at - $opened) * 1000
		print took; exit !(took < $1) }"
}
outputs() {
	for output in barrier_open barrier_close barrier_stop light_red \
		light_green alarm; do
		level $output
	done | tr '\n' ' ' | sed 's/ $//'
}
safety_last() {
	test "$(log 'select(.event == "gate.opened").body.reason' |
		tail -n 1)" = '"safety"'
}
guard_of() {
	pgrep -P "$1"
}

check 'a chip' plug
check 'a store' make_store
pull limit_down 1
check 'a lane' run_lane B0-1
drives 5 'is ready' light_red 1
opens
guard=$(guard_of "$lane")
kill -9 "$lane"
drives 5 'killed, its guard drops the pulse' barrier_open 0
check '... at once' soon 100
check '... and never before the red light' status 1 grep -q 'light_red 0' \
	"$T/told"
wait "$lane" 2>"$T/.ended"
await 5 'the guard ends then' test ! -e "/proc/$guard"
same 'what was opened is in the log' gate.opened \
	"$(log | jq -r .event | tail -n 1)"

check 'a lane after it' run_lane B0-1
drives 5 'is ready' light_red 1
check '... with the arm where it is' test -z "$(told "$driven_at" |
	grep barrier_)"
say "$(sees 12C11111)"
drives 5 '... which is opened for the same truck' barrier_open 1
arm_up
through
drives 10 '... and closed behind it' barrier_close 1
arm_down
opens
kill -STOP "$lane"
drives 5 'one that hangs is not waited for' barrier_open 0
check '... for more than two seconds' soon 2100
same '... and what is safe is kept' '0 0 0 1 0 0' "$(outputs)"
kill -CONT "$lane"
await 5 'it says so when it goes on' grep -q outputs-dropped "$T/out"
arm_up
drives 5 '... and is the lane again' light_green 1
through
drives 10 '... to the end of the passage' barrier_close 1
arm_down

opens
arm_up
pull loop_safety 1
sleep 1
pull loop_exit 1
sleep 1
pull loop_safety 0
sleep 0.5
kill -STOP "$lane"
sleep 1.2
pull loop_safety 1
woken=$(clock)
kill -CONT "$lane"
drives 5 'one that wakes late sees who came before it closes' barrier_open 1
same '... and gives no pulse, however short' '' \
	"$(told "$woken" | grep 'barrier_close 1')"
pull loop_safety 0
pull loop_exit 0
drives 10 '... until the way is free' barrier_close 1
arm_down

opens
kill -9 "$(guard_of "$lane")"
await 5 'a guard that was killed is told' grep -q lines-lost "$T/out"
drives 5 '... and another takes over' light_red 1
arm_up
through
drives 10 '... with the passage that was begun' barrier_close 1
arm_down

opens
kill -TERM "$lane"
drives 5 'told to end, it drops its pulse too' barrier_open 0
check '... at once' soon 100
status 143 wait "$lane" 2>"$T/.ended"
check 'the store is sound' sound

# Another lane, whose arm is up and comes down.
closes() {
	run_lane B0-1
	drives 10 'a lane after it' light_red 1
	pull limit_down 0
	pull limit_up 1
	sleep 1
	pull button_close 1
	drives 5 'its arm is told to close' barrier_close 1
}

# Somebody else has the store, and the lane waits for it with a decision.
closes
pull button_close 0
pull limit_up 0
(
	flock 9
	echo >"$T/taken"
	exec sleep 8
) 9>>"$CK_STORE-write" 8>&- &
locker=$!
await 5 'somebody has the store' test -e "$T/taken"
say "$(sees 99X99999)"
sleep 1
pull loop_safety 1
drives 2 'somebody under the arm opens it all the same' barrier_open 1
check '... while the store is taken' kill -0 $locker
wait $locker
await 5 'the log has it then' safety_last
pull loop_safety 0
check 'and the lane ends' status 143 end_lane

# The worst of days: the disk is full when somebody comes under the arm.
closes
dd if=/dev/zero of="$T/full" bs=4k 2>"$T/.dd"
pull loop_safety 1
drives 5 'under it, with a full disk: it is opened all the same' barrier_open 1
opened=$driven_at
drives 5 '... for a pulse' barrier_open 0
check '... a whole one' status 1 soon 400
check '... and then the lane ends' status 74 wait "$lane"

done_testing
