#!/bin/sh
# The lane: decide, open, watch, log. A day's edges and sightings go in as
# records, and time is theirs.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

# edge LINE VALUE SECONDS [KEY], seen PLATE SECONDS [KEY]: at lane B0-1, so long
# after seven.
stamp() {
	printf '2026-11-22T07:%02d:%02d.000+07:00' $(($1 / 60)) $(($1 % 60))
}
edge() {
	printf '{"kind":"edge","lane":"B0-1","line":"%s","value":%s,"at":"%s"%s}\n' \
		"$1" "$2" "$(stamp "$3")" "${4:+,\"key\":\"$4\"}"
}
seen() {
	printf '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"%s","confidence":0.9,"at":"%s"%s}\n' \
		"$1" "$(stamp "$2")" "${3:+,\"key\":\"$3\"}"
}
# The arm is down, nobody there.
free_lane() {
	edge loop_arrive 0 "$1"
	edge loop_safety 0 "$1"
	edge loop_exit 0 "$1"
	edge limit_up 0 "$1"
	edge limit_down 1 "$1"
}
# through SECONDS [KEY]: a vehicle drives through, and the arm comes down.
through() {
	edge limit_down 0 "$1" "${2:+$2a}"
	edge limit_up 1 $(($1 + 2)) "${2:+$2b}"
	edge loop_safety 1 $(($1 + 4)) "${2:+$2c}"
	edge loop_arrive 0 $(($1 + 5)) "${2:+$2d}"
	edge loop_exit 1 $(($1 + 6)) "${2:+$2e}"
	edge loop_safety 0 $(($1 + 8)) "${2:+$2f}"
	edge loop_exit 0 $(($1 + 9)) "${2:+$2g}"
	edge limit_up 0 $(($1 + 11)) "${2:+$2h}"
	edge limit_down 1 $(($1 + 13)) "${2:+$2i}"
}
ran() {
	gate run B0-1 <"$1" 2>"$T/words" >"$T/out"
}
told() {
	jq -r '(.at // "-" | .[14:23]) + " " +
		if .kind == "output" then "\(.line) \(.value)"
		elif .kind == "decision" then
			"decision " + ([.reasons[].code] | join(" "))
		elif .kind == "passage" then "passage \(.trip // .seen // "-")" +
			if .admitted then "" else " unadmitted" end
		else "\(.kind | sub("lane_"; "")) \(.code)" end' "$T/out"
}

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
before=$(length)
{
	free_lane 0
	edge loop_arrive 1 10
	seen I2C11111 11
	through 12
} >"$T/one"
check 'a lane runs' ran "$T/one"
same 'what it says and does' "00:00.000 light_red 1
00:11.000 decision 
00:11.000 barrier_open 1
00:11.500 barrier_open 0
00:14.050 light_red 0
00:14.050 light_green 1
00:16.000 light_green 0
00:16.000 light_red 1
00:20.200 passage $A.1
00:21.200 barrier_close 1
00:21.700 barrier_close 0
00:25.050 light_red 0" "$(told)"
same 'the log has the opening before it, and the passage' \
	'gate.decided lane:B0-1 -
gate.opened lane:B0-1 decision
gate.passed lane:B0-1 decision
queue.left lane:B0-1 passage
trip.moved lane:B0-1 passage' \
	"$(log 'select(.seq > '"$before"')' | jq -r '
		"\(.event) \(.actor) " + (.cause // "-")' |
		sed "s/CKHN:$((before + 1))/decision/
			s/CKHN:$((before + 3))/passage/")"

# Strangers.
before=$(length)
{
	free_lane 60
	through 62
} >"$T/stranger"
check 'an arm that another opens' ran "$T/stranger"
same 'is noticed, and who drives through unadmitted' \
	'fault moved-by-other
fault unadmitted
passage - unadmitted' "$(told | cut -d ' ' -f 2- | grep -v light_red |
	grep -v barrier_ | grep -v alarm)"
same '... with an alarm' 'alarm 1' \
	"$(told | grep -o 'alarm 1' | head -n 1)"
same '... and written down without a trip' 'false null' \
	"$(log 'select(.event == "gate.passed")' | tail -n 1 |
		jq -r '"\(.body.admitted) \(.body.trip)"')"
B=$(export_of 12C-111.12)
called "$B.1" || exit 99
{
	free_lane 120
	edge loop_arrive 1 121
	seen 12C11112 122
	edge limit_down 0 123
	edge limit_up 1 125
	edge loop_safety 1 127
	edge loop_exit 1 129
	edge loop_exit 0 132
	edge loop_exit 1 133
	edge loop_safety 0 136
	edge loop_exit 0 137
} >"$T/tailgating"
check 'two drive through on one decision' ran "$T/tailgating"
same 'the second is noticed' "passage $B.1
fault tailgating
passage - unadmitted" "$(told | cut -d ' ' -f 2- | grep 'passage\|fault')"

