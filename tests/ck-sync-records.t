#!/bin/sh
# The records of ck-sync, and those that any program may print, as an
# independent validator sees them.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"
python3=/usr/bin/python3
"$python3" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'

valid() {
	valid_file=$1
	shift
	"$python3" "$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" \
		"$@" <"$valid_file"
}

check 'a store' make_store
fact 1 305123456780 B11 2 thong_quan >"$T/facts"
echo '{"seq":2,"soTK":"1"}' >>"$T/facts"
start_peer --facts "$T/facts" --posted "$T/posted" --fault get-garbage
sums 'facts, good and bad' 65 '3 1 0 2 2' pull customs -k
check '... records are valid' valid "$T/sync.out" sync error
sums 'a dry run' 0 '0 0 0 0 2' pull customs -n
check '... records are valid' valid "$T/sync.out" sync
stop_peer
sums 'a failure' 75 '' pull customs
ck-sync status >"$T/status"
check '... the status is valid' valid "$T/status" peer_stream

if [ -x "$top_builddir/tests/sim/store-write" ]; then
	jq -nc '{events: [
		{event: "customs.declared", body: {number: "305987654321"}},
		{event: "customs.passed", body: {trip: "CKHN-20261122-00001.1",
			packages: 100, gross_g: 9000500, lane: "B1-1"}},
		{event: "customs.passed", body: {trip: "CKHN-20261122-00001.2",
			lane: "B1-1"}}]} |
		.events[] += {root: "CKHN/30598765432",
			subject: "CKHN/30598765432"}' >"$T/events"
	check 'goods passed' store-write append --as hq-lan "$T/events"
	start_peer --posted "$T/posted"
	sums '... are told' 0 "2 0 CKHN:$(length)" push customs
	check '... the sum is valid' valid "$T/sync.out" sync
	check '... the reports are valid' valid "$T/posted" goods_passed
fi

# log FILE OPTION...
log() {
	log_file=$1
	shift
	ck-store log "$@" >"$log_file"
}
check 'the log as records' log "$T/log" --jq .
check '... is valid' valid "$T/log" event
check '... with hashes' log "$T/log" --jq . --hash
check '... is valid' valid "$T/log" event

done_testing
