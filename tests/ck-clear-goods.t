#!/bin/sh
# ck-clear refuse --goods: a part of the load may not pass; the rest goes on.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" init \
	>"$T/.init" &&
	A=$(submit "$top_srcdir/tests/data/clear/mixed.json") || exit 99
trip=$A.1
move "$trip" outside yard B0-1 || exit 99
refuse() {
	clear --as kdtv-son --seen "$(seen "$trip")" \
		refuse kdtv "$trip" --reason pest "$@"
}
needs() {
	of '[.checks[].check] | join(" ")' clear status "$trip"
}

keeps 'goods that are not on it' 67 refuse --goods g9
check '... what is on it is named' grep -q 'it carries g1, g2.*no-such-goods' \
	<<END_
$(words refuse --goods g9)
END_
keeps 'packages without goods' 64 refuse --packages 10
keeps 'no number of packages' 64 refuse --goods g2 --packages some
keeps 'no packages' 64 refuse --goods g2 --packages 0
keeps 'no mass' 64 refuse --goods g2 --gross heavy
keeps 'more packages than there are' 1 refuse --goods g2 --packages 451
same '... how many are left is told' 'goods-exceeded 450 9000' \
	"$(of '.reasons[] | "\(.code) \(.packages) \(.gross_kg)"' \
		refuse --goods g2 --packages 451)"
keeps 'a mass without the packages' 64 refuse --goods g2 --gross 100
keeps 'another agency' 77 clear --as yte-mai --seen "$(seen "$trip")" \
	refuse kdtv "$trip" --reason pest --goods g2
keeps 'a dry run' 0 refuse --goods g2 -n

prints 'a part of a line: its mass by its share' '50 1000 [] false' \
	of '"\(.packages) \(.gross_kg) \(.unneeded) \(.nothing_passes)"' \
	refuse --goods g2 --packages 50
same '... is no verdict on the check' open "$(of '.checks[] |
	select(.check == "plant_quarantine").state' clear status "$trip")"
same '... but holds the vehicle' 'goods-refused plant_quarantine rule:goods 50' \
	"$(of '.holds[] | "\(.reason) \(.agency) \(.actor) \(.figures.packages)"' \
		clear status "$trip")"
prints 'the rest of the line: nobody needs plant quarantine any more' \
	'400 8000 ["plant_quarantine"]' \
	of '"\(.packages) \(.gross_kg) \(.unneeded)"' refuse --goods g2
check '... as the schema says' valid goods_refusal <<END_
$(refuse --goods g2)
END_
same 'told in the status' 'g2 Sầu riêng tươi 2 450 9000' "$(of '.refused_goods[] |
	"\(.goods) \(.name) \(.refusals | length) \(.undecided.packages
	) \(.undecided.gross_kg)"' clear status "$trip")"
check '... as its schema says' valid status <<END_
$(clear status "$trip")
END_
same '... and on the screen' \
	'  Refused   g2 Sầu riêng tươi: 50, 1000 kg; Plant quarantine; kdtv-son 07:35 (pest)
            g2 Sầu riêng tươi: 400, 8000 kg; Plant quarantine; kdtv-son 07:35 (pest)
            not decided: 450, 9000 kg' "$(clear -f table status "$trip" |
	sed -n '/^  Refused/,/not decided/p')"
same 'the customs number counts what may pass' 0 \
	"$(of .planned.packages ck-declare --as hq-lan show --customs 305123456990)"

again() {
	clear --as kdtv-son --seen "$(seen "$trip")" --reason "$1" --goods g2 \
		refuse bp-kt "$trip"
}
keeps 'the same again: nothing more' 0 refuse --goods g2
keeps 'refused twice, by another check' 77 again pest
keeps 'by another agency: it is refused' 1 clear --as bp-hung --seen "$(seen "$trip")" \
	--reason forbidden-goods --goods g2 refuse bp-kt "$trip"
keeps 'to take it back wants a reason' 64 clear --as kdtv-son --goods g2 \
	withdraw "$trip"
keeps '... and the agency' 77 clear --as hq-lan --goods g2 --reason mistake \
	withdraw "$trip"
prints 'the agency takes it back' 'g2 true' \
	of '"\(.goods) \(.readmitted)"' clear --as kdtv-son --goods g2 \
	--reason mistake withdraw "$trip"
keeps 'once' 1 clear --as bp-hung --goods g2 --reason mistake \
	withdraw "$trip"
check 'the check is needed again' grep -q plant_quarantine <<END_
$(needs)
END_
same 'and nothing holds it' 0 "$(of '.holds | length' clear status "$trip")"

check 'customs refuses the first line' clear --as hq-lan \
	--seen "$(seen "$trip")" --reason goods-differ --goods g1 refuse hq-den "$trip"
prints 'and plant quarantine the other: nothing is left to pass' true \
	of .nothing_passes refuse --goods g2
same '... and the check itself is refused' refused "$(of '.checks[] |
	select(.check == "plant_quarantine").state' clear status "$trip")"

check 'the tables are what the log says' verifies
done_testing
