#!/bin/sh
# On a full disk a stream says so (74) and answers nothing that is not kept; the
# store stays sound and can be read; with room again the stream goes on.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"
. "${0%/*}/store-stream.sh"

# A disk of our own, seen by this script alone.
if [ -z "${CK_DISK-}" ]; then
	unshare -m true 2>"$T/.unshare" || skip_all 'may not mount'
	CK_DISK=yes exec unshare -m sh "$0"
fi
mkdir "$T/disk"
mount -t tmpfs -o size=2m none "$T/disk" || skip_all 'may not mount a tmpfs'
trap 'umount "$T/disk"; rm -rf "$T"' EXIT

make_stream 900 || exit 99
cp "$T/answers" "$T/all"
cp "$T/base" "$T/disk/ck.db"
full() {
	got=0
	store-write -s "$T/disk/ck.db" append "$T/stream" \
		>"$T/answers" 2>"$T/said" || got=$?
	cat "$T/answers" >>"$T/given"
	return "$got"
}
check 'a stream on a full disk' status 74 full
same '... says so' \
	"store-write: no room left on the disk of $T/disk/ck.db [store]" \
	"$(sed 's/-: *//' "$T/said" | sed "s,$T/stream:[0-9]*: ,," | tail -n 1)"
check 'some of it was answered' test -s "$T/answers"
check 'not all of it' test "$(wc -l <"$T/answers")" -lt 900

# What is on the disk is sound and holds the answers, no more and no less.
as_answered() {
	ck-store -s "$T/disk/ck.db" verify --all &&
		ck-store -s "$T/disk/ck.db" log >"$T/log" &&
		sed -n 's/.*"key":"\([^"]*\)".*/\1/p' "$T/log" >"$T/logged" &&
		sed 's/.*"key":"\([^"]*\)".*/\1/' "$T/given" |
			awk '!seen[$0]++' | diff - "$T/logged"
}
check 'the store is read while the disk is full' as_answered
for verb in head stat log verify; do
	check "so by $verb" ck-store -s "$T/disk/ck.db" $verb
done
dd if=/dev/zero of="$T/disk/ballast" bs=4k 2>"$T/.dd"
check 'not a byte is left' test "$(df --output=avail "$T/disk" | tail -n 1)" -eq 0
check 'writing is refused for that' status 74 full
check '... and what was answered is kept' as_answered
check 'a copy, too' status 74 ck-store -s "$T/disk/ck.db" backup "$T/disk/b"
same '... which leaves nothing behind' '' "$(find "$T/disk" -name 'b*' |
	grep -v ballast)"
check 'a new store, too' status 74 \
	ck-store -s "$T/disk/new.db" --simulated --site "$site_file" init
same '... which leaves nothing behind' '' "$(find "$T/disk" -name 'new*')"
check 'still sound' ck-store -s "$T/disk/ck.db" verify --all

rm "$T/disk/ballast"
mount -o remount,size=64m "$T/disk"
check 'with room again the stream goes on' full
same '... to where it would have come' "$whole" "$(head_of "$T/disk/ck.db")"
sed 's/,"repeated":true//' "$T/answers" >"$T/same"
check '... with the same answers' cmp "$T/all" "$T/same"
check 'and is sound' sound "$T/disk/ck.db"

done_testing
