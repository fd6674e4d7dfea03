#!/bin/sh
# A lane that is killed at random points loses no passage: each vehicle is in
# the log once, as the one that was admitted, and what opened for it is there
# before. CK_PASSAGES=1000 drives as many through; CK_SEED says which points.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'

passages=${CK_PASSAGES:-80} seed=${CK_SEED:-1}
check 'a store' make_store
check 'permits' permits_of "$passages"

check "$passages vehicles, and a lane that is killed (CK_SEED=$seed)" sh -c '
	"$1" "$2/tests/sim/lane-killed" --seed "$3" B0-1 \
		ck-gate run B0-1 --as tt-gate <"$4/plates" >"$4/out" 2>"$4/words"' \
	- "$python3" "$top_srcdir" "$seed" "$T"
kills=$(jq 'select(.kind == "killed").times' "$T/out")
check "it was killed $kills times" test "$kills" -ge $((passages / 3))

jq -r .permit "$T/permits" >"$T/want"
log 'select(.event == "gate.passed")' >"$T/passed"
same 'every passage is in the log, in order, once' "$(cat "$T/want")" \
	"$(jq -r '.body.permit // "nobody"' "$T/passed")"
same '... as one that was admitted' '' \
	"$(jq -c 'select(.body.admitted | not)' "$T/passed")"
same '... by a decision that was logged before' '' "$(log | jq -rs '
	map({key: "\(.origin):\(.seq)", value: .}) | from_entries as $log |
	.[].value | select(.event == "gate.passed") |
	select($log[.body.opened_by] | .event != "gate.decided" or
		(.body.admit | not)) | .seq')"
same '... and an opening' '' "$(log | jq -rs '
	map(select(.event == "gate.opened").body.decision) as $opened |
	.[] | select(.event == "gate.passed") | .body.opened_by |
	select(IN($opened[]) | not)')"
doubtful=$(jq -c 'select(.body.doubtful)' "$T/passed" | wc -l)
check "in doubt, while nobody looked: $doubtful" \
	test "$doubtful" -le "$kills"
check 'the store is sound' sound

done_testing
