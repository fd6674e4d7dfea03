#!/bin/sh
# A customs number is shared by trucks and days: what it has, what is planned,
# what passed and what is left. Nobody declares more under it than it has.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"
command -v store-write >/dev/null || skip_all 'store-write is not built'

balance() {
	ck-declare show --customs 305123456780 -j "$@"
}
sums='[.declared.packages, .declared.gross_kg, .declared.by,
	.planned.packages, .passed.packages, .remaining.packages,
	.free.packages, .free.gross_kg]'
# truck PLATE PACKAGES KG [JQ]: one of them, of 1200 packages in all
truck() {
	export_with ".vehicles[0] |= (del(.container, .other_plates, .trailer) |
		.plate = \"$1\" | .carries[0] |= (.packages = $2 |
		.gross_kg = $3)) | .goods[0] |= (.packages = $2 |
		.gross_kg = $3 | .net_kg = $3 - 100) | ${4-.}"
}
# events JSON: what other programs would append, as one command
events() {
	printf '{"events":[%s]}\n' "$1" >"$T/events" &&
		store-write append --as tt-gate "$T/events"
}
passed() {
	CK_NOW=$2 events '{"event":"customs.passed","root":"CKHN/30512345678",
		"subject":"CKHN/30512345678","body":{"trip":"'"$1"'",
		"packages":'"$3"',"gross_g":'"$4"',"lane":"B2-1"}}'
}
found() {
	submit -n -j '[.path, .code, .message] | select(.[1])' - 2>"$T/.words"
}

check 'nobody knows the number' status 67 balance .
check 'no number' status 64 ck-declare show --customs 12C12345
check 'with a trip' status 64 ck-declare show --customs 305123456780 12c12345

truck 12C-111.11 500 9000 | submit - >"$T/one"
prints 'nobody said how much there is: what trips carry' \
	'[500,9000,"trips",500,0,500,0,0]' balance "$sums"

truck 12C-222.22 600 11000 '.customs[0] += {packages: 1200, gross_kg: 21500}' |
	submit - >"$T/two"
prints 'the declarant says it' \
	'[1200,21500,"declarant",1100,0,1200,100,1500]' balance "$sums"
prints 'also by the eleven digits' '1200' \
	ck-declare show --customs 30512345678 -j .declared.packages

check 'one passes late in the evening' passed CKHN-20261121-00001.1 \
	2026-11-21T23:50:00+07:00 500 9000000
prints 'and is counted' '[1200,21500,"declarant",600,500,700,100,1500]' \
	balance "$sums"

same 'a hundred are left' '' "$(truck 12C-333.33 100 1500 | found)"
same 'one more is too much, and is told' \
'["/customs/c1/number","customs-overdrawn","305123456780 has 1200 packages, 21500 kg in all, and other trips (2) have 1100 packages, 20000 kg of it; this is 1 packages too much. Cancel what will not come, or name the right number"]' \
	"$(truck 12C-333.33 101 1500 | found)"
same 'or one kilogram' '"/customs/c1/number"' \
	"$(truck 12C-333.33 100 1501 | found | jq -c '.[0]')"
truck 12C-333.33 101 1500 >"$T/much"
check 'which is no less so for check' status 1 ck-declare check "$T/much"
check 'and is refused' status 65 submit "$T/much"

same 'nor more than the document itself says there is' \
	'"customs-overdrawn"' "$(export_with '.customs[0].number =
	"305999999990" | .customs[0].packages = 1199' | found | jq -c '.[1]')"

prints 'another total is doubted' '["/customs/c1/packages","customs-total"]' \
	sh -c 'ck-declare check -j "select(.code) | [.path, .code]" "$1"' sh "$(
	truck 12C-333.33 100 1500 '.customs[0].packages = 1000' >"$T/other"
	echo "$T/other")"

check 'customs tells another total' events '{"event":"customs.updated",
	"root":"CKHN/30512345678","subject":"CKHN/30512345678",
	"body":{"packages":1500,"total_by":"customs"}}'
prints 'which counts' '[1500,21500,"customs",600,500,1000,400,1500]' \
	balance "$sums"

check 'a truck will not come' ck-declare cancel --as dn-hoa \
	--reason duplicate CKHN-20261121-00002
prints 'and counts no more' '[0,500,1000,"ended"]' \
	balance '[.planned.packages, .passed.packages, .free.packages,
	.trips[1].draw]'

CK_NOW=2026-11-22T09:00:00+07:00
truck 12C-444.44 700 9000 '.expected_at = "2026-11-22T10:00:00+07:00"' |
	submit - >"$T/three"
check 'another day' passed CKHN-20261122-00001.1 \
	2026-11-22T11:00:00+07:00 700 9000000
prints 'day by day' \
'[{"day":"2026-11-21","trips":1,"packages":500,"gross_kg":9000},{"day":"2026-11-22","trips":1,"packages":700,"gross_kg":9000}]' \
	balance .days
prints 'truck by truck' \
'["12C-111.11","passed",500]
["12C-222.22","ended",600]
["12C-444.44","passed",700]' \
	balance '.trips[] | [.label, .draw, .packages]'
prints 'three hundred are left' '[1200,300,300]' \
	balance '[.passed.packages, .remaining.packages, .free.packages]'

python3=/usr/bin/python3
if "$python3" -c 'import jsonschema' 2>/dev/null; then
	balance . >"$T/record"
	check 'the record is of its schema' "$python3" \
		"$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" \
		customs <"$T/record"
fi
check 'the store is sound' sound

done_testing
