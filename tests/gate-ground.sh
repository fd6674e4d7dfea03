# shellcheck shell=sh
# The ground of the tests of ck-gate: a simulated store of Hữu Nghị. Source
# after lib.sh.
#
#	make_store		its site file changed by the filter $site_jq
#	export_of PLATE [JQ]	declares an export, changed by JQ; its id
#	import_of PLATE [JQ]	declares an import, changed by JQ; its id
#	events TRIP JQ		appends an event that JQ makes of {trip, id}
#	confirm TRIP [CHECK...]	what is open at a lane is confirmed; or these
#	called TRIP		it joined the queue and was called
#	zone TRIP FROM TO LANE	it went there, as a lane would tell it
#	gate VERB...		ck-gate as the gate centre
#	at TIME COMMAND...	at that time of the day
#	permits_of COUNT	so many may pass lane B0-1: $T/plates, $T/permits
#	passes LANE WHO...	people saw them through, as records for run
#	log [JQ]		the lines of the log, filtered
#	length			events in the log
#	keeps WHAT STATUS COMMAND...	exits so and appends nothing
#	words COMMAND...	what it prints on standard error
#	valid KIND...		standard input is of these kinds, as the schemas
#				say
#	sound			the tables are what the log says

CK_NOW=2026-11-22T07:00:00+07:00
export CK_NOW

# shellcheck disable=SC2154 # lib.sh sets them
PATH=$top_builddir/tests/sim:$PATH
command -v jq >/dev/null || skip_all 'jq is not installed'
command -v store-write >/dev/null ||
	skip_all 'tests/sim/store-write is not built'
for program in ck-store ck-declare ck-queue ck-clear; do
	command -v $program >/dev/null || skip_all "$program is not built"
done

# shellcheck disable=SC2154 # lib.sh sets them
make_store() {
	jq "${site_jq:-.}" "$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --simulated --site "$T/site.json" >"$T/.init"
}

declared() {
	jq -c "$2" "$top_srcdir/tests/data/trade/declaration-$1.json" |
		ck-declare submit --as dn-hoa >"$T/.declared" ||
		{ cat "$T/.declared" >&2; return 1; }
	jq -r .declaration "$T/.declared"
}

# Every truck has a container, a trailer and a customs number of its own.
next_truck() {
	echo >>"$T/trucks"
	trucks=$(wc -l <"$T/trucks")
}

export_of() {
	next_truck
	declared export '.customs[0].number = "'"$(printf '3051%07d0' "$trucks")"'" |
		.vehicles[0] |= (.plate = "'"$1"'" | .other_plates = [] |
			.container = null | .trailer = null)'"${2:+| $2}"
}

import_of() {
	next_truck
	declared import '.customs[0].number = "'"$(printf '1051%07d0' "$trucks")"'" |
		.vehicles[0] |= (.plate = "'"$1"'" | .other_plates = [] |
			.container = null | .trailer = null)'"${2:+| $2}"
}

events() {
	jq -nc --arg trip "$1" '{trip: $trip, id: ($trip | sub("\\..*"; ""))} |
		{events: [{root: .id, subject: .trip, body: {}} + ('"$2"')]}' |
		store-write append --as tt-gate >"$T/.appended" ||
		{ cat "$T/.appended" >&2; return 1; }
}

confirm() {
	confirm_trip=$1
	shift
	if [ $# -eq 0 ]; then
		# shellcheck disable=SC2046 # names have no spaces
		set -- $(ck-clear status --as tt-gate "$confirm_trip" |
			jq -r '.checks[] | select(.state != "confirmed") |
				.check')
	fi
	for confirm_check; do
		events "$confirm_trip" '{event: "check.confirmed",
			root: "declaration:\(.id)",
			body: {name: "'"$confirm_check"'"}}' || return
	done
}

called() {
	ck-queue join --as tt-gate "$1" >"$T/.joined" &&
		ck-queue call --as tt-gate export 1 >"$T/.called"
}

zone() {
	events "$1" '{event: "trip.moved", body: {from: "'"$2"'", to: "'"$3"'",
		lane: "'"$4"'", leg: "out", laden: true, enters: true}}'
}

gate() {
	ck-gate --lang en --as tt-gate "$@"
}

at() {
	at_time=$1
	shift
	CK_NOW=2026-11-22T$at_time:00+07:00 "$@"
}

permits_of() {
	permits_n=0
	while [ "$permits_n" -lt "$1" ]; do
		printf '29C%05d\n' "$((10000 + permits_n * 37))"
		permits_n=$((permits_n + 1))
	done >"$T/plates"
	while read -r permits_plate; do
		ck-gate permit add "$permits_plate" --as tt-gate --lane B0-1 \
			--reason police --until 2026-11-24T00:00:00+07:00 ||
			return
	done <"$T/plates" >"$T/permits"
}

passes() {
	passes_lane=$1
	shift
	for passes_who; do
		jq -nc --arg lane "$passes_lane" --arg who "$passes_who" \
			'{kind: "passage", lane: $lane} +
			if $who | test("^[A-Z]+-[0-9]{8}-") then {trip: $who}
			else {plate: $who} end'
	done
}

# shellcheck disable=SC2120 # the filter may be left out
log() {
	ck-store log | jq -c "${1:-.}"
}

length() {
	ck-store log | wc -l
}

keeps() {
	keeps_what=$1 keeps_want=$2 keeps_before=$(length)
	shift 2
	check "$keeps_what" status "$keeps_want" "$@" </dev/null
	same '... and nothing is written' "$keeps_before" "$(length)"
}

words() {
	{ "$@" 2>&3 >/dev/null </dev/null; } 3>&1
}

sound() {
	ck-store verify --all >"$T/.sound" || { cat "$T/.sound"; return 1; }
}

# valid KIND... <RECORDS: an independent validator finds them as the schemas say
valid() {
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || return 0
	/usr/bin/python3 "$top_srcdir/tests/records.py" \
		"$top_srcdir/share/schemas" "$@"
}
