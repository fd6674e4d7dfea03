#!/bin/sh
# A lane with a computer of its own and its gatehouse, both killed at random
# points: each passage is in the gatehouse's log once, in the lane's order.
# CK_PASSAGES=1000 drives as many through; CK_SEED says which points.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"
python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'

passages=${CK_PASSAGES:-30} seed=${CK_SEED:-1}
# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"] |= (.degraded = "expected" |
	.timings.decide_timeout_ms = 60000)'
check 'two stores' eval 'make_store && make_lane'
check 'permits' permits_of "$passages"

# The gatehouse is killed after some lines, if the lane is not before.
cat >"$T/house" <<'END'
#!/usr/bin/python3
import os, random, subprocess, sys
draw = random.Random(int.from_bytes(os.urandom(8), "big"))
left = draw.choice([0, 1, 2, 5, 20, 100, 1000])
house = subprocess.Popen(["ck-gate", "decide", "--as", "tt-gate", "--lane",
                          "B0-1", "--keep-going", "-"],
                         stdin=subprocess.PIPE)
for line in sys.stdin.buffer:
    try:
        house.stdin.write(line)
        house.stdin.flush()
    except BrokenPipeError:
        break
    left -= 1
    if left < 0:
        house.kill()
        break
else:
    house.stdin.close()
house.wait()
END
check "$passages vehicles, and lane and gatehouse are killed (CK_SEED=$seed)" \
	sh -c '"$1" "$2/tests/sim/lane-killed" --seed "$3" --kills 5 B0-1 \
		ck-gate run B0-1 -s "$5" --as tt-gate \
		--decider "CK_STORE=$4/ck.db exec $1 $4/house" \
		<"$4/plates" >"$4/out" 2>"$4/words"' \
	- "$python3" "$top_srcdir" "$seed" "$T" "$L"
check 'the lane was killed' test "$(jq 'select(.kind == "killed").times' \
	"$T/out")" -ge $((passages / 3))
check 'the gatehouse was' test "$(lane_log 'select(.body.code ==
	"decider-lost")' | wc -l)" -ge $((passages / 10))
echo '{"kind":"tick","lane":"B0-1","at":"2026-11-23T07:00:00+07:00"}' |
	lane "$house" >"$T/ran" 2>"$T/words"

jq -r .permit "$T/permits" >"$T/want"
same 'every passage is in the lane'"'"'s log, in order' "$(cat "$T/want")" \
	"$(lane_log 'select(.event == "gate.passed") |
		.body.permit // "nobody"' | jq -r .)"
same '... and in the log of the gatehouse, in order, once' "$(cat "$T/want")" \
	"$(log 'select(.event == "gate.passed") |
		.body.permit // "nobody"' | jq -r .)"
check '... as the lane says' same_passages
same '... every opening too' "$(lane_log 'select(.event == "gate.opened") |
	"\(.origin):\(.seq)"')" "$(log 'select(.event == "gate.opened").cause')"
alone=$(log 'select(.body.as_of and .body.admit)' | wc -l)
check "so many were admitted by the lane alone: $alone" true
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$L"

done_testing
