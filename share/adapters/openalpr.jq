# OpenALPR and Rekor Scout: alpr_results (a picture) and alpr_group (a vehicle,
# the best of its pictures). Source: doc.openalpr.com, JSON results of the agent.
#
# Confidence is 0 to 100, epoch_time in ms; heartbeats (data_type heartbeat) and
# alerts are no sightings.
def moment: if . == null then null
	else (. / 1000 | floor | todate | rtrimstr("Z")) + "." +
		(. % 1000 | tostring | "000"[length:] + .) + "Z" end;
def percent: if . == null then null else . / 100 end;
def others($plate): [.[]? | select(.plate != $plate)
	| {plate: .plate, confidence: (.confidence | percent)}];
def seen($at; $id): .plate as $plate | {
	plate: $plate,
	confidence: (.confidence | percent),
	alternatives: (.candidates | others($plate)),
	at: ($at | moment),
	id: $id
} | with_entries(select(.key == "plate" or (.value != null and .value != [])));
.json | objects
| if .data_type == "alpr_group" then
	. as $group
	| (.best_plate // {plate: .best_plate_number, confidence: .best_confidence})
	| seen($group.epoch_start; $group.best_uuid)
elif .data_type == "alpr_results" then
	.epoch_time as $at | .uuid as $id | .results[]? | seen($at; $id)
else empty end
