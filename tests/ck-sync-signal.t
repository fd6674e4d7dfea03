#!/bin/sh
# ck-sync ends soon at a signal, whatever the peer does, and keeps what was
# done.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store '{"timeout_ms": 60000, "backoff_ms": 60000}'
fact 1 305123456780 B11 2 thong_quan >"$T/facts"

# interrupt SIGNAL FAULT: while the peer does not answer, or is waited for.
# A shell's background commands ignore SIGINT.
interrupt() {
	env --default-signal=INT ck-sync --as admin --lang en --url "$url" \
		--adapters "$top_srcdir/share/adapters" -v pull customs \
		>"$T/out" 2>"$T/err" 9>&- 8<&- &
	pid=$!
	$2
	began=$(date +%s)
	kill -s "$1" "$pid"
	got=0
	wait "$pid" || got=$?
	check '... soon' test $(($(date +%s) - began)) -lt 45
}

said_again() {
	until grep -q 'trying again' "$T/err"; do
		kill -0 "$pid" || return
	done
}

start_peer --facts "$T/facts" --fault get-slow
interrupt TERM await_request
same 'a request that hangs: the run ends by SIGTERM' 143 "$got"
same '... with its sum' '0 0 ""' \
	"$(jq -r '"\(.fetched) \(.applied) \(.cursor | tojson)"' "$T/out")"
same '... without complaint' '' "$(cat "$T/err")"
same '... which is no failure of the peer' '' "$(ck-sync status)"

start_peer --facts "$T/facts" --fault get-slow
interrupt INT await_request
same 'the same by SIGINT' 130 "$got"

start_peer --facts "$T/facts" --fault get-500:9
interrupt TERM said_again
same 'a wait before the next try: the run ends' 143 "$got"
same '... without complaint' 1 "$(wc -l <"$T/err")"

start_peer --facts "$T/facts"
sums 'the next run does the work' 0 '1 1 0 0 1' pull customs

done_testing
