#!/bin/sh
# ck-who: who held a truck at an hour, and who let it go, to whoever may know.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

command -v ck-gate >"$T/.command" || skip_all 'ck-gate is not built'
make_ground || exit 99
at() {
	CK_NOW=2026-11-23T$1:00+07:00
	export CK_NOW
}
decide() {
	ck-gate --as tt-gate decide --lane B0-1 12C12345 >"$T/decided" </dev/null
}
who() {
	ck-who --lang en "$@"
}
at 02:40
check 'a plate is held, as a camera reads it' clear --as hq-lan \
	--reason document-doubt hold plate:12C12345
at 02:50
check '... and its driver, silently' clear --as bp-hung --silent \
	--reason watch hold person:001085006789
check '... and a container nobody has' clear --as hq-lan --reason watch \
	hold container:MSKU9070323
check 'it is called' eval 'ck-queue --as tt-gate join "$A.1" >"$T/joined" &&
	ck-queue --as tt-gate call export >"$T/called"'
at 02:55
check 'a lane denies' status 1 decide
at 02:58
check '... again' status 1 decide
at 03:10
check 'customs let it go' clear --as hq-minh --reason nothing-found \
	lift CKHN-H00001
at 03:20
check 'so does the border guard' clear --as bp-nam --reason nothing-found \
	lift CKHN-H00002
at 03:25
check 'the lane admits it' decide
printf '{"kind":"passage","lane":"B0-1","trip":"%s"}\n' "$A.1" |
	ck-gate --as tt-gate run B0-1 >"$T/ran"
at 08:00
check 'and is asked about later' clear --as hq-lan --reason watch hold "$A.1"

# the answer to who holds silently, who is above it, and the keeper
whole='SIMULATED
12C-123.45  CKHN-20261122-00001.1
2026-11-23T02:40  held  Customs: Documents in doubt (CKHN-H00001 12C12345); hq-lan
2026-11-23T02:50  held  Border guard: Operational request (CKHN-H00002, silent); bp-hung
2026-11-23T02:55–02:58  denied  CKHN/B0-1: held, see-officer; tt-gate
2026-11-23T03:10  lifted  Customs: Checked, nothing found (CKHN-H00001); hq-minh
2026-11-23T03:20  lifted  Border guard: Checked, nothing found (CKHN-H00002); bp-nam
2026-11-23T03:25  admitted  CKHN/B0-1; tt-gate
2026-11-23T03:25  passed  CKHN/B0-1; lane:B0-1'
last='2026-11-23T08:00  held  Customs: Operational request (CKHN-H00004); hq-lan'
prints 'all of it, to the border guard' "$whole
$last" who --as bp-nam 12345
prints 'at three in the night: who held it, who let it go' "$whole" \
	who -t 03:00 "$A.1"
silent='^2026-.*(Border guard|CKHN-H00002)'
prints 'to others the silent hold is none' "$(echo "$whole" |
	grep -vE "$silent")" who --as hq-lan -t 2026-11-23T03:00 c12345
prints 'the last a lane said is told, too' \
	'2026-11-23T02:55–02:58  denied  CKHN/B0-1: held, see-officer; tt-gate
2026-11-23T03:25  admitted  CKHN/B0-1; tt-gate
2026-11-23T03:25  passed  CKHN/B0-1; lane:B0-1' \
	eval 'who --as hq-lan -t 03:15 12345 | sed 1,2d'
prints 'nothing held it' '-  no hold to be seen
2026-11-23T03:25  admitted  CKHN/B0-1; tt-gate
2026-11-23T03:25  passed  CKHN/B0-1; lane:B0-1' \
	eval 'who -t 02:30 12345 | sed 1,2d'
check '... the answer is no' status 1 who -t 02:30 12345
check 'whoever may know is told' eval \
	'who --as bp-nam -t 03:15 12345 | grep -q "H00002, silent"'
ck-store --as hq-lan log >"$T/log"
prints 'an exported log answers as it was exported' "$(who --as hq-lan 12345)" \
	who -l "$T/log" 12345
prints '... from standard input, too' "$(who --as hq-lan 12345)" \
	eval 'who -l - 12345 <"$T/log"'
check 'in the language of the site' eval 'ck-who -t 03:00 12345 |
	grep -q "tạm dừng  Hải quan: Nghi vấn giấy tờ (CKHN-H00001 12C12345); hq-lan"'
prints 'a truck that nothing held' '12C-200.11  CKHN-20261122-00002.2' \
	eval 'who 12C-200.11 | sed 1d'

# Of several trips of a truck the last, or the one of that time.
check 'the trip is over' clear --as hq-lan --reason violation --order 1/QD \
	impound "$A.1"
at 09:00
jq '.customs[0].number = "305123456790"' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/again.json"
C=$(submit "$T/again.json")
prints 'the trip of today' "12C-123.45  $C.1" eval 'who 12345 | sed 1d'
prints '... and that of the night' "$whole" who -t 03:00 12345

jq '.customs[0].number = "305123456800" | .vehicles[0].plate = "29C-123.45" |
	.vehicles[0] |= del(.trailer, .container)' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/other.json"
submit "$T/other.json" >"$T/other" || exit 99
same 'several such trucks' \
	"ck-who: 12345: several trucks: 12C-123.45 $C.1, 29C-123.45 $(cat "$T/other").1" \
	"$(words who 12345)"
check '... are no answer' status 1 who 12345
check 'none' status 67 who 99X-000.00
check 'none that is so short' status 67 who 45
check 'a file that is not there' status 66 who -l "$T/none" 12345
echo '{}' >"$T/no-log"
check 'no log' status 65 who -l "$T/no-log" 12345
check 'an hour that is none' status 64 who -t 3 12345
check 'no truck' status 64 who
check 'an option without its value' status 64 who 12345 -t
check 'no store' status 66 who --store "$T/none.db" 12345
prints 'its version' "$(ck-clear --version)" ck-who --version
check 'its help' ck-who --help
done_testing
