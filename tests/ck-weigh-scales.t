#!/bin/sh
# One program weighs on all scales of the site: none goes unread meanwhile.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

# Indicators behind the devices that the site file names.
other_in=$T/other-in other_out=$T/other-out
mkfifo "$other_in" "$other_out"
scale-pty --fast --protocol toledo-continuous --check \
	<"$other_in" >"$other_out" 7>&- 8>&- &
other=$!
exec 3>"$other_in" 4<"$other_out"
read -r other_tty <&4
other_hears() {
	while read -r heard <&4; do
		case $heard in
		"$1"*) return ;;
		esac
	done
}
sim --fast --protocol yaohua-a9 3>&- 4<&-
jq --arg one "$(readlink "$tty")" --arg two "$other_tty" '
	.scales["B1-S1"].device = $one | .scales["B0-S1"] |=
		(.device = $two | .serial.framing = "8n1")' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99

mkfifo "$T/asks" "$T/answers"
ck-weigh --lang en --as tt-gate record --frame-ms 100 -q -k <"$T/asks" \
	>"$T/answers" 2>"$T/words" 3>&- 4<&- 7>&- 8<&- &
weigher=$!
exec 5>"$T/asks" 6<"$T/answers"
# weighed SCALE KG TRIP
ask() {
	echo "{\"trip\":\"$2\",\"scale\":\"$1\"}" >&5
}
answer() {
	read -r answered <&6
	echo "$answered" | jq -r '"\(.scale) \(.gross_kg) \(.outcome)"'
}

for n in 1 2 3 4; do
	declare_truck 00$n.00 15200 21500 >"$T/trip$n" || exit 99
done
tell truck 36700
ask B1-S1 "$(cat "$T/trip1")"
same 'one scale' 'B1-S1 36700 within' "$(answer)"
echo truck 36720 >&3
ask B0-S1 "$(cat "$T/trip2")"
same 'another one, of another protocol' 'B0-S1 36720 within' "$(answer)"

# Both trucks leave and others come while only one of the scales is asked.
ask B1-S1 "$(cat "$T/trip3")"
echo leave >&3
other_hears empty
echo truck 36740 >&3
other_hears settled
unload
tell truck 36760
same 'the first again' 'B1-S1 36760 within' "$(answer)"
ask B0-S1 "$(cat "$T/trip4")"
same 'the other was listened to' 'B0-S1 36740 within' "$(answer)"

# One that hangs up while it is waited for leaves the others alone.
echo leave >&3
other_hears empty
echo "{\"trip\":\"$(cat "$T/trip1")\",\"again\":\"officer\",\"scale\":\"B0-S1\"}" >&5
exec 3>&-
wait "$other"
exec 4<&-
same 'a scale that was unplugged' '69 device' "$(
	read -r answered <&6
	echo "$answered" | jq -r '"\(.status) \(.code)"')"
unload
tell truck 36780
echo "{\"trip\":\"$(cat "$T/trip1")\",\"again\":\"officer\",\"lane\":\"B1-1\"}" >&5
same 'the others go on' 'B1-S1 36780 within' "$(answer)"

exec 5>&-
wait "$weigher"
check 'what failed is told at the end' test $? -eq 69
exec 6<&-
sim_ends

done_testing
