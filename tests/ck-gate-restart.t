#!/bin/sh
# A lane that is stopped in the middle of a passage and begun again: who had
# been opened for is known still. And a site file that changes under a lane.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

edge() { # LINE VALUE SECONDS
	printf '{"kind":"edge","lane":"B0-1","line":"%s","value":%s,"at":"2026-11-22T07:%02d:%02d.000+07:00"}\n' \
		"$1" "$2" $(($3 / 60)) $(($3 % 60))
}
seen() { # PLATE SECONDS
	printf '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"%s","confidence":0.9,"at":"2026-11-22T07:%02d:%02d.000+07:00"}\n' \
		"$1" $(($2 / 60)) $(($2 % 60))
}
levels() { # ARRIVE SAFETY EXIT UP SECONDS
	edge loop_arrive "$1" "$5"
	edge loop_safety "$2" "$5"
	edge loop_exit "$3" "$5"
	edge limit_up "$4" "$5"
	edge limit_down $((1 - $4)) "$5"
	edge estop 0 "$5"
}
# drives SECONDS: from before the arm, which is up.
drives() {
	edge loop_safety 1 "$1"
	edge loop_arrive 0 $(($1 + 1))
	edge loop_exit 1 $(($1 + 2))
	edge loop_safety 0 $(($1 + 4))
	edge loop_exit 0 $(($1 + 5))
	edge limit_up 0 $(($1 + 7))
	edge limit_down 1 $(($1 + 9))
}
run() {
	gate run B0-1 2>"$T/words" >"$T/out"
}
passages() {
	jq -c 'select(.kind == "passage") | [.trip, .admitted, .doubtful]' \
		"$T/out"
}
opened() { # since event N: why
	log "select(.seq > $1 and .event == \"gate.opened\") |
		.body.reason // .body.decision"
}

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
{
	levels 1 0 0 0 0
	seen 12C11111 2
	edge limit_down 0 3
	edge limit_up 1 5
	edge loop_safety 1 7
} >"$T/in"
check 'a lane stops while a truck is under its arm' run <"$T/in"
same '... it has not passed' '' "$(passages)"
before=$(length)
{
	levels 1 1 0 1 20
	edge loop_arrive 0 21
	edge loop_exit 1 22
	edge loop_safety 0 24
	edge loop_exit 0 26
} >"$T/in"
check 'begun again, it goes on' run <"$T/in"
same '... the passage is its own' "[\"$A.1\",true,null]" "$(passages)"
same '... nothing opened for it twice' '' "$(opened "$before")"
same '... it rests on its decision' \
	"$(log 'select(.event == "gate.decided") | "CKHN:\(.seq)"')" \
	"$(log 'select(.event == "gate.passed").body.opened_by')"

# Before the arm, which came down meanwhile.
B=$(export_of 12C-111.12)
called "$B.1" || exit 99
{
	levels 1 0 0 0 60
	seen 12C11112 62
} >"$T/in"
check 'a lane stops before the arm is up' run <"$T/in"
before=$(length)
{
	levels 1 0 0 0 80
	seen 12C11112 82
	edge limit_down 0 83
	edge limit_up 1 85
	drives 87
} >"$T/in"
check 'begun again, the truck is read again' run <"$T/in"
same '... and opened for, on the same decision' 1 \
	"$(opened "$before" | grep -c CKHN:)"
same '... it passes' "[\"$B.1\",true,null]" "$(passages)"

# Behind the arm.
C=$(export_of 12C-111.13)
called "$C.1" || exit 99
{
	levels 1 0 0 0 120
	seen 12C11113 122
	edge limit_down 0 123
	edge limit_up 1 125
	edge loop_safety 1 127
} >"$T/in"
check 'a lane stops; the truck does not' run <"$T/in"
levels 0 0 1 1 140 >"$T/in"
check 'begun again, the truck is behind the arm' run <"$T/in"
same '... it is counted, in doubt' "[\"$C.1\",true,true]" "$(passages)"
levels 0 0 1 1 145 >"$T/in"
check 'begun once more' run <"$T/in"
same '... it is counted once' '' "$(passages)"

