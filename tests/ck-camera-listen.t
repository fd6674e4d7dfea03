#!/bin/sh
# Cameras push: stored first, answered after, once each, of those that the site
# names. A listener opens nothing.
site_jq='.lanes["B0-1"].cameras = {
	front: {adapter: "vzvision", address: "127.0.0.2"},
	rear: {adapter: "hikvision", address: "127.0.0.3"}}'
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

command -v curl >/dev/null || skip_all 'curl is not installed'
port='' listener=''
stop() {
	[ -z "$listener" ] || kill "$listener" 2>/dev/null
}
trap 'stop; rm -rf "$T"' EXIT
mkdir "$T/spool"
spool=$T/spool/B0-1.ndjson

# In its own process, so that a signal reaches it.
launch() {
	# shellcheck disable=SC2086 # none, or a command and its options
	exec ${trace-} ck-camera --lang en listen --as tt-gate --address 127.0.0.1:0 \
		--adapters "$top_srcdir/share/adapters" \
		--spool "$T/spool" "$@"
}
camera() {
	(launch "$@")
}
# Waits for the line of the listener that says where it listens.
listen() {
	: >"$T/words"
	launch B0-1 >>"$T/out" 2>"$T/words" &
	listener=$!
	port=
	while [ -z "$port" ] && kill -0 "$listener" 2>/dev/null; do
		port=$(sed -n 's/.* on port \([0-9]*\).*/\1/p' "$T/words")
	done
	[ -n "$port" ]
}
# push FROM [CURL...]: what the listener answers.
push() {
	push_from=$1
	shift
	curl -s -o "$T/answer" -w '%{http_code}' --interface "$push_from" \
		--max-time 60 "$@" "http://127.0.0.1:$port/x"
}
plate() {
	printf '{"AlarmInfoPlate":{"serialno":"s","result":{"PlateResult":{"license":"%s","confidence":95,"plateid":%d,"isoffline":%d,"timeStamp":{"Timeval":{"sec":1795305600}}}}}}' \
		"$1" "$2" "${3-0}"
}
plates() {
	jq -r .plate "$T/out"
}

check 'a store' make_store
: >"$T/out"
launch B0-1 2>"$T/words" </dev/null >/dev/null &
listener=$!
while kill -0 "$listener" 2>/dev/null && ! grep -q . "$T/words"; do :; done
if grep -q libmicrohttpd-dev "$T/words"; then
	wait "$listener"
	same 'a build without the library: 69' 69 $?
	listener=
	done_testing
fi
stop
wait "$listener" 2>/dev/null
rm -f "$spool"

check 'it listens' listen
same 'a camera of the lane is answered' 200 \
	"$(push 127.0.0.2 -d "$(plate 12C11111 1)")"
check '... with nothing that opens a barrier' test ! -s "$T/answer"
same '... is stored, and handed on' '12C11111
12C11111 B0-1 front' "$(jq -r .sighting.plate "$spool"
	jq -r '"\(.plate) \(.lane) \(.source)"' "$T/out")"
same 'sent again, it is one' '200
12C11111
1' "$(push 127.0.0.2 -d "$(plate 12C11111 1)"
	echo
	plates
	wc -l <"$spool")"
same 'another has its own' '12C11111
12C11111' "$(push 127.0.0.2 -d "$(plate 12C11111 2)" >/dev/null
	plates)"
before=$(length)
same 'a stranger is not heard' 403 "$(push 127.0.0.9 -d "$(plate 12C11112 1)")"
same '... and told' "ck-camera: a push from 127.0.0.9: no camera of lane B0-1" \
	"$(tail -n 1 "$T/words")"
same 'what it says of itself counts for nothing' 403 \
	"$(push 127.0.0.9 -H 'X-Forwarded-For: 127.0.0.2' \
		-d '{"AlarmInfoPlate":{"ipaddr":"127.0.0.2","result":{"PlateResult":{"license":"12C1"}}}}')"
