# shellcheck shell=sh
# The ground of the tests of a lane whose gatehouse is another program: two
# stores, the site's and that of the lane's own computer. Source after
# gate-ground.sh.
#
#	make_lane		the store of lane B0-1, $L
#	lane COMMAND <RECORDS	the lane, with that for a gatehouse
#	$house			a gatehouse that works, as a command
#	lane_log [JQ]		the lines of the lane's log, filtered
#	seen PLATE TIME, edge LINE VALUE TIME
#				records; TIME is 07:30:00
#	rest TIME		what the lane's lines are without a vehicle
#	drives TIME		somebody goes through, in that minute: 07:30
#	same_passages		both logs tell of the same, in the same order

# shellcheck disable=SC2154 # lib.sh sets them
L=$T/lane.db
# shellcheck disable=SC2034 # the tests use it
house="CK_STORE=$T/ck.db ck-gate decide --as tt-gate --lane B0-1 --keep-going -"

make_lane() {
	ck-store init --simulated -s "$L" --site "$T/site.json" --lane B0-1 \
		>"$T/.lane"
}

lane() {
	ck-gate run B0-1 -s "$L" --as tt-gate --lang en --decider "$1"
}

# shellcheck disable=SC2120 # the filter may be left out
lane_log() {
	ck-store log -s "$L" | jq -c "${1:-.}"
}

seen() {
	echo '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"'"$1"'","confidence":0.9,"at":"2026-11-22T'"$2"'+07:00"}'
}

edge() {
	echo '{"kind":"edge","lane":"B0-1","line":"'"$1"'","value":'"$2"',"at":"2026-11-22T'"$3"'+07:00"}'
}

rest() {
	for rest_line in estop loop_arrive loop_safety loop_exit limit_up; do
		edge "$rest_line" 0 "$1"
	done
	edge limit_down 1 "$1"
}

drives() {
	edge loop_arrive 1 "$1:05"
	edge limit_down 0 "$1:06"
	edge limit_up 1 "$1:08"
	edge loop_safety 1 "$1:10"
	edge loop_arrive 0 "$1:12"
	edge loop_exit 1 "$1:13"
	edge loop_safety 0 "$1:15"
	edge loop_exit 0 "$1:17"
	edge limit_up 0 "$1:25"
	edge limit_down 1 "$1:27"
}

same_passages() {
	lane_log 'select(.event == "gate.passed") | "\(.origin):\(.seq)"' \
		>"$T/.there"
	log 'select(.event == "gate.passed") | .cause' >"$T/.here"
	diff -u "$T/.there" "$T/.here"
}
