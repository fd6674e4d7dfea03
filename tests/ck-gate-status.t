#!/bin/sh
# What a lane sees, decides and waits for, on one screen.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
status_of() {
	gate status B0-1 --format table
}
same 'nothing yet' 'B0-1  outside > yard  in service  -  SIMULATED
does not run
waits for a vehicle' "$(status_of)"
A=$(export_of 12C-111.31)
gate decide --lane B0-1 12C11131 >"$T/out"
same 'denied, with the code' '07:00:00  12C11131  may not pass: not-called' \
	"$(status_of | sed -n 3p)"
called "$A.1" || exit 99
gate decide --lane B0-1 12C11131 >"$T/out"
same 'admitted: it waits for it' '07:00:00  12C11131  may pass
waits for it to go through' "$(status_of | sed -n 3,4p)"
{
	echo '{"kind":"edge","lane":"B0-1","line":"limit_down","value":1,"at":"2026-11-22T07:01:00+07:00"}'
	echo '{"kind":"edge","lane":"B0-1","line":"limit_down","value":0,"at":"2026-11-22T07:01:05+07:00"}'
	echo '{"kind":"edge","lane":"B0-1","line":"limit_up","value":1,"at":"2026-11-22T07:01:07+07:00"}'
} | gate run B0-1 >"$T/out" 2>&1
same 'a fault, by the code that ck-troubles has' \
	'07:01:05  limit_up: the arm moved without being told [moved-by-other]  over' \
	"$(status_of | grep moved)"
check '... which is there' grep -q 'moved-by-other' \
	"$top_srcdir/man/ck-troubles.7"
{
	echo '{"kind":"edge","lane":"B0-1","line":"limit_down","value":1}'
	echo '{"kind":"edge","lane":"B0-1","line":"limit_down","value":0}'
} | gate run B0-1 >"$T/out" 2>"$T/words"
same 'edges without a time, on a simulated store, are told once' \
	'ck-gate: lane B0-1: an edge without "at": on a simulated store no time goes by; to play by hand use a real store with --lines stdio' \
	"$(cat "$T/words")"
gate out-of-service --reason repair B0-1 >"$T/out" 2>&1 ||
	gate out-of-service --reason "$(jq -r '.reasons.lane | keys[0]' \
		"$T/site.json")" B0-1 >"$T/out"
same 'out of service' 'waits to be put in service' \
	"$(status_of | grep waits)"
gate status B0-1 --format json >"$T/record"
check 'the record is as the schema says' eval 'valid lane_status <"$T/record"'

if command -v script >"$T/.command"; then
	script -qec 'stty rows 24 cols 40; ck-gate --lang en --as tt-gate \
		status B0-1' /dev/null </dev/null | tr -d '\r' >"$T/narrow"
	same 'on a narrow terminal lines are broken at blanks' '1 ' \
		"$(grep -c '^B0-1' "$T/narrow") $(awk 'length > 40' "$T/narrow")"
fi

# It goes on with the log; the reader goes away, and it ends.
mkfifo "$T/screen"
gate status B0-1 --follow --format json --jq .service >"$T/screen" &
exec 5<"$T/screen"
read -r first <&5
gate in-service B0-1 >"$T/out"
read -r second <&5
kill $!
same 'it follows' '"out" "in"' "$first $second"
wait $! 2>/dev/null
keeps 'no lane' 64 gate status
keeps 'a lane that is none' 67 gate status B9-9

done_testing
