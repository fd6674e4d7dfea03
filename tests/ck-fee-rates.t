#!/bin/sh
# ck-fee assess: whose day's rates count, as the tariff says: that of the
# assessment, of the declaration, or of the crossing. What is charged by rates
# that nobody has confirmed is marked in the answer, the list and the receipt.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
# rates VERSION DAY AMOUNT: of class VT4, from now on; crossed trips too
rates() {
	jq --argjson n "$1" --arg day "$2" --argjson amount "$3" '.version = $n |
		.effective = "2024-01-0\($n)T00:00:00+07:00" |
		.tariff.day = $day | .tariff.classes.VT4.amount = $amount' \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/rates.json" &&
		ck-store --as admin site "$T/rates.json"
}
# inland NUMBER: an import that goes inland, 130 % of VT4
inland() {
	jq --arg n "$1" '.direction = "import" | .vehicles[0] |= (
		.plate = "29C-" + $n | .class = "VT4" | .axles = 2 |
		.container = null | .trailer = null) |
		.customs[0].number = "1051234\($n)0" |
		.goods[0] |= (.hs = "94036090" | .gross_kg = 9000) |
		del(.. | nulls)' "$top_srcdir/tests/data/clear/export.json" \
		>"$T/inland.json" && submit "$T/inland.json"
}
assess() {
	fee --as phi-nga assess "$@"
}

old=$(inland 3331)
check 'rates rise after it was declared' rates 2 assessed 400000
prints 'the day of the assessment: the new rates' 520000 \
	of .amount assess -n "$old"
check 'the day of the declaration counts' rates 3 declared 500000
prints '... the old rates' 390000 of .amount assess -n "$old"
new=$(inland 3332)
prints '... of what is declared now the new ones' 650000 \
	of .amount assess -n "$new"

check 'the day of the crossing counts' rates 4 crossed 600000
check 'one crosses' move "$old.1" abroad control B2-3
CK_NOW=2026-11-23T07:35:00+07:00
check 'rates rise the day after' rates 5 crossed 700000
prints 'who has crossed owes what was due then' 780000 of .amount assess "$old"
prints 'who has not owes what is due now' 910000 of .amount assess "$new"
keeps 'once' 0 assess "$old" "$new"

same 'unconfirmed in the list' 'true true' \
	"$(of .unconfirmed fee list "$old" "$new" | xargs)"
prints '... in a table' 'Unconfirmed yes' \
	sh -c '"$@" | awk "NR > 1 { print \$8 }" | head -n 2 | xargs' - ck-fee --lang en -f table list "$new"
fee --as phi-nga --amount 780000 --reference R1 --means cash pay "$old" \
	>"$T/.paid" || exit 99
prints '... on the receipt' 'true 780000' \
	of '"\(.unconfirmed) \(.amount)"' fee --as phi-nga receipt "$old"
jq '.version = 6 | .effective = "2024-01-06T00:00:00+07:00" |
	.tariff |= (.unconfirmed = false | .day = "assessed" |
		.classes.VT4 |= (.amount = 1000000 | del(.unconfirmed)))' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/sure.json"
check 'the table is confirmed' ck-store --as admin site "$T/sure.json"
prints 'what rests on confirmed rates only is not marked' '1300000 false' \
	of '"\(.amount) \(.unconfirmed)"' assess -n "$(inland 3333)"

check 'the tables are what the log says' verifies
done_testing
