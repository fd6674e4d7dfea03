#!/bin/sh
# ck-fee assess after a change: more is a fee of its own, which opens the check
# again; less lowers what was assessed, and what was paid beyond that can be
# paid back. The change here is one of the tariff.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
version=1
# tariff AMOUNT: that of class VT6, from now on
tariff() {
	version=$((version + 1))
	jq --argjson n "$version" --argjson amount "$1" '.version = $n |
		.effective = "2024-01-0\($n)T00:00:00+07:00" |
		.tariff.classes.VT6.amount = $amount' \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/tariff.json" &&
		ck-store --as admin site "$T/tariff.json"
}
assess() {
	fee --as phi-nga assess "$A.1"
}
pay() {
	fee --as phi-nga --amount "$1" --reference "$2" --means transfer \
		pay "$A.1"
}
check_is() {
	same "$1" "$2" "$(of '.checks[] | select(.check == "fee") |
		"\(.state) \(.actor)"' clear status "$A.1")"
}

assess >"$T/.assessed" && pay 800000 R1 >"$T/.paid" || exit 99
check_is 'paid: the check is confirmed' 'confirmed rule:fee'
check 'more is due' tariff 900000
prints 'the difference is a fee of its own' "$A/F2 100000 open" \
	of '"\(.fee) \(.amount) \(.state)"' assess
check_is 'the check is open again' 'open rule:fee'
same 'its cause is the difference' true "$(ck-store log | jq -s '
	(map(select(.event == "check.withdrawn"))[0].cause) ==
	"CKHN:\(map(select(.event == "fee.assessed"))[1].seq)"')"
keeps 'once' 0 assess
check 'a part of it is paid' pay 40000 R2
check_is 'the check stays open' 'open rule:fee'

check 'less is due than was paid' tariff 700000
keeps 'a dry run' 0 fee --as phi-nga -n assess "$A.1"
prints 'what nobody has paid goes first, the newest first' \
	"$A/F1 700000 800000 100000
$A/F2 0 40000 40000" \
	of '"\(.fee) \(.amount) \(.paid) \(.over)"' assess
check_is 'nothing is open' 'confirmed rule:fee'
keeps '... once' 0 assess
same 'what is over is listed' "$A/F1 $A/F2" \
	"$(of .fee fee list --over | xargs)"
check 'more again' tariff 800000
prints 'is due beside it' "$A/F3 100000" \
	of '"\(.fee) \(.amount)"' assess
prints 'the working says all of it' \
	'class VT6: 800000 VND; assessed before 700000 VND: 100000 VND' \
	jq -r 'select(.fee | endswith("/F3")).message' <<END
$(fee list "$A.1")
END
same 'sum of all' 800000 "$(fee list | jq -s 'map(.amount) | add')"

assess=$(fee --as phi-nga assess "$B" | jq -r .fee | head -n 1)
check 'another fee' test "$assess" = "$B/F1"
check 'is waived by an order' sh -c 'ck-fee --as phi-nga --reason exempt \
	--order 1/QD waive "$1" >"$2"' - "$B" "$T/.waived"
check 'and then less is due' tariff 100000
check 'of it nothing' sh -c 'ck-fee --as phi-nga assess "$1" >"$2"' - "$B" \
	"$T/.less"
same 'is over, for nobody has paid it' '' \
	"$(of .fee fee list --over | grep "^$B" || :)"
keeps 'nor can it be paid back' 1 fee --as phi-nga --reason less-due \
	--reference U9 --means cash refund "$B/F1"

check 'the tables are what the log says' verifies
done_testing
