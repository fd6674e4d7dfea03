#!/bin/sh
# A scale that says nothing, or nothing that can be read, is no reading: the
# wait ends, whatever is waited for, and says which of both it was. Indicators
# that speak when asked are asked.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

CK_STORE=$T/ck.db
export CK_STORE
make_store
trip=$(declare_truck 001.00 15200 21500) || exit 99

read_as() {
	ck-weigh --lang en read --device "$tty" --timeout 0 --silence 1 \
		--protocol "$@"
}
record_as() {
	weigh record --scale B1-S1 --device "$tty" --timeout 0 --silence 1 \
		--protocol "$1" "$trip"
}
noise='no good frame came from the scale for 1 s: is the protocol right, and the line setting? [no-reading]'
silence='nothing was heard from the scale for 1 s [no-reading]'

sim --fast --protocol yaohua-a9
load 36740
check 'bytes of another protocol are no reading' status 69 read_as mt-sics
same '... it says so' "ck-weigh: $tty: $noise" "$(words read_as ohaus)"
check 'nor is a trip weighed by them' status 69 record_as sma
same '... it says so' "ck-weigh: $trip: $tty: $noise" \
	"$(words record_as toledo-continuous)"
tell silence
hear silent
check 'silence is no reading' status 69 read_as yaohua-a9
same '... it says so' "ck-weigh: $tty: $silence" "$(words read_as yaohua-a9)"
check 'nor is a trip weighed in silence' status 69 record_as yaohua-a9
same '... it says so' "ck-weigh: $trip: $tty: $silence" \
	"$(words record_as yaohua-a9)"
check 'no such time' status 64 ck-weigh read --silence x
sim_ends

# Every protocol is spoken and heard; those that are asked only when asked.
read_one() {
	status 0 ck-weigh read --device "$tty" --protocol "$1" --frame-ms 100 \
		>"$T/out" && jq -r 'select(.concluded).weight' "$T/out"
}
ck-weigh protocols --jq '[.protocol, .asked] | join(" ")' |
	tr -d '"' >"$T/protocols"
while read -r protocol asked <&9; do
	[ "$protocol" != regex ] || continue
	if [ "$asked" = true ]; then
		sim --speed 50 --asked --protocol "$protocol"
	else
		sim --fast --protocol "$protocol"
	fi
	load 36740
	prints "$protocol" 36740 read_one "$protocol"
	sim_ends
done 9<"$T/protocols"
check 'they are many' test "$(wc -l <"$T/protocols")" -ge 18

# What no public layout bears out confirms nothing.
sim --fast --protocol keli-display
load 36740
prints 'an unconfirmed protocol proves nothing' 'unverified protocol 0' sh -c "
	ck-weigh --as tt-gate record --scale B1-S1 --device '$tty' \
		--protocol keli-display --frame-ms 100 '$trip' |
	jq -r '\"\\(.outcome) \\(.doubt) \\(.confirmed)\"'"
sim_ends
sim --fast --protocol dingsong
load 36740
prints 'nor does the other one' 'unverified protocol 0' sh -c "
	ck-weigh --as tt-gate record --scale B1-S1 --device '$tty' \
		--protocol dingsong --frame-ms 100 --again \
		--reason officer '$trip' |
	jq -r '\"\\(.outcome) \\(.doubt) \\(.confirmed)\"'"
sim_ends

# A pattern of the site file reads a scale that counts; none of the operator.
jq '.scales["B1-S1"] |= (.protocol = "regex" | .pattern =
		"(?<weight>[ \\d]{8}) (?<unit>kg)   ( |(?<moving>[?]))G")' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
CK_STORE=$T/pattern.db
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
trip=$(declare_truck 002.00 15200 21500) || exit 99
sim --fast --protocol ohaus
load 36740
record_by() {
	ck-weigh --as tt-gate record --scale B1-S1 --device "$tty" \
		--frame-ms 100 "$@" "$trip"
}
check 'record takes no pattern' status 64 record_by --pattern '(?<weight>1)'
prints 'but that of the site file' '36740 within' sh -c "
	ck-weigh --as tt-gate record --scale B1-S1 --device '$tty' \
		--frame-ms 100 '$trip' | jq -r '\"\\(.gross_kg) \\(.outcome)\"'"
ck-weigh read --scale B1-S1 --device "$tty" --frame-ms 100 \
	--jq "select(.concluded) | .trip = \"$trip\" | .again = \"officer\"" \
	>"$T/reading"
prints 'and its frames prove a reading' 'within' sh -c "
	ck-weigh --as tt-gate record --scale B1-S1 <'$T/reading' |
	jq -r .outcome"
sim_ends
for pattern in '"(?<weight>"' null; do
	jq ".scales[\"B1-S1\"] |= (.protocol = \"regex\" | .pattern = $pattern |
			del(.pattern | nulls))" \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
	rm -f "$CK_STORE"*
	ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
	check "a site file with the pattern $pattern" \
		status 78 ck-weigh read --scale B1-S1
done

done_testing
