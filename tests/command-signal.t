#!/bin/sh
# A stream that is told to stop finishes the group it has and answers it; one
# that waits is answered without waiting for the end of input.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99
events() {
	sqlite3 "$CK_STORE" \
		"select count(*) from event where line like '%\"event\":\"clock%'"
}

awk 'BEGIN { while (++i <= 300)
	print i == 7 ? "{\"n\":7,\"act\":\"term\"}" : "{\"n\":" i "}" }' >"$T/in"
stopped() {
	demo mark <"$T/in" >"$T/out"
}
check 'SIGTERM inside a group ends the run by that signal' status 143 stopped
check 'the group was answered' test "$(grep -c . "$T/out")" -ge 7
check 'and nothing read after it' test "$(grep -c . "$T/out")" -le 64
same 'as many answers as events' "$(events)" "$(grep -c . "$T/out")"

# Answers come while the input stays open.
mkfifo "$T/to" "$T/from"
"$top_builddir/tests/unit/command-demo" -j .n mark <"$T/to" >"$T/from" &
pid=$!
exec 3>"$T/to" 4<"$T/from"
for n in 1 2 3; do
	echo "{\"n\":$n}" >&3
	read -r answer <&4
	same "record $n is answered at once" "$n" "$answer"
done
printf '{"n":' >&3
kill -TERM "$pid"
ended=0
wait "$pid" 2>/dev/null || ended=$?
same 'SIGTERM ends the wait for the rest of a line' 143 "$ended"
same 'which is left alone' '' "$(cat <&4)"
exec 3>&- 4<&-

done_testing
