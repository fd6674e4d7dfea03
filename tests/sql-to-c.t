#!/bin/sh
# SQL blocks become C tables; anything doubtful is refused.
. "${0%/*}/lib.sh"

to_c() {
	sh "$top_srcdir/scripts/sql-to-c" "$@"
}

# The output from the first line of this kind to the next line of that.
part() {
	part_of=$1
	shift
	to_c "$@" >"$T/whole" || return
	sed -n "$part_of" "$T/whole"
}

refuses() {
	refuses_what=$1
	printf '%s\n' "$2" >"$T/bad.sql"
	check "refuses $refuses_what" refused "$3"
}

refused() {
	status 65 to_c source "$T/bad.sql" 2>"$T/err" >"$T/out" || return
	cat "$T/err"
	grep -q "bad.sql:[0-9]*: $1" "$T/err"
}

cat >"$T/queue.sql" <<'SQL'
-- Orders of the queue.

-- name: queue-add
insert into q(trip, at, note) -- a comment with :no param
values (:trip, :at, 'it''s 10:30 -- not :a comment; "?"')
on conflict (trip) do update set at = :at, again = :trip_2;

-- name: queue-head
-- A line of comment inside a block.
select "odd:name", cast(at as bigint)::int /* over
two :lines; */ from q where k = '\' limit 1
SQL
cat >"$T/trip.sql" <<'SQL'
-- name: trip
select 1
SQL

prints 'the enum keeps the order and names the parameters' \
	'enum ck_sql {
	CK_SQL_QUEUE_ADD, /* trip, at, trip_2 */
	CK_SQL_QUEUE_HEAD,
	CK_SQL_TRIP,
	CK_SQL_COUNT_
};' part '/^enum/,/^}/p' header "$T/queue.sql" "$T/trip.sql"

prints 'comments go, parameters are numbered, quotes stay' \
	'const struct ck_sql_text ck_sql_texts[] = {
	{ "queue-add",
	  "insert into q(trip, at, note)" "\n"
	  "values ($1, $2, '"'it''s 10:30 -- not :a comment; \\\"\\?\\\"'"')" "\n"
	  "on conflict (trip) do update set at = $2, again = $3",
	  3 },
	{ "queue-head",
	  "select \"odd:name\", cast(at as bigint)::int" "\n"
	  " from q where k = '"'\\\\'"' limit 1",
	  0 },
	{ NULL, NULL, 0 },
};' part '/^const/,$p' source "$T/queue.sql"

mkdir "$T/m"
printf 'create table t (\n\ta integer -- :kept\n) strict;\n' \
	>"$T/m/0001-first.sql"
printf 'drop table t;\n' >"$T/m/0002-no-t.sql"
prints 'a migration is its whole file' \
	'const struct ck_migration ck_migrations[] = {
	{ 1, "first",
	  "create table t (" "\n"
	  "\ta integer -- :kept" "\n"
	  ") strict;" },
	{ 2, "no-t",
	  "drop table t;" },
	{ 0, NULL, NULL },
};

const int ck_migrations_count = 2;' \
	part '/^const/,$p' migrations "$T"/m/*.sql

prints 'no files make an empty table' \
	'const struct ck_sql_text ck_sql_texts[] = {
	{ NULL, NULL, 0 },
};' part '/^const/,$p' source

compiles() {
	mkdir -p "$T/c/store"
	: >"$T/c/config.h"
	to_c header "$T/queue.sql" >"$T/c/store/sql.h" &&
	to_c source "$T/queue.sql" >"$T/c/q.c" &&
	to_c migrations "$T"/m/*.sql >"$T/c/m.c" &&
	${CC:-cc} -std=c11 -Wall -Wextra -Werror -I"$T/c" -fsyntax-only \
		"$T/c/q.c" "$T/c/m.c"
}
check 'what it makes compiles without warnings' compiles

for awk in mawk gawk original-awk; do
	command -v $awk >/dev/null || continue
	prints "$awk gives the same" "$(to_c source "$T/queue.sql")" \
		env AWK=$awk sh "$top_srcdir/scripts/sql-to-c" source \
		"$T/queue.sql"
done

refuses 'a name in capitals' '-- name: Queue
select 1' 'bad name "Queue"'
refuses 'a name with an end dash' '-- name: count-
select 1' 'bad name "count-"'
refuses 'two blocks of one name' '-- name: a
select 1
-- name: a
select 2' 'duplicate name a'
refuses 'text before the first name' 'select 1' 'text before'
refuses 'an empty block' '-- name: a
-- nothing' 'a: the block is empty'
refuses 'a second statement' '-- name: a
select 1; select 2' 'a: a second statement'
refuses 'a positional parameter' '-- name: a
select ?' 'a: write parameters as :name'
refuses 'a numbered parameter' '-- name: a
select $1' 'a: write parameters as :name'
refuses 'an open quote' "-- name: a
select 'x" 'a: a quote stays open'
refuses 'an open comment' '-- name: a
select 1 /* x' 'a: a comment stays open'

cp "$T/trip.sql" "$T/again.sql"
check 'refuses a name that another file has' \
	status 65 to_c header "$T/trip.sql" "$T/again.sql"
cp "$T/m/0001-first.sql" "$T/m/0004-late.sql"
check 'refuses a gap between migrations' \
	status 65 to_c migrations "$T"/m/*.sql
cp "$T/m/0001-first.sql" "$T/m/first.sql"
check 'refuses a migration without a number' \
	status 65 to_c migrations "$T/m/first.sql"
: >"$T/m/0001-none.sql"
check 'refuses an empty migration' \
	status 65 to_c migrations "$T/m/0001-none.sql"
check 'refuses a missing file' status 65 to_c source "$T/nosuch"
check 'says its usage' status 64 to_c

done_testing
