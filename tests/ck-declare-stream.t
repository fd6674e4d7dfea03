#!/bin/sh
# A stream of declarations: an answer for each, in order; sent again, or with
# keys, or resumed, it changes nothing more.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

jq -nc --slurpfile d "$export_file" 'range(40) as $n | $d[0] |
	.key = "portal:\($n)" | .vehicles[0] |= (.plate = "29C-\(10000 + $n)" |
	del(.container, .other_plates)) | .customs[0].number =
	"3\(1000000000 + $n)0"' >"$T/stream"

# answers COMMAND...: how each input was answered
answers() {
	"$@" -j '[.declaration, .trips[0].vehicle.label, .repeated]' >"$T/out"
}

check 'half of it' answers submit - <<END
$(head -n 20 "$T/stream")
END
same 'is answered in order' 20 "$(jq -r '.[1]' "$T/out" | sort -c && wc -l <"$T/out")"
check 'all of it' answers submit "$T/stream"
same 'the first half is repeated' '20 true
20 null' "$(jq '.[2]' "$T/out" | uniq -c | awk '{print $1, $2}')"
same 'ids have no gap' 40 "$(jq -r '.[0]' "$T/out" | sort -u | tail -n 1 |
	sed 's/.*-0*//')"
before=$(seq)
check 'again' answers submit "$T/stream"
same 'all is repeated' 40 "$(jq -r '.[2]' "$T/out" | grep -c true)"
same 'and nothing appended' "$before" "$(seq)"
jq -c 'del(.key)' "$T/stream" >"$T/keyless"
check 'without keys' answers submit "$T/keyless"
same 'all is repeated' 40 "$(jq -r '.[2]' "$T/out" | grep -c true)"
same 'and nothing appended' "$before" "$(seq)"

jq -c '.goods[0].packages = 1100 | .vehicles[0].carries[0].packages = 1100' \
	"$T/stream" | head -n 1 >"$T/other"
check 'another content under a key' status 65 submit "$T/other"
same 'is not taken' "$before" "$(seq)"

echo '{"kind":"trip","trip":"CKHN-20261121-00001.1"}' >"$T/mixed"
head -n 1 "$T/stream" >>"$T/mixed"
echo '{"kind":"error","line":7,"status":65}' >>"$T/mixed"
submit "$T/mixed" >"$T/passed"
same 'what is no declaration passes as it came' \
	'{"kind":"trip","trip":"CKHN-20261121-00001.1"}
{"kind":"error","line":7,"status":65}' "$(grep -v '"kind":"declaration"' "$T/passed")"
same 'in its place' 'trip
declaration
error' "$(jq -r .kind "$T/passed")"

export_with '.site = "TT"' >"$T/elsewhere"
check 'a declaration for another site' status 65 submit "$T/elsewhere"
export_with '.site = "CKHN" | .at = "2026-11-30T10:00:00+07:00"' >"$T/later"
prints 'its own time on a simulated store' '"CKHN-20261130-00001"' \
	submit "$T/later" -j .declaration

# Ids of a day sort by their integers beyond five digits.
if command -v store-write >/dev/null; then
	jq -nc '{events: [range(99998; 100002) as $n |
		"CKHN-20261201-\($n)" | {event: "declaration.submitted",
		root: ., subject: ., body: {site: "CKHN", direction: "export",
		regime: "empty", digest: "0", site_version: 1, document: {},
		trips: []}}]}' >"$T/events"
	check 'a hundred thousand in a day' \
		store-write append --as tt-gate "$T/events"
	export_with '.expected_at = null | .at = "2026-12-01T10:00:00+07:00"' \
		>"$T/next"
	prints 'the next' '"CKHN-20261201-100002"' \
		submit "$T/next" -j .declaration
fi
check 'the store is sound' sound

done_testing
