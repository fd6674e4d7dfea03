#!/bin/sh
# A plate that was read wrongly or in part, what else the camera may have read,
# a chip: who is meant, how surely, and what a lane does that wants it sure.
. "${0%/*}/lib.sh"
# B0-2 takes nobody who is not surely recognised.
site_jq='.lanes["B0-2"].sighting = {uncertain: "deny", least_permille: 900,
	repeat_s: 30}'
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
# seen LANE JQ: a sighting's answer: admit, trip, matched, codes
seen() {
	jq -nc "{kind: \"sighting\", lane: \"$1\", source: \"camera\"} + ($2)" |
		gate decide - >"$T/decided"
	jq -c '[.admit, .trip, .matched, [.reasons[].code]]' "$T/decided"
}
A=$(export_of 12C-111.18)
called "$A.1" || exit 99
yes_by() {
	echo "[true,\"$A.1\",\"$1\",[]]"
}

# The camera's other readings.
same 'the plate as it was read' "$(yes_by exact)" \
	"$(seen B0-1 '{plate: "12C11118", confidence: 0.5}')"
same 'another reading of the camera' "$(yes_by alternative)" \
	"$(seen B0-1 '{plate: "99C11118", confidence: 0.9,
		alternatives: [{plate: "12c-111.18", confidence: 0.8}]}')"
same '... of which it is told in the sentence' '12C-111.18 (read as 99C11118)' \
	"$(jq -r .message "$T/decided" | sed 's/:.*//')"
same '... and in the log' \
	'{"confidence_permille":900,"alternatives":[{"plate":"12c-111.18","confidence_permille":800}],"source":"camera","plate":"99C11118"}' \
	"$(jq -c .sighting "$T/decided")"
same 'the one that it is surest of comes first' "$(yes_by exact)" \
	"$(seen B0-1 '{plate: "99C11118", confidence: 0.3,
		alternatives: [{plate: "88C11118", confidence: 0.2},
			{plate: "12C11118", confidence: 0.8}]}')"
same 'an alternative stands before a confused character' \
	"$(yes_by alternative)" \
	"$(seen B0-1 '{plate: "12C1111B",
		alternatives: [{plate: "12C11118"}]}')"
same 'alternatives alone do' "$(yes_by exact)" \
	"$(seen B0-1 '{alternatives: [{plate: "12C11118"}]}')"
same 'the eleventh is not looked at' '[false,null,null,["unknown-vehicle"]]' \
	"$(seen B0-1 '{plate: "99C11118", alternatives:
		([range(10) | {plate: "77C0000\(.)"}] + [{plate: "12C11118"}])}')"

# B0-2 wants it sure, and a camera that does not know how sure it is is not.
X=$(export_of 12C-111.19)
called "$X.1" || exit 99
same 'a confidence that is not known is not sure' \
	'[false,"'"$X.1"'","exact",["uncertain"]]' \
	"$(seen B0-2 '{plate: "12C11119", confidence: null}')"
same '... it is elsewhere no bar' "[true,\"$X.1\",\"exact\",[]]" \
	"$(seen B0-1 '{plate: "12C11119", confidence: null}')"

# Several that fit are named, with why.
B=$(export_of 12C-111.28)
same 'two alternatives that name two trucks are nobody' \
	'[false,null,null,["ambiguous"]]' \
	"$(seen B0-1 '{plate: "99C11118", alternatives: [
		{plate: "12C11128", confidence: 0.5},
		{plate: "12C11118", confidence: 0.4}]}')"
same '... both are named, the surer first' \
	"[[\"$B.1\",\"12C-111.28\",\"plate\",\"12C11128\",\"alternative\"],[\"$A.1\",\"12C-111.18\",\"plate\",\"12C11118\",\"alternative\"]]" \
	"$(jq -c '[.reasons[0].candidates[] |
		[.trip, .label, .identifier, .normal, .matched]]' "$T/decided")"
same '... in the sentence too' \
	"several trips fit: $B.1 (12C11128: another reading of the camera), $A.1 (12C11118: another reading of the camera)" \
	"$(jq -r '.reasons[0].message' "$T/decided")"
import_of 桂F-12BB5 >"$T/one"
import_of 桂F-12885 >"$T/two"
same 'one character from two trucks' \
	"several trips fit: $(cat "$T/one").1 (桂F12BB5: one character taken for another), $(cat "$T/two").1 (桂F12885: one character taken for another)" \
	"$(gate decide --lane B2-3 桂F128B5 | jq -r '.reasons[0].message')"
same 'what is read in part is nobody' '[false,null,null,["unknown-vehicle"]]' \
	"$(seen B0-1 '{plate: "C11118"}')"

same '... who may be meant is named' \
	"no open declaration has this vehicle; near it are $(jq -r \
		'[.reasons[0].near[].label] | join(", ")' "$T/decided")" \
	"$(jq -r '.reasons[0].message' "$T/decided")"
