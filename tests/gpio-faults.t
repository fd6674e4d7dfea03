#!/bin/sh
# What goes wrong with the lines of a lane: the chip is unplugged, somebody else
# has a line, edges come faster than the kernel keeps them, a loop sticks, an
# arm does not arrive. Each is told, and the lane works again when it is over.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"

# faulted CODE [LINE]
faulted() {
	grep '"kind":"lane_fault"' "$T/out" | grep -F "\"code\":\"$1\"" |
		grep -qF "${2+\"line\":\"$2\"}"
}
said() {
	grep -qF "$1" "$T/words"
}
# dry SECONDS LINE VALUE: nothing tells the line that for so long
dry() {
	dry_from=$(clock)
	sleep "$1"
	! told "$dry_from" | grep -q "$2 $3"
}

check 'a chip' plug
check 'a store' make_store
pull limit_down 1
check 'a lane' run_lane B0-1 --lang en
drives 5 'is ready with a red light' light_red 1

# -- unplugged
unplug
await 5 'a chip that is gone is told' faulted lines-lost
check '... in a sentence' said 'the chip is gone'
check '... it comes back' plug
pull limit_down 1
drives 10 '... and its outputs are as they were' light_red 1
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
drive_through 12C11111
check 'a truck passes as before' grep -q "\"passage\".*$A.1" "$T/out"
pull limit_down 0
unplug
sleep 30
plug
pull loop_safety 1
pull limit_up 1
drives 10 'a chip that was gone while a vehicle came under the arm' light_red 1
pull limit_up 0
check '... and nothing is closed on it' dry 30 barrier_close 1
pull loop_safety 0
pull limit_down 1
end_lane 2>"$T/.ended"
rm -f "$T/out" "$T/words"

# -- busy
sysfs=/sys/class/gpio
echo $((lab_base + 16)) >$sysfs/export
check 'a lane of which somebody else has a line' run_lane B0-1 --lang en
await 5 'tells whose it is' said 'barrier_open (lane:16): in use by sysfs'
check '... as a fault too' faulted lines-lost barrier_open
check '... and drives nothing' dry 10 light_red 1
echo $((lab_base + 16)) >$sysfs/unexport
drives 10 'it takes the line when it is free' light_red 1

# -- its standard input
check 'the lane has ended' status 143 end_lane
ck-gate run B0-1 --lang en <"$T" >>"$T/out" 2>>"$T/words" &
lane=$!
await 5 'an input that cannot be read is told' said \
	'standard input: Is a directory; the lane goes on without it'
drives 10 '... and the lane goes on' light_red 1
check '... to its end' status 143 end_lane
check 'a lane with one' run_lane B0-1 --lang en
drives 10 'is ready' light_red 1

# -- faster than the kernel keeps them: 16 through API 1, which says nothing,
# 64 through API 2, which numbers them
kill -STOP "$lane"
edges=0
while [ $edges -lt 75 ]; do
	edges=$((edges + 1))
	pull estop $((edges % 2))
done
kill -CONT "$lane"
await 5 'edges that were lost are noticed' faulted edge-lost estop
await 5 '... and what they would have told is known' faulted emergency-stop
pull estop 0

# -- sensors and arms that fail
pull loop_exit 1
sleep 125
await 5 'a loop that sticks is told' faulted loop-fault loop_exit
pull loop_exit 0
ck-gate open B0-1 --reason test >"$T/opening"
say "$(cat "$T/opening")"
drives 5 'an arm is told to open' barrier_open 1
await 15 '... and does not arrive' faulted open-timeout
check 'the lane has gone on all the time' status 143 end_lane
check 'the store is sound' sound

done_testing
