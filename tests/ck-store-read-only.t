#!/bin/sh
# A store that may be read but not written is read; what would write says so
# (77) and leaves it as it was.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
day --commands 20 | store-write append >"$T/answers" || exit 99

# all_verbs NAME COMMAND...: through what the store is reached, and how
all_verbs() {
	how=$1
	shift
	for verb in log head 'verify --all' verify stat site staff \
		'tick --dry-run' 'migrate --dry-run'; do
		# shellcheck disable=SC2086 # a verb and its operands
		check "$how: $verb" "$@" $verb
	done
	for verb in tick 'staff end root' "site $site_file"; do
		# shellcheck disable=SC2086
		check "$how: not $verb" status 77 "$@" $verb
	done
}

if [ "$(id -u)" -ne 0 ]; then
	chmod a-w "$CK_STORE"
	all_verbs 'not writable' ck-store
	done_testing
fi

# Root may write everything; somebody else does not, and may read.
cp "$top_builddir/cmd/ck-store" "$T/ck-store"
chmod a+rx "$T"
chmod a+r "$CK_STORE"*
nobody() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$T/ck-store" \
		--as admin "$@"
}
cp "$CK_STORE" "$T/was"
check 'it is there' nobody head
all_verbs 'not ours' nobody
same 'it says so' "ck-store: $CK_STORE: the store is read-only [store]" \
	"$(words nobody tick)"
check 'and is as it was' cmp "$CK_STORE" "$T/was"
chmod a-r "$CK_STORE"
check 'nor can everybody read it' status 77 nobody head
same '... and hears why' "ck-store: $CK_STORE: Permission denied [store]" \
	"$(words nobody head)"
check '... nor when it is to be written' status 77 nobody tick
chmod a+r "$CK_STORE"

# The index of its WAL is gone: only who may write can make it anew.
mark "$CK_STORE" >"$T/answers"
check 'its WAL holds something' test -s "$CK_STORE-wal"
lost=$(words nobody head)
for mode in 755 777; do
	rm "$CK_STORE-shm"
	chmod $mode "$T"
	check "no -shm, folder $mode" status 77 nobody head
	same '... and what to do is said' "ck-store: $CK_STORE: it may only be read here, and its -wal is there without its -shm: whoever may write opens it once (ck-store head), or copy the store and its -wal to a folder of yours [store]" \
		"$(words nobody head)"
	chmod 755 "$T"
	check '... whoever may write opens it once' ck-store head
	chmod a+r "$CK_STORE"*
	same '... and it is read again' "$lost" "$(words nobody head)"
done

# A store that nobody has open, without its WAL: a reader leaves it so, whether
# the folder would let him make one or not.
settle "$CK_STORE"
alone() {
	find "$T" -name 'ck.db-wal' -o -name 'ck.db-shm'
}
for mode in 755 777; do
	chmod $mode "$T"
	all_verbs "no WAL, folder $mode" nobody
	same "... and none is made, folder $mode" '' "$(alone)"
done
chmod 444 "$CK_STORE"
check 'nobody may write it' nobody head
same '... and no WAL is made' '' "$(alone)"
chmod 644 "$CK_STORE" && chmod 755 "$T"
mark "$CK_STORE" >"$T/answers"

# A medium that takes no writing, with the store as it was left, and a settled
# copy that has no WAL beside it.
mounted() {
	unshare -m sh -c '
		mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99
		shift
		exec "$@"' sh "$T" ck-store "$@"
}
if unshare -m true 2>"$T/.unshare"; then
	all_verbs 'read-only medium' mounted
	settle "$CK_STORE"
	all_verbs 'read-only medium, no WAL' mounted
	same 'it says so' "ck-store: $CK_STORE: the store is read-only [store]" \
		"$(words mounted tick)"
else
	tap ok 'read-only medium # SKIP may not mount'
fi

done_testing
