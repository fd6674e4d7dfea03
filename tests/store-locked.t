#!/bin/sh
# Who finds the store taken waits ten seconds, then says to try again (75);
# reading waits for nobody, and a writer gets its turn as soon as it is free.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
settle "$CK_STORE"
put "$CK_STORE" "$T/b.db"
put "$CK_STORE" "$T/c.db"
day --commands 3 >"$T/day"

# Three at once, so that the ten seconds are waited once: SQLite's lock held by
# another program, and each of the writers' own two.
mkfifo "$T/to" "$T/held" "$T/never"
sqlite3 "$CK_STORE" <"$T/to" >"$T/held" &
shell=$!
exec 3>"$T/to" 4<"$T/held"
echo "begin immediate; select 'held';" >&3
read -r held <&4
same 'another program holds the lock' held "$held"
: >"$T/b.db-write"
: >"$T/c.db-turn"
flock "$T/b.db-write" cat "$T/never" &
flock "$T/c.db-turn" cat "$T/never" &
exec 5>"$T/never"

begun=$(date +%s%3N)
for store in ck b c; do
	{
		ck-store -s "$T/$store.db" --as admin tick 2>"$T/$store.words"
		echo $?
	} >"$T/$store.status" &
	eval "pid_$store=$!"
done
for verb in log head stat 'verify --all'; do
	# shellcheck disable=SC2086 # a verb and its operands
	check "meanwhile: $verb" ck-store $verb
done
# shellcheck disable=SC2154 # set by eval
check 'they have waited for nobody' kill -0 "$pid_ck" "$pid_b" "$pid_c"
wait "$pid_ck" "$pid_b" "$pid_c"
took=$(($(date +%s%3N) - begun))
for store in ck b c; do
	same "$store: try again later" 75 "$(cat "$T/$store.status")"
	same '... is what it says' \
		'ck-store: the store is busy; try again [store-busy]' \
		"$(cat "$T/$store.words")"
done
check "after ten seconds ($took ms)" test "$took" -ge 9900

# The waiting one goes on when the lock is let go.
store-write append <"$T/day" >"$T/answers" &
writer=$!
echo 'commit;' >&3
check 'a writer that waits gets its turn' wait "$writer"
same 'and answers' 3 "$(grep -c appended "$T/answers")"
exec 3>&- 4<&- 5>&-
wait "$shell"

done_testing
