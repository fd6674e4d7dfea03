#!/bin/sh
# ck-clear pending: what waits for an agency, since when, and for whom else.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

CK_NOW=2026-11-22T06:00:00+07:00
make_ground || exit 99
CK_NOW=2026-11-22T07:31:00+07:00 move "$B.3" outside yard B0-1 || exit 99
CK_NOW=2026-11-22T07:40:00+07:00 move "$A.1" outside yard B0-1 || exit 99
CK_NOW=2026-11-22T08:00:00+07:00

list() {
	of '"\(.trip) \(.check) \(.since[11:16]) \(.waiting_since[11:16]) \(.ready)"' \
		clear "$@"
}
prints "oldest first; waiting from the arrival where the truck must be there" \
	"$A.1 customs_arrival 06:00 07:40 true
$A.1 customs_finish 06:00 07:40 false
$A.1 customs_out 06:00 07:40 false
$A.1 supervision_exit 06:00 06:00 true
$B.1 customs_arrival 06:00 null false
$B.1 customs_finish 06:00 null false
$B.1 supervision_exit 06:00 06:00 true
$B.2 customs_arrival 06:00 null false
$B.2 customs_yard_out 06:00 null false
$B.2 supervision_exit 06:00 06:00 true
$B.3 customs_arrival 06:00 07:31 true
$B.3 customs_yard_out 06:00 07:31 false
$B.3 supervision_exit 06:00 06:00 true" \
	list pending --agency customs
prints 'what can be done now, longest waiting first' \
	"$B.3 border_guard_arrival 06:00 07:31 true
$A.1 border_guard_arrival 06:00 07:40 true" \
	list --as bp-hung pending --ready
prints 'what a fact confirms is no work to be done' \
	"$B.3 customs_arrival 06:00 07:31 true
$A.1 customs_arrival 06:00 07:40 true" \
	list --as hq-lan pending --ready
prints '... unless it is named' 'supervision_exit customs' \
	of '"\(.check) \(.auto)"' clear --as hq-lan pending --ready \
	--check hq-gs --jq 'select(.trip | endswith("1.1"))'
check 'somebody of several agencies' ck-store --as admin staff add nhieu \
	--agency customs,transport
prints 'a check says which agency is meant' "$A.1" \
	of .trip clear --as nhieu pending --check vt-gp \
	--jq 'select(.vehicle.label == "12C-123.45")'
same 'one that there is not is named before an agency is asked for' \
	'ck-clear: CKHN has no such check: fea; did you mean fee? [no-such-check]' \
	"$(words clear --as nhieu pending --check fea)"
prints 'one check, by its alias' "$A.1" \
	of .trip clear pending --agency transport --check vt-gp \
	--jq 'select(.vehicle.label == "12C-123.45")'
prints 'who else is waited for' 'border_guard, customs, gate_centre, fee' \
	of 'select(.trip == "'"$A.1"'").others | sort_by(. == "fee") |
		sort_by(. == "fee" or . == "gate_centre") | join(", ")' \
	sh -c 'ck-clear pending --agency plant_quarantine |
		jq -c ".others -= [\"transport\"]"'
prints 'what comes first' 'border_guard_arrival' \
	of 'select(.trip == "'"$A.1"'").waits_for[].check' \
	clear pending --agency border_guard --check bp-kt

check 'nothing is nothing' test -z "$(clear pending --agency traffic_police)"
check 'no agency of this gate' status 64 clear pending --agency police
check 'no check of this gate' status 67 \
	clear pending --agency customs --check nothing
check 'who acts for nobody says for whom' status 77 clear --as admin pending
check 'no operand' status 64 clear pending --agency customs "$A.1"
prints 'a table' 4 sh -c '
	ck-clear -f table pending --agency border_guard --ready | wc -l'

# More than one page of them.
for n in 1 2 3 4 5 6 7 8 9; do
	jq -c --arg n "$n" '.goods[0].gross_kg = 21000 |
		.vehicles = [range(30) as $i | .vehicles[0] |
		.ref = "v\($i + 1)" | .plate = "29C-\($n)\($i + 10).11" |
		.container = null | .trailer = null | .axles = 2 |
		.carries = [{goods: "g1", packages: 40, gross_kg: 700}] |
		del(.. | nulls)]' "$top_srcdir/tests/data/clear/export.json"
done >"$T/many.json"
check '270 more trucks' ck-declare --as dn-hoa submit "$T/many.json"
same 'pages follow each other without gap or double' '272 272' "$(
	clear pending --agency plant_quarantine >"$T/all"
	echo "$(wc -l <"$T/all") $(jq -r .trip "$T/all" | sort -u | wc -l)")"

done_testing
