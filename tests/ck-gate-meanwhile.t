#!/bin/sh
# What becomes of an admission when the world changes before it is used: the
# lane goes out of service, another truck stands there, the site file changes.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
site_jq=

stamp() {
	printf '2026-11-22T07:%02d:%02d.000+07:00' $(($1 / 60)) $(($1 % 60))
}
# edge LINE VALUE SECONDS, seen WHO SECONDS: after seven, to the lane.
edge() {
	printf '{"kind":"edge","lane":"B0-1","line":"%s","value":%s,"at":"%s"}\n' \
		"$1" "$2" "$(stamp "$3")" >&8
}
seen() {
	printf '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"%s","at":"%s"}\n' \
		"$1" "$(stamp "$2")" >&8
}
plate() {
	sed -n "$1p" "$T/plates"
}
# Ends when the lane has taken all that was sent; time is then so far.
taken() {
	printf '{"kind":"mark","lane":"B0-1","at":"%s"}\n' "$(stamp "$1")" >&8
	until tail -n 1 "$T/out" | grep -q "mark.*$(stamp "$1")"; do
		kill -0 "$lane" || return 1
	done
}
begin() {
	rm -f "$CK_STORE"* "$T/in"
	make_store && permits_of 3 && mkfifo "$T/in" || return
	gate run B0-1 <"$T/in" >"$T/out" 2>"$T/words" &
	lane=$!
	exec 8>"$T/in"
	for line in loop_arrive loop_safety loop_exit; do
		edge "$line" 0 0
	done
	switch 0 1 0
	edge loop_arrive 1 10
	seen "$(plate 1)" 11
	switch 1 0 14
	taken 15
}
# switch UP DOWN SECONDS, where there are limit switches.
switch() {
	[ -z "$site_jq" ] || return 0
	edge limit_up "$1" "$3"
	edge limit_down "$2" "$3"
}
through() {
	edge loop_safety 1 "$1"
	edge loop_arrive 0 $(($1 + 1))
	edge loop_exit 1 $(($1 + 2))
	edge loop_safety 0 $(($1 + 3))
	edge loop_exit 0 $(($1 + 4))
	taken 59
}
# What it did since it was last asked: openings, closings, passages.
did() {
	jq -r 'select(.kind == "passage" or (.value == 1 and
		(.line // "" | startswith("barrier_")))) |
		"\(.at[14:19]) \(.line // .permit // "nobody")"' "$T/out" |
		tail -n +"${1:-1}" | tr '\n' ',' | sed 's/,$//'
}
ended() {
	exec 8>&-
	wait "$lane"
}

check 'a truck waits before the open arm' begin
seen "$(plate 2)" 15
taken 16
check 'the lane goes out of service' sh -c 'CK_NOW=2026-11-22T07:00:16+07:00 \
	ck-gate out-of-service B0-1 --as tt-gate --reason breakdown >"$1"' - \
	"$T/service"
check 'the truck drives' through 20
same 'it passes; for the one behind it nothing opens' \
	'00:11 barrier_open,00:23 CKHN-P00001,00:24 barrier_close' "$(did)"
check 'the lane ends well' ended

check 'a truck waits before the open arm' begin
edge loop_arrive 0 16
edge loop_arrive 1 18
seen 99X99999 19
taken 20
same 'it went back, and a stranger is read: the arm comes down' \
	'00:20 barrier_close' "$(did 2)"
switch 0 1 22
seen "$(plate 1)" 23
taken 24
same '... and up, for the first' '00:23 barrier_open' "$(did 3)"
switch 1 0 25
edge loop_arrive 0 26
edge loop_arrive 1 28
seen "$(plate 2)" 30
through 32
same 'another that may pass, passes as itself' \
	'00:30 barrier_open,00:35 CKHN-P00002,00:36 barrier_close' "$(did 4)"
check 'the lane ends well' ended

site_jq='.lanes["B0-1"].lines |= del(.limit_up, .limit_down)'
check 'a lane without switches' begin
same '... closes first, for the arm may be up' \
	'00:01 barrier_close,00:11 barrier_open' "$(did)"
edge loop_safety 1 20
edge loop_arrive 0 21
edge loop_exit 1 22
edge loop_safety 0 23
taken 23
jq '.version = 99 | .lanes["B0-1"].timings.close_after_ms = 3000' \
	"$T/site.json" >"$T/later.json"
check 'another site file, before it closes' sh -c 'CK_NOW=2026-11-22T07:00:23+07:00 \
	ck-store --as admin site "$1" >"$2"' - "$T/later.json" "$T/applied"
edge loop_exit 0 24
taken 59
same '... and the arm comes down all the same' \
	'00:23 CKHN-P00001,00:27 barrier_close' "$(did 3)"
check 'the lane ends well' ended
check 'the store is sound' sound

done_testing
