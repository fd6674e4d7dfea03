#!/bin/sh
# Who needs the queue joins it, once, in the class of the goods; the answer to
# everybody else says why not.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"

short='[.state, .class // .code, .ticket, .trip, .repeated] | map(. // empty) |
	map(tostring) | join(" ")'
joins() {
	queue join --jq "$short" "$@" | sed 's/"//g; s/CKHN-20261122-0*//'
	return 0
}
joined() {
	same "$1" "$2" "$(shift 2; joins "$@")"
}

check 'a store' make_store
{
	truck 1 $fresh
	truck 2 $other
	truck 3 $fresh
} | submit >"$T/three"
joined 'declarations go straight into the queue' 'waiting fresh 1 1.1
waiting other 1 2.1
waiting fresh 2 3.1' <"$T/three"
before=$(length)
joined 'once more: the same tickets' 'waiting fresh 1 1.1 true
waiting other 1 2.1 true
waiting fresh 2 3.1 true' <"$T/three"
joined 'also by plate' 'waiting other 1 2.1 true' -q 12c10002
same '... and nothing was appended' "$before" "$(length)"
same 'the event says what the order rests on' \
	'{"queue":"CKHN/export","class":"fresh","share":3,"ticket":2,"turns":0,"label":"12C-10003"}' \
	"$(ck-store log --jq '.line | select(.event == "queue.joined") | .body' |
		tail -n 1)"

# Those who have no business there.
{
	truck 4 $fresh '.direction = "import" | .customs[0] |=
		(.type = "A11" | .number = "105120004780")'
	truck 5 $fresh
	truck 6 $fresh
	truck 7 $fresh
} | submit >"$T/four"
jq -r .declaration "$T/four" >"$T/ids"
check 'a trip is cancelled' ck-declare --as tt-gate --yes cancel \
	--reason mistake "$(sed -n 2p "$T/ids")"
check 'one is turned back' ck-clear --as tt-gate turn-back \
	--reason owner-request "$(sed -n 3p "$T/ids").1"
jq -nc --arg trip "$(sed -n 4p "$T/ids").1" '{events: [{event: "trip.moved",
	root: $trip[:-2], subject: $trip, body: {from: "outside", to: "yard",
	lane: "B0-1", enters: true, leg: "out", laden: true}}]}' >"$T/moved"
check 'one is in the yard already' store-write append --as tt-gate "$T/moved"
check 'none of them joins: that is a no' status 1 queue join <"$T/four"
joined 'and each is told why' 'none queue-not-needed 4.1
none trip-closed 5.1
none trip-closed 6.1
none already-past 7.1' <"$T/four"
jq -nc --arg trip "$(trip 1)" '{events: [{event: "trip.turned_back",
	root: $trip[:-2], subject: $trip, body: {reason: "refused"}}]}' |
	store-write append --as tt-gate >"$T/turned"
joined 'a vehicle that was turned back inside' 'none turned-back 1.1' \
	-q "$(trip 1)"
same 'in words' 'this trip needs no queue' \
	"$(queue join -q --jq .message "$(trip 4)" | tr -d '"')"

# Several trips of one declaration.
truck 8 $fresh '.vehicles += [.vehicles[0] | .ref = "v2" | .role = "receiving" |
	.plate = "12C-200.08" | .trailer = "12R-200.08" | del(.carries)] |
	.transfers = [{from: "v1", to: "v2", goods: "g1", packages: 200,
	gross_kg: 3000}]' | submit >"$T/two"
joined 'of a declaration joins who needs it' 'waiting fresh 3 8.1
none queue-not-needed 8.2' <"$T/two"
check '... which is a yes' queue join <"$T/two"

# What is wrong with the request.
check 'nobody knows such a truck' status 67 queue join 99C-99999
check 'nor such a queue' status 67 queue join --queue import "$(trip 2)"
check 'a queue that does not bind the trip' status 1 \
	queue join --queue export "$(trip 4)"
check 'the passer-by joins nobody' status 77 \
	ck-queue join --as nobody "$(trip 2)"
check 'any officer may' ck-queue join -q --as hq-lan "$(trip 2)"
before=$(length)
truck 9 $other | submit >"$T/nine"
joined 'a dry run gives no ticket' 'waiting other 9.1' -n <"$T/nine"
same '... and joins nobody' 0 "$(sqlite3 "$CK_STORE" \
	"select count(*) from queue_entry where trip like '%00009.1'")"
check 'a record that names no trip' status 65 queue join <<'END'
{"kind":"edge","line":"loop_arrive"}
END

# A site whose queue leaves a gap between its classes, or has two for one
# direction.
CK_STORE=$T/gap.db
check 'a site with a gap' make_store \
	'.queues.export.classes.other.when = ".hs == [\"2523\"]"'
{ truck 1 $fresh; truck 2 $other; } | submit >"$T/gap"
joined 'who fits no class is told' 'waiting fresh 1 1.1
none no-class 2.1' <"$T/gap"
CK_STORE=$T/pair.db
check 'a site with two queues' make_store \
	'.queues.second = (.queues.export | .from = "yard" | .to = "control")'
truck 1 $fresh | submit >"$T/pair"
check 'which one must be said' status 64 queue join <"$T/pair"
joined 'with --queue' 'waiting fresh 1 1.1' --queue second <"$T/pair"
CK_STORE=$T/ck.db
check 'the tables follow from the log' ck-store verify --all

done_testing