# By hand, and by the button.
{
	levels 1 0 0 0 180
	at 07:03 gate open B0-1 --reason test
} >"$T/in"
check 'opened by hand, a lane stops' run <"$T/in"
hand=$(log 'select(.event == "gate.opened" and .body.reason == "test") |
	"CKHN:\(.seq)"')
levels 1 1 0 1 200 >"$T/in"
edge loop_exit 1 202 >>"$T/in"
edge loop_safety 0 204 >>"$T/in"
check 'begun again' run <"$T/in"
same '... the passage is that of the opening' "[true,$hand]" \
	"$(jq -c 'select(.kind == "passage") | [.admitted, .opened_by]' "$T/out")"
levels 1 1 0 1 210 >"$T/in"
edge loop_exit 1 212 >>"$T/in"
edge loop_safety 0 214 >>"$T/in"
check 'and again' run <"$T/in"
same '... an opening is for one' '[false,null]' \
	"$(jq -c 'select(.kind == "passage") | [.admitted, .opened_by]' "$T/out")"
{
	levels 1 0 0 0 240
	edge button_open 1 241
	edge button_open 0 242
} >"$T/in"
check 'opened by the button, a lane stops' run <"$T/in"
levels 1 1 0 1 260 >"$T/in"
edge loop_exit 1 262 >>"$T/in"
edge loop_safety 0 264 >>"$T/in"
check 'begun again' run <"$T/in"
same '... the passage is that of the button' true \
	"$(jq -c 'select(.kind == "passage").admitted' "$T/out")"

# Too late.
D=$(export_of 12C-111.14)
called "$D.1" || exit 99
{
	levels 1 0 0 0 300
	seen 12C11114 302
} >"$T/in"
check 'a lane stops for longer than its admission holds' run <"$T/in"
levels 1 1 0 1 480 >"$T/in"
edge loop_exit 1 482 >>"$T/in"
edge loop_safety 0 484 >>"$T/in"
check 'begun again' run <"$T/in"
same '... nobody knows who it is, and it is counted' '[null,false,null]' \
	"$(passages)"

# -- another site file, while the lane runs -----------------------------------

mkfifo "$T/to" "$T/from"
timeout --foreground 60 ck-gate run B0-1 --as tt-gate --lang en <"$T/to" >"$T/from" &
lane=$!
exec 7>"$T/to" 8<"$T/from"
pulse() { # SECONDS: how long the contact was closed, ms, for one opened by hand
	CK_NOW=2026-11-22T07:$1:00+07:00 gate open B0-1 --reason test >&7
	edge estop 0 $(($1 * 60 + 30)) >&7
	echo "{\"kind\":\"mark\",\"lane\":\"B0-1\",\"n\":$1}" >&7
	while read -r heard <&8; do
		case $heard in *'"mark"'*) break ;; esac
		echo "$heard"
	done | jq -s 'map(select(.line == "barrier_open").at[17:23] |
		tonumber * 1000) | .[1] - .[0]'
}
levels 0 0 0 0 600 >&7
same 'a pulse of the site file' 500 "$(pulse 11)"
jq '.version += 1 | .lanes["B0-1"].timings.pulse_ms = 300' \
	"$T/site.json" >"$T/site2.json"
check 'another site file' sh -c 'CK_NOW=2026-11-22T07:15:00+07:00 \
	ck-store site --as admin "$1" >"$2"' - "$T/site2.json" "$T/loaded"
same 'the lane has it at once' 300 "$(pulse 16)"
edge estop null 1100 >&7
jq '.version += 2' "$T/site.json" >"$T/site3.json"
check 'another, while the emergency stop cannot be read' sh -c \
	'CK_NOW=2026-11-22T07:20:00+07:00 ck-store site --as admin "$1" >"$2"' \
	- "$T/site3.json" "$T/loaded"
check 'an opening by hand then' eval \
	'at 07:21 gate open B0-1 --reason test >"$T/opened"'
cat "$T/opened" >&7
edge loop_arrive 1 1290 >&7
exec 7>&-
cat <&8 >"$T/rest"
check 'and ends with its input' wait "$lane"
same '... moves nothing: it is as pressed still' '' \
	"$(jq -c 'select(.line == "barrier_open" and .value == 1)' "$T/rest")"
exec 8<&-
check 'the store is sound' sound

done_testing