# A stranger who opens more connections than are taken, and says nothing.
crowd() {
	exec /usr/bin/python3 -c 'import signal, socket, sys
crowd = []
for i in range(80):
    s = socket.socket()
    s.bind(("127.0.0.9", 0))
    s.connect(("127.0.0.1", int(sys.argv[1])))
    crowd.append(s)
print("here", flush=True)
signal.pause()' "$port" >"$T/crowd"
}
if [ -x /usr/bin/python3 ]; then
	: >"$T/crowd"
	crowd &
	crowded=$!
	until grep -q here "$T/crowd" || ! kill -0 "$crowded"; do :; done
	same 'one who crowds the door keeps no camera out' 200 \
		"$(push 127.0.0.2 --max-time 10 -d '{"KeepAlive":1}')"
	kill "$crowded"
	wait "$crowded" 2>/dev/null
fi
same 'garbage' '400 400' \
	"$(push 127.0.0.2 -d nonsense) $(push 127.0.0.3 -d '<x><plate>')"
same 'nothing to see' 200 "$(push 127.0.0.2 -d '{"KeepAlive":1}')"
same 'a question is no push' 405 "$(push 127.0.0.2)"
same 'what a camera had kept is answered' 200 \
	"$(push 127.0.0.2 -d "$(plate 12C11113 3 1)")"
check '... told' grep -q \
	'front: a reading that the camera kept or sends again: nobody stands' \
	"$T/words"
same '... and handed on as that' '12C11113 true' \
	"$(jq -r '"\(.plate) \(.late)"' "$T/out" | tail -n 1)"
same 'one of the day before, of which the camera says nothing' 200 \
	"$(push 127.0.0.2 -d "$(plate 12C11113 4 | sed s/1795305600/1795219200/)")"
same '... is told with its age' "ck-camera: front: a reading of 1440 min ago by\
 the camera's clock: nobody stands there now, or the clock is wrong\
 [reading-late]" "$(tail -n 1 "$T/words")"
same '... and handed on as that' '2026-11-21T07:00:00.000+07:00 true' \
	"$(jq -r '"\(.at) \(.late)"' "$T/out" | tail -n 1)"
same 'one of an hour from now too' "200 ck-camera: front: a reading of 60 min\
 from now by the camera's clock: the clock is wrong [reading-ahead]" \
	"$(push 127.0.0.2 -d "$(plate 12C11113 5 | sed s/1795305600/1795309200/)"
	echo " $(tail -n 1 "$T/words")")"
head -c 3000000 /dev/zero >"$T/picture"
printf '<EventNotificationAlert><eventType>ANPR</eventType><dateTime>2026-11-22T07:00:00+07:00</dateTime><ANPR><licensePlate>12C11114</licensePlate></ANPR></EventNotificationAlert>' \
	>"$T/anpr.xml"
same 'a form with pictures' '200
12C11114 rear' "$(push 127.0.0.3 -F "anpr.xml=@$T/anpr.xml;type=application/xml" \
	-F "detectionPicture.jpg=@$T/picture;type=image/jpeg"
	echo
	jq -r '"\(.plate) \(.source)"' "$T/out" | tail -n 1)"
head -c 70000000 /dev/zero >"$T/picture"
case $(push 127.0.0.3 -F "a=@$T/picture;type=image/jpeg") in
413 | 000) tap ok 'more than any camera sends is refused' ;;
*) tap 'not ok' 'more than any camera sends is refused' ;;
esac
same '... and the next one heard' 200 \
	"$(push 127.0.0.2 -d "$(plate 12C11115 5)")"
same 'nothing of it is in the log' "$before" "$(length)"
check 'a second listener of the lane: 75' status 75 camera B0-1

kill "$listener"
wait "$listener" 2>/dev/null
same 'told to end, it ends by that, whatever some pushes were' 143 $?

# Killed after it has stored and before it answers; the camera tries again.
stored=$(wc -l <"$spool")
trace='strace -f -qq -o /dev/null -e trace=fdatasync'
trace="$trace -e inject=fdatasync:signal=SIGKILL:when=1"
if command -v strace >/dev/null && strace -qq -o /dev/null true &&
	listen; then
	trace=
	push 127.0.0.2 -d "$(plate 12C11116 6)" >/dev/null
	wait "$listener" 2>/dev/null
	same 'killed before the answer: it is stored' "$((stored + 1))" \
		"$(wc -l <"$spool")"
	: >"$T/out"
	printf '{"received":17953' >>"$spool"
	check 'the next one starts' listen
	same '... drops what was cut off' "$((stored + 1))" "$(wc -l <"$spool")"
	check '... hands it on' grep -q 12C11116 "$T/out"
	same 'the camera sends it again, and is answered' 200 \
		"$(push 127.0.0.2 -d "$(plate 12C11116 6)")"
	same '... it stays one' '1 1' "$(grep -c 12C11116 "$spool") $(
		grep -c 12C11116 "$T/out")"
	kill "$listener"
	wait "$listener" 2>/dev/null
