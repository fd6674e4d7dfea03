#!/bin/sh
# A hold on what no truck has yet catches the one that is declared later, in
# whatever writing, and stays with a trip that is amended away from it.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
base() {
	jq -c "$1" "$top_srcdir/tests/data/clear/export.json" >"$T/base.json"
	submit "$T/base.json" tt-gate </dev/null
}
holds() {
	of '[.holds[] | .hold // .code] | join(" ")' clear --as hq-minh \
		status "$1.1"
}
number=0
hold() {
	number=$((number + 1))
	clear --as hq-lan --reason watch "$@" >"$T/.held" &&
		held=$(jq -r .hold "$T/.held")
}
gate() {
	ck-gate --as tt-gate decide --lane B0-1 "$1.1" </dev/null >"$T/.gate"
	jq -c '[.reasons[] | .code | select(. == "held" or . == "see-officer")]' \
		"$T/.gate"
}
# A truck that has nothing in common with the others.
other='.customs[0].number = "305999990000" | .enterprise.tax_code = "0311430333" |
	.vehicles[0] |= (.plate = "29C-999.99" | .chassis = "LGAX4B2F1N0009999" |
	del(.trailer, .container) | .crew[0].id = "001085009999")'
patch() {
	jq -nc --arg path "$1" --argjson value "$2" \
		'[{op: "replace", path: $path, value: $value}]' >"$T/patch.json"
	ck-declare --as tt-gate amend --patch "$T/patch.json" "$D" \
		--reason mistake </dev/null >"$T/.amended" 2>"$T/.words" ||
		{ cat "$T/.words"; return 1; }
}

# One line: the kind, what is held, what the truck has, where that stands in a
# correction, and another value.
n=0
while IFS='^' read -r kind subject value pointer elsewhere <&3; do
	n=$((n + 1))
	check "a hold on a $kind that nobody has" hold hold "$kind:$subject"
	D=$(base "$other | .vehicles[0].plate = \"29C-99$n.00\" |
		.customs[0].number = \"3059999$((1000 + n))0\" | $value")
	same '... catches what is declared' "$held" "$(holds "$D")"
	same '... at the lane' '["held"]' "$(gate "$D")"
	[ -n "$pointer" ] || continue
	check 'amended away' patch "$pointer" "$elsewhere"
	same '... it is held all the same' 1 "$(holds "$D" | wc -w)"
	same '... by the same agency, and the log says why' \
		"customs watch trip rule:hold declaration.amended" "$(
		ck-store log | jq -rs '(map({key: "\(.origin):\(.seq)", value: .}) |
			from_entries) as $by | map(select(.event == "hold.placed")) |
			last | "\(.body.agency) \(.body.reason) \(.body.subject_kind) \(.actor) \($by[.cause].event)"')"
	check '... until its owner lifts that' clear --as hq-lan \
		--reason mistake lift "$(holds "$D")"
	same '... and passes' '' "$(holds "$D")"
	check 'amended to it again' patch "$pointer" \
		"${value##*= }"
	same '... it is caught' "$held" "$(holds "$D")"
done 3<<'END'
plate^29C 111 11^.vehicles[0].plate = "29C-111.11"^/vehicles/v1/plate^"29C-222.22"
plate^12D-333.33^.vehicles[0].plate = "12Đ-333.33"^^
plate^12Đ-444.44^.vehicles[0].plate = "12D-444.44"^^
plate^桂FA2345^.vehicles[0] |= (.plate = "FA2345" | .nationality = "CN")^^
plate^FA2346^.vehicles[0] |= (.plate = "桂FA2346" | .nationality = "CN")^^
plate^12R00555^.vehicles[0].trailer = "12R-005.55"^/vehicles/v1/trailer^"12R-006.66"
chassis^lgax4b2f1n0000001^.vehicles[0].chassis = "LGAX4B2F1N0000001"^/vehicles/v1/chassis^"LGAX4B2F1N0000002"
container^csqu 305438-3^.vehicles[0].container = "CSQU3054383"^/vehicles/v1/container^"TNAU9000302"
customs^305123456780^.customs[0].number = "305123456780"^/customs/c1/number^"305999977770"
party^0100112437^.enterprise.tax_code = "0100112437"^^
person^0010 8500 6789^.vehicles[0].crew[0].id = "001085006789"^/vehicles/v1/crew/p1/id^"001085001111"
END
D=$(base "$other | .vehicles[0].plate = \"粤FA2345\" |
	.vehicles[0].nationality = \"CN\" | .customs[0].number = \"305888880000\"")
same 'another province is another plate' '' "$(holds "$D")"

wrongly() {
	{ clear --as hq-lan --reason watch hold "$1" >/dev/null; } 2>&1
}
check 'a kind that is none' status 65 wrongly plat:12C-123.45
check '... is answered with the kinds' grep -q 'trip, plate.*, not plat' <<END
$(wrongly plat:12C-123.45)
END
check 'a letter of another script is named' grep -q 'К (U+041A)' <<END
$(wrongly plate:12К-123.45)
END

# Silent ones stay silent.
check 'a silent one' hold --silent hold plate:29C-888.88
D=$(base "$other | .vehicles[0].plate = \"29C-888.88\" |
	.customs[0].number = \"305888890000\"")
check 'amended away' patch /vehicles/v1/plate '"29C-888.89"'
same 'nobody else learns of it' '["see-officer"]' \
	"$(of '[.holds[].code] | tostring' clear --as bp-hung status "$D.1")"
check '... nor who amended' test -z "$(grep -E 'hold|watch|customs:' "$T/.amended")"
same '... its owner does' trip "$(of '.holds[].subject_kind' \
	clear --as hq-minh status "$D.1")"
check 'the tables and persons are what the log says' verifies
done_testing
