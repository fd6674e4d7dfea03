#!/bin/sh
# A small day goes through all programs, half an hour at a time, as the demo's
# does: what comes out is what was intended.
. "${0%/*}/lib.sh"

for program in ck-gate ck-sync ck-report; do
	command -v "$program" >/dev/null || skip_all "$program is not built"
done
command -v jq >/dev/null || skip_all 'jq is not installed'

day=$top_srcdir/scripts/day
SITE_FILE=$top_srcdir/share/sites/huu-nghi.json
SCALE_PTY=$top_builddir/tests/sim/scale-pty PEER=$top_srcdir/tests/sim/peer
ADAPTERS=$top_srcdir/share/adapters CALLS=2
export SITE_FILE SCALE_PTY PEER ADAPTERS CALLS

check 'a small day is made' "$day/generate" --small "$T/day"
check 'it is replayed' "$day/replay" "$T/day" "$T/run"
ck-report day 2024-08-29 --format json >"$T/report.json"
echo '{}' >"$T/official.json"
check 'the report says what was intended' "$day/compare" "$T/report.json" \
	"$T/day/intent.json" "$T/official.json"
jq '.export.fruit -= 1' "$T/report.json" >"$T/other.json"
check 'another report differs' status 1 "$day/compare" "$T/other.json" \
	"$T/day/intent.json" "$T/official.json"
check 'the log holds' ck-store verify --all
ck-store log --hash >"$T/log"
check 'for an outsider, too' "$top_srcdir/scripts/ck-verify-log" "$T/log"

# findings: how many declarations were refused for each fault.
findings() {
	jq -c 'select(.kind == "finding" and .severity == "error" or
		.kind == "error") | .code' "$T/run/out/declared" |
		sort | uniq -c
}
prints 'faults that people make are found' \
'      1 "control-character"
      1 "hs-form"
      1 "incomplete"
      1 "mass-form"
      1 "missing"
      1 "no-identifier"
      1 "not-yours"
      1 "tax-code-check"
      1 "transfer-sum"
      1 "unknown-key"' findings

refusals() {
	jq -r '.fate + " " + ([.reasons[].code] | join(" "))' \
		"$T/run/out/denied" | sort -u
}
prints 'lanes send away who may not pass, and nobody else' \
'early not-called
goods-doubt held
mismatch held check-open
overweight held check-open
stopped held' refusals

events() {
	ck-store log | jq -r .event | grep -cx "$1"
}
same 'no lane saw a fault' 0 "$(events gate.faulted)"
same 'customs was told each passage of goods once' "$(events customs.passed)" \
	"$(grep -c . "$T/run/out/posted")"
check 'cases are shown' "$day/cases" "$T/run"

done_testing
