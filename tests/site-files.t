#!/bin/sh
# The shipped site files, and the one in ck-site(5), are what the schema says,
# name nothing that is not there, and let the traffic of a gate through: known
# trips need the checks they should, get past every lane of their way on both
# legs, and owe the known fees. Damaged copies are found out.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99
python=/usr/bin/python3
command -v jq >/dev/null || skip_all 'jq is not installed'
$python -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is not installed'

facts=tests/data/site-facts.json
fees=tests/data/site-fees.json
schema=share/schemas/site.schema.json
example=$T/example.json
awk '/^\.\\" no example: a file/ { on = 1; next }
	on && /^\.Bd/ { next }
	on && /^\.Ed/ { exit }
	on { gsub(/\\e/, "\\"); print }' man/ck-site.5 >"$example"

site() {
	$python tests/site-files.py "$@"
}

for file in share/sites/*.json "$example"; do
	name=${file##*/}
	check "$name: form" site form "$schema" "$file"
	check "$name: names" site names "$file"
done
check 'conditions compile alone and answer' \
	site conditions "$facts" share/sites/*.json "$example"
# Of Lạng Sơn; another province has checks, ways and fees of its own.
for file in share/sites/huu-nghi.json share/sites/tan-thanh.json \
	share/sites/chi-ma.json; do
	name=${file##*/}
	check "$name: the checks of known trips" site needs "$facts" "$file"
	check "$name: known trips get through" site routes "$facts" "$file"
	check "$name: known fees" site fees "$fees" "$file"
done
jq 'map(select((.home // ["inland"])[-1] != "outside") |
	del(.turned_back, .never))' "$facts" >"$T/some.json"
check 'the example lets known trips through' site routes "$T/some.json" \
	"$example"
check '... and so does Trà Lĩnh' site routes "$T/some.json" \
	share/sites/tra-linh.json
jq -r '.. | objects | .properties? // empty | keys[]' "$schema" | sort -u |
while read -r key; do
	grep -qE "(^\.(Cm|It Cm).*|, )\b$key\b" man/ck-site.5 || echo "$key"
done >"$T/silent"
same 'the manual page names every key' '' "$(cat "$T/silent")"
jq -r '.. | objects | .properties? // empty | keys[]' "$schema" | sort -u |
while read -r key; do
	grep -q "\"$key\"" lib/site/check-members.c || echo "$key"
done >"$T/silent"
same 'ck-store takes every key' '' "$(cat "$T/silent")"
same 'scales: eleven, and sixteen more' '11 10 6' "$(jq -s -r \
	'map(.scales | length) | map(tostring) | join(" ")' \
	share/sites/huu-nghi.json share/sites/tan-thanh.json \
	share/sites/chi-ma.json)"
same 'no two with one code' 4 \
	"$(jq -s 'map(.site) | unique | length' share/sites/*.json)"

# damaged WHAT VERB FIRST-FAULT JQ
damaged() {
	jq "$4" share/sites/huu-nghi.json >"$T/bad.json" || exit 99
	case $2 in
	form) set -- "$1" "$2" "$3" "$schema" ;;
	names) set -- "$1" "$2" "$3" ;;
	fees) set -- "$1" "$2" "$3" "$fees" ;;
	*) set -- "$1" "$2" "$3" "$facts" ;;
	esac
	what=$1 verb=$2 want=$3
	shift 3
	site "$verb" "$@" "$T/bad.json" >"$T/faults"
	check "$what: fails" test $? -eq 1
	check "$what: is said" grep -q -- "$want" "$T/faults"
}

damaged 'an unknown key' form "'colour' was unexpected" '.colour = 1'
damaged 'an unknown key below' form 'was unexpected' \
	'.checks.fee.colour = 1'
damaged 'a missing key' form "'zones' is a required property" 'del(.zones)'
damaged 'a mass with decimals' form '/weights/legal/0/max_kg' \
	'.weights.legal[0].max_kg = 16000.5'
damaged 'a text without Chinese' form "'zh' is a required property" \
	'del(.name.zh)'
damaged 'both hours and a closure' form /calendar/0 \
	'.calendar[0].closed = true'
damaged 'a fact that is none' form /checks/fee/auto \
	'.checks.fee.auto.on = "moon"'
damaged 'a pointer that leads nowhere' form /checks/fee/vouches \
	'.checks.fee.vouches[0] = "/crew"'
damaged 'a check that is not there' names 'no such name: moon' \
	'.lanes["B1-1"].require += ["moon"]'
damaged 'a zone that is not there' names 'no such name: moon' \
	'.checks.fee.where = ["moon"]'
damaged 'a superior that is not there' names 'no such name: moon' \
	'.agencies.fee.superior = "moon"'
damaged 'a scale in another lane' names 'its scale stands elsewhere' \
	'.lanes["B1-1"].scale = "B1-S2"'
damaged 'an alias twice' names 'alias bp-den is taken' \
	'.checks.fee.alias = "bp-den"'
damaged 'checks in a circle' names 'a circle: ' \
	'.checks.border_guard_arrival.after = ["border_guard_check"]'
damaged 'a direction out and home' names 'both in directions and home' \
	'.lanes["B1-1"].home = ["export"]'
damaged 'a check that no lane asks for' names 'no lane asks' \
	'.checks.moon = (.checks.transport_licence | .alias = "moon")'
damaged 'two open bounds' names /tariff/classes \
	'.tariff.classes.VT5.under_t = null'
damaged 'a condition that reads the clock' conditions 'now is not allowed' \
	'.checks.fee.when = "now > 0"'
damaged 'one that asks the environment' conditions 'ENV is not allowed' \
	'.checks.fee.when = "$ENV.HOME == \"/\""'
damaged 'one that does not compile' conditions /checks/fee/when \
	'.checks.fee.when = ".laden and"'
damaged 'one that fails' conditions /checks/fee/when \
	'.checks.fee.when = ".class + 1 > 2"'
damaged 'one that is no yes or no' conditions 'neither true nor false' \
	'.checks.fee.when = ".gross_kg"'
damaged 'a trip in two classes' conditions 'in classes' \
	'.queues.export.classes.other.when = "true"'
damaged 'a check too many' needs 'needs also' \
	'.checks.animal_quarantine.when = "true"'
damaged 'no way home' routes 'no lane from abroad to control' \
	'.lanes["B2-3"].home = []'
damaged 'a check before its zone' routes 'stuck before B0-1: customs_arrival' \
	'.lanes["B0-1"].require = ["customs_arrival"]'
damaged 'an export let out by the back' routes 'a lane from yard to outside' \
	'.lanes["B0-3"].home = [] | .lanes["B0-3"].directions = ["export"]'
damaged 'another amount' fees '310000' \
	'.tariff.classes.VT4.amount = 310000'

done_testing
