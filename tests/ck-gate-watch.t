#!/bin/sh
# Edges of lines in, the changes that last out; everything else goes by as it
# came.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

# edge LINE VALUE MS: one of lane B0-1, so many ms after seven.
edge() {
	printf '{"kind":"edge","lane":"%s","line":"%s","value":%s,"at":"2026-11-22T07:00:%02d.%03d+07:00"}\n' \
		"${4-B0-1}" "$1" "$2" $(($3 / 1000)) $(($3 % 1000))
}
told='"\(.lane) \(.line) \(.value) \(.at[17:23])"'
watched() {
	same "$1" "$2" "$(gate watch <"$T/edges" | jq -r "$told")"
}

check 'a store' make_store
{
	edge loop_arrive 0 0
	edge loop_arrive 1 1000
	edge loop_arrive 0 1040
	edge loop_arrive 1 1080
	edge loop_arrive 1 1100
	edge button_open 0 2900
	edge button_open 1 3000
	edge button_open 0 3040
	edge limit_up 1 4000
	edge limit_up 0 4060
} >"$T/edges"
watched 'what bounces is nothing, what lasts counts from its time' \
	'B0-1 loop_arrive 0 00.000
B0-1 loop_arrive 1 01.080
B0-1 button_open 0 02.900
B0-1 limit_up 1 04.000
B0-1 limit_up 0 04.060'
{
	edge loop_safety 1 0
	edge loop_safety 0 1000
	edge loop_safety 1 1100
	edge estop null 1150
	edge loop_safety null 1200
} >"$T/edges"
watched 'a vehicle under the arm, a stop and a fault count at once' \
	'B0-1 loop_safety 1 00.000
B0-1 estop null 01.150
B0-1 loop_safety null 01.200'
{
	edge loop_exit 1 0 B1-1
	edge loop_exit 1 100 B1-2
	edge loop_exit 0 150 B1-1
} >"$T/edges"
watched 'lanes do not mix; the last change is told at the end' \
	'B1-2 loop_exit 1 00.100
B1-1 loop_exit 0 00.150'
{
	echo '{ "kind":"sighting",  "plate":"12C11111" }'
	echo 'a line of a scanner'
	edge loop_exit 1 0 B1-2
} >"$T/others"
same 'what is not an edge of the lane goes by, byte for byte' \
	"$(cat "$T/others")" "$(gate watch B1-1 <"$T/others")"
{
	edge loop_sideways 1 0
	edge loop_exit 7 0
	echo '{"kind":"edge","line":"loop_exit","value":1}'
	echo '{"kind":"edge","lane":"B9-9","line":"loop_exit","value":1}'
	echo '{"kind":"edge",'
	echo '{"kind":"edge","lane":"B0-1","line":"estop","value":1,"at":"noon"}'
	edge estop 1 5000
} >"$T/bad"
check 'bad records are told and do not stop it: 65' status 65 \
	sh -c 'ck-gate --lang en watch --as tt-gate <"$1" >"$2" 2>"$3"' - "$T/bad" \
	"$T/out" "$T/words"
check '... the lines that there are are named' grep -q \
	': no such line: loop_sideways; there are loop_arrive, ' "$T/words"
check '... a broken one with its column' grep -q \
	'^ck-gate: -:5: column [0-9]*: ' "$T/words"
same '... each in its place' 'error /line 65
error /value 65
error /lane 65
error null 67
error null 65
error /at 65
edge null null' "$(jq -r '"\(.kind) \(.path) \(.status)"' "$T/out")"
same '... and on standard error' 6 "$(wc -l <"$T/words")"
check 'without a store it keeps usual times' sh -c '
	printf "%s\n" "$1" "$2" "$3" | CK_STORE= CK_NOW= ck-gate watch |
	jq -r .at | grep -c . | grep -qx 2' - "$(edge limit_up 1 0)" \
	"$(edge limit_up 0 20)" "$(edge limit_up 1 80)"
keeps 'two lanes are one too many' 64 gate watch B0-1 B0-2

done_testing
