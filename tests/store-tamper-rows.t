#!/bin/sh
# Every derived row that was changed, taken away or put in behind the
# programs' back is found by verify --all, which names it. The same thing is
# done to one row of every table at a time, and each of them has to be told.
# CK_LONG=N does it to N rows of each.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
store-write tables >"$T/tables" || exit 99
check 'the history is sound' sound "$CK_STORE"

# What is not there cannot be tampered with.
missing_kinds() {
	ck-store --jq '.line.event' log | sort -u >"$T/have"
	store-write kinds | sed 's/.*/"&"/' | sort | comm -23 - "$T/have"
}
same 'it has every kind of event (tests/sim/store-day.py)' '' \
	"$(missing_kinds)"

# made QUERY: what the query finds over the derived tables: each with its
# root's column (root), its key (key), and a condition for one row (one).
made() {
	sqlite3 "$CK_STORE" \
		'create temp table t (name text, type text, root text, keys integer);' \
		'.separator " "' ".import --schema temp '$T/tables' t" \
		"create temp view k as select *,
			(select group_concat(name) from pragma_table_info(t.name)
			 where cid < t.keys) as key from t" \
		"create temp view d as select *, format('(%s) = (select %s from %s
			order by %s limit 1 offset %d %% (select count(*) from %s))',
			key, key, name, key, $round * 7919, name) as one from k" \
		"$1"
}

# run QUERIES STORE: what they print
run() {
	sqlite3 "$2" <"$1"
}

empty_tables() {
	made "select format('select ''%s'' where not exists (select 1 from %s);',
		name, name) from d" >"$T/empty"
	run "$T/empty" "$CK_STORE"
}
round=0
same '... and a row in every table' '' "$(empty_tables)"

found() {
	found_status=0
	ck-store -s "$T/copy" verify --all >"$T/found" || found_status=$?
	places <"$T/found" | cut -d ' ' -f 1,2 | sort -u >"$T/where"
	return "$found_status"
}

# Unique indexes and checks would stand in the way.
unhindered() {
	echo 'pragma ignore_check_constraints = on; begin;'
	made "select format('drop index %s;', name) from sqlite_schema
		where sql like 'create unique index %'"
	cat "$1"
	echo 'commit;'
}

# tamper WHAT ACTS NAMES: two queries that make SQL: the acts, and what finds
# the names that verify must tell of them.
tamper() {
	put "$CK_STORE" "$T/copy"
	made "$2" >"$T/acts"
	[ -s "$T/acts" ] || return
	made "$3" >"$T/names"
	run "$T/names" "$CK_STORE" | sort -u >"$T/want"
	unhindered "$T/acts" >"$T/sql"
	check "$1: done" shell "$T/copy" <"$T/sql"
	check "$1: found" status 1 found
	same "$1: each is named" '' "$(comm -23 "$T/want" "$T/where")"
}

# A row is named by its table and its first column.
name="format('select ''%s '' || %s from %s where %s;', d.name, d.root, d.name, one)"
# Another value of the column's type.
other="format('case typeof(%s)
	when ''integer'' then case when %s in (0, 1) then 1 - %s else %s + 99999 end
	when ''null'' then case ''%s'' when ''INTEGER'' then 1 else ''x'' end
	else %s || ''x'' end', c.name, c.name, c.name, c.name, c.type, c.name)"

columns() {
	column=0
	while :; do
		from="from d join pragma_table_info(d.name) c on c.cid = $column"
		tamper "column $column of row $round" "select format(
			'update %s set %s = %s where %s;', d.name, c.name,
			$other, one) $from" "select $name $from"
		[ -s "$T/acts" ] || break
		column=$((column + 1))
	done
}

# A copy of a row under another key: of the same root, or of one that is none.
put_in() {
	tamper "a row put into $1 $round" "
		select format('insert into %s select %s from %s where %s;', d.name,
			(select group_concat(case when cid <> $2 then name
				when type = 'INTEGER' then name || ' + 99'
				else name || ' || ''9''' end, ', ')
			 from pragma_table_info(d.name)), d.name, one)
		from d where $3" \
		"select format('select ''%s '' || %s%s from %s where %s;', d.name,
			d.root, case $2 when 0 then ' || ''9''' else '' end,
			d.name, one)
		from d where $3"
}

round=0
while [ "$round" -lt "${CK_LONG:-1}" ]; do
	columns
	tamper "row $round taken away" \
		"select format('delete from %s where %s;', name, one) from d" \
		"select $name from d"
	put_in 'a root' 'keys - 1' 'keys > 1'
	put_in 'no root' 0 true
	round=$((round + 1))
done

done_testing
