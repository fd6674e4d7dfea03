#!/bin/sh
# A weighing is judged: it confirms, it holds, or it proves nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

make_store || exit 99
sim --fast --protocol yaohua-a9
record() {
	weigh record --scale B1-S1 --device "$tty" --frame-ms 100 -q "$@"
}
# on KG: the truck on the scale is another one now
on() {
	unload && load "$1"
}
said() {
	status "$@" >"$T/out" && cat "$T/out" >>"$T/all" &&
		jq -c '[.outcome, .gross_kg, .declared_kg, .difference_kg,
			.tolerance_kg, .hold]' "$T/out"
}

# -- E: starch, six axles, 46,200 kg declared ---------------------------------

truck=$(declare_truck 777.01 16200 30000)
on 49860
before=$(seq)
prints 'over the legal limit and outside of what is declared' \
	'["over-legal",49860,46200,3660,2370,"CKHN-H00001"]' \
	said 0 record 29C77701
same 'the weighing, then the hold' 'weighing.recorded tt-gate 
hold.placed rule:weight CKHN:'"$((before + 1))" \
	"$(ck-store log --since "$before" |
		jq -r '"\(.event) \(.actor) \(.cause // "")"')"
same 'the figures stand in the hold' \
	'{"gross_g":49860000,"declared_g":46200000,"difference_g":3660000,"tolerance_g":2370000,"limit_g":60000,"legal_g":48000000,"e_g":20000}' \
	"$(ck-store log --since $((before + 1)) | jq -c .body.figures)"
same 'the agency of the scales holds' '["gate_centre","overweight"]' \
	"$(ck-store log --since $((before + 1)) |
		jq -c '[.body.agency, .body.reason]')"
same 'the weight is still to be confirmed' open "$(
	ck-clear --as tt-gate status "$truck" |
	jq -r '.checks[] | select(.check == "weight") | .state')"

before=$(seq)
check 'a second weighing wants a reason' status 1 record 29C77701
same 'it says how' \
	"ck-weigh: 29C77701: weighed already: $truck/W1, 49860 kg; --again --reason CODE keeps both [weighed-already]" \
	"$(words record 29C77701)"
check 'one that the site knows' \
	status 64 record --again --reason because 29C77701
check 'and not only a reason' status 64 record --reason officer 29C77701
check 'nor only the wish' status 64 record --again 29C77701
same '... it asks for the reason' \
	'ck-weigh: 29C77701: say why with --reason: driver-request, officer, scale-question, failed, after-unloading, after-transfer [reason]' \
	"$(words record --again 29C77701)"
same 'nothing was recorded' "$before" "$(seq)"
prints 'with one, both are kept' \
	'["over-legal",49860,46200,3660,2370,"CKHN-H00001"]' \
	said 0 record --again --reason driver-request 29C77701
check 'the driver asks once' status 77 \
	record --again --reason driver-request "$truck"
same 'then it is for an officer to say' \
	"ck-weigh: $truck: for the reason driver-request it was weighed 1 times, of at most 1; once more is an officer's to say, for another reason [driver-most]" \
	"$(words record --again --reason driver-request "$truck")"
prints '... who has it weighed' '"over-legal"' \
	record -n --again --reason officer --jq .outcome "$truck"
prints '... or when it failed' '"over-legal"' \
	record -n --again --reason failed --jq .outcome "$truck"
on 47440
before=$(seq)
prints 'the same scale does not take back what it said, whatever the reason' \
	'["in-question",47440,46200,1240,2370,"CKHN-H00002"]' \
	said 0 record --again --reason after-unloading "$truck"
same '... which is a question' \
	"hold.placed gate_centre scale-question -2420000 120000" \
	"$(ck-store log --since $((before + 1)) | jq -r '"\(.event) \(
		.body.agency) \(.body.reason) \(.body.figures.apart_g) \(
		.body.figures.allowed_g)"')"
