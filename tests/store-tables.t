#!/bin/sh
# What a migration says is derived is rebuilt and compared: the list of derived
# tables is complete, knows their keys, and only apply writes them.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99

# said KIND: the tables that the migrations' comments say are of this kind
said() {
	cat "$top_srcdir"/share/migrations/*.sql | awk -v want="$1:" '
		/^-- [a-z]+: / { kind = $2 }
		/^create table / && kind == want { print $3 }'
}

store-write tables >"$T/tables" || exit 99
same 'the derived tables are those of the migrations' \
	"$(said derived | sort)" "$(cut -d ' ' -f 1 "$T/tables" | sort)"
same 'every table is of one of four kinds' \
	"$(sqlite3 "$CK_STORE" 'select name from sqlite_schema
		where type = '\''table'\'' order by 1')" \
	"$({ said log; said derived; said private; said local; } | sort)"

while read -r table type column keys; do
	same "$table: its key is its first $keys columns" \
		"$(seq "$keys")" "$(sqlite3 "$CK_STORE" "
			select pk from pragma_table_info('$table')
			where pk > 0 order by cid")"
	same "... the first of which is the root's" "$column" \
		"$(sqlite3 "$CK_STORE" "
			select name from pragma_table_info('$table')
			where cid = 0")"
	check "... which is a $type" test -n "$type"
done <"$T/tables"

writers() {
	for table in $(said derived) event origin; do
		grep -liE "^(insert into|update|delete from) $table( |\$)" \
			"$top_srcdir"/share/queries/*.sql |
			sed "s,.*/,$table: ,"
	done | grep -vE ' apply\.sql$' |
		grep -vxE '(event|origin): store\.sql'
}
same 'only apply writes derived tables, only the store its log' '' "$(writers)"

done_testing
