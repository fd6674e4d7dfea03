#!/bin/sh
# A lane's own computer by the clock: it goes on while the gatehouse thinks, is
# offline when that takes too long, opens for nothing that comes late, and is
# online again when answers come in time.
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
command -v timeout >/dev/null || skip_all 'timeout is not installed'
unset CK_NOW
user=$(id -un)
L=$T/lane.db

# stores LIMIT_MS: the site's and the lane's, anew
stores() {
	rm -f "$T"/ck.db* "$L"*
	jq '.lanes["B0-1"].timings.decide_timeout_ms = '"$1" \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --site "$T/site.json" &&
		ck-store init --site "$T/site.json" -s "$L" --lane B0-1 &&
		ck-store staff add "$user" --agency admin,gate_centre &&
		ck-store staff add "$user" --agency admin,gate_centre -s "$L" &&
		ck-gate permit add 29C10001 --lane B0-1 --reason police \
			--until "$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)"
} >"$T/init"

# starts COMMAND: the lane in the background, fed and heard through pipes.
starts() {
	rm -f "$T/in" "$T/out"
	mkfifo "$T/in" "$T/out"
	timeout --foreground 60 ck-gate run B0-1 -s "$L" --lines stdio --lang en \
		--decider "$1" <"$T/in" >"$T/out" 2>"$T/words" &
	lane=$!
	exec 7>"$T/in" 8<"$T/out"
}

# until_heard JQ: the records up to the first that it selects, in $T/heard.
until_heard() {
	while read -r heard <&8; do
		printf '%s\n' "$heard" >>"$T/heard"
		printf '%s\n' "$heard" | jq -e "select($1)" >"$T/.one" &&
			return
	done
	return 1
}

ends() {
	exec 7>&-
	cat <&8 >>"$T/heard"
	exec 8<&-
	wait "$lane"
}
sighting='{"kind":"sighting","lane":"B0-1","source":"camera","plate":"29C10001"}'
opened='.line == "barrier_open" and .value == 1'

# It thinks for as long as the test lasts.
stores 60000 || exit 99
starts 'cat >/dev/null'
echo "$sighting" >&7
echo '{"kind":"edge","lane":"B0-1","line":"estop","value":1}' >&7
check 'while the gatehouse thinks, an emergency stop stops' \
	until_heard '.code == "emergency-stop"'
same '... and nobody is decided upon' '' \
	"$(jq -c 'select(.kind == "decision")' "$T/heard")"
kill "$lane"
ends
check 'the lane ends when it is told to' test $? -ge 124
same '... with a decision of its own for who waits' true \
	"$(jq 'select(.kind == "decision").offline' "$T/heard")"
check 'the store is sound' ck-store verify --all -s "$L"

# Its answers are held back while $T/slow is there, each for a word.
stores 1000 || exit 99
mkfifo "$T/word"
cat >"$T/house" <<'END'
CK_STORE=$1/ck.db ck-gate decide --lane B0-1 --keep-going - |
while read -r line; do
	[ ! -e "$1/slow" ] || read -r word <"$1/word"
	printf '%s\n' "$line"
done
END
: >"$T/heard"
starts "sh $T/house $T"
echo '{"kind":"edge","lane":"B0-1","line":"estop","value":0}' >&7

# It is asked until it answers in time, however slow this machine is.
admitted() {
	while echo "$sighting" >&7 && until_heard '.kind == "decision"'; do
		[ "$(jq .offline "$T/.one")" = true ] || return 0
	done
	return 1
}
check 'it answers' admitted
check '... and the lane opens' until_heard "$opened"

touch "$T/slow"
: >"$T/heard"
echo '{"kind":"sighting","lane":"B0-1","source":"camera","plate":"12C99999"}' >&7
check 'it is too slow' until_heard '.offline'
same '... which the lane says' decider-lost \
	"$(jq -r 'select(.kind == "lane_fault").code' "$T/heard" | tail -n 1)"
check '... and the screen' sh -c 'ck-gate status B0-1 -s "$1" --lang en |
	grep -qE "^offline, as of [0-2][0-9]:[0-5][0-9]"' - "$L"
echo "$sighting" >&7
check 'the next is decided upon at once' until_heard '.offline'
same '... by nobody' nobody-decides "$(jq -r '.reasons[].code' "$T/.one")"
rm "$T/slow"
timeout 10 sh -c 'echo late >"$1"' - "$T/word"
: >"$T/heard"
check 'in time again, it is asked again' admitted
same 'what came late opened nothing' '' "$(jq -c "select($opened)" "$T/heard")"
same '... nor was it told' '' \
	"$(jq -c 'select(.sighting.plate == "12C99999")' "$T/heard")"
check 'the lane says that it is back' grep -q \
	'the gatehouse answers; lane B0-1 is online' "$T/words"
ends
check 'it ends with its input' test $? -eq 0
untold() {
	ck-gate status B0-1 -s "$L" -f json | jq .gatehouse.untold
}
# However slow this machine is.
tells() {
	while [ "$(untold)" -gt 0 ]; do
		timeout --foreground 20 ck-gate run B0-1 -s "$L" --lines stdio \
			--decider "sh $T/house $T" </dev/null >"$T/ran" ||
			return
	done
}
check 'and all is told' tells

# Without a vehicle, it tells what it has and ends.
for _ in 1 2 3; do
	ck-gate open B0-1 -s "$L" --reason test >"$T/.open"
done
same 'three openings are not told' 3 "$(untold)"
check '... and then they are' tells
same '... each once' "$(ck-store log -s "$L" | jq -c 'select(.event ==
	"gate.opened" and .body.reason) | "\(.origin):\(.seq)"')" \
	"$(ck-store log | jq -c 'select(.event == "gate.opened" and
		.body.reason).cause')"

# Who stops the lane may stop the command with it.
lost() {
	ck-store log -s "$L" | jq -c 'select(.body.code == "decider-lost")' |
		wc -l
}
starts "exec ck-gate decide --lane B0-1 --keep-going - -s $T/ck.db"
check 'it is asked once more' admitted
same 'nothing is left to be told' 0 "$(while [ "$(untold)" -gt 0 ]; do
	echo "$sighting" >&7; until_heard '.kind == "decision"' || break
done; untold)"
before=$(lost)
own=$(cat "/proc/$lane/task/$lane/children")
house=$(cat "/proc/${own% }/task/${own% }/children")
kill -STOP "${own% }"
kill "${house% }"
until grep -q '^State:.Z' "/proc/${house% }/status"; do :; done
kill -TERM "${own% }"
kill -CONT "${own% }"
ends
same 'the command that ends with the lane is not lost' "$before" "$(lost)"
check 'the store is sound' ck-store verify --all
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
