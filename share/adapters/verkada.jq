# Verkada: the webhook of licence plates. Source: Verkada's API reference, LPR
# webhook. Times are seconds, or ms where they are too large for that;
# confidence is 0 to 1.
def moment: if type != "number" then null
	elif . > 100000000000 then . / 1000 | floor | todate
	else todate end;
.json | objects | select(.webhook_type == "lpr" or (.data?.license_plate_number? | type) == "string")
| .data | objects
| {
	plate: (.license_plate_number // null),
	confidence,
	at: ((.created // .detected // .timestamp) | moment),
	id: ([.camera_id, (.created // .detected)] | map(select(. != null) | tostring)
		| join("/"))
}
| with_entries(select(.key == "plate" or (.value != null and .value != "")))
