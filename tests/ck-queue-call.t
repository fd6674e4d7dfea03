#!/bin/sh
# Calls follow the published order, which the log alone proves.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"

called() {
	queue call --jq '"\(.order) \(.class) \(.ticket)"' "$@" | tr -d '"'
}

check 'a store' make_store
check 'nobody waits: an honest no' status 1 queue call export
same '... and it says so' 'ck-queue: nobody waits in export' \
	"$(words queue call export)"
check '... also in an empty queue, dry' status 1 queue call -n export 3

# Six fresh ones and four others, the others first.
for n in 1 2 3 4; do truck $n $other; done >"$T/trucks"
for n in 5 6 7 8 9 10; do truck $n $fresh; done >>"$T/trucks"
submit <"$T/trucks" >"$T/declared"
check 'ten join' queue join <"$T/declared"

before=$(length)
prints 'a dry run says who would be called' '1 fresh 1
2 fresh 2
3 fresh 3
4 other 1
5 fresh 4' called -n export 5
same '... and calls nobody' "$before" "$(length)"
prints 'so they are: three fresh to one other' '1 fresh 1
2 fresh 2
3 fresh 3
4 other 1
5 fresh 4' called export 5
prints 'one is called when no number is given' '6 fresh 5' called export
same 'the call is of an hour, and stands for half of one' \
	'"2026-11-22T07:00:00.000+07:00 2026-11-22T07:30:00.000+07:00 60"' \
	"$(at 07:00 queue call export \
		--jq '"\(.called_at) \(.window_to) \(.waited_min)"')"
prints 'fewer are left than asked for' '8 other 2
9 other 3
10 other 4' called export 100
check 'then nobody is' status 1 queue call export
same 'each call is an event' 10 "$(ck-store log |
	grep -c '"event":"queue.called"')"

# Who was called and did not come may join again; who was not, may not.
rejoin() {
	at "$1" queue join -q --jq '"\(.state) \(.ticket) \(.repeated)"' \
		"$(trip 5)" | tr -d '"'
}
same 'while the call stands it stands' 'called 1 true' "$(rejoin 06:45)"
same 'afterwards it is a new place' 'waiting 7 null' "$(rejoin 06:46)"

# Gone before being called.
submit <<END >"$T/more"
$(truck 11 $fresh)
$(truck 12 $fresh)
END
check 'two more' queue join <"$T/more"
jq -nc --arg trip "$(trip 11)" '{events: [{event: "trip.closed",
	root: $trip[:-2], subject: $trip, body: {outcome: "expired"}}]}' |
	store-write append --as tt-gate >"$T/closed"
prints 'who is gone is passed over' '11 fresh 7
12 fresh 9' called export 2
same '... and has left the queue' \
	'rule:queue {"queue":"CKHN/export","reason":"trip-closed"}' \
	"$(ck-store log --jq '.line | select(.event == "queue.left") |
		"\(.actor) \(.body)"' | jq -r .)"

# Many: each piece is answered before the next is made.
jq -nc --arg fresh $fresh --arg other $other 'range(1000) | . as $n |
	("CKHN-20261121-1" + ("000\(.)"[-3:])) as $id |
	(if . % 3 == 0 then $other else $fresh end) as $hs |
	{events: [{event: "declaration.submitted", root: $id, subject: $id,
	body: {site: "CKHN", direction: "export", regime: "commercial",
		digest: $id, site_version: 1,
		document: {direction: "export", regime: "commercial",
			goods: {g1: {hs: $hs}},
			vehicles: {v1: {role: "main", carries: [{goods: "g1"}]}}},
		trips: [{trip: ($id + ".1"), vehicle_ref: "v1", role: "main",
			kind: "other", laden: true, label: "29C-\($n)",
			vehicle: {}, leg: "out", zone: "outside"}]}}]}' |
	store-write append --as tt-gate >"$T/declared"
seq -f 'CKHN-20261121-1%03.0f.1' 0 999 >"$T/ids"
queue join <"$T/ids" >"$T/joined"
same 'a thousand join' '1000 666' "$(jq -s -r '"\(length) \(
	map(select(.class == "fresh")) | length)"' "$T/joined")"
queue call export 900 >"$T/calls"
same '900 are called' '900 13 912' "$(jq -s -r \
	'"\(length) \(first.order) \(last.order)"' "$T/calls")"
ck-store log >"$T/log"
proof() {
	/usr/bin/python3 "$top_srcdir/tests/queue-order.py" CKHN/export |
		tail -n 3
}
same 'the log proves the order' '912 calls, 0 out of order' \
	"$(proof <"$T/log")"
same '... and would show another one' '912 calls, 2 out of order' \
	"$(sed 's/"order":5}/"order":6}/; t; s/"order":6}/"order":5}/' \
		"$T/log" | proof | tail -n 1)"

# Who may call, and what.
check 'customs does not call' status 77 ck-queue --as hq-lan call export
check 'nor does the keeper' status 77 ck-queue --as admin call export
check 'the site has no such queue' status 67 queue call import
check 'no queue' status 64 queue call
check 'a number is expected' status 64 queue call export many
check '... from 1' status 64 queue call export 0
check '... and nothing behind it' status 64 queue call export 1 2
lost() {
	queue call export 1 >/dev/full
}
check 'an answer that is lost is told' status 74 lost
check 'the tables follow from the log' ck-store verify --all

done_testing
