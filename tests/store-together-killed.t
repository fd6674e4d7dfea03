#!/bin/sh
# Writers that are killed while others write, and begin again from the first of
# their records each time: in the end each command is in the log once.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
seed=${CK_SEED-$$}
commands=${CK_LONG:+5000}
commands=${commands:-500}

# again N: until it gets to its end; how often it was killed
again() {
	kills=0
	awk -v seed="$((seed + $1))" 'BEGIN {
		srand(seed); while (1) printf "%.6f\n",
			0.005 + rand() / 6 * (1 + n++ * 0.05)
	}' >"$T/times.$1" &
	times=$!
	while read -r time; do
		got=0
		timeout -s KILL "$time" store-write append "$T/day.$1" \
			>>"$T/out.$1" 2>>"$T/err.$1" || got=$?
		[ "$got" -eq 137 ] || break
		# Its last line may have been cut.
		echo >>"$T/out.$1"
		kills=$((kills + 1))
	done <"$T/times.$1"
	kill "$times"
	echo "$got $kills" >"$T/ended.$1"
}
for n in 1 2 3 4 5 6; do
	day --writer "$n" --commands "$commands" >"$T/day.$n"
	mkfifo "$T/times.$n"
	again "$n" 2>"$T/killed.$n" &
	echo "$!" >>"$T/pids"
done
while read -r pid; do
	wait "$pid"
done <"$T/pids"

same 'every one got to its end' "$(printf '0\n0\n0\n0\n0\n0')" \
	"$(cut -d ' ' -f 1 "$T"/ended.*)"
kills=$(awk '{ n += $2 } END { print n }' "$T"/ended.*)
check "though killed, $kills times in all (CK_SEED=$seed)" test "$kills" -gt 0
same 'nothing else went wrong' '' "$(grep -hv '^Killed' "$T"/err.*)"
sqlite3 "$CK_STORE" 'select line from event order by seq' |
	sed -n 's/.*"key":"\([^"]*\)".*/\1/p' | sort >"$T/logged"
cat "$T"/day.* | sed 's/^{"key":"\([^"]*\)".*/\1/' | sort >"$T/sent"
check 'each command is in the log once' cmp "$T/sent" "$T/logged"
grep -h '}$' "$T"/out.* | sed 's/,"repeated":true//' | sort -u >"$T/answers"
same 'each was answered the same each time' "$(wc -l <"$T/sent")" \
	"$(wc -l <"$T/answers")"
check 'the store is sound' sound "$CK_STORE"

done_testing
