#!/bin/sh
# The daily report counts what its definitions say, at any later time the
# same. (tests/data/report/history.txt says why each figure is what it is.)
. "${0%/*}/lib.sh"
. "${0%/*}/report-ground.sh"

check 'a store' make_store
history --site CKHN >"$T/history"
check 'a history' store-write append --as tt-gate "$T/history"

report day 2024-08-29 >"$T/text"
check 'the report in its official layout' diff -u \
	"$top_srcdir/tests/data/report/2024-08-29.txt" - <<END
$(sed '/^Log:/,$d' "$T/text")

END
same 'the log it rests on' "$(ck-store head --jq \
	'"Log: \(.origin):\(.seq)\n\(.hash)"' | jq -r .)" \
	"$(sed -n '/^Log:/,/^[0-9a-f]*$/p' "$T/text")"

counts='[.total, .export.fruit, .export.other, .import.cargo,
	.import.new_vehicles, .diverted, .waiting.total, .waiting.fruit,
	.turned_back, .receiving_vehicles, .without_declaration,
	.crossings.out, .crossings.in, .crossings.empty] |
	map(tostring) | join(" ")'
same 'the day' '6 3 1 1 1 1 2 1 1 1 2 6 3 3' "$(figures 2024-08-29 "$counts")"
same 'the day before' '2 1 1 0 0 0 2 1 0 0 0 2 0 0' \
	"$(figures 2024-08-28 "$counts")"
same 'the day after' '1 0 0 1 0 0 2 2 0 0 0 0 1 0' \
	"$(figures 2024-08-30 "$counts")"
same 'the value is what was declared for what crossed' \
	'{"currency":"VND","export":433000,"import":907000,"basis":"declared","other_currencies":[{"currency":"CNY","export":"50.50","import":"123.45"}],"goods_without_value":1}' \
	"$(report day 2024-08-29 --jq .value)"
same 'nobody has looked outside' null \
	"$(figures 2024-08-29 .waiting.not_registered)"
same 'a simulated report says so' true "$(figures 2024-08-29 .simulated)"

same 'a day as the report writes it' \
	"$(figures 2024-08-29 "$counts")" "$(figures 29/08/2024 "$counts")"

# A report given during the day, and the same day later.
while_on() {
	CK_NOW=$1 figures 2024-08-29 '"\(.complete) \(.waiting.total) \(
		.total) \(.change.total)"'
}
CK_STORE=$T/part.db
check 'another store' make_store
jq -c 'select(.at < "2024-08-29T12")' "$T/history" |
	store-write append --as tt-gate >"$T/appended"
same 'at noon it is not over, and 20:00 has not come' 'false null 3 1' \
	"$(while_on 2024-08-29T12:00:00+07:00)"
same '... which the layout says' \
'Day 29/08/2024, not over: counted at 12:00 on 29/08/2024
4. Waiting to be exported at 20:00                   not yet' \
	"$(CK_NOW=2024-08-29T12:00:00+07:00 report day |
		grep -e '^Day' -e '^4')"
jq -c 'select(.at >= "2024-08-29T12" and .at < "2024-08-29T20:00:01")' \
	"$T/history" | store-write append --as tt-gate >"$T/appended"
same 'at 20:00 it is' 'false 2 5 3' "$(while_on 2024-08-29T20:00:00+07:00)"
jq -c 'select(.at >= "2024-08-29T20:00:01")' "$T/history" |
	store-write append --as tt-gate >"$T/appended"
same 'at midnight the day is over' 'true 2 6 4' \
	"$(while_on 2024-08-30T00:00:00+07:00)"
CK_STORE=$T/ck.db
same 'yesterday' 2024-08-29 "$(CK_NOW=2024-08-30T00:10:00+07:00 \
	figures yesterday .date)"
same 'today when no day is given' 2024-09-15 "$(report day --jq .date | jq -r .)"

# The site's day may end, and the count be taken, at another hour.
CK_STORE=$T/shifted.db
check 'a site whose day ends at 18:00' make_store \
	'.report = {day_ends: "18:00", stock_at: "17:45"}'
store-write append --as tt-gate "$T/history" >"$T/appended"
same 'its day' '2024-08-28T18:00:00.000+07:00 2024-08-29T18:00:00.000+07:00' \
	"$(figures 2024-08-29 '"\(.from) \(.to)"')"
same 'its figures' '5 1 2 1 1 1 2 1 0 1 2 5 3 3' \
	"$(figures 2024-08-29 "$counts")"
CK_STORE=$T/ck.db

# What cannot be told.
check 'a day before the log' status 1 report day 2024-08-26
check 'a day to come' status 64 report day 2024-09-16
check 'no day' status 64 report day 2024-02-30
check 'two days' status 64 report day today yesterday
check 'a node that is none' status 67 report day --node hanoi 2024-08-29
lost() {
	report day 2024-08-29 >/dev/full
}
check 'a report that is lost is told' status 74 lost
CK_STORE=$T/none.db
check 'no store' status 66 report day

done_testing
