#!/bin/sh
# What was not one whole vehicle on a scale made for it proves nothing, and says
# so: a sum of axles, half a vehicle, mud; and two vehicles are one too heavy.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

jq '.scales["B1-S1"].least_kg = 9000' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/init" || exit 99
sim --fast --protocol yaohua-a9
record() {
	weigh record --scale B1-S1 --device "$tty" --frame-ms 100 "$@"
}
figures() {
	jq -c '[.outcome, .doubt, .gross_kg, .hold, .counts_why, .confirmed]' \
		"$T/weighing"
}
weighed() {
	record -q "$@" >"$T/weighing"
}
check_of() {
	ck-clear --as tt-gate status "$1" |
		jq -r '.checks[] | select(.check == "weight") | .state'
}

# -- axle after axle ----------------------------------------------------------

# axles TRIP KG...: each axle on the scale when the one before was read
mkfifo "$T/said"
axles() {
	of=$1
	shift
	record --axles $# "$of" >"$T/weighing" 2>"$T/said" 7>&- 8<&- &
	reader=$!
	exec 6<"$T/said"
	for kg; do
		tell truck "$kg"
		read -r said <&6
		echo "$said" >>"$T/heard"
		unload
	done
	wait "$reader"
	ends=$?
	exec 6<&-
	return "$ends"
}
sum=$(declare_truck 777.01 15200 21500)
# 36,720 kg: as declared, were it one weight.
check 'a truck on a scale that is too short' axles "$sum" 7120 14780 14820
same 'each axle is told' 'ck-weigh: axle 1: 7120 kg
ck-weigh: axle 2: 14780 kg
ck-weigh: axle 3: 14820 kg' "$(cat "$T/heard")"
same 'the sum is marked as one, and confirms nothing' \
	'["unverified","axle-sum",36720,null,"unverified",0]' "$(figures)"
same 'it has the indicator'"'"'s own digits, and the limits of all' \
	'["7120+14780+14820",[7120,14780,14820],100,true]' \
	"$(jq -c '[.weight, [.parts[].gross_kg], .limit_kg,
		([.parts[].frames] | add) == (.frames | length)]' \
		"$T/weighing")"
check '... as the schema says' valid weighing <"$T/weighing"
same 'the check stays open' open "$(check_of "$sum")"
same 'the list says so' '["7120+14780+14820","axle-sum",false]' "$(
	ck-weigh list "$sum" | jq -c '[.weight, .doubt, .counts]')"
ck-weigh ticket "$sum" >"$T/ticket"
check 'its ticket is as the schema says' valid ticket <"$T/ticket"
same '... with the parts' '[7120,14780,14820]' \
	"$(jq -c '[.parts[].gross_kg]' "$T/ticket")"
ck-weigh --lang en ticket --format text "$sum" >"$T/text"
check 'on paper it is a sum' grep -q '^Gross, a sum  *36720 kg$' "$T/text"
check '... that proves nothing' grep -q \
	'^Verified  *no: a sum, weighed axle after axle$' "$T/text"
check '... and on the page' sh -c "ck-weigh --lang en ticket --format svg \
	'$sum' | grep -q 'Gross, a sum'"

# The log is the proof: a sum whose parts its frames do not say has no ticket.
jq -c --arg trip "$sum" '{events: [{event: "weighing.recorded",
	root: ($trip | sub("\\..*"; "")), subject: $trip, body: {
	weighing: ($trip + "/W2"), scale: .scale, lane: .lane, weighs: "gross",
	gross_g: 36740000, digits: "7120+14780+14840", unit: .unit, e_g: 20000,
	limit_g: 60000, verified: false, doubt: "axle-sum",
	protocol: .protocol, frames: .frames, outcome: "unverified",
	again: "officer",
	parts: ([.parts[] | {gross_g: (.gross_kg * 1000),
		digits: .weight, frames}] | last.digits = "14840")}}]}' "$T/weighing" |
	store-write append --as tt-gate >"$T/forged"
check 'parts that the frames do not say' status 65 \
	ck-weigh ticket "$sum/W2"

before=$(seq)
check 'one axle is no sum' status 64 record --axles 1 "$sum"
check 'nor a hundred' status 64 record --axles 100 "$sum"
one_axle() {
	concluded B1-S1 7120 "$sum" | weigh record --axles 3 \
		--again --reason officer
}
check 'a record of a reading is no axle' status 64 one_axle
same 'nothing was recorded' "$before" "$(seq)"

# A whole weighing after it counts, and stands beside nothing.
load 36740
prints 'weighed whole it is confirmed' \
	'["within",null,true,"latest-verified"]' sh -c \
	"ck-weigh --as tt-gate record --scale B1-S1 --device '$tty' -q \
	--frame-ms 100 --again --reason officer '$sum' |
	jq -c '[.outcome, .doubt, .counts, .counts_why]'"
same '... by the rule' confirmed "$(check_of "$sum")"

