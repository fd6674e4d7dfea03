#!/bin/sh
# What has got hold of a lane's listener does not get hold of the lane, and no
# want of a listener keeps the lane down.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/listen-ground.sh"

# What has got hold of the listener does not get hold of the lane.
cp "$(command -v ck-gate)" "$T/bin/"
lane_program=$T/bin/ck-gate
instead() {
	printf '#!/bin/sh\n%s\n' "$1" >"$T/bin/ck-camera"
	chmod +x "$T/bin/ck-camera"
	: >"$T/out"
	run_lane
}
for said in '{"kind":"decision","lane":"B0-1","admit":true,"decision":"CKHN:1"}' \
	'{"kind":"edge","lane":"B0-1","line":"button_open","value":1}' \
	'{"kind":"output","lane":"B0-1","opened":"CKHN:1"}' \
	'{"kind":"passage","lane":"B0-1","plate":"29C10001"}' \
	'{"kind":"sighting","lane":"B0-3","plate":"29C10001"}' \
	29C10001 '{'; do
	before=$(length)
	instead "echo '$said'; exec sleep 60"
	sooner grep -q 'hears no camera\|\[listener\]' "$T/words"
	end_lane
	same "it says $said: nothing opens" '' \
		"$(jq -c 'select(.line == "barrier_open" and .value == 1)' "$T/out")"
	check '... and the log has no more than its loss' \
		test "$(length)" -le $((before + 1))
done
instead 'yes "{\"kind\":\"edge\"}"'
await 'one that never stops is stopped' \
	grep -q 'it said what is no sighting' "$T/words"
end_lane
instead 'head -c 3000000 /dev/zero; exec sleep 60'
await 'nor does a line without an end' told '.code == "listener-lost"'
end_lane

# What the listener has of the lane.
instead "(ls -l /proc/\$\$/fd >'$T/has.new')
	cat /proc/\$\$/oom_score_adj >>'$T/has.new'
	grep NoNewPrivs /proc/\$\$/status >>'$T/has.new'
	mv '$T/has.new' '$T/has'; echo; exec sleep 60"
sooner test -e "$T/has"
check 'its input and output are a socket' test "$(grep -c \
	' [01] -> socket:' "$T/has")" -eq 2
same '... it has no file of the lane' '' "$(grep ' -> ' "$T/has" |
	grep -v ' [012] -> \|/bin/ck-camera$')"
same '... and goes first when memory is short' 500 "$(grep -x '[0-9]*' "$T/has")"
same '... and gains no rights' 1 "$(sed -n 's/NoNewPrivs:[[:space:]]*//p' "$T/has")"
end_lane

# No want of it keeps the lane down.
instead 'exit 69'
await 'a build without the library: the lane says so' grep -qx \
	'ck-gate: lane B0-1 hears no camera: ck-camera: this build does not listen (Debian: libmicrohttpd-dev); it is begun again' \
	"$T/words"
echo '{"kind":"edge","line":"estop","value":1}' >&7
await '... and goes on' told '.code == "emergency-stop"'
same '... its status says so' lost "$(ck-gate status B0-1 -f json |
	jq -r .cameras)"
check '... on the screen, too' eval 'ck-gate status B0-1 --lang en |
	grep -qx "what cameras push is not heard"'
end_lane
rm "$T/bin/ck-camera"
run_lane
await 'where it is not installed: so it says' grep -q \
	'ck-camera: it is not installed; it is begun again' "$T/words"
end_lane
check 'in a dry run: 64' status 64 ck-gate run B0-1 -n --lines stdio \
	--listen 127.0.0.1:0
ck-store init -s "$T/simulated.db" --simulated --site "$T/site.json" >"$T/init"
check 'on a simulated store: 64' status 64 ck-gate run B0-1 --as tt-gate \
	-s "$T/simulated.db" --listen 127.0.0.1:0
check 'the store is sound' sound

done_testing
