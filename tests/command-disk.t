#!/bin/sh
# A full disk: what was answered is in the store, the rest was refused.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

mkdir "$T/small"
mount -t tmpfs -o size=2m tmpfs "$T/small" 2>/dev/null ||
	skip_all 'cannot mount a small file system'
trap 'umount "$T/small"; rm -rf "$T"' EXIT
CK_STORE=$T/small/ck.db
make_ground || exit 99

awk 'BEGIN { while (++i <= 20000) print "{\"n\":" i "}" }' >"$T/in"
fill() {
	demo "$@" -j .kind mark <"$T/in" >"$T/out" 2>"$T/err"
}
check 'the disk becomes full' status 74 fill
answered=$(grep -c '"mark"' "$T/out")
same '... which is said once' \
	"command-demo: -:$((answered + 1)): no room left on the disk of $CK_STORE [store]" \
	"$(cat "$T/err")"
check 'with --keep-going it ends, too' status 74 fill -k
check 'each waiting record is answered' test "$(grep -c '"error"' "$T/out")" -gt 1
check 'and so are few' test "$(grep -c . "$T/out")" -le 64

# There is no room to read it here.
cp "$CK_STORE"* "$T/"
same 'the store is intact, with every answered record and no other' \
	"ok $answered" "$(sqlite3 "$T/ck.db" 'pragma integrity_check' \
	"select count(*) from event where line like '%clock.step%'" |
	tr '\n' ' ' | sed 's/ $//')"

done_testing
