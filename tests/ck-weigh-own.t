#!/bin/sh
# A weight that was not read as the site says its scale is read says so, and
# proves nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

unset CK_NOW
mover=
declarer=
expected=$(date +%Y-%m-%dT%H:%M:%S+00:00 -u)
sim --speed 20 --protocol yaohua-a9
own=$(readlink "$tty")
# B1-S1 has this indicator, B1-S2 another; readings of that may come as records.
jq --arg own "$own" '.scales["B1-S1"].device = $own |
	.scales["B1-S2"] += {device: "/dev/ck-no-such-tty", records: true} |
	.scales[].verified_until = "2099-12-31"' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
user=$(id -un)
{
	ck-store init --site "$T/site.json" &&
		ck-store staff add "$user" \
			--agency admin,gate_centre,enterprise:0100112437
} >"$T/init" || exit 99
weigh() {
	ck-weigh --lang en "$@"
}
truck=$(declare_truck 777.01 16200 30000)
[ -n "$truck" ] || exit 99
load 46200
figures='[.outcome, .doubt, .device, .from, .gross_kg]'

prints 'read as the site says, it counts' '["within",null,null,null,46200]' \
	weigh record --scale B1-S1 -q --jq "$figures" "$truck"
again() {
	unload && load 46200 &&
		weigh record --again --reason officer -q "$@" "$truck"
}
prints 'the same said once more is no other' \
	'["within",null,null,null,46200]' again --scale B1-S1 \
	--device "$own" --protocol yaohua-a9 --line '9600 8N1' --jq "$figures"
prints 'another device for a scale is said, and proves nothing' \
	"[\"unverified\",\"device\",\"$tty 9600 8N1 yaohua-a9\",null,46200]" \
	again --scale B1-S1 --device "$tty" --jq "$figures"
prints '... nor does another line' \
	"[\"unverified\",\"device\",\"$own 4800 8N1 yaohua-a9\",null,46200]" \
	again --scale B1-S1 --line 4800 --jq "$figures"
prints '... nor the scale that another is read for' \
	"[\"unverified\",\"device\",\"$own 9600 8N1 yaohua-a9\",null,46200]" \
	again --scale B1-S2 --device "$own" --jq "$figures"
same '... and so it stands in the log' \
	"[\"device\",\"$own 9600 8N1 yaohua-a9\",false]" "$(ck-store log |
	tail -n 1 | jq -c '.body | [.doubt, .device, .verified]')"
same '... in the list' '[false,"unverified","device"]' "$(weigh list "$truck" |
	tail -n 1 | jq -c '[.counts, .counts_why, .doubt]')"
prints '... and on the ticket' \
	"Verified no: not read as the site says this scale is read
Read from $own 9600 8N1 yaohua-a9" sh -c "
	ck-weigh --lang en ticket --format text '$truck/W5' |
	grep -E '^(Verified  |Read from)' | tr -s ' '"
check '... as the schema says' sh -c "ck-weigh ticket --format json \
	'$truck/W5' | '$top_srcdir/tests/records.py' \
	'$top_srcdir/share/schemas' ticket"
prints 'a reading says so, too' \
	"[\"B1-S1\",\"$tty 9600 8N1 yaohua-a9\"]" weigh read --scale B1-S1 \
	--device "$tty" --jq 'select(.concluded) | [.scale, .device]'
for option in '--unit t' '--pattern x' '--check yes' '--decimals 1'; do
	# shellcheck disable=SC2086 # an option and its value
	check "record takes no $option" status 64 \
		weigh record --again --reason officer --scale B1-S1 $option \
		"$truck"
done
sim_ends

# -- readings as records ------------------------------------------------------

record() {	# SCALE [FILTER]
	concluded "$1" 46200 "$truck" '{"again":"officer"}' |
		jq -c "${2-.}" | weigh record -q --jq "$figures"
}
prints 'a record of a reading is not what was heard here' \
	'["unverified","record",null,"record",46200]' record B1-S1
prints '... unless the site says that it may be' \
	'["within",null,null,"record",46200]' record B1-S2
check '... which the ticket says' sh -c "ck-weigh ticket --format json \
	'$truck' | jq -e '.from == \"record\" and .verified'"
other=$(printf 'ww0046200kg' | od -An -v -tx1 | tr -d ' \n')
prints '... in the protocol of the scale' \
	'["unverified","device","yaohua-a12-ww","record",46200]' record B1-S2 \
	".protocol = \"yaohua-a12-ww\" | .frames[] = \"$other\" | .frame = \"$other\""
prints '... and from its device, as far as it says' \
	'["unverified","device","/dev/x 9600 8N1 yaohua-a9","record",46200]' \
	record B1-S2 '.device = "/dev/x 9600 8N1 yaohua-a9"'
check 'the list is as the schema says' sh -c "ck-weigh list |
	'$top_srcdir/tests/records.py' '$top_srcdir/share/schemas' weighing"
check 'the store is sound' ck-store verify --all

done_testing
