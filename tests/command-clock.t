#!/bin/sh
# When something happened, and when the log took it.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99

when() {
	when_record=$1
	shift
	printf '%s\n' "$when_record" | demo "$@" -j .occurred mark
}

prints 'the simulated clock is CK_NOW' '"2026-11-22T10:00:00.000+07:00"' \
	when '{"n":1}'
prints 'a record moves it' '"2026-11-22T11:30:00.000+07:00"' \
	when '{"at":"2026-11-22T04:30:00Z"}'
check 'to a time that is one' status 65 when '{"at":"noon"}'
prints '--at is when it happened' '"2026-11-22T09:40:00.000+07:00"' \
	when '{"n":2}' --at 2026-11-22T09:40:00+07:00
same 'the line has both times' 1 "$(sqlite3 "$CK_STORE" "select count(*)
	from event where line like '%\"at\":\"2026-11-22T10:00:00.000+07:00\",\"occurred\":\"2026-11-22T09:40:00.000+07:00\"%'")"
check 'further back than the site allows needs a reason' \
	status 64 when '{"n":3}' --at 2026-11-22T09:20:00+07:00
prints 'which may be given' '"2026-11-22T09:20:00.000+07:00"' \
	when '{"n":3}' --at 2026-11-22T09:20:00+07:00 --at-reason outage
body() {
	sqlite3 "$CK_STORE" 'select line from event order by seq desc limit 1' |
		sed 's/.*,"body"://'
}
same 'and stands in the event' '{"n":3,"late_reason":"outage"}}' "$(body)"
prints 'or by the record' '"2026-11-22T09:20:00.000+07:00"' \
	when '{"n":4,"late_reason":"paper"}' --at 2026-11-22T09:20:00+07:00
same '... in the event too' '{"n":4,"late_reason":"paper"}}' "$(body)"
check 'one that the site does not name' status 64 \
	when '{"n":5}' --at 2026-11-22T09:20:00+07:00 --at-reason typo
check '... not even for a moment' status 64 \
	when '{"n":5}' --at 2026-11-22T09:59:00+07:00 --at-reason typo
typo() {
	when '{"n":5}' --at 2026-11-22T09:20:00+07:00 --at-reason typo
}
same 'is told the codes' "command-demo: -:1: no reason for a late entry: \
typo; there are outage, paper [reason-unknown]" "$(words typo)"
check '... of a record' status 65 \
	when '{"n":5,"late_reason":"typo"}' --at 2026-11-22T09:20:00+07:00
check '... or no text' status 65 \
	when '{"n":5,"late_reason":1}' --at 2026-11-22T09:20:00+07:00
check 'a dry run is told as well' status 64 when '{"n":5}' -n \
	--at 2026-11-22T09:20:00+07:00 --at-reason typo
same 'none of these is there' '{"n":4,"late_reason":"paper"}}' "$(body)"
check 'the future is refused' status 64 when '{"n":4}' \
	--at 2026-11-22T10:00:01+07:00 --at-reason outage
check 'a time that is none' status 64 when '{"n":4}' --at 09:20
prints 'dates have zones' '"2026-11-22T09:59:00.000+07:00"' \
	when '{"n":5}' --at 2026-11-22T10:59:00+08:00

unset CK_NOW
demo make CKHN --real -s "$T/real" || exit 99
now() {
	echo '{"n":1,"at":"2001-01-01T00:00:00Z"}' |
		demo -s "$T/real" -j '.occurred[0:4] | tonumber > 2025' mark
}
prints 'on a real store no record moves the clock' true now
late() {
	demo -s "$T/real" --at "$(date -u -d '-16 min' +%FT%TZ)" once
}
check 'without a site the limit is 15 minutes' status 64 late
early() {
	demo -s "$T/real" --at "$(date -u -d '-14 min' +%FT%TZ)" "$@" once
}
check '... and 14 are within' early
check '... and there are no reasons' status 64 early --at-reason outage

done_testing
