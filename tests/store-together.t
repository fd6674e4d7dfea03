#!/bin/sh
# Fourteen lanes write at once beside an import, each command a process of its
# own: no answer is lost or doubled, nobody is told that the store is busy, and
# who looks meanwhile finds it sound.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
lanes='101 102 103 104 105 106 107 108 109 110 111 112 113 114'
each=${CK_LONG:+40}
each=${each:-8}
mkfifo "$T/import"

# lane N: its commands one by one
lane() {
	day --writer "$1" --commands "$each" >"$T/day.$1"
	while IFS= read -r line; do
		printf '%s\n' "$line" | store-write append ||
			echo "lane $1: exit status $?" >&2
	done <"$T/day.$1" >"$T/out.$1" 2>"$T/err.$1"
}

: >"$T/out.import"
# The import is under way before the lanes begin, and goes on for as long.
store-write append <"$T/import" >>"$T/out.import" 2>"$T/err.import" &
import=$!
{
	day --writer 100 --commands 8000 2>"$T/.day" &
	echo "$!" >"$T/day.pid"
	wait
} >"$T/import" &
tail -n +200 -f "$T/out.import" 2>"$T/.tail" | head -n 1 >"$T/under-way"
for n in $lanes; do
	lane "$n" &
	echo "$!" >>"$T/pids"
done
for n in 1 2 3; do
	check "meanwhile it is sound ($n)" ck-store verify --all
	check "... in a plain run, too ($n)" ck-store verify
done
while read -r pid; do
	wait "$pid"
done <"$T/pids"
kill "$(cat "$T/day.pid")" 2>"$T/.kill"
check 'the import goes on to its end' wait "$import"

same 'nothing went wrong' '' "$(cat "$T"/err.*)"
cat "$T"/out.* >"$T/answers"
same 'each answer is given once' "$(sort "$T/answers" | uniq | wc -l)" \
	"$(wc -l <"$T/answers")"
same 'every lane has all of its answers' \
	"$(for n in $lanes; do echo "$each"; done)" \
	"$(for n in $lanes; do wc -l <"$T/out.$n"; done)"
check "the import had some ($(wc -l <"$T/out.import"))" \
	test "$(wc -l <"$T/out.import")" -gt 200
sed 's/.*"key":"\([^"]*\)","first":\([0-9]*\),.*/\2 \1/' "$T/answers" |
	sort -n >"$T/want"
sqlite3 -separator ' ' "$CK_STORE" 'select seq, line from event order by seq' |
	sed -n 's/^\([0-9]*\) .*"key":"\([^"]*\)".*/\1 \2/p' >"$T/got"
check 'the log holds what was answered, once, and nothing else' \
	cmp "$T/want" "$T/got"
check 'it is sound in the end' sound "$CK_STORE"

done_testing
