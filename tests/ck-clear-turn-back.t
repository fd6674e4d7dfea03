#!/bin/sh
# ck-clear turn-back: what the vehicle needs to get out takes the place of all
# it needed before; who has not entered is closed at once.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
back() {
	clear --as "$1" --reason refused turn-back "$2"
}
needs() {
	of '[.checks[].check] | join(" ")' clear status "$1"
}

keeps 'no reason' 64 clear --as hq-lan turn-back "$trip"
keeps 'an enterprise turns nobody back' 77 back dn-hoa "$trip"
keeps 'a dry run' 0 clear --as hq-lan -n --reason refused turn-back "$trip"
move "$trip" outside yard B0-1 || exit 99
printf '%s\n' '{"events":[{"event":"queue.joined","root":"CKHN/export",
	"subject":"'"$trip"'","body":{"queue":"CKHN/export","class":"fresh",
	"share":3,"turns":1,"ticket":1,"label":"12C-123.45"}}]}' |
	tr -d '\n' | append || exit 99

seen=$(of .version clear status "$trip")
check 'plant quarantine refuses' clear --as kdtv-son --reason pest \
	--seen "$seen" refuse kdtv "$trip"
prints 'plant quarantine may' 'plant_quarantine customs_yard_out false' \
	of '"\(.agency) \(.checks[]) \(.closed)"' back kdtv-son "$trip"
same 'only what it needs to get out is asked for' customs_yard_out \
	"$(needs "$trip")"
same 'who turned it back and why is told' \
	'plant_quarantine refused kdtv-son 2026-11-22T07:35:00.000+07:00' \
	"$(of '.turning | "\(.agency) \(.reason) \(.actor) \(.at)"' \
		clear status "$trip")"
same '... and what was refused' 'plant_quarantine refused pest kdtv-son' \
	"$(of '.turning.refused[] |
		"\(.check) \(.state) \(.reason) \(.actor)"' \
		clear status "$trip")"
check '... as the schema says' valid status <<END
$(clear status "$trip")
END
same '... and on the screen' '  Turned    Refused by an agency; kdtv-son 07:35
  Refusal   kdtv      Plant quarantine; kdtv-son 07:35 (pest)' \
	"$(clear -f table status "$trip" | grep -E '^  (Turned|Refusal)')"
same 'its place in the queue is given up' null \
	"$(of .queue clear status "$trip")"
same 'nobody waits for the rest' 0 "$(clear pending --agency plant_quarantine |
	grep -c "$trip")"
keeps 'twice is once' 0 back bp-hung "$trip"
same '... said to be repeated' true "$(of .repeated back bp-hung "$trip")"

prints 'a truck still outside is closed' 'true []' \
	of '"\(.closed) \(.checks)"' back bql-an "$B.2"
same '... as turned back' turned_back "$(of .outcome clear status "$B.2")"
keeps 'once' 0 back hq-lan "$B.2"
move "$B.1" abroad yard B2-3 || exit 99
prints 'an import that has entered goes out again' \
	'border_guard_out customs_out' \
	of '.checks | join(" ")' back hq-lan "$B.1"
move "$B.3" outside yard B0-1 || exit 99
prints 'a receiving truck, too' 'border_guard_yard_out customs_yard_out' \
	of '.checks | join(" ")' back hq-lan "$B.3"

C=$(jq '.vehicles[0].plate = "29C-111.11" | .vehicles[0].container = null |
	del(.. | nulls)' "$top_srcdir/tests/data/clear/export.json" \
	>"$T/c.json" && submit "$T/c.json")
move "$C.1" outside yard B0-1 && move "$C.1" yard control B1-1 &&
	move "$C.1" control abroad B2-1 || exit 99
keeps 'what is over the line does not turn' 1 back hq-lan "$C.1"
same '... that is said' crossed "$(of '.reasons[].code' back hq-lan "$C.1")"
jq -nc --arg t "$C.1" '{events: [{event: "trip.closed",
	root: ($t | sub("\\..*"; "")), subject: $t,
	body: {outcome: "crossed"}}]}' | append || exit 99
same 'nor what is closed' trip-closed \
	"$(of '.reasons[].code' back hq-lan "$C.1")"

check 'the tables are what the log says' verifies
done_testing