same '... beside the hold that stays until somebody lifts it' \
	'["overweight","scale-question"]' "$(ck-clear --as tt-gate status \
		--jq '[.holds[].reason] | sort' "$truck")"
same '... and confirms nothing' open "$(
	ck-clear --as tt-gate status "$truck" |
	jq -r '.checks[] | select(.check == "weight") | .state')"
same 'three weighings are there' "$truck/W1 null
$truck/W2 driver-request
$truck/W3 after-unloading" \
	"$(ck-weigh list "$truck" | jq -r '"\(.weighing) \(.again)"')"

# -- within, outside, unknown -------------------------------------------------

declare_truck 123.45 15200 21500 >"$T/id"
on 36740
prints 'as declared' '["within",36740,36700,40,1875,null]' \
	said 0 record 29C12345
same 'within tolerance the weight is confirmed by rule' \
	"check.confirmed weight rule:weight $(cat "$T/id")/W1" "$(ck-store log |
	tail -n 1 |
	jq -r '"\(.event) \(.body.name) \(.actor) \(.body.weighing)"')"
same 'and the agency sees it so' confirmed "$(
	ck-clear --as tt-gate status "$(cat "$T/id")" |
	jq -r '.checks[] | select(.check == "weight") | .state')"
declare_truck 100.01 15200 21500 >"$T/id"
on 38600
prints 'outside of what is declared' \
	'["outside",38600,36700,1900,1875,"CKHN-H00003"]' said 0 record 29C10001
same 'for another reason' weight-mismatch "$(ck-store log |
	jq -r 'select(.event == "hold.placed") | .body.reason' | tail -n 1)"
declare_truck 100.02 15200 21500 >"$T/id"
on 34800
prints 'too light as well' '["outside",34800,36700,-1900,1875,"CKHN-H00004"]' \
	said 0 record 29C10002
declare_truck 100.03 null 21500 >"$T/id"
on 36740
prints 'without its own mass nothing is compared' \
	'["none",36740,null,null,null,null]' said 0 record 29C10003
declare_truck 100.04 15200 21500 >"$T/id"
on 15180
prints 'a tare is of the empty vehicle, and decides nothing' \
	'["none",15180,15200,-20,800,null]' said 0 record --tare 29C10004
check 'a second tare wants a reason, too' \
	status 1 record --tare 29C10004
on 36740
prints 'the gross weight is another thing' \
	'["within",36740,36700,40,1875,null]' said 0 record 29C10004

# -- what proves nothing ------------------------------------------------------

declare_truck 100.05 16200 30000 >"$T/id"
on 49860
later=2028-01-01T00:00:00+07:00
prints 'past its certificate a scale holds nothing' \
	'["unverified",49860,46200,3660,2370,null]' \
	said 0 env CK_NOW=$later ck-weigh --as tt-gate record --scale B1-S1 \
	--device "$tty" --frame-ms 100 -q 29C10005
same 'it says so' '[false,"certificate"]' \
	"$(jq -c '[.verified, .doubt]' "$T/out")"
prints 'on its last day it still does' '"over-legal"' \
	env CK_NOW=2027-12-31T23:59:59+07:00 ck-weigh --as tt-gate record \
	--scale B1-S1 --device "$tty" --frame-ms 100 -n -q --again \
	--reason officer --jq .outcome 29C10005

# -- a dry run ----------------------------------------------------------------

declare_truck 100.06 16200 30000 >"$T/id"
before=$(seq)
prints 'a dry run says what would be' \
	'[true,null,"over-legal",true,null]' record -n --jq \
	'[.dry_run, .weighing, .outcome, .holds, .version]' 29C10006
record -n 29C10006 >>"$T/all"
same 'and does nothing' "$before" "$(seq)"

# -- who, what, where ---------------------------------------------------------


check 'another agency does not weigh' \
	status 77 record --as hq-lan 29C10006
