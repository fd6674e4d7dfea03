#!/bin/sh
# A lane whose gatehouse is away is opened by hand for a vehicle: one of the
# last list, or whoever the officer says. Told later, the trip goes where the
# truck went, once.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store && make_lane || exit 99
A=$(export_of 12C-111.11).1
B=$(export_of 12C-111.12).1
C=$(export_of 12C-111.13).1
at 07:10 called "$A"
at 07:10 called "$C"
permit=$(gate permit add 29C10001 --lane B0-1 --reason police \
	--until 2026-11-24T00:00:00+07:00 | jq -r .permit)

opens() { # TIME [OPTION...]
	opens_at=$1
	shift
	at "$opens_at" ck-gate open B0-1 -s "$L" --as tt-gate --lang en \
		--reason manual-outage "$@"
}
for_whom() {
	jq -r '"\(.trip // .permit // "-") \(.seen // "-") \(.vehicle.label // "-")"'
}
same 'before the lane was ever told whom to expect, any vehicle is named' \
	'- 12C11111 -' "$(opens 07:15 --trip 12C11111 -n | for_whom)"
rest 07:20:00 | lane "$house" >"$T/ran"
opens 07:30 --trip '12c-111.11' >"$T/open.1"
opens 07:32 --trip '12C 111.12' >"$T/open.2"
opens 07:34 --trip "$C" >"$T/open.3"
opens 07:36 --trip 99X-999.99 >"$T/open.4"
opens 07:38 --trip 29C10001 >"$T/open.5"
opens 07:40 >"$T/open.6"
cat "$T"/open.? >"$T/opened"
same 'of the list it is known who it is, of another what was said' \
	"$A - 12C-111.11
- 12C11112 -
$C - 12C-111.13
- 99X99999 -
$permit - 29C10001
- - -" "$(for_whom <"$T/opened")"
same '... in the log of the lane too' "$(for_whom <"$T/opened")" \
	"$(lane_log 'select(.event == "gate.opened").body' | for_whom)"
check '... as the schema says' eval 'valid output <"$T/opened"'
check 'what cannot be the name of a vehicle opens nothing' status 67 \
	opens 07:41 --trip '???'

# A lane that is begun takes up the newest opening, unless one passed since.
passes B0-1 99X-1 | jq -c '.at = "2026-11-22T07:28:00+07:00"' |
	lane false >"$T/ran" 2>"$T/words"
{
	rest 07:29:00
	cat "$T/open.1"; drives 07:30
	cat "$T/open.2"; drives 07:32
	cat "$T/open.3"; drives 07:34
	cat "$T/open.4"; drives 07:36
	cat "$T/open.5"; drives 07:38
	cat "$T/open.6"; drives 07:40
} | lane false >"$T/ran" 2>"$T/words"
jq -c 'select(.kind == "passage")' "$T/ran" >"$T/passages"
same 'the passages are of those, opened by hand' "$(for_whom <"$T/opened")" \
	"$(for_whom <"$T/passages")"
same '... and by that opening' "$(jq -r .opened "$T/opened")" \
	"$(jq -r 'select(.admitted).opened_by' "$T/passages")"
same '... told by the plate, where it is known' '12C-111.11
12C11112
12C-111.13
99X99999
29C10001
an unknown vehicle' "$(jq -r '.message | sub(" went through.*"; "")' \
	"$T/passages")"
check '... as the schema says' eval 'valid passage <"$T/passages"'

# The gatehouse is back.
rest 08:00:00 | lane "$house" >"$T/ran"
same 'the gatehouse finds the trip of whom the officer named' "$A
$B
$C
99X99999
$permit
CKHN/B0-1" "$(log 'select(.event == "gate.opened").subject' | jq -r .)"
same '... as the opening says, and the passage' \
	"$(log 'select(.event == "gate.opened").subject' | jq -r .)" \
	"$(log 'select(.event == "gate.passed" and .body.admitted).subject' |
		jq -r .)"
same '... and by whom' tt-gate "$(log 'select(.event == "gate.opened").body.by' |
	jq -r . | sort -u)"
zone_of() {
	ck-declare show --as dn-hoa -f json "${1%.*}" | jq -r '.trips[0].zone'
}
same '... the trucks are where they drove' 'yard yard yard' \
	"$(zone_of "$A") $(zone_of "$B") $(zone_of "$C")"
same '... at the time of the lane' '"2026-11-22T07:32:15.200+07:00"' \
	"$(log 'select(.event == "trip.moved" and .subject == "'"$B"'").occurred')"
status_of() {
	at "$1" gate status B0-1 --format table
}
same 'the screen says who opened, why and when, and when it was told' \
	'07:40:00  -  opened by hand by tt-gate: manual-outage (told at 08:00)
