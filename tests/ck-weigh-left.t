#!/bin/sh
# The vehicle weighed before must have left the scale, also where another run
# of the program weighed it.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
sim --fast --protocol yaohua-a9
record() {
	weigh record --scale B1-S1 --device "$tty" --frame-ms 100 \
		--timeout 0 "$@"
}
# A run of its own, until it says that it waits, or ends.
waits_for() {
	: >"$T/words"
	ck-weigh --lang en --as tt-gate record --scale B1-S1 --device "$tty" \
		--frame-ms 100 --timeout 0 "$1" >"$T/weighed" 2>"$T/words" \
		7>&- 8>&- &
	run=$!
	while kill -0 "$run" 2>/dev/null && ! grep -q 'has left$' "$T/words"; do
		:
	done
	grep 'has left$' "$T/words" || ! cat "$T/words"
}
first=$(declare_truck 777.01 15200 21500)
second=$(declare_truck 777.02 15200 21500)
third=$(declare_truck 777.03 15200 21500)
fourth=$(declare_truck 777.04 15200 21500)
[ -n "$fourth" ] || exit 99
load 36740
check 'a truck is weighed' record "$first"
check 'it stands there still: it is not the next one' waits_for "$second"
same '... which is said' \
	"ck-weigh: B1-S1: 36740 kg stood there for $first/W1, and it was not seen empty since: waiting until that vehicle has left" \
	"$(cat "$T/words")"
same '... nor is anything recorded' '' "$(weigh list "$second")"
unload
load 36740
wait "$run"
same 'another of the same weight, seen to come, is' 36740 \
	"$(jq .gross_kg "$T/weighed")"
prints 'the same truck is weighed again where it stands' 36740 \
	record --again --reason officer --jq .gross_kg "$second"
unload
load 36720
prints 'one that weighs an interval less is another' 36720 \
	record --jq .gross_kg "$third"
CK_NOW=2026-11-22T10:05:00+07:00
check 'one of the same weight minutes later is not' waits_for "$fourth"
kill "$run"
wait "$run"
move "$third" yard control B1-1
prints '... unless the one before has moved on' 36720 \
	record --jq .gross_kg "$fourth"
sim_ends
check 'the store is sound' ck-store verify --all

done_testing