check 'nor somebody else' status 77 record --as nobody 29C10006
check 'no such trip' status 67 record 29X99999
check 'no such scale' status 67 record --scale B9-S9 29C10006
check 'no scale' status 64 ck-weigh --as tt-gate record 29C10006
check 'a device of no scale' status 64 ck-weigh --as tt-gate record \
	--device "$tty" 29C10006
check 'no such device' status 69 record --device "$T/none" 29C10006
check 'a protocol that is not its' status 69 record --device "$tty" \
	--protocol toledo-continuous --timeout 0.2 29C10006
jq -c '{events: [{event: "trip.closed", root: (. | sub("\\..*"; "")),
	subject: ., body: {outcome: "destroyed"}}]}' -R "$T/id" |
	store-write append --as tt-gate >"$T/closed"
check 'a trip that is closed' status 1 record "$(cat "$T/id")"
same 'none of it left anything' "$before" \
	"$(ck-store log --since "$before" | jq -r 'select(.program ==
	"ck-weigh")' | grep -c . | sed "s/^0\$/$before/")"

# -- where it stands ----------------------------------------------------------

away=$(declare_truck 100.07 16200 30000)
at() {	# HH:MM OPTION...: weighs it then
	at_time=$1
	shift
	env CK_NOW="2026-11-22T$at_time:00+07:00" ck-weigh --as tt-gate \
		--lang en record --scale B1-S1 --device "$tty" \
		--frame-ms 100 -q -n --jq .outcome "$@" "$away"
}
prints 'a truck before the barrier is on the scale' '"over-legal"' at 10:10
CK_NOW=2026-11-22T10:20:00+07:00 move "$away" yard control B1-1
prints 'and behind it' '"over-legal"' at 10:25
CK_NOW=2026-11-22T10:30:00+07:00 move "$away" control abroad B2-1
check 'one that has driven on is not' status 77 at 10:40
same '... that is said' "ck-weigh: $away: $away is in the zone abroad, scale B1-S1 stands between yard and control [wrong-zone]" \
	"$(words at 10:40)"
check '... whatever is said of when: what the scale shows is of now' status 77 \
	at 10:40 --at 2026-11-22T10:25:00+07:00
away=$(jq -c '.vehicles[0].plate = "29C-100.08"' "$T/truck.json" |
	ck-declare --as dn-hoa submit --jq .trips[0].trip - | tr -d '"')
check 'nor is one that has not come' status 77 at 10:40

# -- lists --------------------------------------------------------------------

ck-weigh list >"$T/list"
same 'all are listed' "$(jq -r 'select(.dry_run | not).weighing' "$T/all" |
	sort)" "$(jq -r .weighing "$T/list" | sort)"
same 'with the figures of the answers' \
	"$(jq -cS 'select(.dry_run | not) | del(.hold, .confirmed, .question,
		.against, .apart_kg, .allowed_kg, .by_indicator, .count, .span_ms, .counts, .counts_why,
		.max_kg, .min_kg, .verified_until)' "$T/all" | sort)" \
	"$(jq -cS 'del(.counts, .counts_why, .question, .against, .apart_kg,
		.allowed_kg)' "$T/list" | sort)"
same 'of several that are in question none counts' \
	"$truck/W1 false later-weighing
