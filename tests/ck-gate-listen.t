#!/bin/sh
# A lane that listens for cameras itself: a program of its own hears them, and
# the lane takes each sighting once, whoever is killed; a crowd of them keeps no
# edge waiting.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/listen-ground.sh"

needs_library
await 'it listens' its_port
listener_of "$lane"
same 'a camera of the lane is answered' 200 "$(push 127.0.0.2 29C10001 1)"
check '... once the sighting is stored' grep -q 29C10001 "$T/spool/B0-1.ndjson"
await 'the gate admits it, and the lane opens' told \
	'.line == "barrier_open" and .value == 1'
same 'a stranger is not answered' 403 "$(push 127.0.0.9 29C10002 2)"
same 'nor what cannot be read' 400 "$(curl -s -o "$T/answer" \
	-w '%{http_code}' --interface 127.0.0.2 -d nonsense "http://127.0.0.1:$port/")"
same 'whom nobody knows is answered' 200 "$(push 127.0.0.2 99C99999 3)"
await '... and denied' told '.kind == "decision" and (.admit | not)'
same 'there is nothing else' '["29C10001",true]
["99C99999",false]' "$(decided)"
same '... and the arm was opened once' 1 "$(jq -c \
	'select(.line == "barrier_open" and .value == 1)' "$T/out" | wc -l)"
same 'the status says so' heard "$(ck-gate status B0-1 -f json | jq -r .cameras)"

# A listener that is killed.
kill -9 "$listener"
await 'a listener that is killed is a fault' told \
	'.code == "listener-lost"'
check '... told by a sentence' grep -qx \
	'ck-gate: lane B0-1 hears no camera: ck-camera: ended by signal 9; it is begun again' \
	"$T/words"
: >"$T/words"
await '... and it is begun again' its_port
same '... and hears' 200 "$(push 127.0.0.2 29C10002 4)"
await '... for the lane' told '.kind == "decision"' 3
sooner grep -q 'lane B0-1 hears its cameras' "$T/words"
ck-gate status B0-1 -f json >"$T/record"
same '... the fault is over' '["listener-lost",false]' \
	"$(jq -c '.faults[0] | [.code, .lasts]' "$T/record")"
check '... the record is as the schema says' eval 'valid lane_status <"$T/record"'

# A crowd of sightings, and an edge behind them.
listener_of "$lane"
kill -STOP "$lane"
n=0
while [ $n -lt 60 ]; do
	n=$((n + 1))
	push 127.0.0.2 "$(printf '99C2%04d' $n)" $((100 + n)) >"$T/status"
done
echo '{"kind":"edge","line":"estop","value":1}' >&7
kill -CONT "$lane"
await 'a crowd keeps no edge waiting' told '.code == "emergency-stop"'
same '... though all of it is heard' 63 "$(
	sooner told '.kind == "decision"' 63 && decided | wc -l)"
check '... after it' test "$(jq -c 'select(.code == "emergency-stop" or
	.kind == "decision") | .kind' "$T/out" | grep -n fault | cut -d: -f1)" -le 8
echo '{"kind":"edge","line":"estop","value":0}' >&7

# A lane that is killed: what it had not heard the next one hears, once.
kill -STOP "$lane"
same 'stored for a lane that hangs, the camera is answered' 200 \
	"$(push 127.0.0.2 29C10003 5)"
kill -9 "$lane"
wait "$lane" 2>/dev/null
await 'a lane that is killed leaves no listener behind' gone "$listener"
same '... and had not heard it' 0 "$(grep -c 29C10003 "$T/out")"
run_lane
await 'the next one hears it' told \
	'.kind == "decision" and .sighting.plate == "29C10003" and .admit'
sooner its_port
same '... and the camera is heard' 200 "$(push 127.0.0.2 99C99998 6)"
sooner told '.kind == "decision"' 65
same '... and what was decided before is not again' 65 "$(decided | wc -l)"
same '... nor is any sighting twice in the log' '' "$(ck-store log |
	jq -r 'select(.event == "gate.decided").body.sighting.plate' |
	sort | uniq -d)"
listener_of "$lane"
kill -STOP "$listener"
kill -9 "$lane"
wait "$lane" 2>/dev/null
await 'nor does it leave one that hangs' gone "$listener"
run_lane
sooner listener_of "$lane"
end_lane
check 'a lane that ends ends its listener' gone "$listener"
check 'the store is sound' sound

done_testing
