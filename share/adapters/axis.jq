# Axis License Plate Verifier: its push of events. Source: AXIS License Plate
# Verifier, integration guide: plateUTF8, plateConfidence, capture_timestamp in
# ms. A confidence above 1 is of 100. Of a vehicle that stays, the first
# (packetCounter) and its updates are one reading.
def number: if . == null then null else (tonumber? // null) end;
def share: number | if . == null then null elif . > 1 then . / 100 else . end;
def moment: number | if . == null then null
	else (. / 1000 | floor | todate | rtrimstr("Z")) + "." +
		(. % 1000 | tostring | "000"[length:] + .) + "Z" end;
.json | objects | select(has("plateUTF8") or has("plateText") or has("plateASCII"))
| {
	plate: ([.plateUTF8, .plateText, .plateASCII]
		| map(strings | select(. != "")) | first),
	confidence: (.plateConfidence | share),
	alternatives: [.plateCandidates[]? | {plate: (.plateUTF8 // .plateText),
		confidence: (.plateConfidence | share)} | select(.plate)],
	at: (.capture_timestamp | moment),
	id: (.carID // null | if . == null then null else tostring end)
}
| with_entries(select(.key == "plate" or (.value != null and .value != [])))
