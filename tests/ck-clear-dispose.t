#!/bin/sh
# ck-clear turn-back, divert, impound, dispose: of goods that were refused, in
# parts, and of vehicles with all that is on them.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" init \
	>"$T/.init" || exit 99
# another PLATE JQ: the truck of mixed.json under another plate
another() {
	jq --arg p "$1" ".vehicles[0].plate = \$p | ${2-.}" \
		"$top_srcdir/tests/data/clear/mixed.json" >"$T/m.json" &&
		submit "$T/m.json"
}
A=$(another 12C-123.45) && move "$A.1" outside yard B0-1 || exit 99
trip=$A.1
as() {
	as_user=$1
	shift
	clear --as "$as_user" "$@"
}
held() {
	of '[.holds[].reason] | join(" ")' clear status "$trip"
}

check 'plant quarantine refuses the fruit' as kdtv-son --seen "$(seen "$trip")" \
	--reason pest --goods g2 refuse kdtv "$trip"
keeps 'no decision' 64 as hq-lan --reason violation --goods g2 impound "$trip"
keeps 'no word of one' 64 as hq-lan --reason violation --goods g2 \
	--order '12 QD' impound "$trip"
keeps 'no reason' 64 as hq-lan --order 12/QD --goods g2 impound "$trip"
keeps 'an enterprise' 77 as dn-hoa --order 12/QD --reason violation \
	--goods g2 impound "$trip"
keeps 'nor for what is turned back' 64 as kdtv-son --reason refused \
	--goods g2 turn-back "$trip"
keeps 'no gate' 64 as tt-gate --reason regulated --goods g2 --order 18/QD \
	divert "$trip"
keeps 'this gate' 64 as tt-gate --reason regulated --goods g2 --order 18/QD \
	divert CKHN \
	"$trip"
keeps 'a dry run' 0 as hq-lan --reason violation --goods g2 --order 12/QD -n \
	impound "$trip"
prints 'a part is impounded' 'impounded 12/QD g2 100 2000 350 7000' \
	of '"\(.act) \(.order) \(.goods) \(.packages) \(.gross_kg
		) \(.left.packages) \(.left.gross_kg)"' as hq-lan \
	--reason violation --goods g2 --packages 100 --order 12/QD \
	impound "$trip"
same '... the rest is still undecided' goods-refused "$(held)"
keeps 'what was decided in part is not taken back' 1 as kdtv-son \
	--reason mistake --goods g2 withdraw "$trip"
keeps 'more than is left' 1 as kdtv-son --reason destroy --goods g2 \
	--packages 351 --order 13/QD dispose "$trip"
prints 'a part is destroyed' '50 1000' of '"\(.packages) \(.gross_kg)"' \
	as kdtv-son --reason destroy --goods g2 --packages 50 \
	--order 13/QD dispose "$trip"
prints 'a part goes to another gate' 'diverted TT 100' \
	of '"\(.act) \(.gate) \(.packages)"' as tt-gate --reason regulated \
	--goods g2 --packages 100 --order 18/QD divert TT "$trip"
as kdtv-son --reason refused --goods g2 --order 19/QD turn-back "$trip" \
	>"$T/last"
same 'what it comes to is the version of its status' \
	"$(jq .version "$T/last")" "$(of .version clear status "$trip")"
same 'the rest is turned back' 'turned_back 200 4000 0' "$(jq -r '"\(.act
	) \(.packages) \(.gross_kg) \(.left.packages)"' "$T/last")"
check '... as the schema says' valid disposition <"$T/last"
same 'and nothing holds the vehicle' '' "$(held)"
keeps 'there is nothing more' 1 as kdtv-son --reason refused --goods g2 \
	--order 19/QD turn-back "$trip"
same 'told in the status' 'impounded 12/QD 100
disposed 13/QD 50
diverted 18/QD 100
turned_back 19/QD 200' "$(of '.refused_goods[].decisions[] |
	"\(.act) \(.order // .gate // "") \(.packages)"' clear status "$trip")"
check '... as its schema says' valid status <<END_
$(clear status "$trip")
END_
same '... and on the screen' \
	'  Refused   g2 Sầu riêng tươi: 450, 9000 kg; Plant quarantine; kdtv-son 07:35 (pest)
            100, 2000 kg; impounded; 12/QD; hq-lan 07:35
            50, 1000 kg; disposed of; 13/QD; kdtv-son 07:35
            100, 2000 kg; sent to another gate TT; 18/QD; tt-gate 07:35
            200, 4000 kg; turned back; 19/QD; kdtv-son 07:35' \
	"$(clear -f table status "$trip" | sed -n '/^  Refused/,/turned back/p')"
same 'a part of what nobody had refused' 'g1 40 800 360' "$(
	of '"\(.goods) \(.packages) \(.gross_kg) \(.left.packages)"' as hq-lan \
	--reason goods-differ --goods g1 --packages 40 --order 14/QD \
	impound "$trip")"
