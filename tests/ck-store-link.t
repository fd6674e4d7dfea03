#!/bin/sh
# A store that is met through a symbolic link is the same store: its WAL, its
# locks and its index lie beside the file, and readers see what was written.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

mkdir "$T/real" "$T/links"
real=$T/real/ck.db link=$T/links/gate.db
CK_STORE=$real
make_store || exit 99
ln -s ../real/ck.db "$link"

check 'it is read' ck-store -s "$link" head
check 'and written' mark "$link"
same 'nothing is made beside the link' gate.db "$(ls "$T/links")"
same 'it knows its WAL' "$(stat -c %s "$real-wal")" \
	"$(ck-store -s "$link" stat --jq .wal_bytes)"
check 'writers queue together, by whatever name' \
	status 75 timeout 60 flock "$real-write" sh -c '
		ck-store --as admin -s "$1" tick 2>"$2"' sh "$link" "$T/err"
check '... which is said' grep -q 'the store is busy' "$T/err"

# Who may only read sees what others have written, and goes on writing.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >"$T/.setpriv"; then
	cp "$top_builddir/cmd/ck-store" "$T/ck-store"
	chmod 755 "$T" "$T/real" "$T/links"
	chmod a+r "$real"*
	nobody() {
		setpriv --reuid=65534 --regid=65534 --clear-groups \
			"$T/ck-store" "$@"
	}
	mark "$real" >"$T/answers"
	same 'a reader sees the newest event' "$(ck-store head --jq .seq)" \
		"$(nobody -s "$link" head --jq .seq)"
	mark "$link" >"$T/answers"
	same '... by either name' "$(nobody -s "$real" head --jq .seq)" \
		"$(nobody -s "$link" head --jq .seq)"
fi

check 'a copy is made of it' ck-store --as admin -s "$link" backup "$T/copy"
check '... that is sound' sound "$T/copy"
ln -s nowhere "$T/links/lost"
check 'a link to nowhere is no store' status 66 \
	ck-store -s "$T/links/lost" head
ln -s round "$T/links/round"
check 'nor is one to itself' status 66 ck-store -s "$T/links/round" head
check 'nor a name that none can have' status 66 \
	ck-store -s "$T/$(printf 'a%.0s' $(seq 300))" head

done_testing
