#!/bin/sh
# ck-fee waive: by an order, once for a fee, never more than is open; who
# collects does it or stands above.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
fee --as phi-nga assess "$A.1" "$B" >"$T/.assessed" || exit 99
waive() {
	order=$1
	shift
	fee --as phi-nga --reason exempt --order "$order" waive "$@"
}

keeps 'not another agency' 77 fee --as hq-lan --reason exempt --order 1/QD \
	waive "$A.1"
keeps 'no reason' 64 fee --as phi-nga --order 1/QD waive "$A.1"
keeps 'an unknown one' 64 fee --as phi-nga --reason x --order 1/QD waive "$A.1"
keeps 'no order' 64 fee --as phi-nga --reason exempt waive "$A.1"
keeps 'a bad amount' 64 waive 1/QD --amount 0 "$A.1"
keeps 'no such fee' 67 waive 1/QD "$A/F9"
keeps 'no such trip' 67 waive 1/QD CKHN-20261122-09999.1
keeps 'a dry run' 0 waive 1/QD -n "$A.1"
keeps 'more than is open' 1 waive 1/QD --amount 800001 "$A.1"
same '... is told' too-much \
	"$(of '.reasons[].code' waive 1/QD --amount 800001 "$A.1")"

prints 'a part' '300000 500000 false exempt 1/QD phi-nga' \
	of '"\(.amount) \(.open) \(.confirmed) \(.reason) \(.order) \(.actor)"' \
	waive 1/QD --amount 300000 "$A.1"
keeps 'the same order again' 0 waive 1/QD --amount 300000 "$A.1"
same '... is told again' true "$(of .repeated waive 1/QD "$A/F1")"
keeps '... for another amount it is refused' 65 waive 1/QD --amount 1 "$A.1"
keeps 'more cannot be paid then' 1 fee --as phi-nga --amount 500001 \
	--reference R1 --means cash pay "$A.1"
prints 'the rest, by who stands above' '500000 0 true tt-gate' \
	of '"\(.amount) \(.open) \(.confirmed) \(.actor)"' fee --as tt-gate \
	--reason exempt --order 2/QD waive "$A/F1"
same 'the fee says it' '800000 0 800000 0 paid' "$(
	of '"\(.amount) \(.paid) \(.waived) \(.open) \(.state)"' \
		fee list "$A.1")"
same 'the check is confirmed' 'confirmed rule:fee' \
	"$(of '.checks[] | select(.check == "fee") | "\(.state) \(.actor)"' \
		clear status "$A.1")"
keeps 'nothing is open' 1 waive 3/QD "$A.1"

keeps 'of several fees a part needs the fee' 1 waive 4/QD --amount 1 "$B"
prints 'all that is open of several' "$B/F1 90000
$B/F2 300000
$B/F3 300000" of '"\(.fee) \(.amount)"' waive 4/QD "$B"
keeps '... once' 0 waive 4/QD "$B"
keeps 'nothing is open of all' 1 waive 5/QD "$B"

echo "{\"fee\":\"$A/F1\",\"reason\":\"exempt\",\"order\":\"a b\"}" >"$T/bad"
check 'a record with a bad order' status 65 fee --as phi-nga waive <"$T/bad"
check 'the tables are what the log says' verifies
done_testing
