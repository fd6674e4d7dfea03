#!/bin/sh
# Two scales that are further apart than both may be wrong put the scales in
# question, not the truck.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

# B1-S4 has no certificate any more, B0-S1 no seal.
jq '.scales["B1-S4"].verified_until = "2026-11-21" |
	del(.scales["B0-S1"].seal)' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99

# on SCALE KG TRIP [REASON]: a stable reading bound to it
on() {
	concluded "$1" "$2" "$3" "{${4+\"again\":\"$4\"}}" | weigh record >"$T/out"
	on_status=$?
	cat "$T/out" >>"$T/all"
	jq -r "\"\\(.outcome) \\(.question) \\(.against | . // \"-\" |
		sub(\".*/\"; \"\")) \\(.apart_kg) \\(.allowed_kg) \\(
		.counts_why)\"" "$T/out"
	return "$on_status"
}
marks() {
	weigh list "$1" --jq '"\(.weighing[-2:]) \(.question) \(.counts)"' |
		tr -d '"'
}
holds() {
	ck-clear --as tt-gate status "$1" --jq '[.holds[].reason]'
}
weight() {
	ck-clear --as tt-gate status "$1" |
		jq -r '.checks[] | select(.check == "weight") | .state'
}

# -- one says too heavy, the other does not -----------------------------------

truck=$(declare_truck 777.01 16200 30000)
prints 'on the first it is too heavy' \
	'over-legal null - null null latest-verified' on B1-S1 49860 "$truck"
same '... and held for that' '["overweight"]' "$(holds "$truck")"
before=$(seq)
prints 'the second says 1,900 kg less, of 60 and 60 allowed' \
	'in-question open W1 -1900 120 scale-question' \
	on B1-S2 47960 "$truck" driver-request
same '... which is told as the scales'"'" 'weighing.recorded tt-gate
hold.placed rule:weight
hold.lifted rule:weight' "$(ck-store log --since "$before" |
	jq -r '"\(.event) \(.actor)"')"
same '... for the scale' '["gate_centre","scale-question",-1900000,120000]' \
	"$(ck-store log --since "$before" | jq -c 'select(.event ==
		"hold.placed").body | [.agency, .reason, .figures.apart_g,
		.figures.allowed_g]')"
same 'the truck is not blamed' '["scale-question"]' "$(holds "$truck")"
same 'its weight is open' open "$(weight "$truck")"
same 'both weighings are marked, none counts' 'W1 open false
W2 open false' "$(marks "$truck")"
same '... each against the other' 'W2 1900
W1 -1900' "$(weigh list "$truck" | jq -r '"\(.against[-2:]) \(.apart_kg)"')"
prints 'a scale that repeats itself settles nothing' \
	'in-question open W1 -1900 120 scale-question' \
	on B1-S2 47960 "$truck" officer
prints 'nor does one without a certificate' \
	'unverified null - null null unverified' \
	on B1-S4 47960 "$truck" scale-question
same '... its weight is open' open "$(weight "$truck")"
prints 'a third scale does' 'within null - null null latest-verified' \
	on B1-S3 47940 "$truck" scale-question
same '... as to which they all were' 'W1 settled false
W2 settled false
W3 settled false
W4 null false
W5 null true' "$(marks "$truck")"
same '... and confirms the weight' confirmed "$(weight "$truck")"
same 'the hold stays until somebody lifts it' '["scale-question"]' \
	"$(holds "$truck")"

# -- one had confirmed it -----------------------------------------------------

truck=$(declare_truck 777.02 16200 30000)
prints 'on the first it is as declared' \
	'within null - null null latest-verified' on B1-S1 46200 "$truck"
same '... and confirmed' confirmed "$(weight "$truck")"
prints 'the second says otherwise' \
	'in-question open W1 3700 120 scale-question' \
	on B1-S2 49900 "$truck" officer
same '... so the weight is open again' open "$(weight "$truck")"
prints 'unloaded, the same scale is as doubtful' \
	'in-question open W2 -3700 120 scale-question' \
	on B1-S2 46200 "$truck" after-unloading
prints 'a third one is not' 'within null - null null latest-verified' \
	on B1-S3 46220 "$truck" officer
same '... which decides' confirmed "$(weight "$truck")"

# -- the same scale takes nothing back ----------------------------------------

number=20
for reason in failed after-unloading after-transfer officer; do
	number=$((number + 1))
	truck=$(declare_truck 779.$number 16200 30000)
	on B1-S1 49860 "$truck" >/dev/null
	prints "the scale that held it says less, and $reason is the reason" \
		'in-question open W1 -3660 120 scale-question' \
		on B1-S1 46200 "$truck" "$reason"
	same '... which confirms nothing, and the hold stays' \
		'open ["overweight","scale-question"]' \
		"$(weight "$truck") $(holds "$truck" | jq -c sort)"
	prints '... nor does it again' \
		'in-question open W1 -3660 120 scale-question' \
		on B1-S1 46200 "$truck" "$reason"
	same '... none of them counts' 'W1 open false
