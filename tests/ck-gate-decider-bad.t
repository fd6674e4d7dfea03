#!/bin/sh
# A gatehouse that answers wrongly: the lane opens for a decision of its own and
# for nothing else, and says what it heard.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store && make_lane || exit 99
called "$(export_of 12C-111.11).1"

# answers_as JQ MINUTE: a truck that may pass comes; its answer is changed so
answers_as() {
	{
		rest "07:$2:00"
		seen 12C11111 "07:$2:30"
	} | lane "$house | jq -c --unbuffered 'if .kind == \"decision\"
		then $1 else . end'" >"$T/ran" 2>"$T/words"
}
opened() {
	jq -c 'select(.line == "barrier_open" and .value == 1).value' "$T/ran"
}
minute=9
for wrong in '.lane = "B1-1"' '.site = "CKTT"' '.simulated = false' \
	'del(.decision)' 'del(.expires_at)' '.expires_at = "soon"' \
	'.reasons = [{code: "held"}]' '.admit = "true"' '.kind = "passage"' \
	'.decision = 5'; do
	minute=$((minute + 1))
	answers_as "$wrong" $minute
	same "$wrong: nobody is admitted" 'false nobody-decides' \
		"$(jq -r 'select(.kind == "decision") |
			"\(.admit) \(.reasons[].code)"' "$T/ran")"
	same '... nothing opens' '' "$(opened)"
	check '... and it is told' grep -q 'the gatehouse says: ' "$T/words"
done
answers_as . 20
same 'as it is, it opens' 1 "$(opened)"

# Its clock is behind by more than an admission lasts.
ago='sub("2026-11-22"; "2026-11-21")'
answers_as ".expires_at |= $ago" 21
same 'an admission that is over here opens nothing' '' "$(opened)"
same '... nor is it shown as one' false \
	"$(jq 'select(.kind == "decision").admit' "$T/ran")"
check '... and why is told' grep -q 'admits until 2026-11-21T.*, which is over by the clock of lane B0-1' \
	"$T/words"
rest 07:55:00 | lane "$house | jq -c --unbuffered '.as_of |= (. // empty | $ago)'" \
	>"$T/ran" 2>"$T/words"
same 'clocks that differ are told, once' \
	'ck-gate: the clock of the gatehouse is -86400 s from that of lane B0-1: set both right' \
	"$(cat "$T/words")"

# It says everything twice: the lane does not ask again each second.
{
	rest 08:00:00
	edge loop_arrive 1 08:00:10
	edge loop_arrive 0 08:10:00
} | lane "$house | sed -u p" >"$T/ran" 2>"$T/words"
lost=$(jq -c 'select(.code == "decider-lost")' "$T/ran" | wc -l)
check 'one that talks too much is begun again more and more rarely' \
	test "$lost" -ge 5 -a "$lost" -le 40
check 'the store of the lane is sound' ck-store verify --all -s "$L"

done_testing
