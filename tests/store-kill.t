#!/bin/sh
# A writer that is killed loses no answer and leaves nothing half done; sent
# again, its stream ends as it would have. CK_LONG kills at every operation,
# and more often at random.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"
. "${0%/*}/store-stream.sh"

make_stream 16 || exit 99

# after FAULT: nothing is said when all holds
after() {
	put "$T/base" "$T/copy"
	ask env CK_FAULT="$1" CK_FAULT_LOG="$T/counts" \
		store-write -s "$T/copy" append
	after=$?
	[ "$after" -eq 137 ] || echo "$1: exit status $after, not killed"
	whole_or_not 1 >"$T/.whole" || { echo "$1: not whole"; cat "$T/.whole"; }
	resumed >"$T/.resumed" 2>&1 ||
		{ echo "$1: not resumed: $(head_of "$T/copy")"; cat "$T/.resumed"; }
}

# at_each ACT STEP: dies at each STEP-th operation on the disk
at_each() {
	n=$((${2} / 2)) step=$2
	[ -z "${CK_LONG-}" ] || n=1 step=1
	while [ "$n" -le "$total" ]; do
		after "$1:any:$n"
		n=$((n + step))
	done >"$T/.at_each" 2>&1
	same "$1 at one of $total operations" '' \
		"$(grep -v Killed "$T/.at_each")"
}

put "$T/base" "$T/copy"
ask env CK_FAULT=kill:any:0 CK_FAULT_LOG="$T/counts" \
	store-write -s "$T/copy" append || exit 99
total=$(sed 's/.*any \([0-9]*\).*/\1/' "$T/counts")

# Half of a write has happened; what was written is there.
at_each kill 37
# What was not synced is lost: all of it, and some of it.
at_each cut 41
at_each part 43

# -- over and over ------------------------------------------------------------

day --seed 4 --commands 400 --no-persons >"$T/stream"
put "$T/base" "$T/copy"
store-write -s "$T/copy" append "$T/stream" >"$T/answers" || exit 99
whole=$(head_of "$T/copy")

# Many records share a transaction; each run gets some further than the last.
seed=${CK_SEED-$$}
kills=${CK_LONG:+2000}
kills=${kills:-200}
put "$T/base" "$T/copy"
random() {
	awk -v seed="$seed" -v n="$kills" 'BEGIN {
		srand(seed)
		split("kill cut part", act, " ")
		while (n--)
			print act[1 + int(rand() * 3)] ":write:" \
				1 + int(rand() * 120)
	}'
}
random >"$T/faults"
while read -r fault; do
	CK_FAULT=$fault store-write -s "$T/copy" append "$T/stream" 2>"$T/said"
	echo "$?" >>"$T/statuses"
done <"$T/faults" >"$T/answers" 2>"$T/killed"
check 'most of the runs were killed' \
	test "$(grep -c 137 "$T/statuses")" -gt $((kills / 3))
same 'no run failed otherwise' '' "$(grep -vxE '137|0' "$T/statuses")"
# What a killed one had begun to print is no answer.
grep '}$' "$T/answers" | sed 's/,"repeated":true//' | sort -u >"$T/given"
same "killed $kills times, every answer was given again (CK_SEED=$seed)" \
	"$(sed 's/.*"key":"\([^"]*\)".*/\1/' "$T/given" | sort -u | wc -l)" \
	"$(wc -l <"$T/given")"
check 'the store is sound' sound "$T/copy"
commands_in_log >"$T/log"
check 'the stream ends as it would have' resumed
sed 's/,"repeated":true//' "$T/again" | sort >"$T/last"
same 'with the answers that were given' '' "$(comm -23 "$T/given" "$T/last")"

# -- from outside, at any time ------------------------------------------------

outside() {
	put "$T/base" "$T/copy"
	timeout -s KILL "$1" store-write -s "$T/copy" append "$T/stream" \
		>"$T/answers" 2>"$T/said"
	sed -i '/}$/!d' "$T/answers"
	whole_or_not 64 >"$T/.whole" || { echo "$1: not whole"; cat "$T/.whole"; }
	resumed >"$T/.resumed" 2>&1 ||
		{ echo "$1: not resumed: $(head_of "$T/copy")"; cat "$T/.resumed"; }
}
awk -v seed="$seed" -v n="${CK_LONG:+30}5" 'BEGIN {
	srand(seed); while (n--) printf "%.6f\n", rand() / 20 }' >"$T/times"
while read -r time; do
	outside "$time"
done <"$T/times" >"$T/.times" 2>&1
same "killed from outside (CK_SEED=$seed)" '' "$(grep -v Killed "$T/.times")"

done_testing
