#!/bin/sh
# What was decided to come off a vehicle is in no figure: load, goods passed,
# customs balance, value of the day; and the trip is closed as was decided.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"
command -v ck-gate >"$T/.command" || skip_all 'ck-gate is not built'

ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" init \
	>"$T/.init" || exit 99
# another PLATE JQ
another() {
	jq --arg p "$1" ".vehicles[0].plate = \$p | $2" \
		"$top_srcdir/tests/data/clear/mixed.json" >"$T/m.json" &&
		submit "$T/m.json"
}
# through LANE TRIP...: it drives through, whoever let it
through() {
	through_lane=$1
	shift
	for t; do
		printf '{"kind":"passage","lane":"%s","trip":"%s"}\n' \
			"$through_lane" "$t"
	done >"$T/.passages"
	ck-gate --as tt-gate run "$through_lane" <"$T/.passages" >"$T/.through" \
		2>"$T/.words" || { cat "$T/.words"; return 1; }
}
outcome() {
	of '.outcome // "open"' clear status "$1"
}
balance() {
	ck-declare --as hq-lan show --customs "$1" \
		--jq '.passed | "\(.packages) \(.gross_kg)"' | jq -r .
}

A=$(another 12C-123.45 .) && B=$(another 12C-222.22 '
	.customs[0].number = "305123456870"') &&
	through B0-1 "$A.1" "$B.1" || exit 99
check 'a part of one line is impounded' clear --as hq-lan --goods g2 \
	--packages 90 --reason violation --order 1/QD impound "$A.1"
check '... of another vehicle all of it' clear --as hq-lan --goods g2 \
	--reason violation --order 2/QD impound "$B.1"
check 'customs stops the number of that line' clear --as hq-lan \
	customs --release stopped 305123456990
same '... which holds who has some of it' 'customs-stopped ' \
	"$(of '[.holds[].reason] | join(" ")' clear status "$A.1") $(
	of '[.holds[].reason] | join(" ")' clear status "$B.1")"
check '... until it goes on' clear --as hq-lan customs --release cleared \
	305123456990
same 'the rest is on it' 'g1 400 8000 g2 360 7200' "$(of '[.load[] |
	"\(.goods) \(.packages) \(.gross_kg)"] | join(" ")' clear status "$A.1")"
through B1-1 "$A.1" "$B.1" && through B2-1 "$A.1" "$B.1" || exit 99
same 'of the line the rest passed' '360 7200' "$(balance 305123456990)"
same '... of the other line all' '400 8000' "$(balance 305123456780)"
same 'no number is reported whose goods did not pass' 3 "$(ck-store log \
	--jq '.line | select(.event == "customs.passed").seq' | wc -l)"
same 'the value is that of what crossed' \
	$((900000000 + 560000000 + 900000000)) "$(CK_NOW=2026-11-22T12:00:00+07:00 \
	of .value.export ck-report --as hq-lan -f json day 2026-11-22)"

C=$(another 29C-333.33 '.direction = "import" | .customs[0].number =
	"105987654320" | .customs[1].number = "105987654990"') || exit 99
through B2-3 "$C.1" || exit 99
same 'an import has passed with all of it' '450 9000' "$(balance 105987654990)"
check 'a part is destroyed' clear --as kddv-ha --goods g2 --packages 50 \
	--reason destroy --order 3/QD dispose "$C.1"
same '... and has not passed' '400 8000' "$(balance 105987654990)"

D=$(another 29C-444.44 '.customs[].number |= (.[:7] + "8" + .[8:])') &&
	E=$(another 29C-555.55 '.customs[].number |= (.[:7] + "9" + .[8:])') &&
	through B0-1 "$D.1" "$E.1" || exit 99
check 'one is sent to another gate' clear --as tt-gate --reason regulated \
	divert TT "$D.1"
check 'of another the load is destroyed' clear --as kdtv-son \
	--reason destroy --order 4/QD dispose "$E.1"
same 'they are inside still' 'open open' "$(outcome "$D.1") $(outcome "$E.1")"
through B0-3 "$D.1" "$E.1" || exit 99
same 'once they have left, the trips say so' 'diverted destroyed' \
	"$(outcome "$D.1") $(outcome "$E.1")"

check 'the tables are what the log says' verifies
done_testing
