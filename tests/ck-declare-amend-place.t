#!/bin/sh
# A place in the queue is that of a vehicle: another one loses it, unless it
# was only misread where it stands, or broke down.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

make_ground || exit 99
a=$A.1

# truck N PLATE: like the export, another truck in the queue; its trip
truck() {
	jq --arg plate "$2" --arg number "3052234567$1" '
		.customs[0].number = ($number | .[:11] + "0")
		| .vehicles[0] |= (.plate = $plate | del(.container, .trailer))
		' "$top_srcdir/tests/data/clear/export.json" >"$T/declared.json"
	declared=$(submit "$T/declared.json") && join "$declared" &&
		echo "$declared.1"
}
join() {
	ck-queue --as dn-hoa join "$1" >"$T/.joined" </dev/null
}
place() {
	jq -r '.trips[0] | "\(.queue.place) \(.queue.reason)"' "$T/amended"
}
trailer() {
	patch replace /vehicles/v1/trailer '"12R-009.99"'
}
plate() {
	patch replace /vehicles/v1/plate "\"$1\""
}

# -- what a dry run says (scenario A.4) ----------------------------------------

join "$A" || exit 99
keeps 'a dry run changes nothing' 0 amend -n --as dn-hoa "$a" \
	--patch "$(plate 29C-777.01)"
same 'another plate would lose the place' 'lost identity-changed' "$(place)"
same '... in words' 'nothing has to be confirmed again; 12C-123.45 loses its place in the queue export' \
	"$(jq -r .message "$T/amended")"
keeps 'nor here' 0 amend -n --as dn-hoa "$a" --patch "$(patch replace \
	/vehicles/v1/crew/p1/name '"Lê Văn Cường"')"
same 'another driver would not' 'kept null' "$(place)"
check 'another trailer' amend -n --as dn-hoa "$a" --patch "$(trailer)"
same '... would not' 'kept null' "$(place)"
check 'one character of the plate, nobody seeing the truck' \
	amend -n --as dn-hoa "$a" --patch "$(plate 12C-123.46)"
same '... would' 'lost identity-changed' "$(place)"
same 'it still waits' '12C-123.45|waiting' "$(queue)"

# -- misread -------------------------------------------------------------------

keeps 'the trader does not say that it stands there' 77 amend --present \
	--as dn-hoa --reason misread "$a" --patch "$(plate 12C-123.46)"
check 'the gate centre does' amend --present --as tt-linh --reason misread \
	"$a" --patch "$(plate 12C-123.46)"
same '... and it keeps its place' 'kept null' "$(place)"
same '... as what was misread' '["/vehicles/v1/plate"]' \
	"$(jq -c '.trips[0].misread' "$T/amended")"
same 'under the right plate' '12C-123.46|waiting' "$(queue)"
check 'two characters are another vehicle' amend -n --present --as tt-linh \
	"$a" --patch "$(plate 12C-123.57)"
same '... here too' 'lost identity-changed' "$(place)"

move "$a" outside yard B0-1 && confirm bp-hung bp-den "$a" &&
	confirm vantai-tu vt-gp "$a" || exit 99
check 'inside, one character' amend --as tt-linh --reason misread "$a" \
	--patch "$(plate 12C-123.45)"
same 'keeps what was confirmed' '[] confirmed confirmed' \
	"$(jq -c .stale "$T/amended") $(state "$a" border_guard_arrival) $(
		state "$a" transport_licence)"
check 'inside, another plate' amend -n --as dn-hoa "$a" \
	--patch "$(plate 29C-777.01)"
same 'does not' "$a border_guard_arrival border_guard
$a transport_licence transport" "$(stale | sort)"

# Corrected character by character it would be any truck in the end.
amended_place() {
	amend "$@" --reason misread && jq -r '.trips[0] |
		"\(.misread // [] | join(" ")) \(.other_vehicle // false)"' \
		"$T/amended"
}
same 'the same character again' '/vehicles/v1/plate false' \
	"$(amended_place --as tt-linh "$a" --patch "$(plate 12C-123.47)")"
same 'another one makes two of what was declared' ' true' \
	"$(amended_place -n --present --as tt-linh "$a" \
		--patch "$(plate 12C-124.47)")"
same '... for the trader too' ' true' \
	"$(amended_place -n --as dn-hoa "$a" --patch "$(plate 12C-124.47)")"
same '... and inside' 'border_guard_arrival transport_licence' \
	"$(stale | cut -d ' ' -f 2 | sort | xargs)"
