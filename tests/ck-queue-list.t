#!/bin/sh
# Who is called and who waits, in the order of the calls to come.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"

short='[.place, .class, .ticket, .state, .waited_min, .code] |
	map(. // "-" | tostring) | join(" ")'
lists() {
	ck-queue list --jq "$short" "$@" | tr -d '"'
}

check 'a store' make_store
same 'an empty queue is listed as nothing' '' "$(lists export)"
{
	for n in 1 2 3; do truck $n $other; done
	for n in 4 5 6 7; do truck $n $fresh; done
} | submit >"$T/declared"
at 06:00 queue join <"$T/declared" >"$T/joined"
prints 'in the order in which they will be called' '1 fresh 1 waiting 60 -
2 fresh 2 waiting 60 -
3 fresh 3 waiting 60 -
4 other 1 waiting 60 -
5 fresh 4 waiting 60 -
6 other 2 waiting 60 -
7 other 3 waiting 60 -' at 07:00 lists
at 07:00 queue call export 2 >"$T/called"
prints 'the called ones first' '- fresh 1 called 60 -
- fresh 2 called 60 -
1 fresh 3 waiting 90 -
2 other 1 waiting 90 -
3 fresh 4 waiting 90 -
4 other 2 waiting 90 -
5 other 3 waiting 90 -' at 07:30 lists export
prints 'until their time is over, grace included' '- fresh 1 called 60 -' \
	at 07:45 lists -j "select(.state == \"called\" and .ticket == 1) | $short"
check '... and not longer' test -z "$(at 07:46 lists | grep called)"

# A call is answered by driving in.
jq -nc --arg trip "$(trip 4)" '{events: [{event: "trip.moved",
	root: $trip[:-2], subject: $trip, body: {from: "outside", to: "yard",
	lane: "B0-1", enters: true, leg: "out", laden: true}}]}' |
	at 07:10 store-write append --as tt-gate >"$T/moved"
prints 'who came is listed no more' '- fresh 2 called 60 -' \
	at 07:30 lists -j "select(.state == \"called\") | $short"

prints 'trips from standard input' '3 fresh 4 waiting 90 -
1 fresh 3 waiting 90 -
- - - none - not-queued' at 07:30 lists - <<END
$(trip 7)
$(trip 6)
$(trip 9 >/dev/null; truck 9 $other | submit | jq -r .declaration)
END
prints 'records, too' '2 other 1 waiting 90 -' at 07:30 lists - <<END
{"kind":"weighing","trip":"$(trip 1)"}
END
prints 'by plate' '5 other 3 waiting 90 -' at 07:30 lists -q 12C-100.03
prints 'in one queue' '5 other 3 waiting 90 -' \
	at 07:30 lists -q export 12C-100.03
check 'who is in no queue: a no' status 1 ck-queue list "$(trip 8)"
check 'nobody knows such a truck' status 67 ck-queue list 99C-99999
check 'nor such a queue' status 67 ck-queue list imports
check 'a queue behind the truck' status 64 ck-queue list "$(trip 8)" export
same '... the nearest is named' \
	'ck-queue: the site has no queue exprot; did you mean export? [no-such-queue]' \
	"$(ck-queue --lang en list exprot 2>&1)"
check 'anybody may look' ck-queue list --as nobody

table() {
	at 07:30 ck-queue --lang en list -f table | sed "s/ *$//; $1"
}
same 'as a table' \
'SIMULATED
 Place  Vehicle         Class        Ticket  State     Waited (min)  Come before          Trip                      Note
        12C-10005       fresh             2  called              60  2026-11-22 07:30:00  CKHN-20261122-00005.1
     1  12C-10006       fresh             3  waiting             90                       CKHN-20261122-00006.1' \
	"$(table 4q)"

# The reader of a long list may stop reading.
check 'head is served, silently' \
	test -z "$(ck-queue list 2>&1 >/dev/null | head -n 1)"

done_testing
