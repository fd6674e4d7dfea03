#!/bin/sh
# A lane whose chips are not there: what is said, what goes on, and what the
# technician sees. With chips it is tried in a kernel of its own
# (tests/sim/gpio).
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
command -v timeout >/dev/null || skip_all 'timeout is not installed'
unset CK_NOW
jq '.lanes["B0-1"] |= (
	.lines |= with_entries(.value |= sub("^gpiochip0:"; "ck-no-chip:")) |
	.wiring = {loop_arrive: {label: "X3.1", active_low: true,
		bias: "pull-up", debounce_ms: 5}} | .safe = ["light_red"]) |
	.lanes["B0-2"] |= del(.lines)' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" || exit 99
ck-store init --site "$T/site.json" >"$T/init" || exit 99
ck-store staff add "$(id -un)" --agency admin,gate_centre >"$T/staff" || exit 99

# -- what the technician sees

check 'lines of chips that are not there' status 1 ck-gate lines B0-1
ck-gate lines B0-1 --lang en >"$T/lines" 2>"$T/words"
same 'each has its name, chip, wire, and why it cannot be read' \
	'["loop_arrive","input","ck-no-chip:0","X3.1",true,"pull-up",null,0,"no-chip"]' \
	"$(head -n 1 "$T/lines" | jq -c '[.line, .direction, .place, .label,
		.active_low, .bias, .value, .edges_today, .trouble]')"
same 'all of them' 16 "$(wc -l <"$T/lines")"
same 'the lane does not run' \
	'ck-gate: lane B0-1 does not run: its lines are read from the chips' \
	"$(cat "$T/words")"
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	# shellcheck disable=SC2016 # the inner shell expands it
	check 'the records are as the schema says' sh -c \
		'"$1/tests/records.py" "$1/share/schemas" line <"$2"' - \
		"$top_srcdir" "$T/lines"
fi
check 'a lane without lines' status 78 ck-gate lines B0-2
check 'a lane that is none' status 67 ck-gate lines B9-9
check 'no lane' status 64 ck-gate lines

# -- the lane runs on without them

mkfifo "$T/out"
timeout --foreground 60 ck-gate run B0-1 --lang en </dev/null >"$T/out" 2>"$T/words" &
lane=$!
exec 8<"$T/out"
until_code() { # CODE: records up to that fault
	while read -r heard <&8; do
		case $heard in
		*"\"code\":\"$1\""*) return ;;
		esac
	done
	return 1
}
check 'lines that cannot be had are a fault' until_code lines-lost
check '... and nothing is known of a loop' until_code loop-fault
check '... and nothing moves' until_code emergency-stop
missing='ck-gate: lane B0-1: chip ck-no-chip: there is no such chip; lines of the lane there: 16'
same 'it is said once, with chip, reason, and how many lines it has' 1 \
	"$(grep -cx "$missing" "$T/words")"
check 'it is in the log' sh -c \
	'ck-store log | grep -q "\"line\":\"loop_arrive\",\"code\":\"lines-lost\""'
check 'the lane has one process' status 75 ck-gate run B0-1 </dev/null
check 'the technician sees it while the lane runs' status 1 \
	ck-gate lines B0-1
same '... of each line, the outputs too' '16 null no-chip' \
	"$(ck-gate lines B0-1 2>/dev/null | jq -r '"\(.value) \(.trouble)"' |
		sort | uniq -c | sed 's/^ *//')"
same '... and why' "$missing" \
	"$(ck-gate lines B0-1 --lang en 2>&1 >"$T/lines")"
same 'nor does status know an output' null \
	"$(ck-gate status B0-1 --format json | jq .lines.barrier_open)"
check 'it does not end with its input, but by a signal' kill -TERM "$lane"
wait "$lane"
same '... with its status' 143 $?
exec 8<&-

# -- which lines

check 'lines of another kind' status 64 ck-gate run B0-1 --lines usb </dev/null
check 'chip lines of a lane that has none' status 78 \
	ck-gate run B0-2 --lines gpiod </dev/null
check 'that lane takes records' ck-gate run B0-2 </dev/null

# -- the guided test

check 'a lane in service is not tested' status 1 ck-gate test B0-1 </dev/null
ck-gate out-of-service B0-1 --reason maintenance >"$T/service" || exit 99
# shellcheck disable=SC2016
check 'nor an arm that is not isolated' status 1 \
	sh -c 'echo n | ck-gate test B0-1'
# shellcheck disable=SC2016
check 'nor chips that are not there' status 69 \
	sh -c 'echo y | ck-gate test B0-1'
same 'nothing was written' 0 "$(ck-store log | grep -c lane.tested)"

# -- the guard

check 'a guard that nobody tells its lines' status 64 ck-gate-guard </dev/null
check 'the store is sound' ck-store verify --all

# -- what the site file may say

refused() { # JQ: the places of the faults of the file, so changed
	jq ".version = 2 | $1" "$T/site.json" >"$T/changed.json" || return
	ck-store site -n "$T/changed.json" 2>&1 |
		grep -o '/lanes/[^ :]*' | sort -u | tr '\n' ' '
}
same 'a line without a chip' '/lanes/B0-1/lines/fire ' \
	"$(refused '.lanes["B0-1"].lines.fire = "7"')"
same 'a line twice' '/lanes/B0-1/lines/fire ' \
	"$(refused '.lanes["B0-1"].lines.fire = .lanes["B0-1"].lines.estop')"
same 'a bias that is none' '/lanes/B0-1/wiring/loop_arrive/bias ' \
	"$(refused '.lanes["B0-1"].wiring.loop_arrive.bias = "up"')"
same 'the wire of a line that is not there' \
	'/lanes/B0-1/safe/0 /lanes/B0-1/wiring/loop_arrive ' \
	"$(refused '.lanes["B0-1"].lines = {estop: "a:1"}')"
same 'a safe state that closes the barrier' '/lanes/B0-1/safe/0 ' \
	"$(refused '.lanes["B0-1"].safe = ["barrier_close"]')"
for time in admit_s=0 timings.pulse_ms=0 timings.pulse_ms=60000 \
	timings.loop_debounce_ms=30000 timings.stuck_ms=0; do
	same "a time that no barrier has: $time" \
		"/lanes/B0-1/$(echo "${time%=*}" | tr . /) " \
		"$(refused ".lanes[\"B0-1\"].$time")"
done
same 'a pulse for as long as the arm takes' '/lanes/B0-1/timings/pulse_ms ' \
	"$(refused '.lanes["B0-1"].timings |= (.pulse_ms = 1500 |
		.open_timeout_ms = 1500)')"
same 'what is in order is taken' '' "$(refused .)"

done_testing
