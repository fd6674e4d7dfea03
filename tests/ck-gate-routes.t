#!/bin/sh
# What a passage makes of a trip: each way through the gate to its end.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

# drive TRIP LANE...: people see it through these lanes, one after another.
drive() {
	drive_trip=$1
	shift
	for drive_lane; do
		passes "$drive_lane" "$drive_trip" | gate run "$drive_lane" \
			>"$T/out" 2>"$T/words" || { cat "$T/words"; return 1; }
	done
}
# story TRIP: what happened to it since it was declared.
story() {
	log 'select(.subject == "'"$1"'")' | jq -r '
		if .event == "trip.moved" then "\(.body.from)>\(.body.to)" +
			(if .body.enters then " enters" else "" end) +
			(if .body.crossing then " \(.body.crossing)" else "" end) +
			(if .body.counted then " counted" else "" end) +
			" \(.body.leg)" + (if .body.laden then " laden" else "" end)
		elif .event == "trip.leg_opened" then "home" +
			(if .body.laden then " laden " else " " end) +
			([.body.checks[].name] | join(" "))
		elif .event == "trip.closed" then "closed \(.body.outcome)"
		elif .event == "check.confirmed" then
			"\(.actor) confirms"
		elif .event == "trip.turned_back" then "turned back"
		else empty end'
}

check 'a store' make_store

# An export of ours: out laden, home again empty.
A=$(export_of 12C-111.11)
check 'an export goes out' drive "$A.1" B0-1 B1-1 B2-1
check '... and home again' drive "$A.1" B2-3 B1-4 B0-3
same 'its story' 'outside>yard enters out laden
yard>control out laden
control>abroad out counted out laden
home border_guard_return customs_return
abroad>control in home
rule:customs_return confirms
control>yard home
yard>outside home
closed returned' "$(story "$A.1")"
same 'its goods were told to customs, once' \
	'["CKHN/30510000001",{"trip":"'"$A.1"'","packages":1200,"gross_g":21500000,"lane":"B2-1"}]' \
	"$(log 'select(.event == "customs.passed") | [.subject, .body]')"
same 'every step has the passage as its cause' '' \
	"$(log 'select(.event == "trip.moved" or .event == "trip.closed" or
		.event == "customs.passed" or .event == "trip.leg_opened") |
		select(.cause == null)')"

# A trip may pass more than once under a number: nothing is lost.
check 'told again' events "$A.1" '{event: "customs.passed",
	root: "CKHN/30510000001", subject: "CKHN/30510000001",
	body: {trip: .trip, packages: 3, gross_g: 4000, lane: "B2-1"}}'
prints 'both passages stand' "$A.1|1|1200
$A.1|2|3" sqlite3 "$CK_STORE" "select trip, n, packages from customs_passed
	where customs = 'CKHN/30510000001' order by n"

# A foreign truck with our goods does not come home.
B=$(export_of 桂F-A1111 '.vehicles[0].nationality = "CN"')
check 'a foreign export' drive "$B.1" B0-1 B1-1 B2-2
same 'is over when it has crossed' 'outside>yard enters out laden
yard>control out laden
control>abroad out counted out laden
rule:transport_exit confirms
closed crossed' "$(story "$B.1")"

# An import on a foreign truck, whose goods go on two of ours.
C=$(import_of 桂F-A2345)
check 'an import comes in' drive "$C.1" B2-3 B1-4
check '... its receivers too' drive "$C.2" B0-1
check '... and out they go' drive "$C.2" B0-4
check '... and the foreign truck home' drive "$C.1" B1-2 B2-1
same 'the foreign truck comes in laden, and returns empty' 'abroad>control enters in counted out laden
rule:transport_entry confirms
home laden border_guard_out customs_out transport_exit
control>yard home laden
yard>control home laden
control>abroad out home
rule:transport_exit confirms
closed returned' "$(story "$C.1")"
same 'a receiver counts nowhere' 'outside>yard enters out
yard>inland out
closed transferred' "$(story "$C.2")"
same 'customs hears of the goods of the one that brought them' \
	"[\"$C.1\",900,18000000,\"B2-3\"]" \
	"$(log 'select(.event == "customs.passed" and
		.subject == "CKHN/10510000003") |
		[.body.trip, .body.packages, .body.gross_g, .body.lane]')"

# An import on a truck of ours.
D=$(import_of 29C-333.33 'del(.transfers) | .vehicles |= .[:1] |
	.vehicles[0].nationality = "VN"')
check 'an import of ours' drive "$D.1" B2-3 B1-4 B0-3
same 'is over on our side' 'abroad>control enters in counted out laden
control>yard out laden
yard>outside out laden
closed crossed' "$(story "$D.1")"

# A new vehicle is its own load.
E=$(declared import 'del(.transfers) | .goods[0] += {hs: "87032363",
		packages: 1, unit: "PCE"} |
	.customs[0].number = "105999999990" |
	.vehicles = [{role: "goods", chassis: "LZZ5BLSD5PA123456",
		plate: null}]')
check 'a new vehicle' drive "$E.1" B2-3 B1-4 B0-4
same 'counts, and stays' 'abroad>control enters in counted out laden
control>yard out laden
yard>inland out laden
closed crossed' "$(story "$E.1" | sed 's/ out$/ out laden/')"

# Turned back.
F=$(export_of 12C-555.55)
check 'an export enters' drive "$F.1" B0-1 B1-1
check 'is turned back' ck-clear turn-back --as tt-gate \
	--reason owner-request "$F.1"
check 'and leaves' drive "$F.1" B1-4 B0-3
same 'turned back it closes where it came from' 'outside>yard enters out laden
yard>control out laden
turned back
control>yard out laden
yard>outside out laden
closed turned_back' "$(story "$F.1")"
G=$(import_of 桂F-A7777 'del(.transfers) | .vehicles |= .[:1]')
check 'an import enters' drive "$G.1" B2-3 B1-4
check 'is turned back' ck-clear turn-back --as tt-gate \
	--reason owner-request "$G.1"
check 'and leaves' drive "$G.1" B1-1 B2-1
same '... over the line, with its goods' 'control>abroad out home laden
closed turned_back' "$(story "$G.1" | tail -n 2)"

I=$(import_of 桂F-A8888)
check 'a receiver enters' drive "$I.2" B0-1
check 'is turned back' ck-clear turn-back --as tt-gate \
	--reason owner-request "$I.2"
same 'it leaves the way it would have left, by what that asks' \
	'border_guard_yard_out customs_yard_out' \
	"$(gate decide --lane B0-3 "$I.2" |
		jq -r '[.reasons[].check] | sort | join(" ")')"
check '... and goes' drive "$I.2" B0-3
same '... turned back' 'closed turned_back' "$(story "$I.2" | tail -n 1)"

# A call is answered by driving through; what is over moves no more.
H=$(export_of 12C-666.66)
called "$H.1" || exit 99
check 'a truck that was called' drive "$H.1" B0-1
same '... leaves the queue' '{"queue":"CKHN/export","reason":"passed"}' \
	"$(log 'select(.event == "queue.left") | .body' | tail -n 1)"
same '... and counts as called further in' '' \
	"$(gate decide --lane B1-1 "$H.1" |
		jq -r '.reasons[].code | select(. == "not-called")')"
before=$(log 'select(.event == "trip.moved")' | wc -l)
check 'a trip that is over is seen' drive "$A.1" B0-1
same '... that is written, but it moves no more' "$before passed" \
	"$(log 'select(.event == "trip.moved")' | wc -l) $(log \
		'.event' | tail -n 1 | sed 's/"gate.//; s/"//')"
check 'the store is sound' sound

done_testing
