#!/bin/sh
# The records of ck-report, as an independent validator sees them; and as csv.
. "${0%/*}/lib.sh"
. "${0%/*}/report-ground.sh"
python3=/usr/bin/python3
"$python3" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'

check 'a store' make_store
history --site CKHN | store-write append --as tt-gate >"$T/appended"
for day in 2024-08-27 2024-08-28 2024-08-29 today; do
	report day "$day" -f json >"$T/$day"
	check "$day" "$python3" "$top_srcdir/tests/records.py" \
		"$top_srcdir/share/schemas" report_day <"$T/$day"
done
CK_NOW=2024-08-29T12:00:00+07:00 report day -f json >"$T/noon"
check 'a day that is not over' "$python3" "$top_srcdir/tests/records.py" \
	"$top_srcdir/share/schemas" report_day <"$T/noon"

report day 2024-08-29 -f csv >"$T/csv"
same 'csv has a line of headings and one of figures' \
'Date,Node,Total,Export,"Export, fruit","Export, other",Import,"Import, cargo","Import, new vehicles",To another gate,Waiting,"Waiting, fruit","Waiting, other",Not registered,Turned back,Receiving,Without declaration,Crossings,Empty crossings,"Declared value, export","Declared value, import",Currency,Simulated
2024-08-29,CKHN,6,4,3,1,2,1,1,1,2,1,1,,1,1,2,9,3,433000,907000,VND,SIMULATED' \
	"$(tr -d '\r' <"$T/csv")"

done_testing