W2 open false
W3 open false' "$(marks "$truck")"
done
prints 'another scale decides' 'within null - null null latest-verified' \
	on B1-S2 46220 "$truck" officer
same '... which confirms the weight' confirmed "$(weight "$truck")"
truck=$(declare_truck 779.31 16200 30000)
on B1-S1 49860 "$truck" >/dev/null
on B1-S1 46200 "$truck" failed >/dev/null
check 'or an officer does' ck-clear --as tt-gate confirm weight "$truck" \
	--reason document-seen --seen "$(ck-clear --as tt-gate status \
	--jq .version "$truck")"
same '... who confirms the weight' confirmed "$(weight "$truck")"
truck=$(declare_truck 779.32 16200 30000)
on B1-S1 46200 "$truck" >/dev/null
on B1-S1 49860 "$truck" officer >/dev/null
prints 'what it had confirmed before that' \
	'in-question open W2 -3660 120 scale-question' \
	on B1-S1 46200 "$truck" failed
same '... is open again' open "$(weight "$truck")"
truck=$(declare_truck 779.33 16200 30000)
prints 'a vehicle that had not stood on it whole' \
	'outside null - null null latest-verified' on B1-S1 36200 "$truck"
prints '... is weighed again' 'within null - null null latest-verified' \
	on B1-S1 46200 "$truck" failed

# -- nor is it a witness for the other ------------------------------------------

truck=$(declare_truck 779.41 16200 30000)
on B1-S1 49860 "$truck" >/dev/null
on B1-S2 46200 "$truck" officer >/dev/null
prints 'over the limit on one, less on another, less on the first' \
	'in-question open W1 -3640 120 scale-question' \
	on B1-S1 46220 "$truck" officer
same '... confirms nothing' 'open ["scale-question"]' \
	"$(weight "$truck") $(holds "$truck")"
same '... and settles nothing' 'W1 open false
W2 open false
W3 open false' "$(marks "$truck")"
prints 'a third scale does' 'within null - null null latest-verified' \
	on B1-S3 46220 "$truck" officer
same '... and confirms the weight' confirmed "$(weight "$truck")"
prints 'what is settled is said no more' \
	'within null - null null latest-verified' \
	on B1-S1 46220 "$truck" officer

# -- an officer decides -------------------------------------------------------

truck=$(declare_truck 777.03 16200 30000)
on B1-S1 46200 "$truck" >/dev/null
on B1-S2 46500 "$truck" officer >/dev/null
same 'two scales disagree' open "$(weight "$truck")"
check 'an officer answers for the weight' ck-clear --as tt-gate confirm \
	weight "$truck" --reason document-seen --seen "$(ck-clear \
	--as tt-gate status --jq .version "$truck")"
same '... which is confirmed' confirmed "$(weight "$truck")"

# -- what is not compared -----------------------------------------------------

truck=$(declare_truck 777.04 16200 30000)
prints 'a scale without certificate' \
	'unverified null - null null unverified' on B1-S4 49860 "$truck"
same '... holds nothing' '[]' "$(holds "$truck")"
prints 'a scale without seal' 'unverified null - null null unverified' \
	on B0-S1 49860 "$truck" scale-question
same '... that is said' seal "$(jq -r .doubt "$T/out")"
prints '... and neither is compared' \
	'within null - null null latest-verified' \
	on B1-S2 46200 "$truck" scale-question

# -- a reason hides no other scale --------------------------------------------

number=10
for reason in failed after-unloading after-transfer; do
	number=$((number + 1))
	truck=$(declare_truck 778.$number 16200 30000)
	prints 'one scale says over the limit' \
		'over-legal null - null null latest-verified' \
		on B1-S1 49860 "$truck"
	prints "another says less, and $reason is the reason" \
		'in-question open W1 -3660 120 scale-question' \
		on B1-S2 46200 "$truck" "$reason"
	same '... which confirms nothing' open "$(weight "$truck")"
	prints '... nor does it again, nor the first scale that way' \
		'in-question open W2 3660 120 scale-question' \
		on B1-S1 49860 "$truck" "$reason"
	same '... so the weight is open' open "$(weight "$truck")"
	prints 'a third scale decides' \
		'within null - null null latest-verified' \
		on B1-S3 46220 "$truck" officer
done

check 'the answers are as the schema says' valid weighing <"$T/all"
check 'the list, too' sh -c "ck-weigh list | '$top_srcdir/tests/records.py' \
	'$top_srcdir/share/schemas' weighing"
check 'the store is sound' ck-store verify --all

done_testing