fi

trace=

# What is old is not handed on: nobody stands there.
: >"$T/out"
sed -i 's/"received":[0-9]*/"received":1700000000000/' "$spool"
check 'a start a day later' listen
same '... hands nothing on' '' "$(cat "$T/out")"
same '... and knows it all the same' 200 \
	"$(push 127.0.0.2 -d "$(plate 12C11115 5)")"
same '... it stays one' 1 "$(grep -c 12C11115 "$spool")"

# To the lane: it decides once, and only for whom the gate knows.
A=$(export_of 12C-111.20)
called "$A.1" || exit 99
push 127.0.0.2 -d "$(plate 12C11120 20)" >/dev/null
push 127.0.0.2 -d "$(plate 99X99999 21)" >/dev/null
same 'what it hands on is decided by the gate' '12C11120 true
99X99999 false' "$(gate run B0-1 <"$T/out" 2>/dev/null |
	jq -r 'select(.kind == "decision") |
		"\(.sighting.plate // .seen) \(.admit)"')"

# Another site file while it listens.
# rewritten VERSION FILTER: that version of the site file, loaded
rewritten() {
	jq ".version = $1 | .lanes[\"B0-1\"].cameras |= ($2)" "$T/site.json" \
		>"$T/next.json" &&
		ck-store site --as admin "$T/next.json" >"$T/.loaded"
}
version=$(jq .version "$T/site.json")
check 'another site file' rewritten $((version + 1)) \
	'{side: {adapter: "vzvision", address: "127.0.0.4"}}'
same 'its cameras are heard' 200 "$(push 127.0.0.4 -d "$(plate 12C11121 22)")"
same '... as it calls them' '12C11121 side' \
	"$(jq -r '"\(.plate) \(.source)"' "$T/out" | tail -n 1)"
check '... and told' grep -qx \
	'ck-camera: lane B0-1: cameras as the new site file says' "$T/words"
same 'those of the old one no more' 403 \
	"$(push 127.0.0.2 -d "$(plate 12C11122 23)")"
check 'one that says nothing else of them' rewritten $((version + 2)) \
	'{side: {adapter: "vzvision", address: "127.0.0.4"}}'
same '... changes nothing' '200 1' \
	"$(push 127.0.0.4 -d "$(plate 12C11123 24)") $(
		grep -c 'cameras as the new' "$T/words")"
check 'one with an adapter that is not there' rewritten $((version + 3)) \
	'{side: {adapter: "none", address: "127.0.0.5"}}'
same '... leaves the cameras as they were' '403 200' \
	"$(push 127.0.0.5 -d "$(plate 12C11124 25)") $(
		push 127.0.0.4 -d "$(plate 12C11125 26)")"
same '... and is told once' 1 "$(grep -c 'no such adapter: none' "$T/words")"
check 'one that names none' rewritten $((version + 4)) '{}'
same '... hears nobody' 403 "$(push 127.0.0.4 -d "$(plate 12C11126 27)")"
check 'as at first' rewritten $((version + 5)) .
same '... hears them again' 200 "$(push 127.0.0.2 -d "$(plate 12C11127 28)")"
kill "$listener"
wait "$listener" 2>/dev/null
listener=

# How it is called wrongly.
check 'no lane: 64' status 64 camera
check 'a lane that is none: 67' status 67 camera B9-9
check 'one without cameras: 67' status 67 camera B1-1
check 'a folder that is not there: 66' status 66 \
	camera --spool "$T/none" B0-1
check 'no address: 64' status 64 camera --address here B0-1
same 'a site file with a camera of no address' 1 "$(jq \
	'.lanes["B0-1"].cameras.front = {adapter: "vzvision"}' "$T/site.json" \
	>"$T/bad.json"
	ck-store site --lang en --as tt-gate "$T/bad.json" 2>&1 |
		grep -c '/lanes/B0-1/cameras/front/address')"

done_testing
