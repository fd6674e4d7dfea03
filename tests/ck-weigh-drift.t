#!/bin/sh
# A scale that has left the others is named, and no other.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

# gate SEED PAIRS SCALE=BIAS...: a store with those weighings
gate() {
	CK_STORE=$T/$1.db
	export CK_STORE
	make_store || return
	"$top_srcdir/tests/sim/scale-gate.py" "$@" |
		store-write append --as tt-gate >"$T/appended"
}
drift() {
	status "$@" >"$T/out" && cat "$T/out" >>"$T/all" &&
		jq -r 'select(.compared > 0) | "\(.scale) \(.state)"' "$T/out"
}

make_store || exit 99
check 'of nothing nothing is said' drift 0 weigh drift
same '... of each of the eleven scales' '11 too-few' \
	"$(jq -r .state "$T/out" | sort | uniq -c | sed 's/^ *//')"

gate 1 100 B1-S1=10 B1-S2=-15 B1-S3=0 B1-S4=20
prints 'scales within their limits are sound' 'B1-S1 sound
B1-S2 sound
B1-S3 sound
B1-S4 sound' drift 0 weigh drift
check '... their biases lie in the intervals' jq -es '
	{"B1-S1": 5, "B1-S2": -20, "B1-S3": -5, "B1-S4": 15} as $true |
	map(select(.bias_kg)) | length == 4 and all(.[];
		.bias_low_kg <= $true[.scale] and
		$true[.scale] <= .bias_high_kg and .limit_kg == 40)' "$T/out"

gate 2 100 B1-S1=10 B1-S2=-15:-40 B1-S3=0 B1-S4=20
prints 'one that has moved 40 kg is found' 'B1-S1 sound
B1-S2 changed
B1-S3 sound
B1-S4 sound' drift 1 weigh drift
check '... and by how much' jq -es 'map(select(.state == "changed")) |
	length == 1 and (.[0] | .beside == "scales" and
	.change_kg > -50 and .change_kg < -30 and .threshold_kg < 20)' "$T/out"
prints 'of one scale' 'B1-S2 changed' drift 1 weigh drift --scale B1-S2
prints '... that is sound' 'B1-S1 sound' drift 0 weigh drift --scale B1-S1
prints 'as a table' 'Scale State
B1-S2 changed' sh -c "ck-weigh --lang en drift -f table | awk '
	NR == 2 || / changed / { print \$1, \$2 }'"
same 'where all that is seen is of now no change is told' '[null]' \
	"$(ck-weigh drift --days 366 | jq -sc 'map(.change_kg) | unique')"

gate 4 60 B1-S1=10 B1-S2=-15 B1-S3=0 B1-S4=300
prints 'one that was always wrong is outside' 'B1-S1 sound
B1-S2 sound
B1-S3 sound
B1-S4 outside' drift 1 weigh drift

gate 3 100 B1-S1=0 B1-S2=0:-1900
prints 'of two scales the tares tell which' 'B1-S1 sound
B1-S2 changed' drift 1 weigh drift
same '... and say so' '["tares"]' \
	"$(jq -sc 'map(select(.compared > 0).beside) | unique' "$T/out")"

check 'the records are as the schema says' valid drift <"$T/all"
check 'no such scale' status 67 weigh drift --scale B9-S9
check 'no days' status 64 weigh drift --days 0
check 'no share' status 64 weigh drift --false-alarms 1
check 'the store is sound' ck-store verify --all

done_testing
