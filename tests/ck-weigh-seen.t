#!/bin/sh
# A camera names the vehicle on the scale: what it surely saw is weighed.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

jq '.lanes["B1-1"].sighting = {uncertain: "admit", least_permille: 800}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
truck=$(declare_truck 777.01 15200 21500)
sim --fast --protocol yaohua-a9
load 36740
# seen PLATE MORE OPTION...: a sighting to ck-weigh record
seen() {
	seen=$(jq -nc --arg plate "$1" --argjson more "$2" '{kind: "sighting",
		lane: "B1-1", source: "camera", plate: $plate,
		confidence: 0.98, at: "2026-11-22T10:00:00+07:00"} + $more')
	shift 2
	echo "$seen" | weigh record --scale B1-S1 --device "$tty" \
		--frame-ms 100 -q "$@"
}
check 'a vehicle that a camera saw' eval \
	'seen "29C-777.01" "{}" >"$T/weighing"'
same '... is weighed' \
	"[\"$truck\",\"B1-S1\",36740,\"within\"]" \
	"$(jq -c '[.trip, .scale, .gross_kg, .outcome]' "$T/weighing")"
check '... as the schema says' valid weighing <"$T/weighing"
same '... and the log says how it was recognised' \
	'["camera","29C-777.01",980,"exact"]' "$(ck-store log |
	jq -c 'select(.event == "weighing.recorded").body.sighting |
	[.source, .plate, .confidence_permille, .matched]')"

before=$(seq)
again='{"again": "officer"}'
check 'a confused character is not sure' status 1 seen 29C777O1 "$again"
same '... it is told whose it may be' \
	'ck-weigh: -:1: 29C777O1 is not surely 29C-777.01: name the trip [uncertain]' \
	"$(words seen 29C777O1 "$again")"
check 'nor is a reading that the camera doubts' status 1 \
	seen 29C77701 '{"again": "officer", "confidence": 0.5}'
check 'a vehicle that nobody expects' status 67 seen 29C99999 "$again"
check 'one that was seen elsewhere' status 65 \
	seen 29C77701 '{"again": "officer", "lane": "B1-2"}'
check 'one that the camera had kept' status 1 \
	seen 29C77701 '{"again": "officer", "late": true}'
same '... it is told so' \
	'ck-weigh: -:1: /at: 29C77701 was seen at another time than now: name the trip [reading-late]' \
	"$(words seen 29C77701 '{"again": "officer", "late": true}')"
check 'a plate that is none' status 65 seen 29C77701 '{"plate": 7}'
same 'nothing of it was recorded' "$before" "$(seq)"
prints 'seen again, and weighed again' "\"$truck/W2\"" \
	seen 29C77701 '{"again": "officer"}' --jq .weighing
sim_ends
check 'the store is sound' ck-store verify --all
done_testing