# -- half on the scale --------------------------------------------------------

half=$(declare_truck 777.02 15200 21500)
unload
load 14180
check 'a truck that stands half on the scale' weighed "$half"
same '... weighs less than it does alone: nobody is held for that' \
	'["unverified","under-own",14180,null,"unverified",0]' "$(figures)"
check '... as the schema says' valid weighing <"$T/weighing"
check 'the ticket asks' sh -c "ck-weigh --lang en ticket --format text \
	'$half' | grep -q 'no: less than the vehicle alone; did it stand on'"
unload
load 22400
check 'with one more axle on it' weighed --again --reason failed "$half"
same '... it is too light for what is declared, and held' \
	'["outside",null,22400,"CKHN-H00001","latest-verified",0]' \
	"$(figures)"
unload
load 36740
check 'whole' weighed --again --reason failed "$half"
same '... it is what is declared' \
	'["within",null,36740,null,"latest-verified",1]' "$(figures)"
empty=$(declare_truck 777.03 15200 21500)
unload
load 13900
prints 'an empty one may weigh less than declared' '["none",13900,null]' \
	sh -c "ck-weigh --as tt-gate record --scale B1-S1 --device '$tty' -q \
	--frame-ms 100 --tare '$empty' |
	jq -c '[.outcome, .gross_kg, .doubt]'"

# -- two on it ----------------------------------------------------------------

two=$(declare_truck 777.04 15200 21500)
unload
load 48940
check 'two trucks that drove on together' weighed "$two"
same '... are one too heavy: held with the figures' \
	'["over-legal",null,48940,"CKHN-H00002","latest-verified",0]' \
	"$(figures)"

# -- less than Min ------------------------------------------------------------

mud=$(declare_truck 777.05 15200 21500)
unload
load 160
check 'mud is no vehicle' status 75 record --timeout 1 "$mud"
check 'nor for sums' status 75 record --timeout 1 --axles 2 "$mud"
check 'whoever asks for it gets it' weighed --tare --under-min "$mud"
same '... marked: it proves nothing' \
	'["unverified","under-min",160,null,"unverified",0]' "$(figures)"
check '... as the schema says' valid weighing <"$T/weighing"
check 'the ticket says so' sh -c "ck-weigh --lang en ticket --format text \
	'$mud' | grep -q 'no: less than the scale is made for'"

# -- on a scale that mud lies on ----------------------------------------------

unload
ck-weigh read --scale B1-S1 --device "$tty" --frame-ms 100 >"$T/out" \
	7>&- 8<&- &
reader=$!
until [ -s "$T/out" ]; do
	kill -0 "$reader" || break
done
load 160
load 36740
check 'a truck on a scale that had shown 160 kg' wait "$reader"
check '... is read as the schema says' valid reading <"$T/out"
jq -c --arg trip "$mud" 'select(.concluded) |
	. + {trip: $trip, again: "officer"}' "$T/out" |
	weigh record >"$T/weighing"
same '... is weighed with the mud: that proves nothing' \
	'["unverified","zero",36740,null,"unverified",0]' "$(figures)"
same '... and the frame that showed it is kept' "[160,\"$(frames 160)\"]" \
	"$(jq -c '[.zero_kg, .zero_frame]' "$T/weighing")"
check '... as the schema says' valid weighing <"$T/weighing"
paper=$(ck-weigh --lang en ticket --format text "$(jq -r .weighing \
	"$T/weighing")")
same 'the ticket says so' 'no: the empty scale had not shown zero
Empty before, it showed 160 kg' "$(echo "$paper" |
	sed -n 's/^\(Empty before, it showed\)  */\1 /p
		s/^Verified  *no/no/p')"
sim_ends
zeroed() {
	concluded B1-S1 36740 "$mud" "{\"zero\":\"$1\",\"zero_frame\":\"$2\",
		\"again\":\"officer\"}" | weigh record
}
prints 'a scale that stood at one interval is as good as at zero' '"within"' \
	sh -c "jq -c .outcome <<END
$(zeroed 20 "$(frames 20)")
END"
check 'a frame that is none' status 65 zeroed 0 0203
jq -c --arg trip "$mud" '{events: [{event: "weighing.recorded",
	root: ($trip | sub("\\..*"; "")), subject: $trip, body: {
	weighing: ($trip + "/W9"), scale: .scale, lane: .lane, weighs: "gross",
	gross_g: 36740000, digits: .weight, unit: .unit, e_g: 20000,
	limit_g: 40000, verified: true, protocol: .protocol, frames: .frames,
	outcome: "none", again: "officer", zero_g: 0, zero_frame}}]}' \
	"$T/weighing" | store-write append --as tt-gate >"$T/forged"
check 'a zero that its frame does not say has no ticket' status 65 \
	ck-weigh ticket "$mud/W9"
check 'all of it comes out of the log' ck-store verify --all
done_testing
