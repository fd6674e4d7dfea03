#!/bin/sh
# What is entered late keeps the reason, once an entry.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

late=2026-11-21T20:00:00+07:00
check 'too late for no reason' status 64 submit --at $late "$export_file"
check 'a reason that the site does not name' status 64 \
	submit --at $late --at-reason tired "$export_file"
check 'one that it names' submit --at $late --at-reason paper "$export_file"
check 'or the record does' \
	sh -c "jq -c '.late_reason = \"outage\"' \"$import_file\" |
		ck-declare submit --as dn-hoa --at $late -"

ck-store log >"$T/log"
entries() {
	jq -c 'select(.body.late_reason) | [.event, .body.late_reason]' "$T/log"
}
prints 'the first event of each has it' \
	'["declaration.submitted","paper"]
["declaration.submitted","outage"]' entries
check '... of several' [ "$(grep -c '"occurred":' "$T/log")" -gt 2 ]
check 'what follows from the log is as before' sound

done_testing
