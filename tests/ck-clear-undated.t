#!/bin/sh
# What was confirmed in a store that did not hold when a confirmation ends
# (before migration 0025) ends like what is confirmed now.
#
# tests/data/store-24.sql.gz was written by the programs of commit a0198c9 (23
# November 2026, migration 24): licences that end on 22 November (trip 1, and
# trip 3, turned back), on 29 November (trip 2) and on no day (trip 4); the
# border guard's arrival of trips 1 and 2 (of 2 begun before) at 08:00, which the
# site file ends after four hours.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

command -v gzip >"$T/.gzip" || skip_all 'gzip is missing'
old() {
	gzip -dc "$top_srcdir/tests/data/store-24.sql.gz" | sqlite3 "$CK_STORE" &&
		sqlite3 "$CK_STORE" 'pragma journal_mode = wal'
}
old >"$T/.made" || exit 99
one=CKHN-20261122-00001.1 two=CKHN-20261122-00002.1
ends() {
	of ".checks[] | select(.expires_at or .state == \"stale\") |
		\"\(.check) \(.state) \(.expires_at)\"" clear status "$1"
}
tick() {
	CK_NOW=2026-11-$1:00+07:00 ck-store --as admin tick \
		--jq '[.dated, .expired]'
}

check 'it is migrated' ck-store migrate
head=$(seq)
prints 'a dry run dates nothing' '[4,0]' env CK_NOW=2026-11-22T11:59:00+07:00 \
	ck-store --as admin -n tick --jq '[.dated, .expired]'
same '... it is as it was' "$head" "$(seq)"
prints 'what is confirmed in it gets its end' '[4,0]' tick 22T11:59
same '... that of the rule' 'border_guard_arrival confirmed 2026-11-22T12:00:00.000+07:00
transport_licence confirmed 2026-11-23T00:00:00.000+07:00' "$(ends "$one")"
same '... and of the paper' 'border_guard_arrival confirmed 2026-11-22T12:00:00.000+07:00
transport_licence confirmed 2026-11-30T00:00:00.000+07:00' "$(ends "$two")"
same '... with an event each, by whom' 'rule:expiry 4' "$(ck-store log |
	jq -r 'select(.event == "check.dated").actor' | uniq -c |
	awk '{ print $2, $1 }')"
check 'the tables are what the log says' verifies
prints 'taken back it is what it was before' started of .state \
	env CK_NOW=2026-11-22T11:59:30+07:00 ck-clear --as bp-hung \
	--seen "$(seq)" --reason mistake withdraw bp-den "$two"
prints 'what stands ends' '[null,1]' tick 22T12:00
prints '... and the licence at the end of its day' '[null,1]' tick 23T00:00
same '... to be given again' 'border_guard_arrival stale null
transport_licence stale null' "$(ends "$one")"
check 'the tables are what the log says' verifies

# One tick may find what was over long ago.
rm -f "$CK_STORE"*
old >"$T/.made" && ck-store migrate >"$T/.migrated" || exit 99
prints 'what was over before the first tick ends by it' '[4,3]' tick 24T08:00
if /usr/bin/python3 -c 'import jsonschema' 2>"$T/.python"; then
	rm -f "$CK_STORE"*
	old >"$T/.made" && ck-store migrate >"$T/.migrated" || exit 99
	CK_NOW=2026-11-24T08:00:00+07:00 ck-store --as admin tick >"$T/tick"
	check 'its record is as the schema says' valid tick <"$T/tick"
fi
check 'the tables are what the log says' verifies

done_testing
