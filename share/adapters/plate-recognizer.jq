# Plate Recognizer: what Stream pushes (JSON, or the field "json" of a form), its
# JSON lines and its CSV, and answers of the Snapshot API. Source:
# guides.platerecognizer.com, Stream, Webhooks and output formats.
#
# Scores are 0 to 1, plates lower case; the first candidate is the plate itself.
# In CSV nested fields are Python literals.
def python: if type != "string" or . == "" then null
	else (gsub("'"; "\"") | gsub("\\bNone\\b"; "null") | fromjson?) // null end;
def number: if . == null or . == "" then null else (tonumber? // null) end;
def others($plate): [.[]? | select((.plate | type) == "string" and .plate != $plate)
	| {plate: (.plate | ascii_upcase), confidence: (.score? // null)}];
def seen($at; $id):
	(.plate | if type == "object" then .props.plate[0].value? else . end) as $plate
	| {
		plate: ($plate | if . == null or . == "" then null else ascii_upcase end),
		confidence: (.score | number),
		alternatives: (.candidates | others($plate)),
		at: $at,
		id: $id
	}
	| with_entries(select(.key == "plate" or (.value != null and .value != [])));
if .row then
	.row | .timestamp as $at | . + {candidates: (.candidates | python)} | seen($at; .file)
else
	.json | objects | (.data // .) | objects
	| (.timestamp_local // .timestamp) as $at
	| (.filename // null) as $file
	| .results[]? | seen($at; $file)
end