$truck/W2 false scale-question
$truck/W3 false scale-question" "$(jq -r --arg t "$truck" 'select(.trip == $t) |
	"\(.weighing) \(.counts) \(.counts_why)"' "$T/list")"
check 'as the schema says' valid weighing <"$T/list"
check 'the answers, too' valid weighing <"$T/all"
same 'of one scale' "$(wc -l <"$T/list")" \
	"$(ck-weigh list --scale B1-S1 | wc -l)"
same 'of another' 0 "$(ck-weigh list --scale B1-S2 | wc -l)"
same 'of one truck at one scale' 3 \
	"$(ck-weigh list -q --scale B1-S1 "$truck" | wc -l)"
check 'the frames prove the digits' sh -c "
	ck-weigh list '$truck' --jq '.frames[]' |
	ck-weigh decode --protocol yaohua-a9 --hex | jq -es 'length == 63'"
prints 'as a table' "Of kg Net Declared Apart Legal
gross 49860 46200 3660 48000 over-legal
gross 49860 46200 3660 48000 over-legal
gross 47440 46200 1240 48000 in-question" sh -c "
	ck-weigh --lang en list -f table '$truck' |
	awk 'NR == 2 { print \$4, \$5, \$6, \$7, \$8, \$9 }
	NR > 2 { print \$4, \$5, \$6, \$7, \$8, \$9 }'"

on 47440
check 'somebody stands in' ck-store --as admin staff add thay-tt --agency fee \
	--stands-in-for tt-gate --order QD-3
prints 'who weighed for whom' '["thay-tt","tt-gate"]' \
	ck-weigh --as thay-tt record --scale B1-S1 --device "$tty" \
	--frame-ms 100 -q --for tt-gate --again --reason scale-question \
	29C77701 -j '[.actor, .for]'
same '... is listed' '["thay-tt","tt-gate"]' \
	"$(ck-weigh list "$truck" | tail -n 1 | jq -c '[.actor, .for]')"

# -- when it was read ---------------------------------------------------------

# The certificate of B1-S1 is good until 2027-12-31.
here=$(declare_truck 100.09 16200 31200)
read_at() {	# TIME OPTION...: weighs it then
	read_time=$1
	shift
	env CK_NOW="$read_time" ck-weigh --as tt-gate --lang en record \
		--scale B1-S1 --device "$tty" --frame-ms 100 -q "$@" "$here" \
		--jq '[.outcome, .doubt, .at[:16]]'
}
ended='["unverified","certificate","2028-01-01T00:05"]'
prints 'on its last day a certificate is good' \
	'["within",null,"2027-12-31T23:59"]' read_at 2027-12-31T23:59:00+07:00 -n
prints 'on the day after it is not' "$ended" read_at 2028-01-01T00:05:00+07:00 -n
prints '... nor by an --at of minutes before' "$ended" \
	read_at 2028-01-01T00:05:00+07:00 -n --at 2027-12-31T23:59:00+07:00
for reason in forgotten outage paper; do
	prints "... nor by one with the reason $reason" "$ended" \
		read_at 2028-01-01T00:05:00+07:00 -n --at-reason "$reason" \
		--at 2026-11-22T10:30:00+07:00
done
prints '... and so it is recorded' "$ended" read_at 2028-01-01T00:05:00+07:00 \
	--at 2026-11-22T10:30:00+07:00 --at-reason forgotten
same '... with the time of its bytes' '2026-11-22T10:30 2028-01-01T00:05' \
	"$(ck-store log | tail -n 1 | jq -r '[(.occurred[:16]),
		(.body.read_at / 1000 + 25200 | todate[:16])] | join(" ")')"
same '... on the ticket' '2028-01-01T00:05 false' "$(ck-weigh ticket \
	--format json "$here/W1" | jq -r '"\(.at[:16]) \(.verified)"')"
check '... and the weight is not confirmed' test open = "$(ck-clear \
	--as tt-gate status "$here" |
	jq -r '.checks[] | select(.check == "weight") | .state')"

# A group of reasons that the site file lacks takes any code.
again() {
	record -n --again --reason "$1" "$truck"
}
check 'what is no reason to weigh again' status 64 again some-word
jq 'del(.reasons.reweigh, .weights.reweigh) | .version = 2' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/bare.json"
check 'a site without such reasons' ck-store --as admin site "$T/bare.json"
same '... takes any code' 0 "$(again some-word >"$T/out" 2>"$T/words"
	[ $? -ne 64 ] && ! grep -q 'no reason' "$T/words"; echo $?)"
check '... that looks like one' status 64 again 'Some word'
same '... and says so' 'any code of small letters, digits and -' \
	"$(again 'Some word' 2>&1 | grep -o 'any code[^[]*[a-z-]')"

sim_ends
check 'the store is sound' ck-store verify --all

done_testing
