#!/bin/sh
# ck-fee pay: in parts, once for a reference, never more than is open; the last
# part confirms the check.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"
. "${0%/*}/fee-ground.sh"

check_of() {
	of '.checks[] | select(.check == "fee") | "\(.state) \(.actor)"' \
		clear status "$1"
}

keeps 'only who collects' 77 fee --as hq-lan --amount 1 --reference R \
	--means cash pay "$A.1"
keeps 'no amount' 64 fee --as phi-nga --reference R --means cash pay "$A.1"
keeps 'no reference' 64 fee --as phi-nga --amount 1 --means cash pay "$A.1"
keeps 'no means' 64 fee --as phi-nga --amount 1 --reference R pay "$A.1"
keeps 'nothing' 64 pay 0 R "$A.1"
keeps 'less than nothing' 64 pay -5 R "$A.1"
keeps 'no number' 64 pay much R "$A.1"
keeps 'half a dong' 64 pay 0.5 R "$A.1"
for amount in 790.000 790,000 '790 000' 790.0 1.250.000; do
	keeps "$amount" 64 pay "$amount" R "$A.1"
done
same '... what to write is said' \
	"ck-fee: $A.1: 790.000 is no amount of VND: signs between thousands are not taken; write 790000 if that is meant [amount]" \
	"$(words pay 790.000 R "$A.1")"
# A currency of the neighbours, and one of three decimals; what is finer than
# the minor unit is not taken a thousandfold.
for site in USD KZT KHR LAK KWD; do
	jq --arg currency "$site" '.currency = $currency |
		.tariff.currency = $currency' \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
	export CK_STORE="$T/$site.db"
	ground_site=$T/site.json make_ground || exit 99
	keeps "$site: nothing is assessed yet" 1 pay 5 R "$A.1"
	check '... and that is said' grep -q 'no fee is assessed yet' <<END_
$(of '.message' pay 5 R "$A.1") $(of .message fee --as phi-nga --order 1/QD \
	--reason other waive "$A.1")
END_
	prints "$site: what is due" "800000 $site" of '"\(.amount) \(.currency)"' \
		fee --as phi-nga assess "$A.1"
	prints "$site: a part" true of '(.amount | tonumber) == 12.5' \
		pay 12.50 R "$A.1"
done
export CK_STORE="$T/USD.db"
keeps 'USD: a tenth of a cent' 64 pay 12.555 R2 "$A.1"
for amount in 12.555 12,5; do
	same "USD: $amount is no thousands" \
		"ck-fee: $A.1: $amount is no amount of USD, which has 2 decimals after a point; write it as 12.50 [amount]" \
		"$(words pay "$amount" R2 "$A.1")"
done
export CK_STORE="$T/KWD.db"
prints 'KWD: three decimals' 12.555 of .amount pay 12.555 R2 "$A.1"
export CK_STORE="$T/ck.db"
jq '.tariff.currency = "XXX"' "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/none.json"
check 'what is no currency is no site' status 78 ck-store --simulated \
	--store "$T/none.db" --site "$T/none.json" init
check '... which is said' grep -q '/tariff/currency: XXX is no currency' <<END_
$(words ck-store --lang en --simulated --store "$T/none.db" --site \
	"$T/none.json" init)
END_

keeps 'no such means' 64 fee --as phi-nga --amount 5 --reference R \
	--means bitcoin pay "$A.1"
same '... those there are are said' \
	"ck-fee: $A.1: no such means of payment: bitcoin; there are cash, transfer, card, cheque [means]" \
	"$(words fee --as phi-nga --amount 5 --reference R --means bitcoin pay \
		"$A.1")"
keeps 'another currency' 64 pay 5 R --currency CNY "$A.1"
keeps 'no such fee' 67 pay 5 R "$A/F9"
keeps 'no such trip' 67 pay 5 R CKHN-20261122-09999.1
keeps 'a dry run' 0 pay 5 R -n "$A.1"

prints 'a part' "$A/P1 $A/F1 300000 500000 false" \
	of '"\(.payment) \(.fee) \(.amount) \(.open) \(.confirmed)"' \
	pay 300000 VCB-1 "$A.1"
