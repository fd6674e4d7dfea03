#!/bin/sh
# The lanes of the site, and the newest decisions of one.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
A=$(export_of 12C-111.11)
called "$A.1" || exit 99
gate decide --lane B0-1 12C11111 >"$T/1"
gate decide --lane B0-1 99X99999 >"$T/2"
same 'the lanes, from where to where' 'B0-1 outside yard
B0-2 outside yard
B0-3 yard outside
B0-4 yard inland
B1-1 yard control
B1-2 yard control
B1-3 yard control
B1-4 control yard
B2-1 control abroad
B2-2 control abroad
B2-3 abroad control' "$(gate list | jq -r '"\(.lane) \(.from) \(.to)"')"
same 'what they did, and who may pass now' '[2,0,0,0,0,1]' \
	"$(gate list | jq -c 'select(.lane == "B0-1") | [.decisions, .openings,
		.passages, .unadmitted, .faults, .open_admissions]')"
same 'later nobody may' 0 "$(at 07:02 gate list |
	jq 'select(.lane == "B0-1").open_admissions')"
same 'of a lane, the newest decision first' "denied 99X99999
open $A.1" "$(gate list B0-1 | jq -r '"\(.state) \(.trip // .seen)"')"
gate actuate B0-1 <"$T/1" >"$T/out"
same 'and what became of it' '2026-11-22T07:00:00.000+07:00' \
	"$(gate list B0-1 | jq -r 'select(.admit).opened_at')"
passes B0-1 "$A.1" | gate run B0-1 >"$T/out"
same '... when it was used' used \
	"$(gate list B0-1 | jq -r 'select(.admit).state')"
check 'a table' sh -c 'ck-gate list --as tt-gate --format table |
	grep -q "^B0-1 *outside"'
same 'a table of decisions, with what was read' \
	'SIMULATED|Lane At Vehicle Pass State Why not|B0-1 2026-11-22 07:00:00 99X99999 no denied unknown-vehicle|B0-1 2026-11-22 07:00:00 12C-111.11 yes used|' \
	"$(gate list B0-1 --format table | sed 's/  */ /g' | tr '\n' '|')"
later() {
	at 07:01 gate list B0-1 | jq -c '[.state, .opened_at != null]' |
		tr '\n' ' '
}
at 07:01 gate decide --lane B0-1 12C11111 >"$T/3"
at 07:01 gate decide --lane B0-1 99X99999 >"$T/4"
same 'older ones keep what became of them' \
	'["denied",false] ["denied",false] ["denied",false] ["used",true] ' \
	"$(later)"
keeps 'a lane that is none' 67 gate list B9-9
same 'a lane that did nothing has no decisions' '' "$(gate list B2-1)"

done_testing
