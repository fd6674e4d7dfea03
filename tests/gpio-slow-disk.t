#!/bin/sh
# A disk that takes most of a second for each commit: whoever comes under an arm
# that comes down, the emergency stop and a fire do not wait for it.
. "${0%/*}/lib.sh"
. "${0%/*}/sim/gpio/lab.sh"
[ -x "$top_builddir/tests/sim/ck-gate-faulty" ] ||
	skip_all 'tests/sim/ck-gate-faulty is not built'

# soon WHAT FROM: the last output came within a tenth of a second of it
soon() {
	check "$1" awk "BEGIN { took = ($driven_at - $2) * 1000
		print took; exit !(took < 100) }"
}
busy() {
	say "$(sees "$1")"
	sleep 0.2
}

check 'a chip' plug
check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
pull limit_down 1
# The guard is looked for beside it.
cp "$top_builddir/tests/sim/ck-gate-faulty" "$T/ck-gate"
ln -s "$top_builddir/cmd/ck-gate-guard" "$T/ck-gate-guard"
mkfifo "$T/in"
exec 8<>"$T/in"
CK_FAULT=slow:sync:1+ "$T/ck-gate" run B0-1 --lang en <"$T/in" >>"$T/out" \
	2>>"$T/words" 8>&- &
lane=$!
drives 5 'a lane' light_red 1
pull loop_arrive 1
sleep 1
say "$(sees 12C11111)"
drives 10 'a truck is opened for' barrier_open 1
opened=$driven_at
same '... when the disk has it, not before' gate.opened \
	"$(log | jq -r .event | tail -n 1)"
drives 10 '... by a pulse' barrier_open 0
check '... that is a whole one' awk "BEGIN { took = ($driven_at - $opened) * 1000
	print took; exit !(took > 490 && took < 520) }"
arm_up
through
drives 10 'the arm comes down behind it' barrier_close 1
pull limit_up 0
pull loop_arrive 1
busy 99X999
from=$(clock)
pull loop_safety 1
drives 10 'who comes under it opens it' barrier_open 1
soon '... while the disk is waited for' "$from"
await 10 '... and that is logged' sh -c \
	'ck-store log | grep -q "\"reason\":\"safety\""'
sleep 5
busy 98X999
from=$(clock)
pull fire 1
drives 10 'a fire opens' barrier_open 1
soon '... at once' "$from"
sleep 5
busy 97X999
from=$(clock)
pull estop 1
drives 10 'the emergency stop stops' barrier_stop 1
soon '... at once' "$from"
sleep 5
same 'all of it is logged, once' 'emergency-stop fire safety' "$(log '
	select(.event == "gate.opened" or .event == "gate.faulted") |
	.body.reason // .body.code' | jq -r . | grep -E "^(emergency-stop|fire|safety)$" |
	sort | xargs)"
check 'the lane ends when told' status 143 end_lane
check 'the store is sound' sound

done_testing
