#!/bin/sh
# Who held this truck, who let it go, on whose order, seen by whom: ck-who(1)
# answers from an exported log and nothing else.
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
looked=$(seen "$trip")
check 'customs arrival, for the other' clear --as hq-thay --for hq-lan \
	--seen "$looked" confirm customs_arrival "$trip"
check 'quarantine is asked for' ck-clear --as dn-hoa request kdtv "$trip"
check 'quarantine' confirm kdtv-son plant_quarantine "$trip"
check 'weighed' weighed 36700 "$trip"
check 'paid' paid "$trip" 800000
check 'customs release, by hand' clear --as hq-lan --seen "$(seen "$trip")" \
	--reason document-seen confirm supervision_exit "$trip"
check 'customs are done' confirm hq-lan customs_finish "$trip"
pass B1-1
same 'it is in the control area' control "$(of .zone clear status "$trip")"

ck-store log >"$T/log"
who() {
	ck-who --lang en -l "$T/log" "$@"
}
who "$trip" >"$T/answer"
# lines WORD: the lines of that word, from the word on
lines() {
	sed -n "s/^.*  $1  //p" "$T/answer"
}
same 'what let it go, in order' 'admitted passed held lifted admitted passed' \
	"$(sed -n 's/^2026-11-22T[-0-9:–]*  \([^ ]*\)  .*/\1/p' "$T/answer" | tr '\n' ' ' | sed 's/ $//')"
same 'why it was held, and by whom' \
	'Customs: Goods in doubt (CKHN-H00001 CSQU3054383); hq-lan' "$(lines held)"
same '... and let go on' "Customs: By superior's order (CKHN-H00001); hq-minh" \
	"$(lines lifted)"
same 'seen by whom, on whose order, what version, and from what fact' \
	"$(sed "s/@/$looked/" <<END
Border guard: arrival; bp-hung
Customs: arrival; hq-thay for hq-lan, order 13/QD-HQ; version @
Customs: finished; hq-lan
Infrastructure fee; rule:fee; fee.paid, phi-nga
May leave customs supervision; hq-lan; Original document seen
Plant quarantine; kdtv-son
Weighing; rule:weight; weighing.recorded, tt-gate
END
)" "$(lines seen | sed 's/ ..:..;/;/; /for/!s/; version [0-9]*//' | sort)"
done_testing
