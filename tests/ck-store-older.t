#!/bin/sh
# A store that programs of an older version wrote in is brought up to this one:
# its log replays to its tables, and work in it goes on.
#
# tests/data/store-10.sql.gz was written by the programs of commit c5065f5 (22
# November 2026, migration 10): a truck from its declaration to the last check,
# another that was held and cancelled, a fee with its receipt, a seal.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

command -v gzip >"$T/.gzip" || skip_all 'gzip is missing'
CK_NOW=2026-11-23T08:00:00+07:00
gzip -dc "$top_srcdir/tests/data/store-10.sql.gz" | sqlite3 "$CK_STORE" \
	>"$T/.made" && sqlite3 "$CK_STORE" 'pragma journal_mode = wal' \
	>"$T/.made" || exit 99
new=$(($(find "$top_srcdir/share/migrations" -name '*.sql' | wc -l) - 10))

head=$(sqlite3 "$CK_STORE" 'select hash from origin')
check 'it is not used as it is' status 78 ck-store head
prints 'a dry run says how many migrations wait' "[$new,10]" \
	ck-store migrate -n --jq '[.applied, .schema]'
prints 'they are run' "[$new,$((new + 10))]" \
	ck-store migrate --jq '[.applied, .schema]'
same 'the log is as it was' "$head" "$(ck-store head --jq .hash | tr -d '"')"
check 'its lines still give its tables' sound "$CK_STORE"
check '... for an outsider, too' eval 'ck-store log --hash | ck-verify-log'

prints 'a trip in it is shown' '["yard",true]' \
	ck-clear --as hq-lan status -q 29C67890 --jq '[.zone, .entered]'
weighed() {
	ck-weigh --as tt-gate list -q 29C67890 --jq .gross_kg
}
prints 'so is its weighing' 36740 weighed
check 'it is held' ck-clear --as hq-lan hold -q --reason goods-doubt 29C67890
check 'and sealed' ck-store --as admin tick
check 'which is as sound' sound "$CK_STORE"

done_testing
