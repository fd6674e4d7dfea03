#!/bin/sh
# With the shipped lists and a registry loaded, what is right stays without a
# finding, and what is not in them is told, by check and in the answer.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

ck-store -n codes load --as admin units "$top_srcdir/share/codes/units.csv" \
	>"$T/csv" 2>&1
[ $? -ne 69 ] || skip_all 'built without libcsv'

for list in countries currencies offices plates units weights; do
	check "list $list" ck-store codes load --as admin --from 2026-01-01 \
		"$list" "$top_srcdir/share/codes/$list.csv"
done
cat >"$T/hs.csv" <<'CSV'
# source: a test
code,name
08106000,durian
07032090,garlic
CSV
cat >"$T/vehicles.csv" <<'CSV'
# source: a test
plate,axles,own_kg,permitted_kg,inspection_until
12C-123.45,3,8000,24000,2026-12-31
12R-001.23,3,6500,38000,2026-11-21
CSV
check 'list hs' ck-store codes load --as admin --from 2026-01-01 hs \
	"$T/hs.csv"
check 'the registry' ck-store codes load --as admin --from 2026-01-01 \
	vehicles "$T/vehicles.csv"

# Once it is declared, the truck is told to be declared already.
codes='select(.code and .code != "vehicle-planned") |
	[.severity, .path, .code]'
prints 'the trailer was not inspected' \
	'["warning","/vehicles/v1/trailer","registry-expired"]' \
	ck-declare check "$export_file" -j "$codes"
prints 'it is told with the answer too' '["registry-expired"]' \
	submit "$export_file" -j '[.findings[].code]'
prints 'the import is right' 'null' \
	ck-declare check "$import_file" -j .code
export_with '.vehicles[0].trailer = "12R-555.55" | .goods[0] |=
	(.hs = "08106010" | .origin = "XX" | .unit = "QQ") |
	.customs[0].office = "15ZZ" | .vehicles[0].other_plates = ["13C-123.45"]' \
	>"$T/odd"
prints 'what is in no list' \
'["warning","/customs/c1/office","office-unknown"]
["warning","/goods/g1/hs","hs-unknown"]
["warning","/goods/g1/origin","country-unknown"]
["warning","/goods/g1/unit","unit-unknown"]
["warning","/vehicles/v1/other_plates/0","plate-province-unknown"]' \
	ck-declare check "$T/odd" -j "$codes"
for unit in '1200 KGM' '1200 TNE' '21500 KGM' '22 TNE' '21 TNE' '23 TNE' \
	'22 KGM' '21501 KGM' '20 DTN' '215 DTN' '100 GRM'; do
	export_with ".goods[0] |= (.packages = ${unit% *} |
		.unit = \"${unit#* }\" | del(.net_kg))" >"$T/mass"
	ck-declare check "$T/mass" -j 'select(.code == "mass-slip") |
		.path' | tr '\n' ' '
	echo "$unit"
done >"$T/units"
same 'a quantity in kilograms or tonnes goes with the gross mass' \
'1200 KGM
"/goods/g1/packages" 1200 TNE
21500 KGM
22 TNE
21 TNE
"/goods/g1/packages" 23 TNE
"/goods/g1/packages" 22 KGM
"/goods/g1/packages" 21501 KGM
20 DTN
215 DTN
"/goods/g1/packages" 100 GRM' "$(cat "$T/units")"
check 'a better goods code is named' sh -c \
	'ck-declare check "$1" -j .message | grep -q 08106000' sh "$T/odd"
export_with '.goods[0].unit = "cartons" | .customs[0].office = "15B"' \
	>"$T/form"
prints 'what has no form of a code is told once' \
'["warning","/customs/c1/office","customs-code-form"]
["warning","/goods/g1/unit","unit-form"]
["warning","/vehicles/v1/trailer","registry-expired"]' \
	ck-declare check "$T/form" -j "$codes"
export_with '.goods[0].hs = "0810" | .goods[0].origin = "XX"' >"$T/both"
prints 'lists are asked beside an error too' \
'["error","/goods/g1/hs","hs-form"]
["warning","/goods/g1/origin","country-unknown"]' sh -c \
	'ck-declare check "$1" -j "$2"; [ $? -eq 1 ]' sh "$T/both" "$codes"

# Own mass and axles were left out: the registry's are held against the limits.
export_with 'del(.vehicles[0].self_kg, .vehicles[0].axles) |
	.goods[0].gross_kg = 34000 | .goods[0].net_kg = 33000 |
	.vehicles[0].carries[0].gross_kg = 34000' >"$T/left"
prints 'what was left out is judged by the registry' \
'["registry-expired","12R00123"]
["registry-mass","40500 kg"]
["over-legal-limit","own 14500 as registered"]' ck-declare check --lang en \
	"$T/left" -j 'select(.code and .code != "vehicle-planned") | [.code, (.message |
		capture("(?<m>own [0-9]+ as registered|12R00123|40500 kg)").m)]'

# A list that is loaded now judges what comes from now on, late or not.
printf '# source: a test\ncode,name\nKGM,kilogram\n' >"$T/few.csv"
check 'a shorter list, from now on' \
	ck-store codes load --as admin units "$T/few.csv"
export_with '.expected_at = "2026-11-21T20:00:00+07:00"' >"$T/late"
prints 'what is late is judged by it' '"/goods/g1/unit"' ck-declare check \
	"$T/late" -j 'select(.code == "unit-unknown").path'
check 'the store is sound' sound

done_testing
