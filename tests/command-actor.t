#!/bin/sh
# Only the staff acts, each for its agencies, in its time, at its lanes.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99
trip=CKHN-20261122-00001.1

# says SENTENCE OPTION... : refused with 77
says() {
	says_words=$1
	shift
	check "$says_words" status 77 demo "$@"
	same '... is said' "command-demo: $trip: $says_words" \
		"$(words demo "$@")"
}

check 'an officer acts for the agency' demo --as hq-lan visit customs $trip
says 'hq-lan acts for customs, not for fee [other-agency]' \
	--as hq-lan visit fee $trip
says 'the staff entry of kd-minh ended on 2023-11-15; CK_NOW says it is 2026-11-22T10:00:00.000+07:00 [staff-dates]' \
	--as kd-minh visit plant_quarantine $trip
says 'nobody is not on the staff of CKHN; the keeper enters staff with ck-store staff [not-on-staff]' \
	--as nobody visit customs $trip
says 'keeper acts for admin, not for customs [other-agency]' \
	--as keeper visit customs $trip
check 'the date is that of the record' demo --as kd-minh visit \
	plant_quarantine - <<END
{"trip":"$trip","at":"2020-01-01T00:00:00Z"}
END

check 'a lane' demo --as lan-b1 --lane B1-1 visit gate_centre $trip
says 'lan-b1 does not act at B1-2 [other-lane]' \
	--as lan-b1 --lane B1-2 visit gate_centre $trip
check 'whose entry names no lane is free' \
	demo --as hq-lan --lane B1-2 visit customs $trip
check 'so is one entered for all' \
	demo --as thu-ky --lane B1-2 visit gate_centre $trip

check 'a stand-in acts for the other' \
	demo --as thu-ky --for hq-lan visit customs $trip
says 'thu-ky acts for gate_centre, not for customs [other-agency]' \
	--as thu-ky visit customs $trip
says 'thu-ky does not stand in for kd-minh [not-for]' \
	--as thu-ky --for kd-minh visit customs $trip
says 'hq-lan, for whom thu-ky stands in, does not act for fee [other-agency]' \
	--as thu-ky --for hq-lan visit fee $trip
demo append - >"$T/.staff" <<'END' || exit 99
{"event":"staff.added","root":"CKHN-S00006","subject":"CKHN-S00006","at":"2026-11-22T08:00:00+07:00","body":{"site":"CKHN","user":"phu-ta","agencies":["gate_centre"],"lanes":[],"valid_from":0,"valid_to":1700000000000,"stands_in_for":"hq-lan","order":"13/QD-HQ"}}
{"event":"staff.added","root":"CKHN-S00007","subject":"CKHN-S00007","at":"2026-11-22T08:00:00+07:00","body":{"site":"CKHN","user":"thay-minh","agencies":["gate_centre"],"lanes":[],"valid_from":0,"stands_in_for":"kd-minh"}}
END
now='CK_NOW says it is 2026-11-22T10:00:00.000+07:00'
says "the staff entry of phu-ta ended on 2023-11-15; order 13/QD-HQ; $now [staff-dates]" \
	--as phu-ta --for hq-lan visit customs $trip
says "the staff entry of kd-minh ended on 2023-11-15; $now [staff-dates]" \
	--as thay-minh --for kd-minh visit plant_quarantine $trip
check 'who does not stand in marks nothing for others' \
	status 77 demo --as hq-lan --for kd-minh once

demo --as thu-ky --for hq-lan once >/dev/null
same 'the line says who and for whom' 1 "$(sqlite3 "$CK_STORE" \
	"select count(*) from event where line like
	'%\"actor\":\"thu-ky\",\"for\":\"hq-lan\",\"via\":\"cli\",\"program\":\"command-demo\"%'")"
demo once >/dev/null
same 'without --as it is the real user, whatever the environment says' 1 \
	"$(USER=x LOGNAME=x sqlite3 "$CK_STORE" "select count(*) from event
	where line like '%\"actor\":\"$(id -un)\",\"via\":\"cli\"%clock%'")"

done_testing
