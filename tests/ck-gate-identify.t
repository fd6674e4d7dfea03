#!/bin/sh
# Whose a passage was that nobody knew: of one without an admission, and of one
# against the lane's direction.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

edge() { # LINE VALUE TIME
	echo '{"kind":"edge","lane":"B0-1","line":"'"$1"'","value":'"$2"',"at":"2026-11-22T'"$3"'+07:00"}'
}
passage_of() { # JQ
	log 'select(.event == "gate.passed" and ('"$1"')) |
		"\(.origin):\(.seq)"' | jq -r . | tail -n 1
}
zone_of() {
	ck-clear status --as tt-gate "$1" | jq -r .zone
}

make_store || exit 99
A=$(export_of 12C-111.11).1
B=$(export_of 12C-111.12).1
called "$A"

# The arm was lifted by hand: one drives in, and later one comes out.
{
	for line in estop loop_arrive loop_safety loop_exit limit_up; do
		edge $line 0 07:10:00
	done
	edge limit_down 1 07:10:00
	edge limit_down 0 07:11:00
	edge limit_up 1 07:11:02
	edge loop_arrive 1 07:11:05
	edge loop_safety 1 07:11:10
	edge loop_arrive 0 07:11:12
	edge loop_exit 1 07:11:13
	edge loop_safety 0 07:11:15
	edge loop_exit 0 07:11:17
	edge limit_up 0 07:11:19
	edge limit_down 1 07:11:21
	edge limit_down 0 07:21:00
	edge limit_up 1 07:21:02
	edge loop_exit 1 07:21:05
	edge loop_safety 1 07:21:07
	edge loop_exit 0 07:21:09
	edge loop_arrive 1 07:21:10
	edge loop_safety 0 07:21:12
	edge loop_arrive 0 07:21:14
	edge limit_up 0 07:21:16
	edge limit_down 1 07:21:18
} | gate run B0-1 >"$T/ran"
in=$(passage_of '.body.against | not')
out=$(passage_of .body.against)

keeps 'who never was inside did not come out' 1 gate identify "$out" --trip "$B"
same '... it says so' \
	"ck-gate: $B is not in yard, where the passage began [wrong-zone]" \
	"$(words gate identify "$out" --trip "$B")"
check 'one that went in without an admission is known' eval \
	'at 07:30 gate identify "$in" --trip "$A" >"$T/known"'
valid passage <"$T/known" >"$T/valid" 2>&1
check '... its record is as the schema says' test ! -s "$T/valid"
same '... and is there, since then' 'yard "2026-11-22T07:11:15.200+07:00"' \
	"$(zone_of "$A") $(log 'select(.event == "trip.moved").occurred')"
same '... and left the queue' 1 "$(log 'select(.event == "queue.left")' | wc -l)"
keeps 'it is known once' 1 gate identify "$in" --trip "$B"
keeps 'who is inside did not just go in' 1 gate identify "$in" --trip "$A"

at 07:31 gate identify "$out" --trip "$A" >"$T/known"
same 'one that came out against the lane is known' \
	'yard outside true 07:21:12' "$(jq -r '"\(.from) \(.to) \(.against) \(
		.at[11:19])"' "$T/known")"
same '... and its trip stays, for nobody has seen what it did' yard \
	"$(zone_of "$A")"
passes B0-3 "$A" | at 07:32 gate run B0-3 >"$T/ran"
same '... until somebody says so' outside "$(zone_of "$A")"
check 'the store is sound' sound

done_testing
