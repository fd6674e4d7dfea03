#!/bin/sh
# Two pulls at once: each fact is applied once.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

check 'a store' make_store
for n in $(seq 100 399); do
	echo "{\"seq\":$n,\"soTK\":\"30512345${n}0\",\"luong\":1}"
done >"$T/facts"
start_peer --facts "$T/facts" --page 100

pids=
for n in 1 2 3; do
	sync pull customs >"$T/out.$n" 2>"$T/err.$n" 9>&- 8<&- &
	pids="$pids $!"
done
worst=0
for pid in $pids; do
	wait "$pid" || worst=$?
done
same 'all end well' '0 ' "$worst $(cat "$T"/err.*)"
same 'each fact was applied by one of them' 300 \
	"$(cat "$T"/out.* | jq -s 'map(.applied) | add')"
same '... and is in the log once' '300 300' \
	"$(events | grep -c declared) $(events | grep declared | sort -u | wc -l)"
same 'the cursor is behind the last' 399 "$(ck-sync status --jq .cursor | jq -r .)"
check 'the tables follow from the log' ck-store verify --all

done_testing
