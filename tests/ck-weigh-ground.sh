# shellcheck shell=sh
# The ground of the tests of ck-weigh. Source after lib.sh.
#
#	make_store		a simulated store of Hữu Nghị at $CK_STORE
#	declare_truck N SELF [GROSS [AXLES]]	a truck 29C-N, its trip's id
#	move TRIP FROM TO LANE	a passage, as a lane would tell it; the options
#				$mover say who it is, $declarer who declares it,
#				to come at $expected
#	sim OPTION...		starts the simulated indicator; $tty is its path
#	tell COMMAND...		a command to it
#	hear WORD		waits until it says so
#	load KG, unload		a truck at rest on the scale; an empty scale
#	sim_ends		it hangs up
#	weigh VERB ...		ck-weigh in English by the staff that weighs
#	frames KG		a second of its yaohua-a9 frames at rest, in hex
#	concluded SCALE KG TRIP [MORE]	a reading at rest for it, as a record, with
#				the members of MORE besides
#	words COMMAND...	what it prints on standard error
#	seq			where the log ends
#	valid KIND...		records on standard input are as the schemas say

CK_NOW=2026-11-22T10:00:00+07:00
export CK_NOW

# shellcheck disable=SC2154 # lib.sh sets these
make_store() {
	ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" \
		init >"$T/.init"
}

mover='--as tt-gate'
declarer='--as dn-hoa'
expected=2026-11-22T08:00:00+07:00
# shellcheck disable=SC2086 # several options
move() {
	jq -nc --arg trip "$1" --arg from "$2" --arg to "$3" --arg lane "$4" '
		{events: [{event: "trip.moved", root: ($trip | sub("\\..*"; "")),
		subject: $trip, body: ({from: $from, to: $to, lane: $lane,
			leg: "out", laden: true} +
			if $from == "outside" then {enters: true}
			elif $from == "abroad"
			then {enters: true, crossing: "in", counted: true}
			else {} end)}]}' |
		store-write append $mover >"$T/.moved"
}

# It stands in the yard. SELF and GROSS in kg; "null" leaves one out.
# shellcheck disable=SC2086 # several options
declare_truck() {
	jq -n --arg expected "$expected" --arg n "$1" --argjson self "$2" --argjson gross "${3-null}" \
		--argjson axles "${4-6}" '
	{direction: "export", regime: "commercial",
	 expected_at: $expected,
	 enterprise: {tax_code: "0100112437", name: "A", address: "Hà Nội"},
	 customs: [{ref: "c1", number: "305123456780", type: "B11",
		office: "15BB"}],
	 goods: [{ref: "g1", customs: "c1", hs: "11081400", name: "tinh bột sắn",
		origin: "VN", packages: 600, unit: "BG", gross_kg: $gross,
		value: 300000000, currency: "VND"}],
	 vehicles: [{ref: "v1", role: "main", class: "VT6", nationality: "VN",
		plate: ("29C-" + $n), axles: $axles, self_kg: $self,
		crew: [{role: "driver", name: "Nguyen Van A",
			id: "012345678901", nationality: "VN"}]}]}
	| del(.. | nulls)' >"$T/truck.json" &&
		declared=$(ck-declare $declarer --jq '.trips[0].trip // empty' \
			submit "$T/truck.json" | tr -d '"')
	[ -n "$declared" ] && move "$declared" outside yard B0-1 &&
		echo "$declared"
}

weigh() {
	ck-weigh --lang en --as tt-gate "$@"
}

# -- the indicator ------------------------------------------------------------

# Descriptors 7 and 8 are its input and output.
sim() {
	[ -p "$T/sim-in" ] || mkfifo "$T/sim-in" "$T/sim-out"
	scale-pty --link "$T/tty" "$@" <"$T/sim-in" >"$T/sim-out" \
		5>&- 6>&- 7>&- 8>&- &
	sim_pid=$!
	exec 7>"$T/sim-in" 8<"$T/sim-out"
	read -r tty <&8
	# shellcheck disable=SC2034 # for those who source this
	tty=$T/tty
}

tell() {
	echo "$*" >&7
}

hear() {
	while read -r heard <&8; do
		case $heard in
		"$1"*) return 0 ;;
		esac
	done
	return 1
}

load() {
	tell truck "$1"
	hear settled
}

unload() {
	tell leave
	hear empty
}

sim_ends() {
	exec 7>&- 8<&-
	wait "$sim_pid"
}

# -- what is said -------------------------------------------------------------

frames() {
	/usr/bin/python3 - "$1" <<'END'
import sys
body = b"+%06d0" % int(sys.argv[1])
xor = 0
for byte in body:
    xor ^= byte
print((b"\x02" + body + b"%02X" % xor + b"\x03").hex())
END
}

concluded() {
	jq -cn --arg frame "$(frames "$2")" --arg scale "$1" --arg kg "$2" \
		--arg trip "$3" --argjson more "${4-{\}}" '{kind: "reading",
		scale: $scale, trip: $trip, protocol: "yaohua-a9", ok: true,
		weight: $kg, unit: "kg", stable: null, net: null, range: "ok",
		frame: $frame, concluded: true, by_indicator: false,
		count: 21, span_ms: 2000, frames: [range(21) | $frame]} +
		$more'
}

words() {
	{ "$@" 2>&3 >/dev/null; } 3>&1
}

seq() {
	ck-store head --jq .seq
}

valid() {
	"$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" "$@"
}
