#!/bin/sh
# A setgid program lends its group to its own store only: not to files that
# its user names, and not to what his environment says.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

[ "$(id -u)" -eq 0 ] || skip_all 'needs root to make a setgid program'
# It cannot be told to let go: such a process does not trust its environment.
[ "${CK_SANITIZERS:-no}" != yes ] ||
	skip_all 'LeakSanitizer cannot look into a setgid process'
make_ground || exit 99
group=1
cp "$top_builddir/tests/unit/command-demo" "$T/program"
chgrp $group "$T/program" && chmod 2755 "$T/program"
chmod 755 "$T"
as_user() {
	setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$T/program" --lang en "$@"
}

echo '{"n":1}' >"$T/secret"
chgrp $group "$T/secret" && chmod 640 "$T/secret"
check 'a file of the group is not read' status 77 as_user read "$T/secret"
mkdir "$T/group"
chgrp $group "$T/group" && chmod 770 "$T/group"
check 'nor is one made where the group may' \
	status 77 as_user --rejects "$T/group/x" read /dev/null
chgrp $group "$CK_STORE"* && chmod 660 "$CK_STORE"*
unset CK_NOW
check 'nor is a store used that the user named' \
	status 77 as_user -s "$CK_STORE" once
case $(words as_user once) in
*"$CK_STORE"*) heard=yes ;;
*) heard=no ;;
esac
same 'the environment names no store' no "$heard"
prints 'his own files are read' '{"kind":"read","record":{"n":1}}' \
	as_user read - <"$T/secret"

done_testing
