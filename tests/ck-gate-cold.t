#!/bin/sh
# One decision by a process of its own is a few reads and one durable append:
# what it asks of the kernel and which libraries it loads are counted, and its
# instructions set against the sqlite3 shell's for the same statements.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

[ "${CK_SANITIZERS-no}" != yes ] || skip_all 'sanitizers ask the kernel for more'

make_store
for truck in 12C-111.11 12C-222.22 12C-333.33 12C-444.44; do
	export_of "$truck" >"$T/.id"
done

# -- what it asks of the kernel

# shellcheck disable=SC2329 # called through check
once() {
	strace -f -o "$T/trace" -e trace=fdatasync,fsync,unlink,unlinkat,openat \
		ck-gate --as tt-gate decide --lane B0-1 "$1" >"$T/answer"
	[ $? -eq 1 ] && grep -q '"not-called"' "$T/answer"
}
if command -v strace >/dev/null && strace -o "$T/trace" true 2>"$T/.why"; then
	check 'a cold decision is answered' once 12C-111.11
	syncs=$(grep -cE '(fdatasync|fsync)\(' "$T/trace")
	# The file of what is committed, and, as SQLite may have made it, its
	# folder.
	check "it syncs at most twice ($syncs)" test "$syncs" -le 2
	check 'at least once' test "$syncs" -ge 1
	check 'it unlinks nothing' status 1 grep unlink "$T/trace"
	check 'it loads no libcurl' status 1 grep libcurl "$T/trace"
	check 'it loads no libgpiod' status 1 grep libgpiod "$T/trace"
	check 'it opens no site file' status 1 grep '/sites/' "$T/trace"
	# libjq is loaded when a first program is compiled.
	check 'nor any jq program' status 1 grep -e '\.jq"' -e libjq "$T/trace"

	# What was committed was moved into the store: the file beside it begins
	# anew, and SQLite syncs its head before anything stands behind it, or
	# a crash could leave old frames under a new head
	# (SQLite's wal.c, ticket ff5be73dee).
	check 'a checkpoint' sqlite3 "$CK_STORE" 'pragma wal_checkpoint(truncate)'
	check 'the next decision is answered' once 12C-444.44
	syncs=$(grep -cE '(fdatasync|fsync)\(' "$T/trace")
	check "it syncs once more, at most ($syncs)" test "$syncs" -le 3
	check 'the one after that is answered' once 12C-333.33
	syncs=$(grep -cE '(fdatasync|fsync)\(' "$T/trace")
	check "it syncs at most twice again ($syncs)" test "$syncs" -le 2
fi

# -- instructions, against the shell

# shellcheck disable=SC2329
instructions() { # FILE COMMAND...: writes the count
	counted=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" \
		2>"$T/.count" >/dev/null </dev/null
	sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$T/.count" >"$counted"
	[ -s "$counted" ]
}
if command -v valgrind >/dev/null && command -v sqlite3 >/dev/null; then
	check 'the instructions of a decision can be counted' instructions \
		"$T/ours" ck-gate --as tt-gate decide --lane B0-1 12C-222.22
	cat >"$T/reads.sql" <<-'SQL'
	pragma synchronous=full;
	begin immediate;
	select seq, hash, at from origin where origin = 1;
	select t.*, d.site from trip_identity i
	join trip t on t.declaration = i.declaration and t.trip = i.trip
	join declaration d on d.declaration = t.declaration
	where i.open = 1 and i.normal = '12C33333';
	select n.name, v.* from need n
	join verdict v on v.subject = n.subject and v.name = n.name
	where n.trip = 'CKHN-20261122-00001.1';
	select * from hold where lifted_at is null and subject = '12C33333';
	select * from queue_entry where trip = 'CKHN-20261122-00001.1';
	update origin set at = at where origin = 1;
	commit;
	SQL
	check 'and those of the shell' instructions "$T/theirs" \
		sqlite3 "$CK_STORE" ".read $T/reads.sql"
	ratio=$((100 * $(cat "$T/ours") / $(cat "$T/theirs")))
	check "a decision takes no more than 1.2 times the shell's ($ratio %)" \
		test "$ratio" -le 120
fi

done_testing