same '... is refused with it' '' "$(held)"
same 'the customs number has what is left' '360 7200' "$(ck-declare --as hq-lan \
	show --customs 305123456780 -j '.planned | "\(.packages) \(.gross_kg)"' |
	jq -r .)"

B=$(another 12C-222.22) && C=$(another 12C-333.33) && D=$(another 12C-444.44) &&
	E=$(another 12C-555.55) || exit 99
for t in "$B.1" "$C.1" "$D.1"; do
	move "$t" outside yard B0-1 || exit 99
done
as tt-gate --reason regulated divert TT "$B.1" >"$T/b"
same 'a vehicle inside is sent to another gate: it has to get out' \
	'diverted TT customs_yard_out false' \
	"$(jq -r '"\(.act) \(.gate) \(.checks[]) \(.closed)"' "$T/b")"
check '... as the schema says' valid disposition <"$T/b"
keeps 'twice is once' 0 as tt-gate --reason regulated divert TT "$B.1"
same '... who and where to is told' 'diverted TT regulated tt-gate' \
	"$(of '.turning | "\(.act) \(.gate) \(.reason) \(.actor)"' \
		clear status "$B.1")"
check '... as its schema says' valid status <<END_
$(clear status "$B.1")
END_
check 'customs holds it' clear --as hq-lan --reason goods-doubt hold "$C.1"
check 'and the border guard' clear --as bp-hung --reason person-check hold "$C.1"
prints 'one that is impounded is closed at once' 'true []' \
	of '"\(.closed) \(.checks)"' as hq-lan --reason violation \
	--order 15/QD impound "$C.1"
same '... as such' 'impounded impounded 15/QD' "$(of '"\(.outcome) \(.turning.act
	) \(.turning.order)"' clear status "$C.1")"
same 'the hold of who impounded it is decided with it, no other' \
	'rule:impound decided
person-check' "$(ck-store log | jq -r --arg trip "$C.1" '
	select(.event == "trip.impounded" or (.event == "hold.lifted" and
		.actor == "rule:impound")) | select(.body.reason == "decided") |
	"\(.actor) \(.body.reason)"'; of '.holds[].reason' clear status "$C.1")"
check '... its owner lifts that' clear --as bp-hung --reason nothing-found lift \
	"$(of '.holds[].hold' clear status "$C.1")"
keeps 'once' 0 as hq-lan --reason violation --order 15/QD impound "$C.1"
check 'a vehicle turned back by order' valid turn_back <<END_
$(as hq-lan --reason refused --order 17/QD -n turn-back "$D.1")
END_
keeps 'it turns back no more' 1 as hq-lan --reason refused turn-back "$C.1"
prints 'one whose load is destroyed has to get out' false of .closed \
	as kdtv-son --reason destroy --order 16/QD dispose "$D.1"
prints 'one still outside is closed' 'true' of .closed as tt-gate \
	--reason other-side-stopped divert CNAM "$E.1"
same '... as sent to another gate' diverted "$(of .outcome clear status "$E.1")"
CK_NOW=2026-11-22T08:00:00+07:00
prints 'the day counts them apart' '1 1 0' of '"\(.diverted) \(.impounded
	) \(.destroyed)"' ck-report --as hq-lan -f json day 2026-11-22
check '... in a line' grep -q 'impounded  *1$' <<END_
$(ck-report --as hq-lan --lang en -f table day 2026-11-22)
END_
check 'they drive out' confirm_each hq-lan hq-bai "$B.1" "$D.1"

# Parts whose masses do not come out even are a whole.
jq '.vehicles[0].plate = "29C-616.16" | .customs[0].number = "305126161610" |
	del(.vehicles[0].container)' "$top_srcdir/tests/data/clear/export.json" \
	>"$T/parts.json"
P=$(submit "$T/parts.json") && move "$P.1" outside yard B0-1 || exit 99
check 'a twelfth is refused' as kdtv-son --seen "$(seen "$P.1")" --reason pest \
	--goods g1 --packages 100 refuse kdtv "$P.1"
for part in 40 20 20; do
	as hq-lan --reason destroy --goods g1 --packages $part \
		--order "$part/QD" dispose "$P.1" >"$T/part" || exit 99
done
same 'the vehicle stays while a part is undecided' goods-refused \
	"$(of '.holds[].reason' clear status "$P.1")"
same 'the last part has what is left of the mass' '20 358.334' "$(of \
	'"\(.packages) \(.gross_kg)"' as hq-lan --reason destroy --goods g1 \
	--packages 20 --order 21/QD dispose "$P.1")"
same '... then nothing is, and nobody holds it' 'null 0' "$(of \
	'"\(.refused_goods[0].undecided) \(.holds // [] | length)"' \
	clear status "$P.1")"

check 'the tables are what the log says' verifies
done_testing
