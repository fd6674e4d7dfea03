#!/bin/sh
# A reading that is sent again, by a camera or by what stands between, opens
# nothing a second time: whoever was read then may have gone.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

unset CK_NOW
ck-store init --site "$top_srcdir/share/sites/huu-nghi.json" >"$T/init" &&
	ck-store staff add "$(id -un)" --agency admin,gate_centre >"$T/staff" &&
	ck-gate permit add 29C10001 --lane B0-1 --reason police \
		--until "$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)" \
		>"$T/permit" || exit 99
mkfifo "$T/in" "$T/out"

run_lane() {
	ck-gate run B0-1 --lines stdio --lang en <"$T/in" >"$T/out" \
		2>"$T/words" &
	lane=$!
	exec 7>"$T/in" 8<"$T/out"
	echo '{"kind":"edge","line":"estop","value":0}' >&7
}
seen() {
	echo '{"kind":"sighting","plate":"29C10001","confidence":0.9,"key":"a"}' >&7
}
# hears COUNT: of the records but the lights
hears() {
	hears_left=$1
	while [ "$hears_left" -gt 0 ] && read -r heard <&8; do
		case $heard in
		*'"light_'*) continue ;;
		esac
		hears_left=$((hears_left - 1))
		echo "$heard" | jq -c '[.kind, .admit // .value, .repeated]'
	done
}

run_lane
seen
same 'a vehicle is read, and the lane opens' '["decision",true,null]
["output",1,null]
["output",0,null]' "$(hears 3)"
seen
echo '{"kind":"edge","line":"estop","value":1}' >&7
same 'read once more by the same name: the decision is told, and no more' \
	'["decision",true,true]' "$(hears 1)"
same '... what comes next is another thing' '["output",1,null]
["output",1,null]
["lane_fault",null,null]' "$(hears 3)"
exec 7>&-
cat <&8 >"$T/rest"
wait "$lane"
exec 8<&-
run_lane
seen
same 'by a lane that was begun again, too' '["decision",true,true]' "$(hears 1)"
exec 7>&-
same '... which does not open' 0 "$(jq -c 'select(.line == "barrier_open" and
	.value == 1)' <&8 | wc -l)"
wait "$lane"
exec 8<&-
same 'the log has one opening' 1 "$(log 'select(.event == "gate.opened")' |
	wc -l)"
check 'the store is sound' sound

done_testing
