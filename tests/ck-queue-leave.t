#!/bin/sh
# Who leaves loses the place; those behind move up, nobody else moves.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"

places() {
	ck-queue list --jq '"\(.place) \(.class) \(.ticket)"' | tr -d '"'
}

check 'a store' make_store
{
	for n in 1 2 3; do truck $n $fresh; done
	truck 4 $other
} | submit >"$T/declared"
check 'four join' queue join <"$T/declared"
before=$(length)
check 'a dry run' queue leave -n --reason owner-request "$(trip 1)"
same '... takes nobody out' "$before" "$(length)"
prints 'one leaves' '"left owner-request CKHN-20261122-00001.1"' \
	queue leave --reason owner-request \
	--jq '"\(.state) \(.reason) \(.trip)"' "$(trip 1)"
prints 'those behind move up' '1 fresh 2
2 fresh 3
3 other 1' places
prints 'leaving took no turn' '"1 fresh 2"' queue call export \
	--jq '"\(.order) \(.class) \(.ticket)"'
prints 'who was called may leave, too' '"left"' \
	queue leave --reason breakdown --jq .state "$(trip 2)"
prints 'whoever is in no queue cannot: a no' '"none not-queued"' status 1 \
	queue leave --reason breakdown --jq '"\(.state) \(.code)"' "$(trip 2)"
prints 'a new place is at the end' '"waiting 4"' queue join -q \
	--jq '"\(.state) \(.ticket)"' "$(trip 1)"
check 'one of the records is a no' status 1 \
	queue leave --reason owner-request <"$T/declared"
same 'then nobody is left' '' "$(places)"

check 'a reason is asked for' status 64 queue leave "$(trip 1)"
codes='owner-request, duplicate, mistake, driver-request, documents, breakdown'
same '... those of the site are listed, each once' \
	"ck-queue: $(trip 1): say why with --reason: $codes [reason-missing]" \
	"$(words queue leave "$(trip 1)")"
check '... one that the site has' status 64 \
	queue leave --reason weather "$(trip 1)"
same '... which are listed too' \
	"ck-queue: $(trip 1): no such reason: weather; there are $codes [reason-unknown]" \
	"$(words queue leave --reason weather "$(trip 1)")"
check 'customs takes nobody out' status 77 sh -c \
	'ck-queue join -q --as tt-gate "$1" &&
	ck-queue leave --as hq-lan --reason mistake "$1"' sh "$(trip 3)"
check 'a queue that the trip is not in' status 1 \
	queue leave --queue other --reason mistake "$(trip 3)"
check 'nobody knows such a truck' status 67 \
	queue leave --reason mistake 99C-99999
check 'the tables follow from the log' ck-store verify --all

done_testing
