#!/bin/sh
# A vehicle whose trip was closed or cancelled is told so at the lane, with the
# outcome and when; after the lane's time for that it is a stranger.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
# decided LANE WHAT: codes, trip, outcome, time and how it was found
decided() {
	gate decide --lane "$1" "$2" >"$T/decided"
	jq -c '[[.reasons[].code], .trip, .reasons[0].outcome,
		.reasons[0].closed_at, .matched]' "$T/decided"
}

C=$(export_of 29C-999.01 '.vehicles[0].container = "CSQU3054383" |
	.vehicles[0].trailer = "29R-123.45"')
check 'declared and cancelled' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$C"
want='[["closed"],"'$C'.1","cancelled","2026-11-22T07:00:00.000+07:00","exact"]'
for seen in 29C99901 '29C-999.01' CSQU3054383 29R12345 "$C" "$C.1"; do
	same "$seen: its trip is over" "$want" "$(decided B0-1 "$seen")"
done
same '... in a sentence, with the time' \
	'29C-999.01: not through lane B0-1 yet: (1) the trip is over (cancelled) since 22/11 07:00.' \
	"$(jq -r .message "$T/decided" | sed 's/ Tell the.*//')"
check 'exit 1' status 1 gate decide --lane B0-1 29C99901
same '... and it is the trip'\''s decision' "\"$C.1\"" \
	"$(log 'select(.event == "gate.decided").subject' | tail -n 1)"

same 'a plate that was confused names no closed trip' \
	'[["unknown-vehicle"],null,null,null,null]' "$(decided B0-1 Z9C99901)"
same 'two days later it is told still' '"closed"' \
	"$(CK_NOW=2026-11-24T07:00:00+07:00 gate decide --lane B0-1 29C99901 |
		jq '.reasons[0].code')"
same 'four days later it is a stranger' '"unknown-vehicle"' \
	"$(CK_NOW=2026-11-26T07:00:00+07:00 gate decide --lane B0-1 29C99901 |
		jq '.reasons[0].code')"
same '... but not by the name of its trip' '"closed"' \
	"$(CK_NOW=2026-11-26T07:00:00+07:00 gate decide --lane B0-1 "$C.1" |
		jq '.reasons[0].code')"

I=$(import_of 桂F-A2345)
check 'an import is cancelled' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$I"
same 'read without its province' \
	'[["closed"],"'"$I"'.1","cancelled","2026-11-22T07:00:00.000+07:00","form"]' \
	"$(decided B2-3 FA2345)"
J=$(import_of 粤F-A2345)
check 'and one of the same number' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$J"
same '... is another vehicle' \
	'[["ambiguous"],null,null,null,null]' "$(decided B2-3 FA2345)"

N=$(export_of 29C-999.01)
same 'declared anew, it is that trip' \
	'[["not-called"],"'"$N"'.1",null,null,"exact"]' \
	"$(decided B0-1 29C99901)"
check 'cancelled again' ck-declare cancel --as tt-gate --yes --reason mistake \
	"$N"
same '... the newest is told' "\"$N.1\"" \
	"$(gate decide --lane B0-1 29C99901 | jq .trip)"
same 'a passage that people saw belongs to no closed trip' 'null' \
	"$(passes B0-1 29C99901 | gate run B0-1 |
		jq 'select(.kind == "passage").trip')"

# Reading the trips that are over takes an index, not the table.
sqlite3 "$CK_STORE" "explain query plan $(awk '
	/^-- name: / { on = $3 == "gate-closed" ; next }
	on && !/^$/ { print }' "$top_srcdir/share/queries/lane.sql")" >"$T/plan"
check 'closed trips are found by an index' grep -q trip_identity_closed \
	"$T/plan"
check '... and no table is read whole' status 1 \
	grep -E 'SCAN (trip|trip_identity|t)( |$)' "$T/plan"
check 'the store is sound' sound

done_testing
