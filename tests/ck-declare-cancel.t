#!/bin/sh
# A declaration is taken back before a trip has begun, with a reason, by whose
# it is; its trips are closed and leave the queue.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

cancel() {
	ck-declare cancel --reason mistake "$@"
}
id=CKHN-20261121-00001
command -v store-write >/dev/null || skip_all 'store-write is not built'

# What other programs would append.
in_queue() {
	jq -nc '{events: [{event: "queue.joined", root: "CKHN/export",
		subject: "CKHN-20261121-00001.1", body: {queue: "CKHN/export",
		class: "fresh", share: 3, ticket: 1, label: "12C-123.45"}}]}' \
		>"$T/events" && store-write append --as tt-gate "$T/events"
}

moved() {
	jq -nc --arg id "$1" '{events: [{event: "trip.moved", root: $id,
		subject: "\($id).1", body: {from: "outside", to: "yard",
		lane: "CKHN/B0-1", enters: true, leg: "out", laden: true}}]}' \
		>"$T/events" && store-write append --as tt-gate "$T/events"
}

check 'it is submitted' submit "$export_file"
before=$(seq)
check 'without a reason' status 64 ck-declare cancel --as dn-hoa $id
check 'for no reason of the site' status 64 \
	ck-declare cancel --as dn-hoa --reason whim $id
same '... it says which there are' \
	"ck-declare: $id: no such reason: whim; there are owner-request, duplicate, mistake [reason-unknown]" \
	"$(ck-declare cancel --as dn-hoa --reason whim --lang en $id 2>&1)"
same '... so it does without one' \
	"ck-declare: $id: say why with --reason: owner-request, duplicate, mistake [reason-missing]" \
	"$(ck-declare cancel --as dn-hoa --lang en $id 2>&1)"
check 'by customs' status 77 cancel --as hq-lan $id
check 'by who is not on the staff' status 77 cancel --as nobody $id
check 'one that does not exist' status 67 cancel --as dn-hoa CKHN-20261121-00099
same 'nothing was appended' "$before" "$(seq)"

check 'it waits in a queue' in_queue
prints 'its enterprise cancels it' '["cancelled","mistake","cancelled"]' \
	cancel --as dn-hoa $id -j '[.state, .reason, .trips[0].outcome]'
same 'it has left the queue' left \
	"$(sqlite3 "$CK_STORE" 'select state from queue_entry')"
after=$(seq)
prints 'again is no more' '["cancelled",true]' \
	cancel --as tt-gate $id -j '[.state, .repeated]'
same '... and appends nothing' "$after" "$(seq)"
prints 'the same document is another declaration then' \
	'"CKHN-20261121-00002"' submit "$export_file" -j .declaration

check 'it goes in' moved CKHN-20261121-00002
check 'what has begun is not cancelled' status 1 \
	cancel --as dn-hoa CKHN-20261121-00002
prints '... and is open' '"open"' ck-declare show CKHN-20261121-00002 -j .state

export_with '.enterprise = {tax_code: "0100109106"}
	| .vehicles[0].plate = "29C-777.01" | .vehicles[0].container = null
	| .vehicles[0].other_plates = []' >"$T/other"
prints 'another enterprise' '"CKHN-20261121-00003"' \
	ck-declare submit --as tt-gate "$T/other" -j .declaration
check 'is not cancelled by this one' status 77 \
	cancel --as dn-hoa CKHN-20261121-00003
check 'but by the gate centre, by its plate' cancel --as tt-gate 29c77701

export_with '.vehicles[0].plate = "29C-777.02" | .vehicles[0].container = null
	| .vehicles[0].other_plates = []' >"$T/own"
check 'two more' submit "$T/own"
check '... of them' sh -c 'sed s/777.02/777.03/ "$1" >"$2" &&
	ck-declare --as dn-hoa submit "$2"' sh "$T/own" "$T/two"
record() {
	echo "{\"declaration\":\"CKHN-20261121-0000$1\",\"reason\":\"$2\"}" |
		ck-declare cancel --as dn-hoa "$3" -j .reason
}
check 'a record for no reason of the site' status 65 record 4 whim -q
prints "the record's reason does" '"duplicate"' record 4 duplicate -q
prints 'the option wins' '"mistake"' record 5 duplicate --reason=mistake
same 'so the log says' 'duplicate mistake' "$(ck-store log | jq -r '
	select(.event == "declaration.cancelled").body.reason' |
	tail -n 2 | xargs)"
check 'the store is sound' sound

done_testing
