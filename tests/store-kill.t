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
# The first dies early in it, as writes go on this machine; the later ones have
# ever more room, so that the end is reached.
seed=${CK_SEED-$$}
rounds=${CK_LONG:+30}
rounds=${rounds:-4}
put "$T/base" "$T/copy"
CK_FAULT=kill:write:0 CK_FAULT_LOG=$T/counts \
	store-write -s "$T/copy" append "$T/stream" >"$T/answers"
writes=$(sed 's/.*write \([0-9]*\).*/\1/' "$T/counts")

faults() {
	awk -v seed="$((seed + $1))" -v most="$((writes / 20))" 'BEGIN {
		srand(seed)
		split("kill cut part", act, " ")
		while (1)
			print act[1 + int(rand() * 3)] ":write:" \
				1 + int(rand() * most * (1 + n++ * 0.05))
	}'
}
# until_whole ROUND: prints its statuses
until_whole() {
	put "$T/base" "$T/copy"
	: >"$T/answers"
	faults "$1" >"$T/faults" 2>"$T/.faults" &
	while read -r fault; do
		until_status=0
		CK_FAULT=$fault store-write -s "$T/copy" append "$T/stream" \
			>>"$T/answers" 2>"$T/said" || until_status=$?
		echo "$until_status"
		[ "$until_status" -eq 137 ] || break
	done <"$T/faults" 2>"$T/killed"
	wait "$!"
}
mkfifo "$T/faults"
round=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	again="round $round, CK_SEED=$seed"
	until_whole "$round" >"$T/statuses"
	same "killed and killed, in the end it is whole ($again)" '137 0' \
		"$(sort -u "$T/statuses" | sort -r | xargs)"
	echo "# killed $(grep -c 137 "$T/statuses") times"
	# What a killed one had begun to print is no answer.
	grep '}$' "$T/answers" | sed 's/,"repeated":true//' | sort -u \
		>"$T/given"
	same 'every answer was given again' \
		"$(sed 's/.*"key":"\([^"]*\)".*/\1/' "$T/given" | sort -u |
			wc -l)" "$(wc -l <"$T/given")"
	check 'the store is sound' sound "$T/copy"
	commands_in_log >"$T/log"
	check 'the stream ends as it would have' resumed
	sed 's/,"repeated":true//' "$T/again" | sort >"$T/last"
	same 'with the answers that were given' '' \
		"$(comm -23 "$T/given" "$T/last")"
done

# -- from outside, at any time ------------------------------------------------

# outside SEED
outside() {
	put "$T/base" "$T/copy"
	"$top_srcdir/tests/sim/killed" --seed "$1" --kills 1 --no-end \
		"$T/stream" store-write -s "$T/copy" append \
		>"$T/answers" 2>"$T/said" || { echo "$1:"; cat "$T/said"; }
	sed -i '/}$/!d' "$T/answers"
	whole_or_not 64 >"$T/.whole" || { echo "$1: not whole"; cat "$T/.whole"; }
	resumed >"$T/.resumed" 2>&1 ||
		{ echo "$1: not resumed: $(head_of "$T/copy")"; cat "$T/.resumed"; }
}
n=${CK_LONG:+30}5
while [ "$n" -gt 0 ]; do
	outside "$seed.$n"
	n=$((n - 1))
done >"$T/.outside" 2>&1
same "killed from outside (CK_SEED=$seed)" '' "$(cat "$T/.outside")"

done_testing
