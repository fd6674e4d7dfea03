#!/bin/sh
# ck-fee assess: the known cases of the published tariff, line by line.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
assess() {
	fee --as phi-nga assess "$@"
}

keeps 'only who collects' 77 fee --as hq-lan assess "$A.1"
keeps 'a dry run' 0 assess -n "$A.1"
prints '... says what would be due' '800000 VND true null' \
	of '"\(.amount) \(.currency) \(.unconfirmed) \(.fee)"' \
	assess -n "$A.1"
prints '18 t or a 40 ft container: VT6' \
	"$A/F1 infrastructure 800000 open true" \
	of '"\(.fee) \(.charge) \(.amount) \(.state) \(.unconfirmed)"' \
	assess "$A.1"
keeps 'once' 0 assess "$A.1"
prints '... then the same again' "$A/F1 true" \
	of '"\(.fee) \(.repeated)"' assess "$A.1"

prints 'an import onto two trucks: 2 x 300,000 and a transfer of 0.3 x 300,000' \
	"$B/F1 transfer 90000 class VT4: 300000 VND; transfer, 30 %: 90000 VND
$B/F2 infrastructure 300000 class VT4: 300000 VND
$B/F3 infrastructure 300000 class VT4: 300000 VND" \
	of '"\(.fee) \(.charge) \(.amount) \(.message)"' assess "$B"
same 'all of it unconfirmed' 'true true true' "$(
	of .unconfirmed fee list "$B" | xargs)"

# other NAME FILTER: the export again, with other facts.
other() {
	jq --arg n "$1" ".vehicles[0] |= (.plate = \"29C-\" + \$n |
		.container = null | .trailer = null | .axles = 2) |
		.customs[0].number = \"3051234\" + \$n + \"0\" | $2 |
		del(.. | nulls)" "$top_srcdir/tests/data/clear/export.json" \
		>"$T/other.json"
	submit "$T/other.json"
}
load='.goods[0] |= (.gross_kg = %s | .value = 1000000)'
ore=$(other 1111 '.goods[0].hs = "26011100" | .vehicles[0].class = "VT6"')
prints 'ore: five times' \
	'4000000 class VT6: 800000 VND; Ore exported, 500 %: 4000000 VND' \
	of '"\(.amount) \(.message)"' assess "$ore"
# shellcheck disable=SC2059
fresh=$(other 1112 "$(printf "$load" 1500) | .vehicles[0].class = \"VT1\"")
prints 'fresh produce under 2 t: 100,000' \
	'100000 Fresh produce exported, under 2 t: 100000 VND' \
	of '"\(.amount) \(.message)"' assess "$fresh"
# shellcheck disable=SC2059
inland=$(other 1113 "$(printf "$load" 9000) | .direction = \"import\" |
	.goods[0].hs = \"94036090\" | .customs[0].number = \"105123411130\" |
	.vehicles[0].class = \"VT4\"")
prints 'an import that goes inland: 130 %' '390000' \
	of .amount assess "$inland"
# shellcheck disable=SC2059
heavy=$(other 1114 "$(printf "$load" 10000) | .goods[0].hs = \"94036090\" |
	.vehicles[0].class = \"VT4\"")
prints 'what does not fit its class is of the first that fits' \
	'500000 class VT5: 500000 VND' \
	of '"\(.amount) \(.message)"' assess "$heavy"
tire=$(other 1115 '.regime = "re_export" |
	.vehicles[0].container = "CSQU3054383" | .vehicles[0].axles = 6')
prints 'farm produce, temporary import re-export, 40 ft: 4,000,000' 4000000 \
	of .amount assess "$tire"

# No receiver is known: the class that sets the fee is not, either.
lone=$(jq '.vehicles |= [.[0] | .plate = "桂F·A7777" | .container = null] |
	.customs[0].number = "105987654440" |
	.transfers = [{ref: "t1", from: "v1", to: null, goods: "g1",
		packages: 900, gross_kg: 18000}] |
	del(.vehicles[0].container)' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/lone.json" &&
	submit "$T/lone.json")
keeps 'a transfer without receiver' 1 assess "$lone"
same '... is told' no-receiver "$(of '.reasons[].code' assess "$lone")"

# The tariff's own words.
jq '.version = 2 | .effective = "2024-01-02T00:00:00+07:00" |
	.tariff.classes.VT6.amount = 900000' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/dearer.json"
check 'a dearer tariff comes' ck-store --as admin site "$T/dearer.json"
prints 'of what was assessed the difference is due' \
	"$A/F2 100000 class VT6: 900000 VND; assessed before 800000 VND: 100000 VND" \
	of '"\(.fee) \(.amount) \(.message)"' assess "$A.1"
keeps '... once' 0 assess "$A.1"
jq '.version = 3 | .effective = "2024-01-03T00:00:00+07:00" |
	.tariff.classes.VT6.amount = 700000' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/cheaper.json"
check 'a cheaper tariff comes' ck-store --as admin site "$T/cheaper.json"
prints 'what was assessed too much is taken back, the newest first' \
	"$A/F1 700000 class VT6: 700000 VND; this fee was 800000 VND: 700000 VND
$A/F2 0 class VT6: 700000 VND; this fee was 100000 VND: 0 VND" \
	of '"\(.fee) \(.amount) \(.message)"' assess "$A.1"
keeps '... once' 0 assess "$A.1"
jq '.version = 4 | .effective = "2024-01-04T00:00:00+07:00" |
	.tariff.day = "declared" | .tariff.classes.VT6.amount = 1' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/day.json"
check 'the day of the declaration counts' \
	ck-store --as admin site "$T/day.json"
prints '... and its rates' 'class VT6: 800000 VND; Ore exported, 500 %: 4000000 VND' \
	of .message assess -n "$ore"
jq '.version = 5 | .effective = "2024-01-05T00:00:00+07:00" |
	.tariff.base_when = "false"' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/free.json"
check 'nothing is due any more' ck-store --as admin site "$T/free.json"
free=$(other 1116 .)
prints 'who owes nothing is charged nothing' '0 paid nothing is due: 0 VND' \
	of '"\(.amount) \(.state) \(.message)"' assess "$free"
same '... and rid of the check' 'confirmed rule:fee' \
	"$(of '.checks[] | select(.check == "fee") | "\(.state) \(.actor)"' \
		clear status "$free")"

check 'the tables are what the log says' verifies
done_testing
