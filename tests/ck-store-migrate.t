#!/bin/sh
# migrate brings an older store up to this version, in one step or not at all,
# and leaves a store of this version as it is.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 4 || exit 99
version=$(sqlite3 "$CK_STORE" 'pragma user_version')
application=$(sqlite3 "$CK_STORE" 'pragma application_id')
head=$(sqlite3 "$CK_STORE" 'select hash from origin')

cp "$CK_STORE" "$T/was"
prints 'nothing is to be done' "[0,$version,true]" \
	ck-store migrate --jq '[.applied, .schema, .simulated]'
check 'and nothing was' cmp "$CK_STORE" "$T/was"

# Until its first migration a store does not say that it is simulated.
real() {
	env -u CK_NOW ck-store "$@"
}

# The oldest store there can be: no migration was run on it.
sqlite3 "$T/old.db" "pragma journal_mode = wal;
	pragma application_id = $application; pragma user_version = 0" >"$T/made"
check 'the oldest one is not used as it is' status 78 \
	ck-store -s "$T/old.db" head
put "$T/old.db" "$T/old.was"
chmod a-w "$T/old.db"
prints 'a dry run says how many wait' "[true,$version,0]" real \
	-s "$T/old.db" migrate -n --jq '[.dry_run, .applied, .schema]'
chmod u+w "$T/old.db"
check '... and changes nothing' cmp "$T/old.db" "$T/old.was"
prints 'all migrations are run' "[$version,$version]" \
	real -s "$T/old.db" migrate --jq '[.applied, .schema]'
# schema STORE: what its tables are
schema() {
	sqlite3 "$1" 'select type, name, sql from sqlite_schema order by 1, 2'
}
same 'they give the tables of a new store' "$(schema "$CK_STORE")" \
	"$(schema "$T/old.db")"
sqlite3 "$T/old.db" "attach '$CK_STORE' as own;
	insert into main.origin select * from own.origin;
	insert into main.setting select * from own.setting"
prints 'once' "[0,$version]" \
	ck-store -s "$T/old.db" migrate --jq '[.applied, .schema]'

# One that fails leaves everything.
cp "$CK_STORE" "$T/odd.db"
sqlite3 "$T/odd.db" 'pragma user_version = 0'
cp "$T/odd.db" "$T/odd.was"
check 'a migration that fails' status 70 real -s "$T/odd.db" migrate
same '... leaves the store as it was' "$(sqlite3 "$T/odd.was" .dump)" \
	"$(sqlite3 "$T/odd.db" .dump)"

put "$T/was" "$T/newer.db"
sqlite3 "$T/newer.db" "pragma user_version = $((version + 1))"
check 'a newer store is refused' status 78 ck-store -s "$T/newer.db" migrate
check 'an operand' status 64 ck-store migrate 2
check 'a real store' real -s "$T/real" init --site "$site_file"
check '... knows its clock' status 77 ck-store -s "$T/real" migrate
check '... and its user' status 77 real -s "$T/real" --as admin migrate

# A store that is migrated under a running program is left alone by it.
mkfifo "$T/to" "$T/from"
store-write append <"$T/to" >"$T/from" 2>"$T/said" &
writer=$!
exec 3>"$T/to" 4<"$T/from"
day --writer 9 --commands 2 >"$T/day"
head -n 1 "$T/day" >&3
read -r answer <&4
check 'a program is at work' test "$answer"
sqlite3 "$CK_STORE" "pragma user_version = $((version + 1))"
tail -n 1 "$T/day" >&3
exec 3>&-
ended=0
wait "$writer" || ended=$?
same 'when the store is migrated it stops' 78 "$ended"
check 'and says why' grep -q 'the store was migrated meanwhile; start again' \
	"$T/said"
exec 4<&-
sqlite3 "$CK_STORE" "pragma user_version = $version"
check 'it wrote nothing more' sound "$CK_STORE"
check 'what it had answered is there' test "$(ck-store head --jq .hash)" \
	!= "\"$head\""

done_testing
