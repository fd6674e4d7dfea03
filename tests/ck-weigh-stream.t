#!/bin/sh
# Trucks one after another: each is answered before the next is waited for.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

trucks=60
make_store || exit 99
declare_truck 000.01 15200 21500 >"$T/id" || exit 99
for n in $(env seq -w 2 $trucks); do
	sed "s/29C-000.01/29C-000.$n/" "$T/truck.json" | jq -c .
done >"$T/trucks"
ck-declare --as dn-hoa submit "$T/trucks" --jq .trips[0].trip >"$T/trips" ||
	exit 99
tr -d '"' <"$T/trips" | while read -r trip; do
	move "$trip" outside yard B0-1
done

# Descriptor 5 takes trips, 6 brings answers.
mkfifo "$T/asks" "$T/answers"
start() {
	ck-weigh --lang en --as tt-gate record --scale B1-S1 --device "$tty" \
		--frame-ms 100 -q "$@" <"$T/asks" >"$T/answers" \
		2>"$T/words" 7>&- 8<&- &
	weigher=$!
	exec 5>"$T/asks" 6<"$T/answers"
}
ends() {
	exec 5>&-
	wait "$weigher"
	ended=$?
	exec 6<&-
	[ "$ended" -eq "$1" ] || { echo "exit $ended"; cat "$T/words"; }
}
# waits until it reads the terminal
listens() {
	heard=
	until [ "$heard" = 'reader 1' ]; do
		kill -0 "$weigher" || break
		tell reader
		hear reader
	done
}
ask() {
	echo "$*" >&5
}
answer() {
	read -r answered <&6
	printf '%s\n' "$answered" >>"$T/all"
	printf '%s\n' "$answered" | jq -r "$1"
}

sim --fast --protocol yaohua-a9
start
# 35,000 kg and a little more for each: what is on the scale is what is bound.
day() {
	n=0
	while read -r trip; do
		kg=$((35000 + n % 100 * 20))
		tell truck $kg
		ask "{\"trip\":$trip,\"at\":\"2026-11-22T11:$((10 + n % 50)):00+07:00\"}"
		read -r answered <&6
		printf '%s\n' "$answered" >>"$T/all"
		case $answered in
		*"\"trip\":$trip,"*"\"gross_kg\":$kg,"*'"outcome":"within"'*) ;;
		*) echo "$trip $kg: $answered" ;;
		esac
		tell leave
		hear empty
		n=$((n + 1))
	done <"$T/trips"
}
same 'a day of trucks' '' "$(day)"
check 'ends with its input' ends 0
same 'each was weighed once' $((trucks - 1)) "$(ck-weigh list | wc -l)"
same 'at its own time' $((trucks - 1)) "$(grep -c '"at":"2026-11-22T11:' "$T/all")"

# -- the truck that was weighed must leave ------------------------------------

declare_truck 001.01 15200 21500 >"$T/a"
declare_truck 001.02 15200 21500 >"$T/b"
start --timeout 1 -k
tell truck 36000
ask "$(cat "$T/a")"
same 'a truck' 36000 "$(answer .gross_kg)"
ask "$(cat "$T/b")"
same 'does not stand for the next one' '75 not-left' \
	"$(answer '"\(.status) \(.code)"')"
unload
ask "$(cat "$T/b")"
same 'nor does the empty scale' '75 empty' "$(answer '"\(.status) \(.code)"')"
check 'a failed record is told at the end' ends 75
tell silence
hear silent
start --timeout 0.3
ask "$(cat "$T/b")"
check 'nor a silent one' ends 69
check 'it says so' grep -q no-reading "$T/words"

# -- while nothing is asked, the scale is listened to -------------------------

tell speak
start
ask '{"kind":"finding","code":"x"}'
same 'it has begun' finding "$(answer .kind)"
tell truck 50000
hear settled
unload
tell truck 36020
hear settled
ask "$(cat "$T/b")"
same 'what stands there now is bound, not what was there' 36020 \
	"$(answer .gross_kg)"
