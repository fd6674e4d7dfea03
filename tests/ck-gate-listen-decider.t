#!/bin/sh
# A lane that listens for cameras, and whose gatehouse decides: each sighting is
# decided upon once, whether the gatehouse answers, is lost, or the lane is killed.
# shellcheck disable=SC2034 # the ground uses it
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/listen-ground.sh"

ck-store init -s "$T/lane.db" --site "$T/site.json" --lane B0-1 >"$T/init" &&
	ck-store staff add -s "$T/lane.db" "$(id -un)" \
		--agency admin,gate_centre --lanes B0-1 >"$T/staff" || exit 99
# Its gatehouse is whatever this file says.
lane_options="-s $T/lane.db --decider $T/house"
house() {
	printf '#!/bin/sh\n%s\n' "$1" >"$T/house.new"
	chmod +x "$T/house.new"
	mv "$T/house.new" "$T/house"
}
works="exec ck-gate decide -s '$T/ck.db' --lane B0-1 --keep-going -"
lane_decided() {
	ck-store log -s "$T/lane.db" | jq -r 'select(.event == "gate.decided" and
		.body.sighting.plate == "'"$1"'") | .body.admit' | xargs
}
house "$works"
needs_library

await 'it listens' its_port
same 'a camera is answered' 200 "$(push 127.0.0.2 29C10001 1)"
await 'the gatehouse admits, and the lane opens' told \
	'.line == "barrier_open" and .value == 1'

# Killed before the gatehouse has answered.
house 'exec cat >/dev/null'
kill -9 "$lane"
wait "$lane" 2>/dev/null
run_lane
sooner its_port
same 'one that the gatehouse does not answer for yet' 200 \
	"$(push 127.0.0.2 29C10002 2)"
kill -9 "$lane"
wait "$lane" 2>/dev/null
house "$works"
run_lane
await 'the next lane decides upon it' told \
	'.kind == "decision" and .sighting.plate == "29C10002"'
sooner its_port
listener_of "$lane"

# The listener begins again, and hands on what it stored.
kill -9 "$listener"
: >"$T/words"
await 'the listener begins again' its_port
same '... and hears' 200 "$(push 127.0.0.2 29C10003 3)"
await '... for the lane' told \
	'.kind == "decision" and .sighting.plate == "29C10003"'
same 'each was decided upon once' 'true,1 true,1 true,1' "$(
	for plate in 29C10001 29C10002 29C10003; do
		lane_decided "$plate" | awk '{ print $1 "," NF }'
	done | xargs)"
end_lane

# Alone, too.
house 'exit 1'
run_lane
sooner its_port
await 'a gatehouse that is not there is told' told \
	'.code == "decider-lost"'
same 'a lane alone: the camera is answered' 200 "$(push 127.0.0.2 99C99999 4)"
await '... and it decides' told \
	'.kind == "decision" and .offline and .sighting.plate == "99C99999"'
kill -9 "$lane"
wait "$lane" 2>/dev/null
run_lane
sooner its_port
push 127.0.0.2 99C99998 5 >"$T/status"
sooner told '.kind == "decision" and .sighting.plate == "99C99998"'
same '... once' 1 "$(jq -c 'select(.kind == "decision" and
	.sighting.plate == "99C99999")' "$T/out" | wc -l)"
end_lane
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$T/lane.db"

done_testing
