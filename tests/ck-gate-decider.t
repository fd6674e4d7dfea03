#!/bin/sh
# A lane with a computer of its own: the gatehouse decides; when it does not
# answer, the lane does as the site says; what it did comes after, once.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store || exit 99
check 'a lane without a store of its own' status 78 sh -c \
	'ck-gate run B0-1 --as tt-gate --decider false </dev/null 2>"$1"' - \
	"$T/words"
check '... is told how to make one' grep -q 'ck-store init --lane B0-1' \
	"$T/words"
make_lane || exit 99
for n in 1 2; do
	called "$(export_of "12C-111.1$n").1"
done
trip() {
	echo "CKHN-20261122-0000$1.1"
}

# The gatehouse is there.
{ rest 07:00:00; seen 12C11111 07:00:30; drives 07:01; seen 99X999 07:02:00; } |
	lane "$house" >"$T/ran" 2>"$T/words"
same 'nothing is said' '' "$(cat "$T/words")"
same 'it decides' "$(trip 1) true
null false" "$(jq -r 'select(.kind == "decision") | "\(.trip) \(.admit)"' "$T/ran")"
same '... and the lane opens for its decision' "$(log 'select(.event ==
	"gate.decided" and .body.admit) | "\(.origin):\(.seq)"')" \
	"$(jq 'select(.kind == "passage").opened_by' "$T/ran")"
same '... which is in both logs by one name' "$(log 'select(.event ==
	"gate.decided") | "\(.origin):\(.seq)"')" \
	"$(lane_log 'select(.event == "gate.decided").body.decision')"
check 'its passage is in both' same_passages
same '... and the trip has moved' "\"$(trip 1)\"" \
	"$(log 'select(.event == "trip.moved") | .subject')"
same '... opened before it passed' 'gate.decided gate.opened gate.passed' \
	"$(log 'select(.subject == "'"$(trip 1)"'") | .event' |
		jq -r 'select(startswith("gate."))' | xargs)"
gate status B0-1 -s "$L" -f json >"$T/status"
check 'the status is as the schema says' eval 'valid lane_status <"$T/status"'
same '... and all is told' 0 "$(jq .gatehouse.untold "$T/status")"

# It is killed: `manual` admits nobody.
{ rest 07:10:00; seen 12C11112 07:10:10; seen 12C11112 07:10:11
  seen 12C11112 07:12:00; } | lane 'kill -9 $$' >"$T/ran" 2>"$T/words"
check 'it is killed: so it is said' \
	grep -q 'the gatehouse does not answer; lane B0-1 is offline' "$T/words"
same '... once, as a fault' '["decider","decider-lost"]' \
	"$(jq -c 'select(.kind == "lane_fault") | [.line, .code]' "$T/ran")"
same 'nobody is admitted' 'false nobody-decides
false nobody-decides
false nobody-decides' "$(jq -r 'select(.kind == "decision") |
	"\(.admit) \(.reasons[].code)"' "$T/ran")"
same '... every decision says since when' 3 \
	"$(jq -r 'select(.kind == "decision").message' "$T/ran" |
		grep -c '^offline, as of 07:01: 12C11112: not through lane B0-1')"
same '... and so does its record' '[true,"2026-11-22T07:01:15.000+07:00"]' \
	"$(jq -c 'select(.kind == "decision") | [.offline, .as_of]' "$T/ran" |
		sort -u)"
same 'an equal denial is one event a minute' 2 \
	"$(lane_log 'select(.body.as_of)' | wc -l)"
same 'the screen says so' 'offline, as of 07:01; lines that the gatehouse has not yet: 3' \
	"$(gate status B0-1 -s "$L" | sed -n 2p)"
check '... and the list of decisions' eval \
	'gate list B0-1 -s "$L" >"$T/list"; grep -q "\"offline\":true,\"as_of\"" "$T/list"'
valid decision lane_fault <"$T/ran" >"$T/valid" 2>&1
check 'the records are as the schemas say' test ! -s "$T/valid"

# Somebody opens by hand, and it drives through.
{ rest 07:20:00
  at 07:20 gate open B0-1 -s "$L" --reason test |
	jq -c '.at = "2026-11-22T07:20:30+07:00"'
  drives 07:21; } | lane false >"$T/ran" 2>"$T/words"
same 'by hand it opens' '["test",true]' "$(jq -c 'select(.kind == "output" and
	.line == "barrier_open" and .value == 1) | ["test", true]' "$T/ran")"
before=$(log 'select(.event == "gate.passed")' | wc -l)

# It is back.
{ rest 07:40:00; seen 12C11112 07:40:10; drives 07:41; } |
	lane "$house" >"$T/ran" 2>"$T/words"
check 'it is back: every passage is there, once, in order' same_passages
same '... two more' $((before + 2)) \
	"$(log 'select(.event == "gate.passed")' | wc -l)"
same '... and it decides again' true \
	"$(jq 'select(.kind == "decision").admit' "$T/ran")"
same 'what the lane did alone is here at its time' '"2026-11-22T07:20:00.000+07:00" "tt-gate"' \
	"$(log 'select(.event == "gate.opened" and .body.reason) |
		"\(.occurred)\" \"\(.body.by)"' | jq -r . | sed 's/^/"/; s/$/"/')"
same '... its denials too' 2 "$(log 'select(.body.as_of)' | wc -l)"
same 'the screen says so' online "$(gate status B0-1 -s "$L" | sed -n 2p |
	sed 's/^offline, as of 07:4.*/online/')"

# `expected`: who stood on the last list.
jq '.lanes["B0-1"].degraded = "expected" | .version += 1' "$T/site.json" \
	>"$T/new.json"
