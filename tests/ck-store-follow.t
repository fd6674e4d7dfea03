#!/bin/sh
# log --follow prints what others write as soon as it is there, and ends with
# its reader, or by a signal.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
head=$(ck-store head --jq .seq)
mkfifo "$T/log"

# Every line must come in time; a hung test would tell nothing. --foreground: else
# a SIGCONT follows the signal, and undoes the stop that a leak check at the end
# waits for.
timeout --foreground 60 ck-store log --follow --since $((head - 1)) >"$T/log" &
follower=$!
exec 3<"$T/log"
next() {
	next_line=
	IFS= read -r next_line <&3
}
next
same 'it begins with what is there' "$head" "$(echo "$next_line" | jq .seq)"

n=0
while [ "$n" -lt 20 ]; do
	n=$((n + 1))
	mark "$CK_STORE" >"$T/answer"
	begun=$(date +%s%3N)
	next
	echo $(($(date +%s%3N) - begun)) >>"$T/took"
	echo "$next_line" | jq .seq >>"$T/seqs"
done
median=$(sort -n "$T/took" | sed -n 10p)
same 'each new event comes, in order' "$(seq $((head + 1)) $((head + 20)))" \
	"$(cat "$T/seqs")"
check "within a second of its answer (mostly $median ms)" \
	test "$median" -lt 1000

# Many at once, from several.
for writer in 1 2 3; do
	day --writer "$writer" --commands 100 | store-write append \
		>"$T/out.$writer" &
	eval "pid_$writer=$!"
done
# shellcheck disable=SC2154 # set by eval
wait "$pid_1" "$pid_2" "$pid_3"
last=$(ck-store head --jq .seq)
while next; do
	echo "$next_line"
	case $next_line in *"\"seq\":$last,"*) break ;; esac
done >"$T/followed"
ck-store log --since $((head + 20)) >"$T/want"
check 'nothing is left out, nothing twice' cmp "$T/want" "$T/followed"

# The reader goes; the next event, or a second, tells.
exec 3<&-
mark "$CK_STORE" >"$T/answer"
ended=0
wait "$follower" || ended=$?
same 'without a reader it ends, and says nothing' 0 "$ended"

# ended_by SIGNAL OPTION...: its reader has stopped reading, or all is read
ended_by() {
	signal=$1
	shift
	# A shell lets its background ignore SIGINT.
	env --default-signal=INT ck-store log --follow "$@" >"$T/log" &
	follower=$!
	exec 3<"$T/log"
	next
	kill "-$signal" "$follower"
	ended=0
	wait "$follower" 2>"$T/.wait" || ended=$?
	exec 3<&-
	echo "$ended"
}
same 'a signal ends it' 143 "$(ended_by TERM --since $((last - 1)))"
same '... another one, too' 130 "$(ended_by INT --since $((last - 1)))"
same '... when its reader has stopped reading' 143 "$(ended_by TERM)"

prints 'records are followed, too' '"clock.stepped"' sh -c '
	{ ck-store log --follow --since '"$((last + 0))"' --jq .line.event ||
		echo "exit $?" >&2; } | head -n 1'

# Who may only read follows a store from before anybody writes it.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >"$T/.setpriv"; then
	cp "$top_builddir/cmd/ck-store" "$T/ck-store"
	mkdir "$T/quiet" && put "$CK_STORE" "$T/quiet/ck.db"
	settle "$T/quiet/ck.db"
	chmod 755 "$T" "$T/quiet" && chmod a+r "$T/quiet/ck.db"
	last=$(ck-store -s "$T/quiet/ck.db" head --jq .seq)
	settle "$T/quiet/ck.db"
	timeout --foreground 60 setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$T/ck-store" --as admin -s "$T/quiet/ck.db" log --follow \
		--since $((last - 1)) >"$T/log" 2>"$T/said" &
	follower=$!
	exec 3<"$T/log"
	next
	same 'a reader of a store that nobody writes' "$last" \
		"$(echo "$next_line" | jq .seq)"
	mark "$T/quiet/ck.db" >"$T/answer"
	next
	same '... hears of it when somebody does' "$((last + 1))" \
		"$(echo "$next_line" | jq .seq)"
	exec 3<&-
	kill "$follower" 2>"$T/.kill"
	wait "$follower" 2>"$T/.wait"
	same '... and nothing else' '' "$(cat "$T/said")"
fi

done_testing