same 'the check stays open' 'open null' "$(check_of "$A.1")"
keeps 'the same reference again: nothing more' 0 pay 300000 VCB-1 "$A.1"
same '... one payment' "$A/P1 true" \
	"$(of '"\(.payment) \(.repeated)"' pay 300000 VCB-1 "$A.1")"
keeps 'for another amount it is refused' 65 pay 200000 VCB-1 "$A.1"
keeps '... for another trip' 65 pay 300000 VCB-1 "$B.2"
keeps 'more than is open' 1 pay 500001 VCB-2 "$A.1"
same '... what is open is told' 'overpaid 500000' \
	"$(of '"\(.reasons[].code) \(.open)"' pay 500001 VCB-2 "$A.1")"
prints 'the rest, by the fee' "$A/P2 0 true" \
	of '"\(.payment) \(.open) \(.confirmed)"' pay 500000 VCB-3 "$A/F1"
same 'confirms the check, by rule' 'confirmed rule:fee' "$(check_of "$A.1")"
same 'its cause is the payment' true "$(ck-store log | jq -s '
	(map(select(.event == "check.confirmed"))[0].cause) ==
	"CKHN:\(map(select(.event == "fee.paid"))[1].seq)"')"
keeps 'and nothing is open' 1 pay 1 VCB-4 "$A.1"
same '... that is said' nothing-open \
	"$(of '.reasons[].code' pay 1 VCB-4 "$A.1")"

prints 'one payment for two fees: infrastructure before transfer' \
	"$B/F2 300000 true
$B/F3 300000 true" \
	of '"\(.fee) \(.amount) \(.confirmed)"' pay 600000 VCB-5 "$B"
same 'only the transfer is open' "$B/F1 90000" \
	"$(of '"\(.fee) \(.open)"' fee list --open "$B")"
same 'only its truck waits for the fee' \
	'open null, confirmed rule:fee, confirmed rule:fee' \
	"$(check_of "$B.1"), $(check_of "$B.2"), $(check_of "$B.3")"
keeps 'the same again' 0 pay 600000 VCB-5 "$B"

check 'somebody stands in for the cashier' ck-store --as admin staff add \
	thay-nga --agency customs --stands-in-for phi-nga --order QD-2
prints 'who took the money for whom' 'thay-nga phi-nga' \
	of '"\(.actor) \(.for)"' fee --as thay-nga --for phi-nga pay \
	--amount 1000 --reference VCB-FOR --means cash "$B.1"
prints '... is told again' 'thay-nga phi-nga true' \
	of '"\(.actor) \(.for) \(.repeated)"' fee --as phi-nga pay \
	--amount 1000 --reference VCB-FOR --means cash "$B.1"

cat >"$T/bank" <<END
{"key":"row-1","fee":"$B/F1","amount":39000,"currency":"VND","reference":"VCB-6","means":"transfer"}
{"key":"row-2","trip":"$B.1","amount":"50000","currency":"VND","reference":"VCB-7","means":"cash"}
END
check "a bank's list" fee --as phi-nga pay <"$T/bank"
before=$(seq)
same '... twice' 'true true' \
	"$(fee --as phi-nga pay <"$T/bank" | jq .repeated | xargs)"
same '... changes nothing more' "$before" "$(seq)"
same 'the truck is free to go' 'confirmed rule:fee' "$(check_of "$B.1")"
for bad in '"amount":-1' '"amount":1.5' '"amount":"x"' '"currency":"USD"' \
	'"amount":"790.000"' '"amount":"790,000"' '"means":"bitcoin"' \
	'"reference":""' '"reference":"a b"' '"means":null' '"fee":"x"'; do
	printf '%s\n' "{\"trip\":\"$A.1\",\"amount\":1,\"reference\":\"R\",
		\"means\":\"cash\"}" | jq -c ". + {$bad}" >"$T/bad"
	want=65
	[ "$bad" = '"fee":"x"' ] && want=67
	check "$bad" status "$want" fee --as phi-nga pay <"$T/bad"
done

check 'the tables are what the log says' verifies
done_testing
