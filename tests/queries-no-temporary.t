#!/bin/sh
# What applies an event fills no temporary table: one costs more than the row
# itself. A list of three or more after "in", in a statement, a constraint or
# the condition of an index, makes one; so does an insert that selects from its
# own table.
. "${0%/*}/lib.sh"
. "${0%/*}/query-ground.sh"

queries "$top_srcdir/share/queries/apply.sql" >"$T/queries"

while IFS='	' read -r name text; do
	sqlite3 "$CK_STORE" "explain $text" >"$T/plan" 2>&1 ||
		echo 'no plan: OpenEphemeral' >>"$T/plan"
	check "$name" sh -c "! grep -E 'OpenEphemeral|SorterOpen' '$T/plan'"
done <"$T/queries"

done_testing
