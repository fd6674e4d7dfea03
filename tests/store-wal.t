#!/bin/sh
# What was committed stands beside the store until somebody moves it in: a
# writer that leaves much does, after its answer; who is read from is not
# disturbed; and nothing beside the store comes and goes.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
wal() {
	stat -c %s "$CK_STORE-wal"
}
day --commands 500 >"$T/day"

check 'a long stream' store-write append "$T/day"
check "leaves little ($(wal) bytes)" test "$(wal)" -le 400000
inode=$(stat -c %i "$CK_STORE-wal")
n=0
while [ "$n" -lt 60 ]; do
	n=$((n + 1))
	mark "$CK_STORE" >"$T/answer" || echo "$n"
	[ "$(wal)" -le 400000 ] || echo "$n: $(wal)"
done >"$T/marks"
same 'neither does the sixtieth of short ones' '' "$(cat "$T/marks")"
same 'the file beside the store stays the same one' "$inode" \
	"$(stat -c %i "$CK_STORE-wal")"

# A reader that stays keeps what it reads; writers go on beside it.
mkfifo "$T/to" "$T/from"
sqlite3 "$CK_STORE" <"$T/to" >"$T/from" &
reader=$!
exec 3>"$T/to" 4<"$T/from"
echo 'begin; select count(*) from event;' >&3
read -r before <&4
day --writer 2 --commands 500 >"$T/more"
check 'a stream beside a reader' store-write append "$T/more"
check "leaves more ($(wal) bytes)" test "$(wal)" -gt 400000
echo 'select count(*) from event;' >&3
read -r after <&4
same 'the reader sees what it saw' "$before" "$after"
echo 'commit;' >&3
exec 3>&- 4<&-
wait "$reader"
check 'the next writer' mark "$CK_STORE"
check "moves it in ($(wal) bytes)" test "$(wal)" -le 400000
check 'it is sound' sound "$CK_STORE"

done_testing
