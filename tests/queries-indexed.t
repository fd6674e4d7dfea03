#!/bin/sh
# No question of the queue or of a report reads a whole table that grows, nor
# the whole of a queue where a place in it was asked for.
. "${0%/*}/lib.sh"
. "${0%/*}/query-ground.sh"

queries "$top_srcdir/share/queries/queue.sql" \
	"$top_srcdir/share/queries/report.sql" |
	grep -v -e '^report-begin' -e '^report-end' >"$T/queries"

# Tables of a few rows, results of inner queries, and the one row that
# report-first-event stops at.
small='k|origin|s|site|w|event'

while IFS='	' read -r name text; do
	sqlite3 "$CK_STORE" "explain query plan $text" >"$T/plan" 2>&1 ||
		echo "SCAN: no plan" >>"$T/plan"
	check "$name" awk -v small="^($small)\$" '
		/ SCAN | SCAN$|-SCAN / {
			sub(/.*SCAN /, "")
			if ($1 !~ small) bad = 1
		}
		/queue_entry .*\(queue=\?\)$|stay .*\(zone=\?\)$/ { bad = 1 }
		{ print }
		END { exit bad }' "$T/plan"
done <"$T/queries"

done_testing
