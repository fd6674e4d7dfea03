#!/bin/sh
# A rebuild finds the rows of its root by keys alone: verify drops the other
# indexes of the store it rebuilds in.
. "${0%/*}/lib.sh"
. "${0%/*}/query-ground.sh"

sqlite3 "$CK_STORE" "select 'drop index ' || name || ';' from sqlite_schema
	where type = 'index' and sql not like 'create unique %'" >"$T/drops"
check 'there are such indexes' test -s "$T/drops"
sqlite3 "$CK_STORE" <"$T/drops"

queries "$top_srcdir/share/queries/apply.sql" >"$T/queries"
while IFS='	' read -r name text; do
	sqlite3 "$CK_STORE" "explain query plan $text" >"$T/plan" 2>&1 ||
		echo "SCAN: no plan" >>"$T/plan"
	check "$name" sh -c '! grep -E " SCAN |SCAN$|-SCAN |SCAN:" "$1"' - \
		"$T/plan"
done <"$T/queries"

done_testing