# What people saw, what others decided.
C=$(export_of 12C-111.13)
called "$C.1" || exit 99
gate decide --lane B0-1 12C11113 >"$T/decided"
passes B0-1 12C11113 >>"$T/decided"
check 'a decision made elsewhere' ran "$T/decided"
same 'opens, and people see the vehicle through' "barrier_open 1
passage $C.1" "$(told | cut -d ' ' -f 2- | grep 'open 1\|passage')"
same 'a passage that a lane has told is not told again' \
	"$(grep passage "$T/out")" "$(grep passage "$T/out" >"$T/told"
		gate run B0-1 <"$T/told" | grep passage)"
passes B0-1 99X-999.99 CKHN-20261122-09999.1 >"$T/seen"
check 'a vehicle nobody knows' status 67 ran "$T/seen"
same '... has passed all the same; a trip that is none has not' \
	'passage 99X99999 unadmitted
error no-such-trip' "$(told | cut -d ' ' -f 2- | grep 'passage\|error')"

# What is held while it waits.
F=$(export_of 12C-111.16)
called "$F.1" || exit 99
at 07:04 gate decide --lane B0-1 12C11116 >"$T/first"
ck-clear hold --as hq-lan --reason goods-doubt "$F.1" >"$T/words"
{
	free_lane 240
	cat "$T/first"
	edge limit_down 0 242
	edge limit_up 1 243
	seen 12C11116 245
	edge fire 0 250
} >"$T/held"
ran "$T/held"
same 'a hold takes the admission back' 'decision held
light_green 0
light_red 1
barrier_close 1' "$(told | cut -d ' ' -f 2- | sed -n '/held/,/close 1/p')"

# Sent twice, or in two pieces.
D=$(export_of 12C-111.14)
called "$D.1" || exit 99
{
	free_lane 300
	edge loop_arrive 1 310 k0
	seen 12C11114 311 k1
	through 312 k2
} >"$T/keyed"
head -n 10 "$T/keyed" >"$T/half"
check 'a stream breaks off' ran "$T/half"
check '... and is sent again from its beginning' ran "$T/keyed"
same 'the passage is that of the admission' "passage $D.1" \
	"$(told | cut -d ' ' -f 2- | grep passage)"
after=$(length)
check 'sent once more' ran "$T/keyed"
same '... nothing more is written' "$after" "$(length)"
same '... and the first answers are given' 'decision true
passage true' "$(jq -r 'select(.kind == "decision" or .kind == "passage") |
	"\(.kind) \(.repeated)"' "$T/out")"
seen 12C11111 311 k1 >"$T/keyed"
check 'a key that was another'\''s: 65' status 65 ran "$T/keyed"

# The end of input in the middle.
E=$(export_of 12C-111.15)
called "$E.1" || exit 99
{
	free_lane 400
	edge loop_arrive 1 410
	seen 12C11115 411
	edge limit_down 0 412
	edge limit_up 1 414
	edge loop_safety 1 415
	edge loop_arrive 0 416
	edge loop_safety 0 418
} >"$T/lost"
check 'the input ends while a vehicle is between the loops' ran "$T/lost"
same '... it is counted' "passage $E.1" \
	"$(told | cut -d ' ' -f 2- | grep passage)"
same '... in doubt' true "$(jq 'select(.kind == "passage").doubtful' "$T/out")"
same '... and told so' \
	'12C-111.15 went through lane B0-1: Outside > Yard, in doubt' \
	"$(jq -r 'select(.kind == "passage").message' "$T/out")"
same '... and every output drops' 'light_red 0
alarm 0' "$(told | tail -n 2 | cut -d ' ' -f 2-)"

# Bad input.
before=$(length)
{
	echo '{"kind":"edge","lane":"B0-1","line":"loop_exit","value":2}'
	echo '{"kind":"edge","lane":"B0-1","line":"loop_back","value":1}'
	echo '{"kind":"sighting","lane":"B0-1","plate":7}'
	echo '{"kind":'
	echo '{"kind":"reading","lane":"B0-1","weight":"1"}'
	echo '{"kind":"edge","lane":"B1-1","line":"loop_exit","value":1}'
} >"$T/bad"
check 'bad records: 65' status 65 ran "$T/bad"
same '... each is told, the others go by' 'error value
error line
error text
error incomplete
reading null
edge null' "$(jq -r 'select(.kind != "output") | "\(.kind) \(.code)"' "$T/out")"
same '... and nothing is written' "$before" "$(length)"
keeps 'a lane that is none' 67 gate run B9-9
keeps 'no lane' 64 gate run
keeps 'somebody who is not on the staff' 77 ck-gate run B0-1 --as nobody
before=$(length)
seen 12C11111 500 >"$T/dry"
check 'a dry run' gate run -n B0-1 <"$T/dry"
same '... writes nothing' "$before" "$(length)"
check 'the store is sound' sound

done_testing
