#!/bin/sh
# ck-clear confirm: the agency's own officer, the truck there, what comes first
# done, once.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
seen=$(of .version clear status "$trip")
give() {
	user=$1
	shift
	clear --as "$user" --seen "$seen" confirm "$@"
}

keeps 'the truck is not there yet' 1 give hq-lan hq-den "$trip"
same '... that is told' 'not-present outside' \
	"$(of '.reasons[] | "\(.code) \(.zone)"' give hq-lan hq-den "$trip")"
move "$trip" outside yard B0-1 || exit 99

keeps 'a dry run confirms nothing' 0 give hq-lan -n hq-den "$trip"
same '... and has no version' null \
	"$(of .version give hq-lan -n hq-den "$trip")"
prints 'customs confirms the arrival by the alias' \
	'customs_arrival confirmed hq-lan true' \
	of '"\(.check) \(.state) \(.actor) \(.done)"' give hq-lan hq-den "$trip"
keeps 'the same officer again: nothing more' 0 give hq-lan hq-den "$trip"
same '... said to be repeated' true \
	"$(of .repeated give hq-lan customs_arrival "$trip")"
keeps 'a second officer is told who did' 1 give hq-minh hq-den "$trip"
same '... and when' 'already-confirmed hq-lan 2026-11-22T07:35:00.000+07:00' \
	"$(of '.reasons[] | "\(.code) \(.actor) \(.at)"' \
		give hq-minh hq-den "$trip")"

keeps 'what comes first is asked for' 1 give bp-hung bp-ra "$trip"
same '... each' 'after border_guard_check border_guard' \
	"$(of '.reasons[] | "\(.code) \(.check) \(.agency)"' \
		give bp-hung bp-ra "$trip")"
same '... with the desk to go to, and in words' \
	'ext. 202: first: Border guard: persons and vehicle (Border guard)' \
	"$(of '.reasons[] | "\(.contact): \(.message)"' \
		give bp-hung bp-ra "$trip")"

keeps 'a medical officer passes no durian' 77 give yte-mai kdtv "$trip"
keeps 'nor does the administrator' 77 give admin kdtv "$trip"
keeps 'nor who is not on the staff' 77 give nobody kdtv "$trip"
keeps 'a check that the trip does not need' 1 give kddv-ha kddv "$trip"
same '... is told' not-needed \
	"$(of '.reasons[].code' give kddv-ha kddv "$trip")"
keeps 'a check that the gate does not have' 67 give hq-lan hq-bay "$trip"
same 'no such check: the nearest is named' \
	'ck-clear: CKHN has no such check: fea; did you mean fee? [no-such-check]' \
	"$(words clear --as hq-lan confirm fea CKHN-20261122-09999.1 | tail -n 1 |
		sed 's/ck-clear: [^:]*: /ck-clear: /')"
same '... by what people write' \
	'ck-clear: CKHN has no such check: bpden; did you mean bp-den? [no-such-check]' \
	"$(words clear --as hq-lan confirm bpden CKHN-20261122-09999.1 | tail -n 1 |
		sed 's/ck-clear: [^:]*: /ck-clear: /')"
keeps 'no such trip' 67 give hq-lan hq-den CKHN-20261122-09999.1

keeps 'a request comes before plant quarantine' 1 give kdtv-son kdtv "$trip"
same '... that is said' 'not-requested: it was not requested yet' \
	"$(of '.reasons[] | "\(.code): \(.message)"' give kdtv-son kdtv "$trip")"
check 'the enterprise requests it' clear --as dn-hoa request kdtv "$trip"
seen=$(seq)
prints 'the check may be left out when one is open' \
	'plant_quarantine confirmed' \
	of '"\(.check) \(.state)"' give kdtv-son "$trip"
keeps 'not when none is' 1 give kdtv-son "$trip"
keeps 'nor when several are' 1 give bp-hung "$trip"
check '... they are named' grep -q \
	'border_guard_arrival, border_guard_check, border_guard_out.*several-open' <<END
$(words give bp-hung "$trip")
END
for verb in 'confirm --seen 1' 'refuse --seen 1 --reason pest' start sample \
	'result --reason pest' request 'withdraw --reason mistake'; do
	# shellcheck disable=SC2086 # the verb with its options
	keeps "a check behind the trip: $verb" 64 clear --as kdtv-son $verb \
		"$trip" kdtv
done
same '... it is said' 'ck-clear: kdtv must stand first
usage: ck-clear start [OPTION...] [CHECK] [TRIP...]' \
	"$(words clear --as kdtv-son start "$trip" kdtv)"
keeps 'two checks' 64 clear --as kdtv-son start kdtv bp-den "$trip"
check 'the check that is meant is told' grep -q \
	'12C-123.45 transport_licence: International transport licence' <<END
$(words give vantai-tu -n "$trip")
END
prints 'an option names it, too' transport_licence \
	of .check give vantai-tu --check vt-gp "$trip"

# What a fact confirms: by hand only for a reason, and a weight only with a
# weighing.
seen=$(of .version clear status "$trip")
keeps 'a fact confirms it: not by hand alone' 1 give hq-lan hq-gs "$trip"
same '... that is told' 'by-fact customs' \
	"$(of '.reasons[] | "\(.code) \(.on)"' give hq-lan hq-gs "$trip")"
keeps 'no reason of this gate' 64 give hq-lan --reason whim hq-gs "$trip"
keeps 'another agency' 77 \
	give tt-gate --reason document-seen hq-gs "$trip"
prints 'for a reason' 'confirmed document-seen hq-lan' \
	of '"\(.state) \(.reason) \(.actor)"' \
	give hq-lan --reason document-seen hq-gs "$trip"
same '... which the log keeps' 'hq-lan document-seen' "$(ck-store log |
	jq -r 'select(.event == "check.confirmed" and
		.body.name == "supervision_exit") | "\(.actor) \(.body.reason)"')"
keeps 'no weight without a weighing' 1 \
	give tt-gate --reason difference-settled can "$trip"
same '... that is told' not-weighed "$(of '.reasons[].code' \
	give tt-gate --reason difference-settled can "$trip")"
same '... without a reason too, for no reason helps' 'not-weighed' \
	"$(of '[.reasons[].code] | join(" ")' give tt-gate can "$trip")"
weighed() {
	jq -nc --arg trip "$trip" --arg n "$1" '{events: [
		{event: "weighing.recorded", subject: $trip,
		root: ($trip | sub("\\..*"; "")), body: {
		weighing: ($trip + "/" + $n), scale: "B1-S1", lane: "B1-1",
		weighs: "gross", gross_g: 40000000, digits: 0,
		unit: "kg", e_g: 20000, limit_g: 60000, verified: true,
		protocol: "yaohua-a9", outcome: "outside",
		frames: ["02"]}}]}' | append
}
check 'it is weighed' weighed W1
seen=$(of .version clear status "$trip")
prints 'what a weighing did not confirm somebody answers for' \
	'confirmed difference-settled' of '"\(.state) \(.reason)"' \
	give tt-gate --reason difference-settled can "$trip"
prints 'a record says why, too' 'confirmed order' of '"\(.state) \(.reason)"' \
	sh -c 'echo "{\"trip\":\"$1\",\"check\":\"phi\",\"version\":$2,
		\"reason\":\"order\"}" | tr -d "\n" |
		ck-clear confirm --as phi-nga -' sh "$trip" "$seen"

check 'the tables are what the log says' verifies
done_testing
