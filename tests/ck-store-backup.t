#!/bin/sh
# A backup made while others write is a store of its own: it opens, it is
# sound, and it holds what was answered before it began.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 4 || exit 99

# answered FILE: the keys of the answers there
answered() {
	sed -n 's/.*"key":"\([^"]*\)".*/\1/p' "$1" | sort
}
# logged STORE: the keys in its log
logged() {
	sqlite3 "$1" 'select line from event' |
		sed -n 's/.*"key":"\([^"]*\)".*/\1/p' | sort
}

for writer in 11 12; do
	day --writer "$writer" --commands "${CK_LONG:+9}400" >"$T/day.$writer"
	store-write append "$T/day.$writer" >"$T/out.$writer" &
	eval "pid_$writer=$!"
done
n=0
while [ "$n" -lt 8 ]; do
	n=$((n + 1))
	cat "$T/out.11" "$T/out.12" >"$T/before.$n"
	check "backup $n, while they write" \
		ck-store --jq . backup "$T/copy.$n"
done
# shellcheck disable=SC2154 # set by eval
wait "$pid_11" && wait "$pid_12"
check 'they wrote on' test "$(cat "$T/out.11" "$T/out.12" | wc -l)" -eq \
	"$(cat "$T/day.11" "$T/day.12" | wc -l)"

while [ "$n" -gt 0 ]; do
	check "$n: nothing stands beside it" \
		test "$(echo "$T/copy.$n"*)" = "$T/copy.$n"
	check "$n: it is sound" sound "$T/copy.$n"
	answered "$T/before.$n" >"$T/want"
	logged "$T/copy.$n" | comm -13 - "$T/want" >"$T/lost"
	check "$n: it lost no answer" test ! -s "$T/lost"
	same "$n: its log is the begin of ours" "$(ck-store -s "$T/copy.$n" \
		head --jq '"\(.seq):\(.hash)"')" "$(ck-store log --hash |
		sed -n "$(ck-store -s "$T/copy.$n" head --jq .seq)p" |
		sed 's/^\([0-9a-f]*\)\t.*"seq":\([0-9]*\),"at".*/"\2:\1"/')"
	n=$((n - 1))
done
check 'it is written like any store' mark "$T/copy.1"
check 'and is still sound' sound "$T/copy.1"

ck-store backup "$T/told" >"$T/record"
prints 'the record says what the copy holds' "$(ck-store head --jq \
	'[.origin, .seq, .hash]')" sh -c \
	"jq -c '.heads[0] | [.origin, .seq, .hash]' '$T/record'"
prints 'a dry run copies nothing' '"backup"' \
	ck-store -n backup "$T/dry" --jq .kind
check '... at all' test ! -e "$T/dry"

check 'not by who is no keeper' status 77 \
	ck-store --as tt-gate backup "$T/taken"
check 'nor by a stranger' status 77 ck-store --as nobody backup "$T/taken"
check '... and nothing is copied' test ! -e "$T/taken"
check 'a real store' env -u CK_NOW ck-store -s "$T/real.db" init \
	--site "$top_srcdir/share/sites/chi-ma.json"
check '... is copied by who made it' env -u CK_NOW \
	ck-store -s "$T/real.db" backup "$T/real-copy"

cp "$T/told" "$T/was"
check 'an existing file is refused' status 78 ck-store backup "$T/told"
same '... by name' "ck-store: $T/told: exists already [store]" \
	"$(words ck-store backup "$T/told")"
check '... and left alone' cmp "$T/told" "$T/was"
check 'so is the store itself' status 78 ck-store backup "$CK_STORE"
ln -s "$T/nowhere" "$T/link"
check 'and a link to nowhere' status 78 ck-store backup "$T/link"
mkdir "$T/folder"
check 'and a folder' status 78 ck-store backup "$T/folder"
check 'a folder that is not there' status 66 \
	ck-store backup "$T/nofolder/copy"

# -- of a store that is damaged, and back in its place -------------------------

page=$(sqlite3 "$CK_STORE" \
	"select rootpage from sqlite_schema where name = 'person'")
size=$(sqlite3 "$CK_STORE" 'pragma page_size')
cp "$T/told" "$T/damaged"
head -c "$size" /dev/zero | dd of="$T/damaged" bs="$size" \
	seek="$((page - 1))" conv=notrunc 2>"$T/.dd"
check 'what cannot be read back is no copy' \
	status 74 ck-store -s "$T/damaged" backup "$T/spoilt"
same '... which is said' "ck-store: $T/spoilt: the file is damaged; bring back \
a backup (ck-troubles(7)) [store]
ck-store: the copy cannot be read back, and was deleted; look at the store \
itself with ck-store verify" \
	"$(words ck-store -s "$T/damaged" backup "$T/spoilt")"
check '... and it is gone' test ! -e "$T/spoilt"

# As in ck-troubles(7), with a WAL that is not empty.
mkdir "$T/post" "$T/post/aside"
put "$T/told" "$T/post/ck.db"
mark "$T/post/ck.db"
check 'a store with its newest events beside it' test -s "$T/post/ck.db-wal"
mv "$T/post/ck.db" "$T/post/ck.db"-* "$T/post/aside"
check 'its backup is brought back' \
	ck-store -s "$T/told" backup "$T/post/ck.db"
check '... sound' sound "$T/post/ck.db"
check '... written again' mark "$T/post/ck.db"
check '... and sound still' sound "$T/post/ck.db"
check 'what was put aside is whole' sound "$T/post/aside/ck.db"

check 'no file' status 64 ck-store backup
check 'two files' status 64 ck-store backup "$T/a" "$T/b"
# shellcheck disable=SC2016 # of the inner shell
check 'what a killed backup has left is no hindrance' sh -c '
	echo half >"$1.new-$$"
	exec ck-store backup "$1"' sh "$T/third"
check '... and the copy is sound' sound "$T/third"
same 'nothing half made is left' '' "$(find "$T" -name '*.new-*')"

# Whoever was killed while copying is gone; whoever still copies is not.
sh -c 'echo "$$"' >"$T/dead"
dead=$(cat "$T/dead")
for left in "$dead" "$dead-journal" "$$" "$dead-notes" x; do
	echo half >"$T/night.new-$left"
done
check 'a copy where others were killed, at any time' \
	ck-store backup "$T/night"
same '... clears away what they left, and nothing else' \
	"$(printf 'night.new-%s\n' "$$" "$dead-notes" x | sort)" \
	"$(cd "$T" && find . -name '*.new-*' | sed 's,^\./,,' | sort)"

done_testing
