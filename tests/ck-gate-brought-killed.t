#!/bin/sh
# A lane that dies while it takes a site file and keys has each wholly or not at
# all; begun again it has both, once, and the gatehouse takes its log. CK_LONG
# kills at every operation on the disk.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"
command -v ck-gate-faulty >/dev/null ||
	skip_all 'tests/sim/ck-gate-faulty is not built'

# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store && make_lane && ck-store key make >"$T/key" &&
	ck-store key make --from 2026-11-23 >"$T/key" &&
	ck-store key retire "$(jq -r .key "$T/key")" >"$T/retired" &&
	jq '.version = 2' "$T/site.json" >"$T/new.json" || exit 99
rest 07:01:00 | lane 'exec false' >"$T/ran" 2>"$T/words"
ck-store site "$T/new.json" >"$T/loaded" || exit 99
mkdir "$T/before"
cp "$T"/ck.db* "$L"* "$T/before/"

# dies FAULT: the lane, at its start
dies() {
	rm -f "$T"/ck.db* "$L"*
	cp "$T"/before/* "$T/"
	rest 07:10:00 >"$T/records"
	CK_FAULT=$1 CK_FAULT_LOG=$T/counts ck-gate-faulty run B0-1 -s "$L" \
		--as tt-gate --decider "unset CK_FAULT; $house" \
		<"$T/records" >"$T/ran" 2>"$T/words"
}
# here: the site file in effect, its event, the keys
here() {
	ck-store site -s "$L" | jq -r '[.version, .in_effect] | @tsv'
	lane_log 'select(.event == "site.loaded" and .body.file_version == 2) |
		.event' | xargs
	lane_log 'select(.event | startswith("key.")).event' | sort | xargs
}
whole='2	true
site.loaded
key.imported key.imported key.retired'
# whole_or_not: nothing is said when it is so
whole_or_not() {
	here >"$T/here"
	case $(sed -n '1p;2p' "$T/here" | xargs) in
	'1 true' | '2 true site.loaded') ;;
	*) sed 's/^/half a site: /' "$T/here" ;;
	esac
	case $(sed -n 3p "$T/here") in
	'' | 'key.imported key.imported key.retired') ;;
	*) sed 's/^/some keys: /' "$T/here" ;;
	esac
	ck-store verify --all -s "$L" >"$T/.sound" || cat "$T/.sound"
}
after() {
	dies "$1"
	after=$?
	[ "$after" -eq 137 ] || echo "$1: exit status $after, not killed"
	whole_or_not | sed "s/^/$1: /"
	rest 07:20:00 | lane "$house" >"$T/ran" 2>"$T/words" ||
		echo "$1: does not go on: $(cat "$T/words")"
	[ "$(here)" = "$whole" ] || { echo "$1: at last"; here; }
	same_passages
	[ "$(gate status B0-1 -s "$L" -f json | jq .gatehouse.untold)" = 0 ] ||
		echo "$1: not all is told"
	[ "$(log 'select(.event == "site.loaded")' | wc -l)" = 2 ] ||
		echo "$1: the gatehouse has another site file"
	ck-store verify --all >"$T/.sound" || cat "$T/.sound"
}

dies kill:any:0
same 'not killed, it takes all' "$whole" "$(here)"
total=$(sed 's/.*any \([0-9]*\).*/\1/' "$T/counts")
step=$((total / 8 + 1))
[ -z "${CK_LONG-}" ] || step=1
for act in kill cut; do
	n=$step
	while [ "$n" -le "$total" ]; do
		after "$act:any:$n"
		n=$((n + step))
	done >"$T/.after" 2>&1
	same "$act at one of $total operations" '' \
		"$(grep -v Killed "$T/.after")"
done

done_testing
