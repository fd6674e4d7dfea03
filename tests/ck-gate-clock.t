#!/bin/sh
# A lane on a real store: its timers go by the clock while nobody says anything,
# and a signal drops what it drives.
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
command -v timeout >/dev/null || skip_all 'timeout is not installed'
unset CK_NOW
user=$(id -un)
{
	ck-store init --site "$top_srcdir/share/sites/huu-nghi.json" &&
		ck-store staff add "$user" --agency admin,gate_centre
} >"$T/init" || exit 99

# A lane in the background, fed and heard through pipes.
mkfifo "$T/in" "$T/out"
timeout --foreground 60 ck-gate run B0-1 --lines stdio --lang en <"$T/in" >"$T/out" 2>"$T/words" &
lane=$!
exec 7>"$T/in" 8<"$T/out"

# hears JQ: the next record, filtered.
hears() {
	read -r heard <&8 && printf '%s\n' "$heard" | jq -c "$1"
}
brief='[.line, .value]'

same 'it begins with a red light' '["light_red",1]' "$(hears "$brief")"
echo '{"kind":"edge","lane":"B0-1","line":"button_open","value":0}' >&7
echo '{"kind":"edge","lane":"B0-1","line":"estop","value":0}' >&7
ck-gate open B0-1 --reason test >&7
same 'opened by hand, the contact closes' '["barrier_open",1]' \
	"$(hears "$brief")"
same '... and opens again by the clock' '["barrier_open",0]' \
	"$(hears "$brief")"
echo '{"kind":"edge","lane":"B0-1","line":"estop","value":1}' >&7
same 'an emergency stop stops at once' '["barrier_stop",1]' "$(hears "$brief")"
same '... and sounds' '["alarm",1]' "$(hears "$brief")"
same '... and is logged' \
	'["lane_fault","estop: the stop is pressed, or cannot be read [emergency-stop]"]' \
	"$(hears '[.kind, .message]')"
same '... for the time of a pulse' '["barrier_stop",0]' "$(hears "$brief")"
# timeout passes the signal on.
kill "$lane"
same 'a signal drops every output' '["light_red",0]' "$(hears "$brief")"
same '... all of them' '["alarm",0]' "$(hears "$brief")"
lane_status=0
wait "$lane" || lane_status=$?
check 'it ends by the signal' test "$lane_status" -ge 124
exec 7>&- 8<&-

same 'the actor is the lane' '["gate.faulted","lane:B0-1"]' \
	"$(ck-store log | jq -c '[.event, .actor]' | tail -n 1)"

# One decision, one pulse, then the end.
{
	echo '{"kind":"decision","lane":"B0-1","admit":false}'
	echo '{"kind":"decision","lane":"B0-1","admit":true,"trip":"X","decision":"CKHN:1"}'
} | timeout 20 ck-gate actuate B0-1 >"$T/out2" 2>"$T/words"
same 'actuate ends with its input' '"decision" "error"' \
	"$(jq .kind "$T/out2" | tr '\n' ' ' | sed 's/ $//')"
start=$(date +%s%N)
jq -nc --arg until "$(date -u -d '+1 minute' +%Y-%m-%dT%H:%M:%SZ)" \
	'{kind: "decision", lane: "B0-1", admit: true, decision: "X:1",
	expires_at: $until}' |
	CK_STORE='' timeout 20 ck-gate actuate B0-1 --trust-input >"$T/out3"
same 'after a whole pulse' '1
0' "$(jq .value "$T/out3")"
check '... of half a second' test $(($(date +%s%N) - start)) -ge 500000000
check 'the store is sound' ck-store verify --all

done_testing
