#!/bin/sh
# What the site says of an indicator is how its device is read: the unit of
# frames that name none, a seventh digit, whether there is a check.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

jq '.scales["B1-S1"].unit = "t" | .scales["B1-S2"].decimals = 1 |
	.scales["B0-S1"] += {check: true, serial: {baud: 9600, framing: "8n1"}}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
truck=$(declare_truck 777.01 16200 23800)
read_scale() {
	ck-weigh --lang en read --scale "$1" --device "$tty" --frame-ms 100 \
		--jq 'select(.concluded) | [.weight, .unit]'
}
record() {	# SCALE OPTION...
	weigh record -q --scale "$@" --device "$tty" --frame-ms 100 --jq \
		'[.outcome, .weight, .unit, .gross_kg]' "$truck"
}
# decodes OPTION...: what any copy reads in the frames of the last weighing
decodes() {
	ck-weigh list "$truck" | tail -n 1 | jq -r '.frames[]' |
		ck-weigh decode --protocol yaohua-a9 --hex "$@" \
			--jq '[.weight, .unit]' | sort -u
}

# -- a unit that the frames do not name ---------------------------------------

sim --fast --protocol yaohua-a9
load 40
prints 'tonnes, where the site says so' '["40","t"]' read_scale B1-S1
prints '... are so many kilograms' '["within","40","t",40000]' record B1-S1
same '... on the ticket, too' '["40","t",40000]' \
	"$(ck-weigh ticket "$truck" | jq -c '[.weight, .unit, .gross_kg]')"
prints '... and any copy reads them in the frames' '["40","t"]' \
	decodes --unit t

# -- a seventh digit ----------------------------------------------------------

unload
load 40000
prints 'tenths of a kilogram, where the site says so' '["40000.0","kg"]' \
	read_scale B1-S2
prints '... are the digits of the weighing' \
	'["within","40000.0","kg",40000]' record B1-S2 --again --reason officer
same '... with what it takes to read them' '1 [1,"40000.0"]' \
	"$(ck-store log | jq 'select(.event == "weighing.recorded").body |
		.decimals // empty') $(ck-weigh ticket "$truck" |
		jq -c '[.decimals, .weight]')"
check '... on paper' sh -c "ck-weigh --lang en ticket --format text '$truck' |
	grep -q '^Decimals of the seven digits  *1\$'"
check 'the ticket is as the schema says' sh -c "ck-weigh ticket '$truck' |
	'$top_srcdir/tests/records.py' '$top_srcdir/share/schemas' ticket"
prints '... and any copy reads them in the frames' '["40000.0","kg"]' \
	decodes --decimals 1
sim_ends

# -- a check ------------------------------------------------------------------

sim --fast --protocol toledo-continuous
load 40000
check 'frames without the check that the site says they have' status 69 \
	ck-weigh read --scale B0-S1 --device "$tty" --silence 1 --timeout 0 \
	--frame-ms 100
prints '... unless the command line says otherwise' '"40000"' \
	ck-weigh read --scale B0-S1 --device "$tty" --check no --frame-ms 100 \
	--jq 'select(.concluded) | .weight'
sim_ends
sim --fast --protocol toledo-continuous --check
load 40000
prints 'frames with it are read' '["40000","kg"]' read_scale B0-S1
sim_ends
check 'the store is sound' ck-store verify --all

done_testing
