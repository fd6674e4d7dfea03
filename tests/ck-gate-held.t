#!/bin/sh
# What a lane that runs with records for lines sees, and what holds it: the
# worst comes first, and a fault says whether it is over.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

unset CK_NOW
ck-store init --site "$top_srcdir/share/sites/huu-nghi.json" >"$T/init" ||
	exit 99
ck-store staff add "$(id -un)" --agency admin,gate_centre >"$T/staff" || exit 99
mkfifo "$T/in" "$T/out" "$T/seen"
ck-gate run B0-1 --lines stdio --lang en <"$T/in" >"$T/out" 2>"$T/words" &
lane=$!
exec 7>"$T/in" 8<"$T/out"
read -r _ <&8
cat <&8 7>&- >"$T/told" &
reader=$!
ck-gate status B0-1 --follow --format json >"$T/seen" \
	2>"$T/follow.words" 7>&- 8<&- &
follower=$!
exec 9<"$T/seen"

edges() { # LINE VALUE...
	while [ $# -gt 0 ]; do
		echo '{"kind":"edge","line":"'"$1"'","value":'"$2"'}'
		shift 2
	done >&7
}
# until_seen JQ: it is seen so, sooner or later
until_seen() {
	while read -r seen <&9; do
		echo "$seen" | jq -e "$1" >"$T/.seen" && return
	done
	return 1
}
shown() {
	ck-gate status B0-1 --format table --lang en
}

check 'it runs, with records' until_seen \
	'.running and .lines_from == "records" and .held_by == null'
same '... which is said' 'runs; its lines come as records (--lines stdio)' \
	"$(shown | sed -n 2p)"
same '... by lines, too' 'ck-gate: lane B0-1 runs with lines that come as records (--lines stdio): this is what they said, not the chips' \
	"$(ck-gate lines B0-1 --lang en 2>&1 >"$T/lines")"
edges estop 0 loop_safety 1
check 'a vehicle under the arm' until_seen \
	'.held_by == "vehicle" and .waits_for == "release" and .lines.estop == 0'
same '... comes first' 'a vehicle is under the arm' "$(shown | sed -n 2p)"
same '... and waits for nothing else' 0 "$(shown | grep -c waits)"
edges limit_up 1 limit_down 1
check 'a fault is more' until_seen '.held_by == "fault" and
	any(.faults[]; .code == "limits-contradict" and .lasts)'
edges fire 1
check 'fire is more' until_seen '.held_by == "fire"'
edges estop 1
check 'the emergency stop is more' until_seen '.held_by == "emergency-stop" and
	any(.faults[]; .code == "emergency-stop" and .lasts)'
same '... and comes first' \
	'the emergency stop is pressed, or cannot be read: nothing moves' \
	"$(shown | sed -n 2p)"
check '... its fault is still there' sh -c \
	'echo "$1" | grep -q "\[emergency-stop\]  still there$"' - "$(shown)"
edges fire 0 limit_up 0 estop 0 loop_safety 0
check 'both are over' until_seen '.held_by != "emergency-stop" and
	([.faults[] | select(.code == "emergency-stop" or
		.code == "limits-contradict").lasts] == [false, false])'
check '... which is said' sh -c \
	'echo "$1" | grep -q "\[emergency-stop\]  over$"' - "$(shown)"
edges estop 1
check 'pressed again' until_seen '.held_by == "emergency-stop"'
same '... the newest is there, the one before is over' '[true,false]' \
	"$(ck-gate status B0-1 --format json |
		jq -c '[.faults[] | select(.code == "emergency-stop").lasts]')"
ck-gate status B0-1 --format json >"$T/record"
check 'the record is as the schema says' eval 'valid lane_status <"$T/record"'
kill "$follower"
exec 7>&-
wait "$lane"
same 'the lane ends with its input' 0 $?
kill "$reader" 2>/dev/null
same 'then nobody knows' 'does not run null true' \
	"$(shown | sed -n 2p) $(ck-gate status B0-1 --format json |
		jq -r '"\(.held_by) \(.faults |
			any(.code == "emergency-stop" and .lasts == null))"')"

done_testing