waits for a vehicle' "$(status_of 08:01 | sed -n '3p;4p')"
at 08:01 gate status B0-1 --format json >"$T/status"
check '... as the schema says' eval 'valid lane_status <"$T/status"'
{ rest 08:02:00; seen 12C99999 08:02:30; } | lane false >"$T/ran" 2>"$T/words"
rest 08:05:00 | lane "$house" >"$T/ran"
same 'what was decided there is told at its own time' \
	'08:02:30 12C99999 08:05:00' "$(at 08:06 gate list B0-1 | jq -r 'select(.told_at) |
	"\(.at[11:19]) \(.seen) \(.told_at[11:19])"')"
check '... as the schema says' eval 'gate list B0-1 | valid decision'
same '... on the screen too' \
	'08:02:30  12C99999  may not pass: nobody-decides (told at 08:05)' \
	"$(status_of 08:06 | sed -n 3p)"
same '... and every fault' '' "$(status_of 08:06 |
	grep '\[decider-lost\]' | grep -v 'told at')"
check 'every passage is there once' same_passages
taken=$(length)
rest 08:10:00 | lane "$house" >"$T/ran"
same '... and the next time nothing more' "$taken" "$(length)"

# Of two nobody knows who they were; the officer who opened does.
passage_of() {
	log 'select(.event == "gate.passed" and .subject == "'"$1"'") |
		"\(.origin):\(.seq)"' | jq -r .
}
unknown=$(passage_of CKHN/B0-1)
same 'whose trip is not known is told' \
	"$(passage_of 99X99999) $unknown" "$(log 'select(.body.code ==
		"vehicle-unknown").body.passage' | jq -r . | xargs)"
same '... and shown' \
	"07:40:15  $unknown: a vehicle went through whose trip is not known [vehicle-unknown]  still there (told at 08:00)" \
	"$(status_of 08:20 | grep vehicle-unknown)"
check '... and what to do' grep -q '^\.It vehicle-unknown' \
	"$top_srcdir/man/ck-troubles.7"
D=$(export_of 12C-111.14).1
keeps 'it is said whose it was' 64 gate identify "$unknown"
keeps '... by a name that there is' 67 gate identify "$unknown" --trip 99X-1
keeps '... of a vehicle that was there' 1 gate identify "$unknown" --trip "$A"
same '... it says so' "ck-gate: $A is not in outside, where the passage began [wrong-zone]" \
	"$(words gate identify "$unknown" --trip "$A")"
keeps 'a passage that is none' 67 gate identify CKHN:1 --trip "$D"
keeps 'one that nobody made' 67 gate identify CKHN:99999 --trip "$D"
keeps 'one whose trip is known' 67 gate identify \
	"$(passage_of "$A")" --trip "$D"
keeps 'who may not open there' 77 ck-gate identify "$unknown" --trip "$D" \
	--as dn-hoa
keeps 'a dry run' 0 gate identify "$unknown" --trip "$D" -n
at 09:00 gate identify "$unknown" --trip 12C11114 >"$T/known"
same 'it is of that trip now, at its own time' \
	"$D 12C-111.14 $unknown 2026-11-22T07:40:15.200+07:00" "$(jq -r \
	'"\(.trip) \(.vehicle.label) \(.passage) \(.at)"' "$T/known")"
check '... as the schema says' eval 'valid passage <"$T/known"'
same '... and the fault is over' 'over (told at 08:00)' "$(status_of 09:00 |
	sed -n "s/.*$unknown.*unknown\]  //p")"
at 09:00 gate status B0-1 -f json >"$T/status"
check '... as the schema says' eval 'valid lane_status <"$T/status"'
same '... the truck is where it drove' yard "$(zone_of "$D")"
same '... since then' '"2026-11-22T07:40:15.200+07:00"' \
	"$(log 'select(.event == "trip.moved" and .subject == "'"$D"'").occurred')"
same '... by who said so' tt-gate "$(log 'select(.event == "gate.identified") |
	.actor' | jq -r .)"
keeps 'another time it is known' 1 gate identify "$unknown" --trip "$C"
check 'every passage is there once' same_passages

# Who let it go, as the log alone says.
let_go() {
	ck-who --lang en "$1" | sed -n 's/^.*T\(..:..\)  /\1 /p'
}
same 'who let go whom the officer named' \
	'07:32 opened  CKHN/B0-1: Opened by hand in an outage, on a paper slip; tt-gate, lane:B0-1
07:32 passed  CKHN/B0-1; lane:B0-1' "$(let_go "$B")"
same 'who let go whom nobody named' \
	'07:40 opened  CKHN/B0-1: Opened by hand in an outage, on a paper slip; tt-gate, lane:B0-1
07:40 passed  CKHN/B0-1; lane:B0-1
07:40 identified  CKHN/B0-1; tt-gate' "$(let_go "$D")"
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
