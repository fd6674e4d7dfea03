#!/bin/sh
# The technician's side of a lane with real chip lines: what they are while the
# lane runs and while it does not, and the guided test.
. "${0%/*}/lib.sh"
# The kernel turns round what is active low.
# shellcheck disable=SC2034 # lab.sh reads it
site_jq='.lanes["B0-1"].wiring = {loop_exit: {label: "X3.3", active_low: true,
	debounce_ms: 20}, button_stop: {bias: "pull-down"}} | .lanes[].lines[]? |= sub("^gpiochip0:"; "lane:") | .lanes["B0-1"].lines.fire = "lane:fire"'
. "${0%/*}/sim/gpio/lab.sh"

# shown LINE: what lines says of it
shown() {
	ck-gate lines B0-1 --lang en 2>"$T/shown.words" |
		jq -c --arg line "$1" 'select(.line == $line) |
			[.place, .label, .value, .edges_today, .trouble]'
}

check 'a chip' plug
check 'a store' make_store
pull limit_down 1
pull loop_exit 1
check 'lines can be seen while no lane runs' ck-gate lines B0-1
same 'by offset, turned round' '["lane:2","X3.3",0,0,null]' \
	"$(shown loop_exit)"
same 'by name' '["lane:fire",null,0,0,null]' "$(shown fire)"
same 'a level' '["lane:4",null,1,0,null]' "$(shown limit_down)"
same 'an output is left as it is' '["lane:19",null,0,0,null]' \
	"$(shown light_red)"

check 'a lane' run_lane B0-1 --lang en
drives 5 'is ready with a red light' light_red 1
pull loop_arrive 1
pull loop_exit 0
sleep 1
pull loop_exit 1
sleep 1
same 'an edge of today' '["lane:0",null,1,1,null]' "$(shown loop_arrive)"
same 'two, of a line that is turned round' '["lane:2","X3.3",0,2,null]' \
	"$(shown loop_exit)"
same 'an output' '["lane:19",null,1,1,null]' "$(shown light_red)"
gpioinfo >"$T/.lines"
check 'the kernel has the bias' grep -q 'line *7:.*pull-down' "$T/.lines"
check '... of no other' status 1 grep 'line *6:.*pull' "$T/.lines"
# Older tools do not tell it.
if grep -q '^#define GPIOD_API 2' "$top_builddir/config.h" &&
	gpioinfo --version | grep -q ' v2'; then
	check '... and the debounce' grep -q \
		'line *2:.*debounce-period=20ms' "$T/.lines"
fi
# Seconds since some epoch.
changed() {
	ck-gate lines B0-1 | jq 'select(.line == "loop_arrive").changed_at |
		sub("\\.[0-9]*"; "") | .[:19] + "Z" | fromdate'
}
seen() {
	[ "$(shown loop_arrive | jq '.[2]')" = 0 ]
}
pulled=$(date +%s)
kill -STOP "$lane"
pull loop_arrive 0
sleep 10
kill -CONT "$lane"
await 5 'a lane that is late sees an edge' seen
same '... at the time of the kernel' true \
	"$(jq -n "$(changed) % 86400 == ($pulled + 25200) % 86400 or
		$(changed) % 86400 == ($pulled + 25201) % 86400")"
pull loop_arrive 1
sleep 1

# -- another site file, while it runs
jq '.version += 1 | .lanes["B0-1"].lines |= (.alarm = "lane:22")' \
	"$T/site.json" >"$T/rewired.json"
check 'another site file' ck-store site "$T/rewired.json"
await 5 'wires it otherwise' grep -q 'wired as the new site file says' "$T/words"
await 5 'its lines are those' taken 22 ck-gate
same 'what was on is on' 1 "$(level light_red)"
check 'the line that was given up is free' status 1 taken 21 ck-gate
check 'a lane that runs is not tested' status 1 ck-gate test B0-1 </dev/null
pull loop_arrive 0
end_lane 2>"$T/.ended"

# -- the test, as two people do it
check 'out of service' ck-gate out-of-service B0-1 --reason maintenance
mkfifo "$T/answers"
ck-gate test B0-1 --lang en <"$T/answers" >"$T/test" 2>"$T/asked" &
technician=$!
exec 6>"$T/answers"
asked() {
	grep -q "/16 $1 " "$T/asked"
}
blink() {
	pull "$1" "$2"
	sleep 0.1
	pull "$1" $((1 - $2))
}
echo y >&6
await 5 'it asks for the first input' asked loop_arrive
blink loop_arrive 1
await 5 'that goes on and off: the next' asked loop_safety
blink estop 1
await 5 'another one that answers is named' grep -q 'that was estop' "$T/asked"
echo >&6
await 5 'one that does not: the next' asked loop_exit
blink loop_exit 0
for input in limit_up limit_down button_open button_close button_stop estop \
	fire; do
	await 5 "it asks for $input" asked $input
	blink $input $(($(level $input) ? 0 : 1))
done
await 5 'it asks for the first output' asked barrier_open
drives 5 'which goes on' barrier_open 1
drives 5 '... for a pulse' barrier_open 0
echo y >&6
drives 5 'the next' barrier_close 1
drives 5 '... for a pulse' barrier_close 0
echo n >&6
await 5 'and the next' asked barrier_stop
exec 6>&-
wait $technician
same 'something failed' 1 $?
same 'what is told' '["lane_test",10,2,4,["loop_safety","barrier_close"]]' \
	"$(jq -c '[.kind, .passed, .failed, .skipped,
		[.lines[] | select(.result == "failed") | .line]]' "$T/test")"
same 'is in the log' '["lane.tested",10,2,4]' \
	"$(ck-store log | tail -n 1 |
		jq -c '[.event, .body.passed, .body.failed, .body.skipped]')"
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	ck-gate lines B0-1 >>"$T/test" 2>"$T/shown.words"
	# shellcheck disable=SC2016 # the inner shell expands it
	check 'as the schemas say' sh -c \
		'"$1/tests/records.py" "$1/share/schemas" line lane_test <"$2"' \
		- "$top_srcdir" "$T/test"
fi

# -- nobody may
chmod 600 "/dev/$lab_chip"
cat >"$T/guard.py" <<'PY'
# The alarm alone, and what comes of it; lib/lane/guard.h has the messages.
import socket, struct, subprocess
near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
guard = subprocess.Popen(["ck-gate-guard"], stdin=far)
far.close()
near.send(struct.pack("=II720x64s64s16x64s", 1 << 5, 0, b"lane", b"21", b""))
print(struct.unpack("=iii32s", near.recv(64))[:2], guard.wait())
PY
# Where the tree is, others may have no way.
cp "$top_builddir/cmd/ck-gate-guard" "$T"
chmod 755 "$T"
prints 'no permission for the chip' '(-13, 5) 69' setpriv --reuid 65534 \
	--regid 65534 --clear-groups env PATH="$T" /usr/bin/python3 "$T/guard.py"
unplug
same 'no chip' '["lane:0",null,null,4,"no-chip"]' "$(shown loop_arrive)"
check 'the store is sound' sound

done_testing
