#!/bin/sh
# The vehicle weighed before must have left the scale, also where another run
# of the program weighed it.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
sim --fast --protocol yaohua-a9
record() {
	weigh record --scale B1-S1 --device "$tty" --frame-ms 100 \
		--timeout "$@"
}
first=$(declare_truck 777.01 15200 21500)
second=$(declare_truck 777.02 15200 21500)
third=$(declare_truck 777.03 15200 21500)
[ -n "$third" ] || exit 99
load 36740
check 'a truck is weighed' record 30 "$first"
check 'it stands there still: it is not the next one' \
	status 75 record 0.5 "$second"
same '... which is said' \
	"ck-weigh: B1-S1: 36740 kg stood there for $first/W1, and it was not seen empty since: waiting until that vehicle has left
ck-weigh: $second: the vehicle weighed before has not left the scale [not-left]" \
	"$(words record 0.5 "$second")"
same '... nor is anything recorded' '' "$(weigh list "$second")"
prints 'the same truck is weighed again where it stands' 36740 \
	record 30 --again --reason officer --jq .gross_kg "$first"

# A run that sees it leave takes the next, though that weighs the same.
record 0 "$second" >"$T/second" 2>"$T/words" 7>&- 8>&- &
run=$!
while kill -0 "$run" && ! grep -q 'waiting until' "$T/words"; do
	:
done
unload
load 36740
wait "$run"
same 'another of the same weight, seen to come' 36740 \
	"$(jq .gross_kg "$T/second")"
unload
load 36720
prints 'one that weighs an interval less is another' 36720 \
	record 30 --jq .gross_kg "$third"
fourth=$(declare_truck 777.04 15200 21500)
CK_NOW=2026-11-22T10:05:00+07:00
check 'one of the same weight is not' status 75 record 0.5 "$fourth"
move "$third" yard control B1-1
prints '... unless the one before has moved on' 36720 \
	record 30 --jq .gross_kg "$fourth"
sim_ends
check 'the store is sound' ck-store verify --all

done_testing
