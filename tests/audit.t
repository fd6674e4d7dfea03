#!/bin/sh
# Who let this truck go, on whose order, seen by whom: answered from an
# exported log, with jq and nothing else, as ck-clear(1) shows.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

make_ground || exit 99
trip=$A.1
export trip
pass() {
	ck-gate --as tt-gate decide --lane "$1" 12C12345 >"$T/.decided" </dev/null
	jq -e .admit "$T/.decided" >"$T/.admit" || cat "$T/.decided"
	printf '{"kind":"passage","lane":"%s","trip":"%s"}\n' "$1" "$trip" |
		ck-gate --as tt-gate run "$1" >"$T/.ran"
}

check 'the truck is called' sh -c 'ck-queue --as tt-gate join "$trip" &&
	ck-queue --as tt-gate call export'
pass B0-1
check 'an officer stands in for another' ck-store --as admin staff add hq-thay \
	--agency fee --stands-in-for hq-lan --order 13/QD-HQ
check 'it is held' clear --as hq-lan --reason goods-doubt hold container:CSQU3054383
check '... and lifted by order' clear --as hq-minh --reason order lift CKHN-H00001
confirm bp-hung border_guard_arrival "$trip"
looked=$(seq)
check 'customs arrival, for the other' clear --as hq-thay --for hq-lan \
	--seen "$looked" confirm customs_arrival "$trip"
check 'quarantine is asked for' ck-clear --as dn-hoa request kdtv "$trip"
check 'quarantine' confirm kdtv-son plant_quarantine "$trip"
check 'weighed' weighed 36700 "$trip"
check 'paid' paid "$trip" 800000
check 'customs release, by hand' clear --as hq-lan --seen "$(seq)" \
	--reason document-seen confirm supervision_exit "$trip"
check 'customs are done' confirm hq-lan customs_finish "$trip"
pass B1-1
same 'it is in the control area' control "$(of .zone clear status "$trip")"

# What stands in the manual, over the exported lines.
awk '/^ck-store log \| jq -cn --arg trip/ { on = 1 } /^\.Ed/ { on = 0 } on' \
	"$top_srcdir/man/ck-clear.1" |
	sed "s/\\\\(aq/'/g; s/\\\\e/\\\\/g; s/^ck-store log | //; s/--arg trip [^ ]*/--arg trip \"\$trip\"/" >"$T/question.sh"
ck-store log >"$T/log"
rm "$CK_STORE"*
check 'the question is asked without the store' \
	sh -eu "$T/question.sh" <"$T/log"
sh -eu "$T/question.sh" <"$T/log" >"$T/answer"
answer() {
	jq -rs "$1" "$T/answer"
}
same 'what let it go, in order' 'gate.decided CKHN/B0-1 tt-gate
gate.passed CKHN/B0-1 lane:B0-1
hold.placed CKHN-H00001 hq-lan
hold.lifted CKHN-H00001 hq-minh
gate.decided CKHN/B1-1 tt-gate
gate.passed CKHN/B1-1 lane:B1-1' "$(answer '.[] |
	"\(.event) \(.lane // .hold) \(.actor)"')"
same 'why it was held, and let go on' 'goods-doubt order' \
	"$(answer '[.[] | select(.hold).reason] | join(" ")')"
same 'seen by whom' 'border_guard_arrival bp-hung
customs_arrival hq-thay
customs_finish hq-lan
fee rule:fee
plant_quarantine kdtv-son
supervision_exit hq-lan
weight rule:weight' "$(answer '.[] | select(.lane == "CKHN/B1-1").seen[]? |
	"\(.check) \(.actor)"' | sort)"
same 'on whose order' 'hq-thay hq-lan 13/QD-HQ' "$(answer '.[].seen[]? |
	select(.for) | "\(.actor) \(.for) \(.order)"')"
same '... having looked at what version' "$looked" \
	"$(answer '.[].seen[]? | select(.for).version')"
same 'by hand, and why' 'supervision_exit document-seen' \
	"$(answer '.[].seen[]? | select(.reason) | "\(.check) \(.reason)"')"
same 'by a rule, from what somebody did' 'fee fee.paid phi-nga
weight weighing.recorded tt-gate' "$(answer '.[].seen[]? | select(.fact) |
	"\(.check) \(.fact.event) \(.fact.actor)"' | sort)"
done_testing
