#!/bin/sh
# A confirmation ends with the paper it rests on, or so long after it was given:
# what has ended is not confirmed, and what ends is asked for again.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

jq '.checks.border_guard_arrival.expires = {minutes: 240, source: "the test"}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/.init" || exit 99
licensed() {
	jq -c '.vehicles[0].licence = {number: "GP-1", valid_until: "'"$2"'"} |
		.vehicles[0].plate = "'"$1"'" | .customs[0].number = "'"$3"'" |
		.vehicles[0] |= del(.trailer, .container)' \
		"$top_srcdir/tests/data/clear/export.json" >"$T/licensed.json"
	submit "$T/licensed.json" tt-gate
}
at() {
	at_time=2026-11-$1:00+07:00
	shift
	CK_NOW=$at_time "$@"
}
confirm() {
	user=$1
	shift
	of '"\(.done) \([.reasons[]?.code] | join(" "))"' clear --as "$user" \
		--seen "$(seen "$2")" confirm "$@"
}
state() {
	of '.checks[] | select(.check == "'"$2"'") |
		"\(.state) \(.expires_at)"' clear status "$1"
}
tick() {
	of .expired at "$1" ck-store --as admin tick
}

A=$(licensed 29C-111.11 2026-11-22 305111110000).1
B=$(licensed 29C-222.22 2026-11-21 305222220000).1
check 'they are there' move "$A" outside yard B0-1
check 'both' move "$B" outside yard B0-1
prints 'a licence that ended yesterday is not confirmed' 'false expired' \
	status 1 confirm vantai-tu vt-gp "$B"
check '... in words' grep -q 'ended at 00:00 22/11' <<END
$(of .message clear --as vantai-tu --seen "$(seen "$B")" confirm vt-gp "$B")
END
check 'it may be refused' of .done clear --as vantai-tu --seen "$(seen "$B")" \
	--reason licence-expired refuse vt-gp "$B"
prints 'one that ends today is' 'true ' confirm vantai-tu vt-gp "$A"
same '... and says until when' \
	'confirmed 2026-11-23T00:00:00.000+07:00' "$(state "$A" transport_licence)"
prints 'one that holds for hours' 'true ' at 22T08:00 \
	confirm bp-hung bp-den "$A"
same '... says it, too' 'confirmed 2026-11-22T12:00:00.000+07:00' \
	"$(state "$A" border_guard_arrival)"

same '... which is in the log with it' '2026-11-22T05:00:00Z' "$(ck-store log |
	jq -r 'select(.event == "check.confirmed" and .body.name ==
		"border_guard_arrival").body.ends_at / 1000 | todate')"

C=$(licensed 29C-333.33 2026-11-22 305333330000).1
check 'a third is there' move "$C" outside yard B0-1
prints '... with as good a paper' 'true ' confirm vantai-tu vt-gp "$C"
check '... and is closed' append <<END
{"events":[{"event":"trip.closed","root":"${C%.1}","subject":"$C","body":{"outcome":"turned_back"}}]}
END
prints 'before that nothing ends' 0 tick 22T11:59
prints 'then one does' 1 tick 22T12:00
same '... and is asked for again' 'stale null' \
	"$(state "$A" border_guard_arrival)"
same '... the log says by what, and since when' \
	'rule:expiry border_guard_arrival 2026-11-22T05:00:00Z' "$(ck-store log |
	jq -r 'select(.event == "check.expired") | "\(.actor) \(.body.name) " +
		(.body.expired_at / 1000 | todate)')"
prints '... once' 0 tick 22T12:01
prints 'confirmed again' 'true ' at 22T12:30 confirm bp-nam bp-den "$A"
prints 'a dry run ends nothing' 2 of .expired \
	env CK_NOW=2026-11-23T00:00:00+07:00 ck-store --as admin -n tick
same '... so it stands' 'confirmed' "$(state "$A" transport_licence |
	cut -d ' ' -f 1)"
prints 'at the end of the day the licence, too' 2 tick 23T00:00
same '... which is to be looked at again' 'stale null' \
	"$(state "$A" transport_licence)"
check 'a list has it' grep -q stale <<END
$(at 23T00:01 clear pending --agency transport --state stale)
END

D=$(licensed 29C-444.44 2026-11-29 305444440000).1
check 'a fourth' move "$D" outside yard B0-1
prints '... has a good paper' 'true ' at 23T01:00 confirm vantai-tu vt-gp "$D"
echo '[{"op": "replace", "path": "/vehicles/v1/licence/valid_until",
	"value": "2026-11-23"}]' >"$T/patch"
check 'whose date is amended' at 23T01:10 ck-declare --as dn-hoa \
	--reason mistake --patch "$T/patch" amend "${D%.1}"
same '... so it is to be confirmed again' 'stale null' \
	"$(state "$D" transport_licence)"
prints '... with that date' 'true ' at 23T01:20 confirm vantai-tu vt-gp "$D"
prints '... on which it ends; of a closed trip nothing does' 1 tick 24T00:00
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	{
		clear status "$A"
		clear --as vantai-tu --seen "$(seen "$B")" confirm vt-gp "$B"
		ck-store --as admin tick
	} >"$T/records" 2>"$T/words"
	check 'records are as the schemas say' \
		valid status confirmation tick <"$T/records"
fi
check 'the tables are what the log says' verifies
done_testing