check 'that is all' ends 0

# -- a request that was answered does not wait --------------------------------

declare_truck 001.03 15200 21500 >"$T/c"
unload
keyed="{\"trip\":\"$(cat "$T/c")\",\"key\":\"cam-7:1\"}"
start --timeout 5
tell truck 36040
ask "$keyed"
same 'a request with a key' "[\"$(cat "$T/c")/W1\",null]" \
	"$(answer '[.weighing, .repeated] | tojson')"
ask "$keyed"
same 'is answered again at once' "[\"$(cat "$T/c")/W1\",true]" \
	"$(answer '[.weighing, .repeated] | tojson')"
ask '{"kind":"sighting","trip":"'"$(cat "$T/c")"'","key":"cam-7:1","lane":"B1-1","at":"2026-11-22T10:00:01+07:00"}'
check 'with other content it is refused' ends 65
check 'it says so' grep -q 'key-reused' "$T/words"

# -- other records, and what ends a stream ------------------------------------

declare_truck 001.04 15200 21500 >"$T/d"
unload
start
ask '{"kind":"reading","ok":false,"frame":"00"}'
same 'a reading that concludes nothing passes' reading "$(answer .kind)"
ask '{"kind":"finding","code":"x"}'
same 'a finding, too' finding "$(answer .kind)"
tell truck 36060
ask "{\"kind\":\"sighting\",\"lane\":\"CKHN/B1-1\",\"trip\":\"$(cat "$T/d")\"}"
same 'a sighting that knows its trip is weighed' 36060 "$(answer .gross_kg)"
ask '{"trip":"CKHN-20261122-99999.1"}'
check 'a bad record ends the stream' ends 67

start
ask "{\"trip\":\"$(cat "$T/d")\",\"scale\":\"B1-S2\"}"
check 'a device is of one scale' ends 65
start
ask "{\"trip\":\"$(cat "$T/d")\",\"weighs\":\"net\"}"
check 'gross or tare' ends 65
start
ask "{\"trip\":\"$(cat "$T/d")\",\"again\":\"because\"}"
check 'a record may have a reason, one the site knows' ends 65
unload
start
tell truck 36080
ask "{\"trip\":\"$(cat "$T/d")\",\"again\":\"officer\",\"weighs\":\"gross\"}"
same 'this one' officer "$(answer .again)"
check 'and it is all' ends 0

# -- signals and hang-ups -----------------------------------------------------

declare_truck 001.05 15200 21500 >"$T/e"
unload
start -k
ask '{"trip":"CKHN-20261122-99999.1"}'
same 'it waits' 67 "$(answer .status)"
ask "$(cat "$T/e")"
ask '{"kind":"finding","code":"never read"}'
unload
listens
kill -TERM "$weigher"
same 'a signal ends the wait' stopped "$(answer .code)"
same 'nothing more is read' '' "$(cat <&6)"
check 'what was not done can be tried again' ends 67

start
check 'a signal while nothing is asked' kill -TERM "$weigher"
check 'ends it' ends 143

start -k
tell truck 36100
ask "$(cat "$T/e")"
same 'a truck' 36100 "$(answer .gross_kg)"
sim_ends
declare_truck 001.06 15200 21500 >"$T/f"
ask "$(cat "$T/f")"
same 'a device that was unplugged' '69 device' \
	"$(answer '"\(.status) \(.code)"')"
sim --fast --protocol yaohua-a9
load 36120
ask "$(cat "$T/f")"
listens
unload
tell truck 36140
same 'and is back: the truck weighed before must leave' 36140 \
	"$(answer .gross_kg)"
check 'its status is told at the end' ends 69
sim_ends

jq -c 'select(.kind != "error" and .kind != "finding" and
	(.kind != "reading"))' "$T/all" >"$T/weighings"
check 'the answers are as the schema says' valid weighing <"$T/weighings"
check 'the store is sound' ck-store verify --all

done_testing
