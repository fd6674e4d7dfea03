#!/bin/sh
# A store whose newest events were taken away with its -wal, or by an old copy
# put back, is not taken for a young one: it says so, and is not written.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
rm "$CK_STORE-wal" "$CK_STORE-shm"
check 'without the -wal of its first events nothing is written' \
	status 78 mark "$CK_STORE"
check '... and it is not taken for an empty one' test "$(words ck-store stat |
	grep 'ends at event 0 and went on to')"
rm "$CK_STORE"

make_store || exit 99
settle "$CK_STORE"
cp "$CK_STORE" "$T/young"
mark "$CK_STORE" >"$T/answer" && mark "$CK_STORE" >"$T/answer" || exit 99
head=$(ck-store head -j .seq)
ends=$(sqlite3 "$T/young" 'select seq from origin')
check "it has $head events, the file alone $ends" [ "$ends" -lt "$head" ]
cp "$CK_STORE-wal" "$T/wal"
lost="$CK_STORE: its log ends at event $ends and went on to $head: its -wal was \
deleted, or an old copy put back (ck-troubles(7))"

# is_lost WHAT: what has become of the store is told
is_lost() {
	check "$1: nothing is written" status 78 mark "$CK_STORE"
	check '... which says why' test "$(words mark "$CK_STORE" |
		grep -F "$lost")"
	same '... reading goes on from where it ends, and says so' \
		"ck-store: $lost
$ends" "$(ck-store head -j .seq 2>&1)"
	same '... unless it is to be quiet' "$ends" \
		"$(ck-store -q head -j .seq 2>&1)"
	for all in '' --all; do
		check "... verify $all finds it" \
			status 1 sh -c "ck-store verify $all 2>&1 >'$T/found'"
		same '... and where' CKHN "$(places <"$T/found")"
	done
}
rm "$CK_STORE-wal" "$CK_STORE-shm"
is_lost 'the -wal is deleted'
rm -f "$CK_STORE-wal" "$CK_STORE-shm"
cp "$T/wal" "$CK_STORE-wal"
check 'brought back, it is whole' sound "$CK_STORE"
check '... and goes on' mark "$CK_STORE"
head=$((head + 1))
same '... where it was' "$head" "$(ck-store head -j .seq)"

# -- what loses nothing --------------------------------------------------------------

settle "$CK_STORE"
check 'all moved in, and no -wal left' mark "$CK_STORE"
check 'a copy has no note of its own' ck-store backup "$T/copy.db"
check '... it is written' mark "$T/copy.db"
check '... and read' sound "$T/copy.db"
printf %s CKHN:9999 >"$CK_STORE-write"
check 'a note that is not whole says nothing' mark "$CK_STORE"
echo 'CKHN~2:9999' >"$CK_STORE-write"
check 'nor one of another log' mark "$CK_STORE"
settle "$CK_STORE"

# -- an old copy ------------------------------------------------------------------------

head=$(ck-store head -j .seq)
lost="$CK_STORE: its log ends at event $ends and went on to $head: its -wal was \
deleted, or an old copy put back (ck-troubles(7))"
cp "$T/young" "$CK_STORE"
rm -f "$CK_STORE-wal" "$CK_STORE-shm"
is_lost 'an old copy is put back'
rm "$CK_STORE-write"
check 'who moves the note away goes on from there' mark "$CK_STORE"
same '... with the next number' "$((ends + 1))" "$(ck-store head -j .seq)"

rm "$CK_STORE" "$CK_STORE-wal" "$CK_STORE-shm"
echo CKHN:9999 >"$CK_STORE-write"
check 'a store that is made where one stood' make_store
check '... begins anew' mark "$CK_STORE"

done_testing