same 'back to what it was' '/vehicles/v1/plate false' \
	"$(amended_place --as tt-linh "$a" --patch "$(plate 12C-123.45)")"

# -- another vehicle -----------------------------------------------------------

b=$(truck 11 29C-777.11) || exit 99
check 'another vehicle' amend --as dn-hoa --reason vehicle-change "$b" \
	--patch "$(plate 29C-888.11)"
same 'loses the place' 'lost identity-changed' "$(place)"
same '... by an event with its cause' 'rule:queue identity-changed' \
	"$(ck-store log | jq -r 'select(.event == "queue.left" and .cause) |
		"\(.actor) \(.body.reason)"')"
same 'and is found by its own plate only' '1 67' "$(
	ck-declare list 29c88811 | jq -s length) $(
	ck-declare list 29c77711 >"$T/.listed" 2>&1; echo $?)"

c=$(truck 22 29C-777.22) || exit 99
check 'it broke down' amend --as dn-hoa --breakdown engine "$c" \
	--patch "$(plate 29C-888.22)"
same '... and another takes its place' 'kept null true' \
	"$(place) $(jq .trips[0].other_vehicle "$T/amended")"
same '... under its own plate' '29C-888.22|waiting' "$(queue | tail -n 1)"
keeps 'not twice' 1 amend --as dn-hoa --breakdown engine "$c" \
	--patch "$(plate 29C-999.22)"
keeps 'not for a reason that the site has not' 64 amend --as dn-hoa \
	--breakdown bad-luck "$c" --patch "$(plate 29C-999.22)"

# What was left out before makes no other vehicle of it; what goes away does.
n=$(truck 55 29C-777.66) || exit 99
number() { # OP VALUE
	patch "$1" /vehicles/v1/chassis "${2-}"
}
check 'the chassis number comes later' amend --as dn-hoa \
	--reason vehicle-change "$n" --patch "$(number add '"LZZ5EXSA7MN123457"')"
same '... the place stays' 'kept null false' \
	"$(place) $(jq '.trips[0].other_vehicle // false' "$T/amended")"
check 'the chassis number is another' amend -n --as dn-hoa "$n" \
	--patch "$(number replace '"LZZ5EXSA7MN999999"')"
same '... the place is lost' 'lost identity-changed' "$(place)"
jq -n '{vehicles: {v1: {plate: null}}}' >"$T/noplate"
check 'or the plate goes' amend -n --as dn-hoa "$n" --patch "$T/noplate"
same '... with the place' 'lost identity-changed' "$(place)"

# -- the class -----------------------------------------------------------------

d=$(truck 33 29C-777.33) || exit 99
check 'goods of another class' amend --as dn-hoa --reason goods-change "$d" \
	--patch "$(patch replace /goods/g1/hs '"25051000"')"
same '... have no place among the fresh' 'lost class-changed' "$(place)"
same '... nor a plant quarantine' 'plant_quarantine' \
	"$(jq -r '[.unneeded[].check] | join(" ")' "$T/amended")"

# -- a vehicle that does not come ----------------------------------------------

e=$(truck 44 29C-777.44) || exit 99
jq -n '{vehicles: {v1: null, v2: {plate: "29C-777.55", class: "VT6",
	nationality: "VN", licence: {number: "VT-1",
	valid_until: "2027-06-30"}}}}' >"$T/other"
check 'a vehicle is removed, another comes' amend --as dn-hoa \
	--reason vehicle-change "$e" --patch "$T/other"
same 'its trip is cancelled' '.1 cancelled lost
.2 added null' "$(jq -r '.trips[] | "\(.trip[-2:]) \(.change) \(
	.queue.place)"' "$T/amended")"
same '... and has left the queue' 'cancelled left' "$(
	sqlite3 "$CK_STORE" "select outcome from trip where trip = '$e'") $(
	queue | sed -n '/777.44/s/.*|//p')"
same 'the load is on the other' 1200 "$(ck-declare show "${e%.1}.2" |
	jq '.document.vehicles.v2.carries[0].packages')"
keeps 'one that has begun is not removed' 1 amend --as dn-hoa \
	--reason mistake "$a" --patch "$T/other"

x=$(truck 10 29C-555.10) || exit 99
same 'another vehicle is where one begins anew' ' true
/vehicles/v1/plate false
 true' "$(amended_place --as dn-hoa "$x" --patch "$(plate 29C-666.10)"
	amended_place --present --as tt-linh "$x" --patch "$(plate 29C-666.11)"
	amended_place -n --present --as tt-linh "$x" \
		--patch "$(plate 29C-667.11)")"
check 'the tables are what the log says' verifies

done_testing
