#!/bin/sh
# ck-fee receipt and void: numbers without gaps, one valid receipt for a
# payment, and a void one stays in the book.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"
. "${0%/*}/fee-ground.sh"

means=cash
receipt() {
	fee --as phi-nga receipt "$@"
}
void() {
	fee --as phi-nga --reason mistake void "$@"
}

keeps 'nothing was paid' 1 receipt "$A.1"
same '... that is said' nothing-paid "$(of '.reasons[].code' receipt "$A.1")"
check 'paid' pay 600000 R1 "$B"
keeps 'not another agency' 77 fee --as hq-lan receipt "$B"
keeps 'a dry run' 0 receipt -n "$B"
keeps 'no such fee' 1 receipt "$A/F9"
keeps 'no such trip' 67 receipt CKHN-20261122-09999.1
# Receipt 1 and 2 of scenario B: 2 x 300,000, and the transfer's 90,000.
prints 'one receipt for both trucks' \
	'CKHN-0000001 600000 infrastructure valid true' \
	of '"\(.receipt) \(.amount) \(.charge) \(.state) \(.unconfirmed)"' \
	receipt "$B"
check 'the transfer is paid' pay 90000 R2 "$B"
prints 'the next number; the first told again' \
	'CKHN-0000002 90000 null
CKHN-0000001 600000 true' \
	of '"\(.receipt) \(.amount) \(.repeated)"' receipt "$B"
keeps '... all of it told again' 0 receipt "$B"
keeps 'of one truck the same' 0 receipt "$B.2"
keeps 'of one payment' 0 receipt "$B/P1"

check 'paid in parts' pay 300000 R3 "$A.1"
check '... two' pay 500000 R4 "$A.1"
prints 'a receipt for each act' 'CKHN-0000003 300000 R3
CKHN-0000004 500000 R4' \
	of '"\(.receipt) \(.amount) \(.reference)"' receipt "$A.1"

keeps 'void by another agency' 77 fee --as hq-lan --reason mistake void \
	CKHN-0000002
keeps 'without reason' 64 fee --as phi-nga void CKHN-0000002
keeps 'for an unknown one' 64 fee --as phi-nga --reason x void CKHN-0000002
keeps 'no such receipt' 67 void CKHN-0000009
keeps 'a dry run of it' 0 void -n CKHN-0000002
prints 'void' 'CKHN-0000002 void mistake phi-nga' \
	of '"\(.receipt) \(.state) \(.reason) \(.voided_by)"' \
	void CKHN-0000002
keeps '... again' 0 void CKHN-0000002
keeps '... for another reason' 1 fee --as phi-nga --reason duplicate void \
	CKHN-0000002
prints 'a new number replaces it' 'CKHN-0000005 90000 CKHN-0000002' \
	of '"\(.receipt) \(.amount) \(.replaces)"' receipt "$B/F1"
same 'the book has all of them' '1 valid, 2 void, 3 valid, 4 valid, 5 valid' \
	"$(fee receipts | jq -rs 'map("\(.number) \(.state)") | join(", ")')"
echo '{"reason":"mistake"}' >"$T/bad"
check 'a record without a receipt' status 65 fee --as phi-nga void <"$T/bad"

jq '.version = 2 | .effective = "2024-01-02T00:00:00+07:00" |
	del(.tariff.receipts)' "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/none.json"
check 'a site without a series' ck-store --as admin site "$T/none.json"
check 'more is paid' pay 1000 R5 --excess "$A.1"
keeps 'no receipt then' 78 receipt "$A.1"
check 'the tables are what the log says' verifies
done_testing
