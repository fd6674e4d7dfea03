#!/bin/sh
# ck-clear confirm: the agency's own officer, the truck there, what comes first
# done, once.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
seen=$(of .version clear status "$trip")
give() {
	user=$1
	shift
	clear --as "$user" --seen "$seen" confirm "$@"
}

keeps 'the truck is not there yet' 1 give hq-lan hq-den "$trip"
same '... that is told' 'not-present outside' \
	"$(of '.reasons[] | "\(.code) \(.zone)"' give hq-lan hq-den "$trip")"
move "$trip" outside yard B0-1 || exit 99

keeps 'a dry run confirms nothing' 0 give hq-lan -n hq-den "$trip"
same '... and has no version' null \
	"$(of .version give hq-lan -n hq-den "$trip")"
prints 'customs confirms the arrival by the alias' \
	'customs_arrival confirmed hq-lan true' \
	of '"\(.check) \(.state) \(.actor) \(.done)"' give hq-lan hq-den "$trip"
keeps 'the same officer again: nothing more' 0 give hq-lan hq-den "$trip"
same '... said to be repeated' true \
	"$(of .repeated give hq-lan customs_arrival "$trip")"
keeps 'a second officer is told who did' 1 give hq-minh hq-den "$trip"
same '... and when' 'already-confirmed hq-lan 2026-11-22T07:35:00.000+07:00' \
	"$(of '.reasons[] | "\(.code) \(.actor) \(.at)"' \
		give hq-minh hq-den "$trip")"

keeps 'what comes first is asked for' 1 give bp-hung bp-ra "$trip"
same '... each' 'after border_guard_check border_guard' \
	"$(of '.reasons[] | "\(.code) \(.check) \(.agency)"' \
		give bp-hung bp-ra "$trip")"
same '... with the desk to go to, and in words' \
	'ext. 202: first: Border guard: persons and vehicle (Border guard)' \
	"$(of '.reasons[] | "\(.contact): \(.message)"' \
		give bp-hung bp-ra "$trip")"

keeps 'a medical officer passes no durian' 77 give yte-mai kdtv "$trip"
keeps 'nor does the administrator' 77 give admin kdtv "$trip"
keeps 'nor who is not on the staff' 77 give nobody kdtv "$trip"
keeps 'a check that the trip does not need' 1 give kddv-ha kddv "$trip"
same '... is told' not-needed \
	"$(of '.reasons[].code' give kddv-ha kddv "$trip")"
keeps 'a check that the gate does not have' 67 give hq-lan hq-bay "$trip"
keeps 'no such trip' 67 give hq-lan hq-den CKHN-20261122-09999.1

prints 'the check may be left out when one is open' \
	'plant_quarantine confirmed' \
	of '"\(.check) \(.state)"' give kdtv-son "$trip"
keeps 'not when none is' 1 give kdtv-son "$trip"
keeps 'nor when several are' 1 give bp-hung "$trip"
check '... they are named' grep -q \
	'border_guard_arrival, border_guard_check, border_guard_out.*several-open' <<END
$(words give bp-hung "$trip")
END
check 'the check that is meant is told' grep -q \
	'12C-123.45 transport_licence: International transport licence' <<END
$(words give vantai-tu -n "$trip")
END
prints 'an option names it, too' transport_licence \
	of .check give vantai-tu --check vt-gp "$trip"

check 'the tables are what the log says' verifies
done_testing
