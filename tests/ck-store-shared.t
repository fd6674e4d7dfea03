#!/bin/sh
# One store, written by several users of one group, each with a umask of his
# own, as ck-store(1) says under SEVERAL USERS.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

[ "$(id -u)" -eq 0 ] || skip_all 'needs root to be several users'
command -v setpriv >"$T/.setpriv" || skip_all 'setpriv is missing'
group=54321
cp "$top_builddir/cmd/ck-store" "$T/ck-store"
cp "$site_file" "$T/site.json"
chmod 755 "$T"
chmod 644 "$T/site.json"
mkdir "$T/shared"
chgrp $group "$T/shared" && chmod 2770 "$T/shared"
CK_STORE=$T/shared/ck.db

# user UID UMASK VERB...: of the group; stranger: of none
user() {
	user_id=$1 user_mask=$2
	shift 2
	# shellcheck disable=SC2016 # of the inner shell
	setpriv --reuid="$user_id" --regid="$user_id" --groups="${of-$group}" \
		sh -c 'umask "$1"; shift; exec "$@"' sh "$user_mask" \
		"$T/ck-store" --as admin "$@"
}
stranger() {
	of=$((group + 1)) user 50003 022 "$@"
}
rights() {
	stat -c '%a %g' "$T/shared"/* | sort -u
}

check 'a store is made' user 50001 022 init --simulated \
	--site "$T/site.json"
same '... that the others of the group may read' "640 $group" "$(rights)"
check '... not write' status 77 user 50002 022 tick
check '... which its owner gives them' chmod g+w "$CK_STORE"*
rm -f "$CK_STORE-turn" "$CK_STORE-write"
check 'one of them writes, who else shows nobody anything' \
	user 50002 077 staff add x --agency customs
same '... what stands beside the store has its rights' "660 $group" "$(rights)"
check 'another writes on' user 50001 022 staff add y --agency customs
check 'and the first again' user 50002 027 tick
check 'who is not of the group does not' status 77 stranger tick
check '... nor reads it' status 77 stranger head
check 'it is sound' user 50002 077 verify --all

umask 077
check 'a store made under another umask' ck-store -s "$T/own.db" init \
	--site "$site_file" --simulated
same '... is for its owner alone' 600 "$(stat -c %a "$T/own.db"* | sort -u)"
check '... so is its copy' ck-store -s "$T/own.db" --as admin backup "$T/copy"
same '... indeed' 600 "$(stat -c %a "$T/copy")"

done_testing
