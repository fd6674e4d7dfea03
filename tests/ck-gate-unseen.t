#!/bin/sh
# The power fails while a truck is in the lane, and it is gone when the lane
# begins again: nobody knows whether it went through, and someone is told to
# look.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

edge() { # LINE VALUE TIME
	printf '{"kind":"edge","lane":"B0-1","line":"%s","value":%s,"at":"2026-11-22T%s+07:00"}\n' \
		"$1" "$2" "$3"
}
levels() { # ARRIVE TIME
	edge loop_arrive "$1" "$2"
	edge loop_safety 0 "$2"
	edge loop_exit 0 "$2"
	edge limit_up 0 "$2"
	edge limit_down 1 "$2"
}
# opens PLATE MINUTE: the lane opens for it, and is no more.
opens() {
	{
		levels 1 "07:$2:00"
		echo '{"kind":"sighting","lane":"B0-1","plate":"'"$1"'","at":"2026-11-22T07:'"$2"':02+07:00"}'
	} | gate run B0-1 >"$T/out"
	grep -q 'barrier_open.*1' "$T/out"
}
# begins ARRIVE TIME [TIME]: again, with these levels, until then.
begins() {
	{
		levels "$1" "$2"
		edge button_stop 0 "${3-$2}"
	} | gate run B0-1 >"$T/out"
}
faults() {
	jq -r 'select(.kind == "lane_fault") | "\(.at[11:16]) \(.code)"' "$T/out"
}

check 'a store' make_store
check 'permits' permits_of 3
check 'the lane opens, and is no more' opens "$(sed -n 1p "$T/plates")" 01
check 'it begins again, and nobody is there' begins 0 07:01:30 07:10:00
same 'when the admission is over, that is told' '07:03 passage-unseen' \
	"$(faults)"
same '... in words' 'loop_exit: whom it opened for before it began again was not seen to pass [passage-unseen]' \
	"$(jq -r 'select(.kind == "lane_fault").message' "$T/out")"
check 'the records are as the schemas say' eval \
	'valid output lane_fault <"$T/out"'
check 'begun once more' begins 0 07:11:00
same '... it is not told again' '' "$(faults)"

check 'the lane opens, and is no more' opens "$(sed -n 2p "$T/plates")" 20
check 'it begins again when the admission is over' begins 0 07:40:00
same '... which is told at once' '07:40 passage-unseen' "$(faults)"
check 'begun once more' begins 0 07:41:00
same '... not again' '' "$(faults)"

check 'the lane opens, and is no more' opens "$(sed -n 3p "$T/plates")" 50
check 'it begins again, and the truck stands there' begins 1 07:51:00 07:59:00
same '... its admission ends, and that is all' '' "$(faults)"
check 'it went through, says who saw it' sh -c 'echo "$1" |
	ck-gate run B0-1 --as tt-gate >"$2"' - \
	"$(passes B0-1 "$(sed -n 2p "$T/plates")")" "$T/out"
same '... and it is a passage' CKHN-P00002 \
	"$(log 'select(.event == "gate.passed").body.permit' | jq -r .)"
check 'the store is sound' sound

done_testing
