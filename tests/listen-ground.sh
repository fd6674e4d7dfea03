# shellcheck shell=sh
# The ground of the tests of a lane that listens for cameras: a real store, a
# camera at 127.0.0.2, and permits for 29C10001 to 29C10003. Source after
# gate-ground.sh. The site file is changed by the filter $site_jq.
#
#	run_lane		lane B0-1 in the background, $lane, by
#				$lane_program with $lane_options; what it says is in $T/out and
#				$T/words; fd 7 is its input
#	end_lane		ends it
#	its_port		that of the listener that began last, $port
#	listener_of PROCESS	its listener, $listener
#	gone PROCESS		it has ended
#	told JQ [COUNT]		so many records were said, or more
#	decided			who was decided upon
#	push FROM PLATE NUMBER	what the camera is answered
#	needs_library		ends the test where the build does not listen

command -v curl >/dev/null || skip_all 'curl is not installed'
unset CK_NOW
lane='' listener='' port=''
stop() {
	[ -z "$lane" ] || kill -9 "$lane" 2>/dev/null
}
trap 'stop; rm -rf "$T"' EXIT
# shellcheck disable=SC2154 # lib.sh sets them
jq '.lanes["B0-1"].cameras = {
	front: {adapter: "vzvision", address: "127.0.0.2"}}'" | ${site_jq:-.}" \
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

run_lane() {
	: >"$T/words"
	# shellcheck disable=SC2086 # options
	"${lane_program-ck-gate}" run B0-1 --lines stdio --lang en ${lane_options-} \
		--listen 127.0.0.1:0 --spool "$T/spool" \
		--adapters "$top_srcdir/share/adapters" \
		<&7 >>"$T/out" 2>"$T/words" &
	lane=$!
}
its_port() {
	port=$(sed -n 's/.* on port \([0-9]*\).*/\1/p' "$T/words" | tail -n 1)
	[ -n "$port" ]
}
told() {
	[ "$(jq -c "select($1)" "$T/out" | wc -l)" -ge "${2-1}" ]
}
decided() {
	jq -c "select(.kind == \"decision\") | [.sighting.plate // .seen, .admit]" "$T/out"
}
push() {
	curl -s -o "$T/answer" -w '%{http_code}' --interface "$1" \
		--max-time 60 -d "$(printf '{"AlarmInfoPlate":{"serialno":"s","result":{"PlateResult":{"license":"%s","confidence":95,"plateid":%d,"timeStamp":{"Timeval":{"sec":%d}}}}}}' \
			"$2" "$3" "$(date +%s)")" "http://127.0.0.1:$port/x"
}
listener_of() {
	listener=$(ps -o pid=,comm= --ppid "$1" | awk '/ck-camera/ { print $1 }')
	[ -n "$listener" ]
}
gone() {
	case $(ps -o stat= -p "$1") in
	'' | Z*) ;;
	*) return 1 ;;
	esac
}
end_lane() {
	kill "$lane"
	wait "$lane" 2>/dev/null
	lane=
}
needs_library() {
	: >"$T/out"
	run_lane
	sooner grep -q 'ck-camera' "$T/words"
	if grep -q libmicrohttpd-dev "$T/words"; then
		end_lane
		skip_all 'ck-camera does not listen in this build'
	fi
}
: >"$T/out"
