#!/bin/sh
# ck-fee assess of several goods on one vehicle: the class whose goods have the
# greatest customs value counts, and the working says which and why.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
# mixed PLATE ORE FURNITURE [CURRENCY]: an export with goods of these values
mixed() {
	jq --arg n "$1" --argjson ore "$2" --argjson rest "$3" \
		--arg currency "${4-VND}" '
		.vehicles[0] |= (.plate = "29C-" + $n | .container = null |
			.trailer = null | .axles = 2) |
		.customs[0].number = "3051234\($n)0" |
		.goods[0] |= (.hs = "26011100" | .packages = 600 |
			.gross_kg = 11000 | .value = $ore |
			.currency = $currency) |
		.goods[1] = (.goods[0] | .ref = "g2" | .hs = "94036090" |
			.gross_kg = 9000 | .value = $rest | .currency = "VND") |
		del(.. | nulls)' "$top_srcdir/tests/data/clear/export.json" \
		>"$T/mixed.json"
	submit "$T/mixed.json"
}
assess() {
	fee --as phi-nga assess "$@"
}

ore=$(mixed 2221 50000000 40000000)
prints 'the ore is worth more' \
	'4000000 class VT6: 800000 VND; Ore exported, 500 %: 4000000 VND; g1 counts, of the greatest customs value, 50000000 VND, not g2 (800000 VND): 4000000 VND' \
	of '"\(.amount) \(.message)"' assess "$ore"
check 'the record is as its schema says' valid fee <<END
$(assess "$ore")
END
same '... told again' '4000000 true' \
	"$(of '"\(.amount) \(.repeated)"' assess "$ore")"
rest=$(mixed 2222 40000000 50000000)
prints 'the furniture is worth more' \
	'800000 class VT6: 800000 VND; g2 counts, of the greatest customs value, 50000000 VND, not g1 (4000000 VND): 800000 VND' \
	of '"\(.amount) \(.message)"' assess "$rest"
prints '... as members' '["g2"] value 50000000 VND g1 4000000 true' \
	of '.working[-1] | "\(.goods) \(.by) \(.value) \(.value_currency) \(.others[0].goods[0]) \(.others[0].amount) \(.unconfirmed)"' \
	assess "$rest"
two=$(mixed 2223 1000 50000000 USD)
prints 'values in two currencies: the dearest' \
	'g1 counts, the dearest, not g2 (800000 VND): 4000000 VND true' \
	of '.working[-1] | "\(.message) \(.unconfirmed)"' assess "$two"

# A value that is corrected after the fee was paid.
fee --as phi-nga --amount 800000 --reference R1 --means cash pay "$rest" \
	>"$T/.paid" || exit 99
amend() {
	echo "$1" >"$T/patch.json"
	ck-declare --lang en --as admin amend --reason mistake \
		--patch "$T/patch.json" "$rest.1"
}
prints 'another value: the fee is to be looked at again' fee \
	of '.stale[].check | select(. == "fee")' \
	amend '{"goods": {"g1": {"value": 60000000}}}'
prints '... and the difference is due' "$rest/F2 3200000 open" \
	of '"\(.fee) \(.amount) \(.state)"' assess "$rest"
prints '... and back' "$rest/F2 0 paid" \
	sh -c '"$@" | tail -n 1' - sh -c '
	echo "{\"goods\": {\"g1\": {\"value\": 40000000}}}" >"$2/patch.json"
	ck-declare --as admin amend --reason mistake --patch "$2/patch.json" \
		"$1.1" >"$2/.amended" && ck-fee --as phi-nga assess "$1" |
		jq -r "\"\(.fee) \(.amount) \(.state)\""' - "$rest" "$T"
prints 'another currency: likewise' fee \
	of '.stale[].check | select(. == "fee")' \
	amend '{"goods": {"g1": {"currency": "USD"}}}'
prints '... the dearest now' "$rest/F3 3200000" \
	of '"\(.fee) \(.amount)"' assess "$rest"
amend '{"goods": {"g1": {"currency": "VND"}}}' >"$T/.amended" || exit 99
assess "$rest" >"$T/.assessed" || exit 99

jq '.version = 2 | .effective = "2024-01-02T00:00:00+07:00" |
	.tariff.several_goods.by = "amount"' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/amount.json"
check 'another rule comes' ck-store --as admin site "$T/amount.json"
prints 'of what was assessed the difference is due' \
	"$rest/F4 3200000" of '"\(.fee) \(.amount)"' assess "$rest"
jq '.tariff.several_goods.by = "weight" | .version = 3' "$T/amount.json" \
	>"$T/bad.json"
check 'a rule that is none is refused' status 78 ck-store --as admin site \
	"$T/bad.json"

check 'the tables are what the log says' verifies
done_testing