same '... the nearest first' '"12C11118"' \
	"$(jq -c '.reasons[0].near[0].normal' "$T/decided")"
valid decision <"$T/decided" >"$T/valid" 2>&1
same '... as its schema says' '' "$(cat "$T/valid")"
same 'one that is like none names none' null \
	"$(gate decide --lane B0-1 99X-999.99 | jq -c '.reasons[0].near')"

# A lane that wants it sure.
CK_NOW=2026-11-22T07:10:00+07:00
same 'a sure reading' "$(yes_by exact)" \
	"$(seen B0-2 '{plate: "12C11118", confidence: 0.95}')"
first=$(jq -r .decision "$T/decided")
CK_NOW=2026-11-22T07:10:05+07:00
same 'read worse a moment later, it is the same vehicle' \
	"$(yes_by confused)" \
	"$(seen B0-2 '{plate: "I2C11118", confidence: 0.95}')"
same '... and the same decision' "[\"$first\",true]" \
	"$(jq -c '[.decision, .repeated]' "$T/decided")"
CK_NOW=2026-11-22T07:15:00+07:00
doubt() {
	same "$1" "[false,\"$A.1\",\"$2\",[\"uncertain\"]]" "$(seen B0-2 "$3")"
}
doubt 'later it must be sure again: a confused character' confused \
	'{plate: "I2C11118", confidence: 0.99}'
same '... says which' \
	'this lane wants a sure reading, this is one character taken for another' \
	"$(jq -r '.reasons[0].message' "$T/decided")"
doubt 'another reading' alternative \
	'{plate: "99C11118", alternatives: [{plate: "12C11118", confidence: 1}]}'
doubt 'a reading of little confidence' exact \
	'{plate: "12C11118", confidence: 0.89}'
same '... says so' 'the plate was not read surely enough for this lane' \
	"$(jq -r '.reasons[0].message' "$T/decided")"
before=$(length)
doubt 'the same again' exact '{plate: "12C11118", confidence: 0.7}'
same '... is not written again' "$before" "$(length)"
CK_NOW=2026-11-22T07:15:31+07:00
doubt '... after the time of the lane' exact \
	'{plate: "12C11118", confidence: 0.7}'
same '... it is' "$((before + 1))" "$(length)"
same 'at another lane it may pass' "$(yes_by confused)" \
	"$(seen B0-1 '{plate: "I2C11118", confidence: 0.7}')"
CK_NOW=2026-11-22T07:20:00+07:00
same 'a sure reading beside it takes the doubt away' "$(yes_by exact)" \
	"$(seen B0-2 "{plate: \"I2C11118\", confidence: 0.7, trip: \"$A.1\"}")"

# Chips, units, containers: unmanned vehicles have no plate.
V=$(export_of 12C-333.33 '.vehicles[0] |= (.unit = "IGV-0017" |
	.container = "CSQU3054383" | del(.plate))')
check 'an unmanned vehicle is declared' test -n "$V"
called "$V.1" || exit 99
unmanned() {
	same "$1" "[true,\"$V.1\",\"exact\",[]]" "$(seen B0-1 "$2")"
}
unmanned 'an unmanned vehicle by its unit' '{unit: "igv 0017"}'
unmanned '... by its container' '{container: "CSQU 305438 3"}'
unmanned '... by its chip' '{rfid: "IGV-0017"}'
unmanned '... by a chip with the trip'\''s id' "{rfid: \"$V.1\"}"
unmanned '... by both, with an unreadable plate' \
	'{plate: "unknown", unit: "IGV0017", container: "CSQU3054383"}'
same '... as a bare line' true \
	"$(gate decide --lane B0-1 IGV-0017 | jq .admit)"
same 'it is called by its container' '"CSQU3054383"' \
	"$(jq .vehicle.label "$T/decided")"
same 'no character of a chip is taken for another' \
	'[false,null,null,["unknown-vehicle"]]' \
	"$(seen B0-1 '{rfid: "IGV-0O17"}')"
same 'as one of a unit that is painted on it is' \
	"[true,\"$V.1\",\"confused\",[]]" \
	"$(seen B0-1 '{unit: "IGV-0O17"}')"

# What is no sighting.
for bad in '{alternatives: 5}' '{alternatives: [5]}' \
	'{plate: "12C11118", alternatives: [{plate: 1}]}' \
	'{alternatives: [{plate: "12C11118", confidence: 2}]}' '{rfid: 7}' \
	'{alternatives: []}'; do
	jq -nc "{kind: \"sighting\", lane: \"B0-1\"} + ($bad)" >"$T/bad"
	before=$(length)
	check "$bad is no sighting" status 65 gate decide - <"$T/bad"
	same '... and nothing is written' "$before" "$(length)"
done
check 'the store is sound' sound

done_testing
