#!/bin/sh
# A lane that listens for cameras itself: a program of its own hears them, and
# the lane takes sightings from it and nothing else, each once, whoever is killed;
# a crowd of them keeps no edge waiting, and no want of it keeps the lane down.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

command -v curl >/dev/null || skip_all 'curl is not installed'
unset CK_NOW
lane='' listener='' port=''
stop() {
	[ -z "$lane" ] || kill -9 "$lane" 2>/dev/null
}
trap 'stop; rm -rf "$T"' EXIT
jq '.lanes["B0-1"].cameras = {
	front: {adapter: "vzvision", address: "127.0.0.2"}}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store init --site "$T/site.json" >"$T/init" || exit 99
ck-store staff add "$(id -un)" --agency admin,gate_centre >"$T/staff" || exit 99
for plate in 29C10001 29C10002 29C10003; do
	ck-gate permit add "$plate" --lane B0-1 --reason police \
		--until "$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)" \
		>"$T/permit" || exit 99
done
mkdir "$T/spool" "$T/bin"
mkfifo "$T/in"
exec 7<>"$T/in"

# run_lane [PROGRAM]: with its input open; what it says is in $T/out, $T/words
run_lane() {
	: >"$T/words"
	"${1-ck-gate}" run B0-1 --lines stdio --lang en \
		--listen 127.0.0.1:0 --spool "$T/spool" \
		--adapters "$top_srcdir/share/adapters" \
		<&7 >>"$T/out" 2>"$T/words" &
	lane=$!
}
# until_so COMMAND...: sooner or later, while the lane runs
until_so() {
	until "$@"; do
		kill -0 "$lane" 2>/dev/null || { cat "$T/words"; return 1; }
	done
}
# its_port: that of the listener that began last
its_port() {
	port=$(sed -n 's/.* on port \([0-9]*\)$/\1/p' "$T/words" | tail -n 1)
	[ -n "$port" ]
}
told() {
	[ "$(jq -c "select($1)" "$T/out" | wc -l)" -ge "${2-1}" ]
}
decided() {
	jq -c "select(.kind == \"decision\") | [.sighting.plate // .seen, .admit]" "$T/out"
}
# push FROM PLATE NUMBER: what the camera is answered
push() {
	curl -s -o "$T/answer" -w '%{http_code}' --interface "$1" \
		--max-time 60 -d "$(printf '{"AlarmInfoPlate":{"serialno":"s","result":{"PlateResult":{"license":"%s","confidence":95,"plateid":%d,"timeStamp":{"Timeval":{"sec":%d}}}}}}' \
			"$2" "$3" "$(date +%s)")" "http://127.0.0.1:$port/x"
}
listener_of() {
	listener=$(ps -o pid= --ppid "$1" | tr -d ' ')
	[ -n "$listener" ]
}
gone() {
	! kill -0 "$1" 2>/dev/null
}

: >"$T/out"
run_lane
until_so grep -q 'ck-camera' "$T/words"
if grep -q libmicrohttpd-dev "$T/words"; then
	check 'a build without the library: the lane says so' grep -q \
		'^ck-gate: lane B0-1 hears no camera.*(Debian: libmicrohttpd-dev)' \
		"$T/words"
	done_testing
fi
check 'it listens' until_so its_port
listener_of "$lane"
same 'a camera of the lane is answered' 200 "$(push 127.0.0.2 29C10001 1)"
check '... once the sighting is stored' grep -q 29C10001 "$T/spool/B0-1.ndjson"
check 'the gate admits it, and the lane opens' until_so told \
	'.line == "barrier_open" and .value == 1'
same 'a stranger is not answered' 403 "$(push 127.0.0.9 29C10002 2)"
same 'nor what cannot be read' 400 "$(curl -s -o "$T/answer" \
	-w '%{http_code}' --interface 127.0.0.2 -d nonsense "http://127.0.0.1:$port/")"
same 'whom nobody knows is answered' 200 "$(push 127.0.0.2 99C99999 3)"
check '... and denied' until_so told '.kind == "decision" and (.admit | not)'
same 'there is nothing else' '["29C10001",true]
["99C99999",false]' "$(decided)"
same '... and the arm was opened once' 1 "$(jq -c \
	'select(.line == "barrier_open" and .value == 1)' "$T/out" | wc -l)"
same 'the status says so' heard "$(ck-gate status B0-1 -f json | jq -r .cameras)"

# A listener that is killed.
kill -9 "$listener"
check 'a listener that is killed is a fault' until_so told \
	'.code == "listener-lost"'
check '... told by a sentence' grep -qx \
	'ck-gate: lane B0-1 hears no camera: ck-camera: ended by signal 9; it is begun again' \
	"$T/words"
: >"$T/words"
check '... and it is begun again' until_so its_port
same '... and hears' 200 "$(push 127.0.0.2 29C10002 4)"
check '... for the lane' until_so told '.kind == "decision"' 3
until_so grep -q 'lane B0-1 hears its cameras' "$T/words"
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
check 'a crowd keeps no edge waiting' until_so told '.code == "emergency-stop"'
same '... though all of it is heard' 63 "$(
	until_so told '.kind == "decision"' 63 && decided | wc -l)"
