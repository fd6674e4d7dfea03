#!/bin/sh
# Readings as records: what the frames do not say is not believed, and one
# reading is one weighing.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
first=$(declare_truck 777.01 16200 30000)
second=$(declare_truck 777.02 16200 30000)
sim --fast --protocol yaohua-a9
load 46200
ck-weigh read --scale B1-S1 --device "$tty" --frame-ms 100 >"$T/read" || exit 99

# bound TRIP [FILTER]: the readings, the concluded one with its trip
bound() {
	jq -c "if .concluded then .trip = \"$1\" | ${2-.} else . end" "$T/read"
}
said() {
	status "$@" >"$T/out" && jq -c 'select(.kind != "reading") |
		[.weighing // .code, .outcome, .repeated]' "$T/out"
}
record() {
	bound "$@" | weigh record -q -k
}

prints 'a reading that says of which trip' "[\"$first/W1\",\"within\",null]" \
	said 0 record "$first"
same 'what concludes nothing passes by' \
	"$(jq -c 'select(.concluded | not)' "$T/read")" \
	"$(jq -c 'select(.kind == "reading")' "$T/out")"
jq -c 'select(.kind == "weighing")' "$T/out" >"$T/weighing"
check 'the weighing is as the schema says' valid weighing <"$T/weighing"
same 'it has the frames of the reading' \
	"$(jq -c 'select(.concluded) | .frames' "$T/read")" \
	"$(ck-weigh list --jq .frames)"
before=$(seq)
prints 'the same reading again changes nothing' \
	"[\"$first/W1\",\"within\",true]" said 0 record "$first"
prints 'nor do its words in another order' \
	"[\"$first/W1\",\"within\",true]" \
	said 0 record "$first" 'to_entries | reverse | from_entries'

doubted() {
	prints "$1" "[\"$2\",null,null]" said "$3" record "$second" "$4"
}
doubted 'other digits' digits 65 '.weight = "46000"'
doubted 'a frame cut short' frames 65 '.frames[3] |= .[2:]'
doubted 'too few frames' not-stable 65 '.frames |= .[:4]'
doubted 'too short a time' not-stable 65 '.span_ms = 400'
doubted 'no frames' frames 65 'del(.frames)'
doubted 'no protocol' protocol 65 'del(.protocol)'
doubted 'no trip' no-trip 65 'del(.trip)'
doubted 'another scale of the site' no-scale 67 '.scale = "B9-S9"'
doubted 'no scale, no lane' which-scale 64 'del(.scale, .lane)'
same 'nothing was recorded' "$before" "$(seq)"
prints 'a lane has its scale' '"B1-S1"' sh -c "
	jq -c 'select(.concluded) | del(.scale) | .trip = \"$second\"' \
		'$T/read' | ck-weigh --as tt-gate record -n --jq .scale"
# A stable net weight of 46,200 kg, as the indicator at B0 would say it.
net=$(printf '\002\042\061\040 46200     0\r' | od -An -v -tx1 | tr -d ' \n')
net() {
	jq -cn --arg f "$net" --arg trip "$second" '{kind: "reading",
		protocol: "toledo-continuous", ok: true, weight: "46200",
		unit: "kg", stable: true, net: true, range: "ok", frame: $f,
		concluded: true, by_indicator: true, count: 2, span_ms: 100,
		frames: [$f, $f], scale: "B0-S1", trip: $trip}' |
		weigh record -k -q
}
prints 'a net weight is not that of the vehicle' \
	'["indicator-net",null,null]' said 65 net

# -- a real store: readings are of now, and by the clock ----------------------

unset CK_NOW
CK_STORE=$T/real.db
jq '.version = 2 | .scales[].verified_until = "2999-12-31" |
	.scales["B1-S1"].records = true | .staff = []' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store init --site "$T/site.json" >"$T/init" || exit 99
ck-store staff add "$(id -un)" \
	--agency admin,gate_centre,enterprise:0100112437 >"$T/staff" || exit 99
real() {
	ck-declare submit "$T/$1.json" --jq .trips[0].trip | tr -d '"'
}
jq '.expected_at = (now + 3600 | todate)' "$T/truck.json" >"$T/one.json"
jq '.vehicles[0].plate = "29C-777.03"' "$T/one.json" >"$T/other.json"
first=$(real one)
second=$(real other)
mover=
move "$first" outside yard B0-1 && move "$second" outside yard B0-1 || exit 99
before=$(seq)
weigh() {
	ck-weigh --lang en "$@"
}
# now [SECONDS]: as if read by the clock just now
now() {
	echo "del(.frame_ms, .simulated) |
		.at = (now + ${1-0} | todate)"
}
prints 'frames that count as time are refused' '["real-store",null,null]' \
	said 77 record "$first"
prints 'as is --frame-ms' '["real-store",null,null]' said 77 \
	sh -c "ck-weigh record -k -q --scale B1-S1 --frame-ms 100 $first"
prints 'a reading of an hour ago is refused' '["stale-reading",null,null]' \
	said 65 record "$first" "$(now -3600)"
prints 'one of the future, too' '["stale-reading",null,null]' \
	said 65 record "$first" "$(now 60)"
prints 'one without a good time' '["time",null,null]' said 65 record "$first" \
	"$(now) | .at = \"noon\""
same 'nothing was recorded' "$before" "$(seq)"

taken=$(date -u +%Y-%m-%dT%H:%M:%SZ)
just="$(now) | .at = \"$taken\""
prints 'one of now is recorded' "[\"$first/W1\",\"within\",null]" \
	said 0 record "$first" "$just"
same 'at its own time' "$(date -u -d "$taken" +%s)" \
	"$(ck-weigh list --jq .at | xargs date -u +%s -d)"
prints 'a reading is of one truck only' '["key-reused",null,null]' \
	said 65 record "$second" "$just"
prints 'of that truck it is repeated' "[\"$first/W1\",\"within\",true]" \
	said 0 record "$first" "$just"
check 'the store is sound' ck-store verify --all
unload
sim_ends

done_testing