ck-store site -s "$L" "$T/new.json" >"$T/loaded" || exit 99
at 07:45 gate permit add 29C10001 --lane B0-1 --reason police \
	--until 2026-11-24T00:00:00+07:00 >"$T/permit"
at 07:45 called "$(export_of 12C-111.13).1"
at 07:45 called "$(export_of 12C-111.14).1"
rest 07:50:00 | lane "$house" >"$T/ran"
{ rest 07:51:00; seen 12C11113 07:51:10; drives 07:52; seen 12C11113 07:53:00
  seen 12C1111E 07:53:10; seen 29C10001 07:54:00; drives 07:54
  seen 12C11114 08:30:00; } | lane false >"$T/ran" 2>"$T/words"
same 'who was expected is admitted, once, by an exact reading, while it is fresh' \
	"true offline
false offline
false offline
true offline
false offline" "$(jq -r 'select(.kind == "decision") | "\(.admit) " +
	(if .offline then "offline" else "" end)' "$T/ran")"
check '... and told so' grep -q \
	'offline, as of 07:50: 12C-111.13: may pass lane B0-1 until 07:53' "$T/ran"
valid decision passage <"$T/ran" >"$T/valid" 2>&1
check '... as the schemas say' test ! -s "$T/valid"
{ rest 08:40:00; } | lane "$house" >"$T/ran"
check 'then it is all there' same_passages
same '... as the trip and the permit that passed' "$(trip 3) CKHN-P00001" \
	"$(log 'select(.event == "gate.passed") |
		.body.trip // .body.permit' | tail -n 2 | jq -r . | xargs)"

same '... and the list has its times, not those of the telling' \
	'07:51:10 07:51:10 08:40:00' "$(gate list B0-1 | jq -r 'select(.admit and
		.trip == "'"$(trip 3)"'") | "\(.at[11:19]) \(.opened_at[11:19]) \(
		.told_at[11:19])"')"

# It takes the lane's words and answers with something else.
{ rest 08:50:00; seen 12C11114 08:50:10; } | lane 'cat' >"$T/ran" 2>"$T/words"
check 'what is no answer is told' grep -q 'the gatehouse says: ' "$T/words"
same '... and the lane is alone' true \
	"$(jq 'select(.kind == "decision").offline' "$T/ran")"
{ rest 08:55:00; seen 12C11114 08:55:10; } |
	lane 'while read -r x; do echo hello; done' >"$T/ran" 2>"$T/words"
check 'what is no record either' grep -q \
	'not an answer of a gatehouse: hello' "$T/words"
{ rest 08:56:00; seen 12C11114 08:56:10; } |
	lane 'no-such-program' >"$T/ran" 2>"$T/words"
same 'a command that is not there' true \
	"$(jq 'select(.kind == "decision").offline' "$T/ran")"

# It answers the lane, and has no answer to what was seen.
called "$(export_of 12C-111.16).1"
{ rest 08:56:30; seen 12C11116 08:56:40; } |
	lane "sed -u 's/\"confidence\":0.9/\"confidence\":9/' | $house" \
	>"$T/ran" 2>"$T/words"
check 'that it could not decide is told' grep -q \
	'the gatehouse says: expected a number from 0 to 1' "$T/words"
same '... and nobody is admitted' 'false nobody-decides null' \
	"$(jq -r 'select(.kind == "decision") |
		"\(.admit) \(.reasons[].code) \(.offline)"' "$T/ran")"
same '... nor is the barrier opened' '' \
	"$(jq -c 'select(.line == "barrier_open" and .value == 1)' "$T/ran")"

# Of a lane out of service nobody is admitted, whatever the gatehouse says.
at 08:57 gate out-of-service B0-1 -s "$L" \
	--reason "$(jq -r '.reasons.lane | keys[0]' "$T/site.json")" >"$T/.out"
called "$(export_of 12C-111.15).1"
{ rest 08:58:00; seen 12C11115 08:58:10; } | lane "$house" >"$T/ran"
same 'out of service here' lane-closed \
	"$(jq -r 'select(.kind == "decision").reasons[].code' "$T/ran")"
at 08:59 gate in-service B0-1 -s "$L" >"$T/.in"

# It ends in the middle, again and again: after seven lines.
# shellcheck disable=SC2016 # for the shell that it is run by
cut='n=0; while [ $n -lt 7 ] && read -r line; do
	n=$((n + 1)); printf "%s\n" "$line"; done'
{ rest 09:00:00
  for n in 10 11 12 13 14 15 16 17 18 19; do
	at "09:$n" gate open B0-1 -s "$L" --reason test |
		jq -c '.at = "2026-11-22T09:'"$n"':01+07:00"'
	drives "09:$n"
  done; } | lane "$cut | $house" >"$T/ran" 2>"$T/words"
rest 09:30:00 | lane "$house" >"$T/ran"
check 'cut off again and again: every passage is there, once, in order' \
	same_passages
check '... and it was cut off' test "$(lane_log 'select(.body.code ==
	"decider-lost")' | wc -l)" -ge 8
same 'and all is told' 0 "$(gate status B0-1 -s "$L" -f json |
	jq .gatehouse.untold)"

# It takes what it is told and says nothing.
jq '.lanes["B0-1"].timings.decide_timeout_ms = 100 | .version += 2' \
	"$T/site.json" >"$T/new.json"
ck-store site -s "$L" "$T/new.json" >"$T/loaded" || exit 99
{ rest 10:00:00; seen 12C11116 10:00:10; seen 12C11116 10:05:00; } |
	lane 'cat >/dev/null' >"$T/ran" 2>"$T/words"
same 'it says nothing: the lane waits no longer than its limit' 'true true' \
	"$(jq 'select(.kind == "decision").offline' "$T/ran" | xargs)"
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
