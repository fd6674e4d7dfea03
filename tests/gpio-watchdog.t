#!/bin/sh
# The hardware watchdog of a lane, which a kernel of its own has (softdog): it
# stays quiet while the guard of the outputs lives, whatever the lane does, and
# restarts the machine when the guard dies with its lane or hangs.
. "${0%/*}/lib.sh"

[ "${CK_SANITIZERS-no}" != yes ] ||
	skip_all 'the lab has no room for what sanitizers ask'
lab=$top_srcdir/tests/sim/gpio/lab
"$top_srcdir/tests/sim/gpio/kernel" >"$T/kernel" 2>"$T/why" ||
	skip_all "$(tail -n 1 "$T/why")"

# The machine, at its first start and after the watchdog restarted it. $1 is
# kept; $2 says how the guard ends.
cat >"$T/machine" <<'END'
if [ -e "$1/restarts" ]; then
	echo "restarted"
	exit 0
fi
. "$top_srcdir/tests/lib.sh"
site_jq='.lanes["B0-1"].watchdog = "/dev/watchdog0"'
. "$top_srcdir/tests/sim/gpio/lab.sh"
dog=/sys/class/watchdog/watchdog0
check 'a chip' plug
check 'a store' make_store
same 'nobody feeds the watchdog' inactive "$(cat $dog/state)"
run_lane B0-1
drives 5 'a lane' light_red 1
same '... has it watched, for ten seconds' 'active 10' \
	"$(cat $dog/state) $(cat $dog/timeout)"
if [ "$2" = dies ]; then
	kill -STOP "$lane"
	sleep 60
	kill -CONT "$lane"
	kill -9 "$(pgrep -P "$lane")"
	drives 5 'after a guard that died alone, another' light_red 1
	sleep 60
	kill -9 "$lane"
	wait "$lane" 2>"$T/.ended"
	sleep 60
	same 'no machine is restarted for a lane' inactive "$(cat $dog/state)"
	run_lane B0-1
	drives 5 '... another of which it has' light_red 1
fi
guard=$(pgrep -P "$lane")
clock >"$1/restarts"
case $2 in
dies)
	kill -STOP "$lane"
	kill -9 "$guard"
	;;
hangs)
	kill -STOP "$guard"
	kill -9 "$lane"
	;;
ends)
	end_lane 2>"$T/.ended"
	sleep 60
	echo 'not restarted'
	exit 0
	;;
esac
while :; do
	sleep 0.5
	clock >>"$1/restarts"
done
END

# machine WHAT: how its guard ends
machine() {
	mkdir "$T/$1"
	LAB_LIMIT=100 "$lab" "$T/machine" "$T/$1" "$1" >"$T/$1/out" \
		2>"$T/$1/words"
	tail -n 1 "$T/$1/out"
}
same 'a guard that dies with its lane has the machine restarted' restarted \
	"$(machine dies)"
same '... all before it went well' '' "$(grep '^not ok\|^#' "$T/dies/out")"
check '... some ten seconds after its last word' awk '
	NR == 1 { begun = $1 }
	{ took = $1 - begun }
	END { print took; exit !(took >= 7 && took <= 11) }' "$T/dies/restarts"
same 'one that hangs too' restarted "$(machine hangs)"
same 'one that ends with its lane does not' 'not restarted' "$(machine ends)"

done_testing
