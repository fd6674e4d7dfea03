#!/bin/sh
# The generated day: its totals are the published ones, its numbers are valid
# by other means than the generator's, and the same seed gives the same day.
. "${0%/*}/lib.sh"

[ -x /usr/bin/python3 ] || skip_all 'python3 is not installed'
generate=$top_srcdir/scripts/day/generate

check 'a full day is made' "$generate" "$T/day"
check 'and once more' "$generate" "$T/again"
check 'the same seed gives the same bytes' diff -r "$T/day" "$T/again"
check 'another seed' "$generate" --seed 7 "$T/other"
check 'gives another day' status 1 cmp -s "$T/day/trucks.ndjson" \
	"$T/other/trucks.ndjson"

totals() {
	/usr/bin/python3 -c '
import json, sys
for path in sys.argv[1:]:
    day = json.load(open(path))
    day = day.get("report", day)
    print(day["total"], *day["export"].values(), *day["import"].values())
' "$@"
}
prints 'the totals are those published' \
'861 244 174 70 617 566 51
861 244 174 70 617 566 51
861 244 174 70 617 566 51' \
	totals "$top_srcdir/tests/data/day/2024-08-29-official.json" \
	"$T/day/intent.json" "$T/other/intent.json"

check 'a small day is made' "$generate" --small "$T/small"
for day in day other small; do
	check "$day: numbers, sums and times hold" \
		/usr/bin/python3 "$top_srcdir/tests/demo-generator.py" "$T/$day"
done

done_testing
