#!/bin/sh
# A sighting of another time than now admits nobody, whoever sends it: it is
# kept, told with its age, and takes nothing from whoever stands there.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"

check 'a store' make_store
check 'the store of a lane' make_lane
A=$(export_of 12C-111.61)
called "$A.1" || exit 99
# On a simulated store the time of a record is what the time is, so a listener
# marks what is late by its clock.
# sighting LANE TIME [JQ]: of truck A; TIME is 22T07:00
sighting() {
	jq -nc --arg lane "$1" --arg at "2026-11-$2:00+07:00" '{kind: "sighting",
		lane: $lane, source: "camera", plate: "12C11161",
		confidence: 0.9, at: $at, late: true} + '"${3-{\}}"
}
# answers LANE TIME [JQ]: what decide says of it
answers() {
	sighting "$@" | gate decide - >"$T/decided"
	jq -c '[.admit, .trip, [.reasons[].code], .repeated]' "$T/decided"
}

before=$(length)
same 'a reading of the day before admits nobody' \
	'[false,null,["reading-late"],null]' "$(answers B0-1 21T07:00)"
check '... as the schema says' valid decision <"$T/decided"
same '... it is told with its age' "12C11161: not through lane B0-1 yet:\
 (1) it was read 1 d 0 h ago, by the camera's clock: nobody may stand there\
 now. Tell the driver: The plate was read some time ago and does not count. Show\
 your pass. [reading-late]" "$(jq -r .message "$T/decided")"
same '... and kept, when it is' \
	'["2026-11-22T07:00:00.000+07:00","2026-11-21T07:00:00+07:00",[{"code":"reading-late","age_min":1440}]]' \
	"$(log '[.at, .body.sighting.at, .body.reasons]' | tail -n 1)"
same '... once: the next of the same age is the same answer' \
	"[false,null,[\"reading-late\"],true] $((before + 1))" \
	"$(answers B0-1 21T07:00) $(length)"
same 'one of another time is kept too' \
	"[false,null,[\"reading-late\"],null] $((before + 2))" \
	"$(answers B0-1 21T17:00) $(length)"
same '... a pass does not make it true' '[false,["reading-late"]]' \
	"$(sighting B0-1 21T07:00 '{trip: "'"$A.1"'"}' | gate decide - |
		jq -c '[.admit, [.reasons[].code]]')"
same 'nor does the camera that says it kept it' \
	'[false,null,["reading-late"],null] true' \
	"$(answers B0-1 22T07:00) $(
		jq .sighting.late "$T/decided")"
check '... as the schema says' valid decision <"$T/decided"
same 'one that says it is not late' "[true,\"$A.1\",[],null]" \
	"$(answers B0-1 22T07:00 '{late: false}')"
same 'a late one takes no admission back' \
	'[false,null,["reading-late"],null]' "$(answers B0-1 22T05:00)"
same '... it stands' "[true,\"$A.1\",[],true]" "$(answers B0-1 22T07:01 '{late: false}')"
same 'an hour that is none' 65 "$(sighting B0-1 21T07:00 '{at: "soon"}' |
	gate decide - >/dev/null 2>&1
	echo $?)"

# The lane: one that waits keeps its admission.
B=$(export_of 12C-111.63)
called "$B.1" || exit 99
outputs='select(.kind == "decision" or .line == "barrier_open") |
	[if .kind == "decision" then .admit else .value end, (.reasons // [] | .[].code)]'
{
	rest 07:20:00
	seen 12C11163 07:20:01
	sighting B0-1 22T05:00 '{plate: "12C11163"}'
	sighting B0-1 22T05:00 '{plate: "12C11161"}'
	seen 12C11163 07:20:05
} >"$T/records"
same 'a late one takes nothing from who waits' \
	'[true]
[1]
[false,"reading-late"]
[false,"reading-late"]
[true]' "$(gate run B0-1 <"$T/records" 2>/dev/null | jq -c "$outputs" |
		grep -v '^\[0\]')"

# A lane with its gatehouse, and alone.
C=$(export_of 12C-111.64)
called "$C.1" || exit 99
{
	rest 07:30:00
	sighting B0-1 22T05:00 '{plate: "12C11164"}'
} >"$T/records"
lane "$house" <"$T/records" >"$T/out" 2>"$T/words"
same 'the gatehouse admits nobody by it' '[false,["reading-late"]]' \
	"$(jq -c 'select(.kind == "decision") |
		[.admit, [.reasons[].code]]' "$T/out")"
same '... and the lane opens nothing' '' \
	"$(jq -c 'select(.line == "barrier_open")' "$T/out")"
lane 'exit 1' <"$T/records" >"$T/out" 2>"$T/words"
same 'nor does a lane alone' '[false,true,["reading-late"]]' \
	"$(jq -c 'select(.kind == "decision") |
		[.admit, .offline, [.reasons[].code]]' "$T/out")"
check 'the tables are what the log says' sound

# By the clock of a real store. B0-2 has a camera whose clock is wrong.
unset CK_NOW
CK_STORE=$T/real.db
export CK_STORE
jq '.lanes["B0-2"].sighting = {late_s: 7200}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
{
	ck-store init --site "$T/site.json" &&
		ck-store staff add "$(id -un)" --agency admin,gate_centre
} >"$T/.init" || exit 99
# codes LANE WHEN: of a reading of that time, as date(1) has it
codes() {
	jq -nc --arg at "$(date -u -d "$2" +%Y-%m-%dT%H:%M:%SZ)" \
		--arg lane "$1" \
		'{kind: "sighting", lane: $lane, plate: "12C99999", at: $at}' |
		ck-gate --lang en decide - >"$T/decided"
	jq -r '[.reasons[].code] | join(" ")' "$T/decided"
}
same 'of now' unknown-vehicle "$(codes B0-1 now)"
same 'of a minute ago' unknown-vehicle "$(codes B0-1 '-60 seconds')"
same 'of a day ago' reading-late "$(codes B0-1 '-1 day')"
same '... with its age' 1440 "$(jq '.reasons[0].age_min' "$T/decided")"
same 'a clock that is an hour ahead' reading-ahead \
	"$(codes B0-1 '+62 minutes')"
same '... is told so' "the camera's clock is N min ahead: when this was read is\
 not known" "$(jq -r '.reasons[0].message' "$T/decided" |
	sed 's/1 h 0[0-9] min/N min/')"
check '... as the schema says' valid decision <"$T/decided"
same 'where the site says that a clock is wrong, its readings count' \
	unknown-vehicle "$(codes B0-2 '-90 minutes')"
check 'the store is sound' ck-store verify --all

done_testing
