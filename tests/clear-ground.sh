# shellcheck shell=sh
# The ground of the tests of ck-clear and ck-fee. Source after lib.sh.
#
#	make_ground		a simulated store of Hữu Nghị, or of the site file
#				$ground_site, at $CK_STORE with an
#				export ($A, trip $A.1) and an import that is
#				transferred ($B: $B.1 gives, $B.2 and $B.3 take)
#	submit FILE [USER]	declares it; prints the declaration's id
#	move TRIP FROM TO LANE	a passage, as a lane would tell it
#	append			events on standard input (tests/sim/store-write)
#	clear VERB ..., fee VERB ...	ck-clear, ck-fee in English
#	seen TRIP		which version of it status prints
#	confirm_each USER CHECK [OPTION]... TRIP...
#				confirms it for each, having looked at it
#	give USER CHECK ...	the same, with its answers in $T/.given
#	of FIELD COMMAND...	that member of each record the command prints
#	seq			where the log ends
#	keeps WHAT STATUS COMMAND...	exits so and appends nothing
#	words COMMAND...	what it prints on standard error
#	valid KIND...		records on standard input are as the schemas say
#	verifies		the tables are what the log says

CK_NOW=2026-11-22T07:35:00+07:00
export CK_NOW

# shellcheck disable=SC2154 # lib.sh sets them
[ -x "$top_builddir/tests/sim/store-write" ] ||
	skip_all 'tests/sim/store-write is not built'

submit() {
	ck-declare --as "${2-dn-hoa}" submit "$1" >"$T/.declared" &&
		jq -r 'select(.kind == "declaration").declaration' "$T/.declared"
}

# shellcheck disable=SC2154 # lib.sh sets them
make_ground() {
	ck-store --simulated \
		--site "${ground_site:-$top_srcdir/share/sites/huu-nghi.json}" \
		init >"$T/.init" &&
		A=$(submit "$top_srcdir/tests/data/clear/export.json") &&
		B=$(submit "$top_srcdir/tests/data/clear/transfer.json") &&
		[ -n "$A" ] && [ -n "$B" ]
}

append() {
	store-write append --as tt-gate >"$T/.appended"
}

move() {
	jq -nc --arg trip "$1" --arg from "$2" --arg to "$3" --arg lane "$4" '
		{events: [{event: "trip.moved", root: ($trip | sub("\\..*"; "")),
		subject: $trip, body: ({from: $from, to: $to, lane: $lane,
			leg: "out", laden: true} +
		if $from == "outside" then {enters: true}
		elif $to == "abroad" then {crossing: "out", counted: true}
		elif $from == "abroad"
		then {enters: true, crossing: "in", counted: true}
		else {} end)}]}' | append
}

clear() {
	ck-clear --lang en "$@"
}

fee() {
	ck-fee --lang en "$@"
}

seen() {
	clear status "$1" </dev/null | jq .version
}

confirm_each() {
	each_user=$1 each_check=$2 each_options='' each_status=0
	shift 2
	for each_word; do
		case $each_word in
		CKHN-*)
			# shellcheck disable=SC2086 # options are words
			clear --as "$each_user" --seen "$(seen "$each_word")" \
				confirm $each_options "$each_check" \
				"$each_word" </dev/null || each_status=$? ;;
		*) each_options="$each_options $each_word" ;;
		esac
	done
	return "$each_status"
}

give() {
	confirm_each "$@" >"$T/.given"
}

# The status of the command is that of the function.
of() {
	of_field=$1 of_status=0
	shift
	"$@" </dev/null >"$T/.of" || of_status=$?
	jq -r "$of_field" "$T/.of"
	return "$of_status"
}

seq() {
	ck-store head --jq .seq
}

keeps() {
	keeps_what=$1 keeps_want=$2 keeps_before=$(seq)
	shift 2
	check "$keeps_what" status "$keeps_want" "$@" </dev/null
	same "... and nothing is written" "$keeps_before" "$(seq)"
}

words() {
	{ "$@" 2>&3 >/dev/null </dev/null; } 3>&1
}

valid() {
	"$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" "$@"
}

verifies() {
	ck-store --all verify >"$T/.verify" || { cat "$T/.verify"; return 1; }
}
