#!/bin/sh
# A vehicle that is queued or inside is not declared again, whatever names it;
# planned trips it may have as many as it likes.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"
command -v store-write >/dev/null || skip_all 'store-write is not built'

# events JSON: what other programs would append, as one command
events() {
	printf '{"events":[%s]}\n' "$1" >"$T/events" &&
		store-write append --as tt-gate "$T/events"
}
root='"root":"CKHN-20261121-00001","subject":"CKHN-20261121-00001.1"'

# again JQ: what submitting the same truck for another day finds
again() {
	export_with ".expected_at = \"2026-12-18T08:00:00+07:00\" | $1" |
		submit -n -j '[.path, .code] | select(.[1])' - 2>"$T/.words"
}
status_of() {
	again "$1" >"$T/.found"
	echo $?
}
inside() {
	printf '["/vehicles/v1/%s","vehicle-inside"]\n' "$@"
}
only_container='.vehicles[0] |= del(.plate, .other_plates)'

check 'a truck is declared' submit "$export_file"
same 'it may be planned again' 0 "$(status_of .)"
# planned JQ	what is said of a vehicle that has not arrived
planned() {
	export_with ".expected_at = \"2026-12-18T08:00:00+07:00\" | $1" |
		ck-declare check --lang en -j 'select(.code == "vehicle-planned") |
			[.severity, .path, .message]' -
}
same '... with a warning that names the trip and its time, once' \
	'["warning","/vehicles/v1/plate","12C-123.45 is declared already, CKHN-20261121-00001.1, expected 2026-11-22T08:00:00.000+07:00; if it is the same journey, amend that one"]' \
	"$(planned .)"
same 'its container alone is enough' '"/vehicles/v1/container"' \
	"$(planned "$only_container" | jq -c '.[1]')"
same 'another truck is another' '' "$(planned '.vehicles[0] |=
	(del(.other_plates, .container) | .plate = "12C-123.46")')"
same 'nor is anything said of a trip that is continued' '' "$(planned \
	'.vehicles[0].continues = "CKHN-20261121-00001.1"')"
untimed=$(export_with '.vehicles[0] |= (del(.other_plates, .container) |
	.plate = "12C-777.77") | del(.expected_at)')
submitted=$(printf '%s\n' "$untimed" | submit - -j '.trips[0].trip' | tr -d '"')
same 'one that has no time is named too' \
	"12C-777.77 is declared already, $submitted, and has not arrived; if it is the same journey, amend that one" \
	"$(printf '%s\n' "$untimed" | jq -c '.payer = .enterprise' |
		ck-declare check --lang en -j 'select(.code).message' - | jq -r .)"
check 'it is cancelled again' ck-declare cancel --as dn-hoa --yes "${submitted%.*}" \
	--reason mistake

check 'it waits in the queue' events '{"event":"queue.joined",
	"root":"CKHN/export","subject":"CKHN-20261121-00001.1","body":
	{"queue":"CKHN/export","class":"fresh","share":3,"ticket":1,
	"label":"12C-123.45"}}'
same 'then not' "$(inside plate other_plates container)" "$(again .)"
same '... which is refused' 65 "$(status_of .)"
same 'nor by its container alone' "$(inside container)" \
	"$(again "$only_container")"
same 'but the trailer may have been lent' '' \
	"$(again "$only_container | .vehicles[0].container = null |
		.vehicles[0].plate = \"29C-555.55\"")"
same 'and another truck is another' '' \
	"$(again '.vehicles[0] |= (del(.other_plates, .container) |
		.plate = "12C-123.46")')"

check 'it leaves the queue and goes in' events '{"event":"queue.left",
	"root":"CKHN/export","subject":"CKHN-20261121-00001.1",
	"body":{"queue":"CKHN/export","reason":"passed"}},
	{"event":"trip.moved",'"$root"',"body":{"from":"outside","to":"yard",
	"lane":"CKHN/B0-1","enters":true,"leg":"out","laden":true}}'
same 'inside it is not declared either' \
	"$(inside plate other_plates container)" "$(again .)"
same 'check says so too' "$(inside plate other_plates container)" \
	"$(export_with '.regime = "transit"' |
		ck-declare check -j 'select(.code) | [.path, .code]' -)"
prints 'but not of the very same document' '"CKHN-20261121-00001"' \
	ck-declare check --as dn-hoa "$export_file" -j .declaration
same 'unless the new trip continues that one' 0 "$(status_of \
	'.vehicles[0].continues = "CKHN-20261121-00001.1"')"
same 'one that is not there is doubted' \
	'["/vehicles/v1/continues","continues-unknown"]' \
	"$(export_with '.vehicles[0] |= (.continues = "CKHN-20261121-00009.1" |
		.plate = "12C-999.99" | del(.other_plates, .container))' |
		ck-declare check -j 'select(.code) | [.path, .code]' -)"

check 'it crosses and comes home' events '{"event":"trip.moved",'"$root"',
	"body":{"from":"yard","to":"abroad","lane":"CKHN/B2-1","leg":"out",
	"laden":true,"crossing":"out","counted":true}},
	{"event":"trip.leg_opened",'"$root"',"body":{"leg":"home",
	"laden":false,"checks":[]}},{"event":"trip.moved",'"$root"',
	"body":{"from":"abroad","to":"yard","lane":"CKHN/B2-2","leg":"home",
	"laden":false,"crossing":"in","counted":false}}'
same 'on its way home it may be declared again' 0 "$(status_of .)"
check 'the trip is closed' events '{"event":"trip.closed",'"$root"',
	"body":{"outcome":"returned"}}'
prints 'the very same document is still that one' \
	'[true,"closed",["repeated-closed"]]' submit "$export_file" \
	-j '[.repeated, .state, [.findings[].code]]'
submit "$export_file" --lang en -f tsv >"$T/table"
check '... and a table says it, too' awk -F '\t' '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR == 2 && $at["Finding"] == "repeated-closed" &&
		$at["Path"] == "/expected_at" &&
		$at["Message"] ~ /give another expected_at/ { said = 1 }
	{ print }
	END { exit !said }' "$T/table"

# A new vehicle has nothing but its chassis number.
new_vehicle='.vehicles[0] = {role: "goods", chassis: "LFWSRXRJ0P1E12345",
	carries: .vehicles[0].carries}'
trip=$(export_with "$new_vehicle" | submit - -j '.trips[0].trip' | tr -d '"')
check 'a new vehicle waits' events '{"event":"queue.joined",
	"root":"CKHN/export","subject":"'"$trip"'","body":
	{"queue":"CKHN/export","class":"other","share":1,"ticket":1,
	"label":"LFWSRXRJ0P1E12345"}}'
same 'and is known by its chassis number' "$(inside chassis)" \
	"$(again "$new_vehicle | .vehicles[0].unit = \"7\"")"
check 'the store is sound' sound

done_testing
