#!/bin/sh
# Writers that are killed while others write, and begin again from the first of
# their records each time: in the end each command is in the log once.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
seed=${CK_SEED-$$}
commands=${CK_LONG:+5000}
commands=${commands:-500}
kills=${CK_LONG:+200}
kills=${kills:-25}

for n in 1 2 3 4 5 6; do
	day --writer "$n" --commands "$commands" >"$T/day.$n"
done
for n in 1 2 3 4 5 6; do
	{
		"$top_srcdir/tests/sim/killed" --seed "$seed.$n" \
			--kills "$kills" "$T/day.$n" store-write append \
			>"$T/out.$n" 2>"$T/err.$n"
		echo "$?" >"$T/ended.$n"
	} &
	echo "$!" >>"$T/pids"
done
while read -r pid; do
	wait "$pid"
done <"$T/pids"

same "killed $kills times, every one got to its end (CK_SEED=$seed)" \
	"$(printf '0\n0\n0\n0\n0\n0')" "$(cat "$T"/ended.*)"
same 'nothing went wrong' '' "$(cat "$T"/err.*)"
sqlite3 "$CK_STORE" 'select line from event order by seq' |
	sed -n 's/.*"key":"\([^"]*\)".*/\1/p' | sort >"$T/logged"
cat "$T"/day.* | sed 's/^{"key":"\([^"]*\)".*/\1/' | sort >"$T/sent"
check 'each command is in the log once' cmp "$T/sent" "$T/logged"
grep -h '}$' "$T"/out.* | sed 's/,"repeated":true//' | sort -u >"$T/answers"
same 'each was answered the same each time' "$(wc -l <"$T/sent")" \
	"$(wc -l <"$T/answers")"
check 'the store is sound' sound "$CK_STORE"

done_testing