check '... after it' test "$(jq -c 'select(.code == "emergency-stop" or
	.kind == "decision") | .kind' "$T/out" | grep -n fault | cut -d: -f1)" -le 8
echo '{"kind":"edge","line":"estop","value":0}' >&7

# A lane that is killed: what it had not heard the next one hears, once.
kill -STOP "$lane"
same 'stored for a lane that hangs, the camera is answered' 200 \
	"$(push 127.0.0.2 29C10003 5)"
kill -9 "$lane"
wait "$lane" 2>/dev/null
until gone "$listener"; do :; done
tap ok 'a lane that is killed leaves no listener behind'
same '... and had not heard it' 0 "$(grep -c 29C10003 "$T/out")"
run_lane
check 'the next one hears it' until_so told \
	'.kind == "decision" and .sighting.plate == "29C10003" and .admit'
until_so its_port
same '... and the camera is heard' 200 "$(push 127.0.0.2 99C99998 6)"
until_so told '.kind == "decision"' 65
same '... and what was decided before is not again' 65 "$(decided | wc -l)"
same '... nor is any sighting twice in the log' '' "$(ck-store log |
	jq -r 'select(.event == "gate.decided").body.sighting.plate' |
	sort | uniq -d)"
listener_of "$lane"
kill "$lane"
wait "$lane" 2>/dev/null
check 'a lane that ends ends its listener' gone "$listener"
lane=

# What has got hold of the listener does not get hold of the lane.
cp "$(command -v ck-gate)" "$T/bin/"
instead() {
	printf '#!/bin/sh\n%s\n' "$1" >"$T/bin/ck-camera"
	chmod +x "$T/bin/ck-camera"
	: >"$T/out"
	run_lane "$T/bin/ck-gate"
}
ends() {
	kill "$lane"
	wait "$lane" 2>/dev/null
	lane=
}
for said in '{"kind":"decision","lane":"B0-1","admit":true,"decision":"CKHN:1"}' \
	'{"kind":"edge","lane":"B0-1","line":"button_open","value":1}' \
	'{"kind":"output","lane":"B0-1","opened":"CKHN:1"}' \
	'{"kind":"passage","lane":"B0-1","plate":"29C10001"}' \
	'{"kind":"sighting","lane":"B0-3","plate":"29C10001"}' \
	29C10001 '{'; do
	before=$(length)
	instead "echo '$said'; exec sleep 60"
	until_so grep -q 'hears no camera\|\[listener\]' "$T/words"
	ends
	same "it says $said: nothing opens" '' \
		"$(jq -c 'select(.line == "barrier_open" and .value == 1)' "$T/out")"
	check '... and the log has no more than its loss' \
		test "$(length)" -le $((before + 1))
done
instead 'yes "{\"kind\":\"edge\"}"'
until_so grep -q 'it said what is no sighting' "$T/words"
tap ok 'one that never stops is stopped'
ends
instead 'head -c 3000000 /dev/zero; exec sleep 60'
check 'nor does a line without an end' until_so told '.code == "listener-lost"'
ends

# What the listener has of the lane.
instead "(ls -l /proc/\$\$/fd >'$T/has.new')
	cat /proc/\$\$/oom_score_adj >>'$T/has.new'
	grep NoNewPrivs /proc/\$\$/status >>'$T/has.new'
	mv '$T/has.new' '$T/has'; echo; exec sleep 60"
until_so test -e "$T/has"
check 'its input and output are a socket' test "$(grep -c \
	' [01] -> socket:' "$T/has")" -eq 2
same '... it has no file of the lane' '' "$(grep ' -> ' "$T/has" |
	grep -v ' [012] -> \|/bin/ck-camera$')"
same '... and goes first when memory is short' 500 "$(grep -x '[0-9]*' "$T/has")"
same '... and gains no rights' 1 "$(sed -n 's/NoNewPrivs:[[:space:]]*//p' "$T/has")"
ends

# No want of it keeps the lane down.
instead 'exit 69'
check 'a build without the library: the lane says so' until_so grep -qx \
	'ck-gate: lane B0-1 hears no camera: ck-camera: this build does not listen (Debian: libmicrohttpd-dev); it is begun again' \
	"$T/words"
echo '{"kind":"edge","line":"estop","value":1}' >&7
check '... and goes on' until_so told '.code == "emergency-stop"'
same '... its status says so' lost "$(ck-gate status B0-1 -f json |
	jq -r .cameras)"
check '... on the screen, too' eval 'ck-gate status B0-1 --lang en |
	grep -qx "what cameras push is not heard"'
ends
rm "$T/bin/ck-camera"
run_lane "$T/bin/ck-gate"
check 'where it is not installed: so it says' until_so grep -q \
	'ck-camera: it is not installed; it is begun again' "$T/words"
ends
check 'in a dry run: 64' status 64 ck-gate run B0-1 -n --lines stdio \
	--listen 127.0.0.1:0
ck-store init -s "$T/simulated.db" --simulated --site "$T/site.json" >"$T/init"
check 'on a simulated store: 64' status 64 ck-gate run B0-1 --as tt-gate \
	-s "$T/simulated.db" --listen 127.0.0.1:0
check 'the store is sound' sound

done_testing
