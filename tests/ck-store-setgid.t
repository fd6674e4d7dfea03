#!/bin/sh
# A setgid ck-store makes, migrates and copies stores that its user named with
# the rights of that user alone.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

[ "$(id -u)" -eq 0 ] || skip_all 'needs root to make a setgid program'
# It cannot be told to let go: such a process does not trust its environment.
[ "${CK_SANITIZERS:-no}" != yes ] ||
	skip_all 'LeakSanitizer cannot look into a setgid process'
unset CK_NOW
group=1
cp "$top_builddir/cmd/ck-store" "$T/program"
chgrp $group "$T/program" && chmod 2755 "$T/program"
cp "$site_file" "$T/site.json"
mkdir "$T/group" "$T/own"
chgrp $group "$T/group" && chmod 770 "$T/group"
chown 65534 "$T/own"
chmod 755 "$T"
as_user() {
	setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$T/program" --lang en "$@"
}

check 'a store is made where the user may' \
	as_user -s "$T/own/ck.db" --site "$T/site.json" init
check '... not where only the group may' status 77 \
	as_user -s "$T/group/ck.db" --site "$T/site.json" init
check '... nor copied there' status 77 \
	as_user -s "$T/own/ck.db" backup "$T/group/copy"
same '... not even half' '' "$(ls "$T/group")"
check '... but where he may' as_user -s "$T/own/ck.db" backup "$T/own/copy"

application=$(sqlite3 "$T/own/copy" 'pragma application_id')
sqlite3 "$T/group/old.db" "pragma journal_mode = wal;
	pragma application_id = $application; pragma user_version = 0" >"$T/made"
chgrp $group "$T/group/old.db" && chmod 660 "$T/group/old.db"
check 'an old store of the group is not migrated' status 77 \
	as_user -s "$T/group/old.db" migrate
same '... indeed' 0 "$(sqlite3 "$T/group/old.db" 'pragma user_version')"

# The store of the installation is the group's; what is copied out of it is not.
installed() {
	unshare -m sh -c 'mount -t tmpfs none /var/lib &&
			mkdir /var/lib/ck && mount --bind "$1" /var/lib/ck ||
			exit 99
		shift
		exec "$@"' sh "$T/group" setpriv --reuid=65534 --regid=65534 \
		--clear-groups "$T/program" --lang en "$@"
}
if unshare -m true 2>"$T/.unshare"; then
	rm -f "$T/group"/*
	cp "$T/own/copy" "$T/group/ck.db"
	chgrp $group "$T/group/ck.db" && chmod 660 "$T/group/ck.db"
	check 'the store of the installation is read' installed head
	check '... and copied where the user may' \
		installed backup "$T/own/copy2"
	check '... not where only the group may' status 77 \
		installed backup "$T/group/copy"
else
	tap ok 'the store of the installation # SKIP may not mount'
fi

done_testing
