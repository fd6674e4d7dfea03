#!/bin/sh
# What a giving vehicle has left unseen on a load when its trip is over is asked
# of the vehicles that have the load now: they are neither let go unseen nor
# stopped for good.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

command -v ck-gate >"$T/.command" || skip_all 'ck-gate is not built'
make_ground || exit 99
state() {
	of ".checks[] | select(.check == \"$2\").state" clear status "$1"
}
waits() {
	of ".checks[] | select(.check == \"$2\") | [.waits_for[]? |
		\"\(.check)@\(.trip // \"own\" | sub(\".*[.]\"; \"\"))\"] | sort | join(\" \")" \
		clear status "$1"
}
# through LANE TRIP: people see it through
through() {
	jq -nc --arg trip "$2" --arg lane "$1" '{kind: "passage",
		$trip, $lane}' | ck-gate --as tt-gate run "$1" >"$T/ran"
}
# handed_over ID: all is done but what quarantine has to see
handed_over() {
	through B2-3 "$1.1" && through B1-4 "$1.1" &&
		move "$1.2" outside yard B0-1 &&
		move "$1.3" outside yard B0-1 &&
		give bp-hung bp-den "$1.1" "$1.2" "$1.3" &&
		give hq-lan hq-den "$1.1" "$1.2" "$1.3" &&
		give vantai-tu vt-gp "$1.1" &&
		give bai-xuan-cuong sang-tai "$1.1" &&
		give hq-lan hq-xong "$1.1"
}
impound() {
	clear --as hq-lan --reason violation --order 9/QD impound "$1"
}

handed_over "$B" || exit 99
clear --as hq-lan customs 105987654320 --release cleared >"$T/.typed" ||
	exit 99
same 'the load waits for what its giver has to show' plant_quarantine@1 \
	"$(waits "$B.2" customs_yard_out)"
check 'the giver is impounded' impound "$B.1"
same '... so that is asked of both who have the load' 'open open' \
	"$(state "$B.2" plant_quarantine) $(state "$B.3" plant_quarantine)"
same '... by whom, and why' 'rule:needs trip.impounded
rule:needs trip.impounded' "$(ck-store log | jq -rs '
	(.[] | select(.event == "check.needed" and
		.body.name == "plant_quarantine")) as $n |
	"\($n.actor) \(.[] |
		select(.seq == ($n.cause | split(":")[1] | tonumber)).event)"')"
same '... and of nobody else' plant_quarantine@own \
	"$(waits "$B.2" customs_yard_out)"
keeps 'unseen it is not let go' 1 clear --as hq-lan --seen "$(seen "$B.2")" \
	confirm hq-bai "$B.2"
echo '{"contact":{"name":"Lò Văn Páo"}}' >"$T/patch"
check 'something else is amended' ck-declare --as dn-hoa --reason mistake \
	--patch "$T/patch" amend "$B"
same '... it is asked all the same' 'open open' \
	"$(state "$B.2" plant_quarantine) $(state "$B.3" plant_quarantine)"
prints 'one of them is turned back' true of \
	'any(.checks[]; . == "plant_quarantine")' clear --as bp-hung --reason breakdown \
	--seen "$(seen "$B.3")" turn-back "$B.3"
same '... and takes nothing away unseen, either' plant_quarantine@own \
	"$(waits "$B.3" customs_yard_out)"
check 'quarantine is asked to see it' clear --as dn-hoa request kdtv "$B.2" \
	"$B.3"
check '... and sees both' give kdtv-son kdtv "$B.2" "$B.3"
check 'now they are let go' give hq-lan hq-bai "$B.2" "$B.3"

# What was refused nobody overrules on a trip that is over.
jq -c '.customs[0].number = "105987654330" | .vehicles[0].plate = "桂F·A2346" |
	.vehicles[0].trailer = "桂F1235挂" | .vehicles[0] |= del(.container) |
	.vehicles[1].plate = "12C-200.12" | .vehicles[2].plate = "29H-300.23"' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/again.json"
C=$(submit "$T/again.json")
handed_over "$C" || exit 99
check 'quarantine refuses' clear --as kdtv-son --seen "$(seen "$C.1")" --reason pest \
	refuse kdtv "$C.1"
check '... and the giver is impounded' impound "$C.1"
same 'it is to be decided where the load is' \
	'open plant_quarantine@own supervision_exit@own' \
	"$(state "$C.2" plant_quarantine) $(waits "$C.2" customs_yard_out)"

# A giver that has shown everything leaves nothing.
jq -c '.customs[0].number = "105987654340" | .vehicles[0].plate = "桂F·A2347" |
	.vehicles[0].trailer = "桂F1236挂" | .vehicles[0] |= del(.container) |
	.vehicles[1].plate = "12C-200.13" | .vehicles[2].plate = "29H-300.24"' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/again.json"
D=$(submit "$T/again.json")
handed_over "$D" || exit 99
check 'quarantine sees another' clear --as dn-hoa request kdtv "$D.1"
check '... which is in order' give kdtv-son kdtv "$D.1"
check '... and its giver impounded' impound "$D.1"
same 'nothing is asked again' '' "$(state "$D.2" plant_quarantine)"

# People see one through that has shown nothing.
jq -c '.customs[0].number = "105987654350" | .vehicles[0].plate = "桂F·A2348" |
	.vehicles[0].trailer = "桂F1237挂" | .vehicles[0] |= del(.container) |
	.vehicles[1].plate = "12C-200.14" | .vehicles[2].plate = "29H-300.25"' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/again.json"
E=$(submit "$T/again.json")
handed_over "$E" || exit 99
check 'a giver is seen through to the line' through B1-1 "$E.1"
same '... and nothing is asked yet' '' "$(state "$E.2" plant_quarantine)"
check '... and over it' through B2-1 "$E.1"
same 'what it left is asked, too' 'returned open' "$(of .outcome \
	clear status "$E.1") $(state "$E.2" plant_quarantine)"

check 'the tables are what the log says' verifies
done_testing
