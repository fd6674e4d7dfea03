# shellcheck shell=sh
# The ground of the tests of ck-declare amend: that of ck-clear, and what is
# needed to have things confirmed. Source after lib.sh.
#
#	confirm USER CHECK TRIP		as an agency's officer, having looked
#	asked TRIP			plant quarantine is asked for
#	weighed KG TRIP			a stable reading bound to it
#	paid TRIP AMOUNT		its fee, assessed and paid
#	amend ARG...			ck-declare amend in English
#	patch OP POINTER [JSON]		a JSON Patch of one operation, as a file
#	stale				of the last answer of `amend`: "TRIP CHECK"
#	state TRIP CHECK		how it stands
#	queue				the queue, "LABEL|STATE" a line

# shellcheck disable=SC2154 # lib.sh sets them
. "$top_srcdir/tests/clear-ground.sh"

confirm() {
	clear --as "$1" --seen "$(seen "$3")" confirm "$2" "$3" </dev/null \
		>"$T/.confirmed" && jq -e .done "$T/.confirmed" >"$T/.done"
}

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

asked() {
	clear --as dn-hoa request kdtv "$1" </dev/null >"$T/.asked"
}

weighed() {
	jq -cn --arg frame "$(frames "$1")" --arg kg "$1" --arg trip "$2" '
		{kind: "reading", scale: "B1-S1", trip: $trip,
		protocol: "yaohua-a9", ok: true, weight: $kg, unit: "kg",
		stable: null, net: null, range: "ok", frame: $frame,
		concluded: true, by_indicator: false, count: 21,
		span_ms: 2000, frames: [range(21) | $frame]}' |
		ck-weigh --as tt-gate record --jq .outcome >"$T/.weighed"
}

paid() {
	fee --as phi-nga assess "$1" >"$T/.assessed" </dev/null &&
		fee --as phi-nga --amount "$2" --reference "R-$1-$2" \
			--means cash pay "$1" >"$T/.paid" </dev/null
}

amend() {
	ck-declare --lang en amend "$@" >"$T/amended" </dev/null
}

patch() {
	jq -cn --arg op "$1" --arg path "$2" --argjson value "${3-null}" \
		'[{op: $op, path: $path} + if $op == "remove" then {}
		else {value: $value} end]' >"$T/patch"
	echo "$T/patch"
}

stale() {
	jq -r '.stale[] | "\(.trip) \(.check) \(.agency)"' "$T/amended"
}

state() {
	clear status "$1" </dev/null |
		jq -r --arg check "$2" '.checks[] | select(.check == $check).state'
}

queue() {
	sqlite3 "$CK_STORE" 'select label, state from queue_entry order by trip'
}
