#!/bin/sh
# What must happen at once waits for no store: somebody else has it for as long
# as it takes, and a vehicle comes under the arm that comes down, the emergency
# stop is pressed, there is a fire.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
command -v flock >"$T/.command" || skip_all 'flock is missing'

edge() { # LINE VALUE SECONDS: to the lane
	printf '{"kind":"edge","lane":"B0-1","line":"%s","value":%s,"at":"2026-11-22T07:01:%02d+07:00"}\n' \
		"$1" "$2" "$3" >&8
}
# until_told JQ: the lane has said so.
until_told() {
	until jq "select($1)" "$T/out" 2>&1 | grep -q .; do
		kill -0 "$lane" || return
	done
}
begin() {
	rm -f "$T/in"
	mkfifo "$T/in"
	gate run B0-1 <"$T/in" >"$T/out" 2>"$T/words" &
	lane=$!
	exec 8>"$T/in"
	for line in estop fire loop_arrive loop_safety loop_exit limit_down; do
		edge "$line" 0 0
	done
	edge limit_up 1 1
	edge button_close 1 2
	edge limit_up 0 4
	echo '{"kind":"mark","at":"2026-11-22T07:01:05+07:00"}' >&8
	until_told '.kind == "mark"'
}
# locked LINE OUTPUT: the store is taken, LINE goes on, OUTPUT too. Nobody
# else lets the store go but we, or a minute.
locked() {
	(
		flock 9
		echo >"$T/taken"
		exec sleep 60
	) 9>>"$CK_STORE-write" 8>&- &
	locker=$!
	until [ -e "$T/taken" ]; do :; done
	rm "$T/taken"
	edge "$1" 1 6
	until_told ".line == \"$2\" and .value == 1" &&
		kill -0 "$locker"
}
# Ends the one who has the store, and the lane.
ended() {
	kill "$locker"
	wait "$locker" 2>"$T/.killed"
	exec 8>&-
	wait "$lane"
}
last_opened() {
	log 'select(.event == "gate.opened").body.reason' | tail -n 1
}

check 'a store' make_store
check 'an arm comes down' begin
check 'somebody under it opens it, whoever has the store' \
	locked loop_safety barrier_open
check '... who lets it go, and the lane ends' ended
same '... the log has it then' '"safety"' "$(last_opened)"
same '... and it was told once' 1 \
	"$(grep -c 'barrier_open","value":1' "$T/out")"

check 'an arm comes down' begin
check 'the emergency stop stops it' locked estop barrier_stop
check '... the lane ends' ended
same '... the log has it' '"emergency-stop"' \
	"$(log 'select(.event == "gate.faulted").body.code' | tail -n 1)"

check 'an arm comes down' begin
check 'a fire opens it' locked fire barrier_open
check '... the lane ends' ended
same '... the log has it' '"fire"' "$(last_opened)"
check 'the store is sound' sound

done_testing
