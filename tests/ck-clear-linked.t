#!/bin/sh
# What was let go on the word of the trip at the other end of a transfer is to be
# looked at again when that word falls; a receiving vehicle that is turned back
# with its load waits for what the load waits for.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
state() {
	of ".checks[] | select(.check == \"$2\") |
		\"\(.state) \(.actor)\"" clear status "$1"
}
waits() {
	of ".checks[] | select(.check == \"$2\") | [.waits_for[] |
		\"\(.check)@\(.trip[-1:])\"] | sort | join(\" \")" clear status "$1"
}
let_go() {
	give kdtv-son kdtv "$B.1" && give hq-lan hq-bai "$B.2"
}

move "$B.1" abroad control B2-3 && move "$B.1" control yard B1-4 &&
	move "$B.2" outside yard B0-1 && move "$B.3" outside yard B0-1 &&
	give bp-hung bp-den "$B.1" "$B.2" "$B.3" &&
	give hq-lan hq-den "$B.1" "$B.2" "$B.3" &&
	give vantai-tu vt-gp "$B.1" && give bai-xuan-cuong sang-tai "$B.1" &&
	give hq-lan hq-xong "$B.1" || exit 99
clear --as hq-lan customs 105987654320 --release cleared >"$T/.typed" ||
	exit 99
same 'customs waits for the quarantine of what it lets go' \
	plant_quarantine@1 "$(waits "$B.2" customs_yard_out)"
clear --as dn-hoa request kdtv "$B.1" >"$T/.asked" || exit 99
check 'then it lets it go' let_go

check 'quarantine takes its word back' clear --as kdtv-son --seen "$(seen "$B.1")" \
	--reason new-facts withdraw kdtv "$B.1"
same 'so does what rested on it' 'stale rule:linked' \
	"$(state "$B.2" customs_yard_out)"
same '... the log says on what' "plant_quarantine $B.1 check.withdrawn" "$(
	ck-store log | jq -rs '(.[] | select(.event == "check.staled")) as $s |
		($s.cause | split(":")[1] | tonumber) as $c |
		"\($s.body.after) \($s.body.trip) \(.[] |
			select(.seq == $c).event)"')"
same '... and who else was let go' 'stale confirmed' "$(for n in 2 1; do
	of ".checks[] | select(.check == \"customs_yard_out\" or
		.check == \"customs_finish\") | select(.state != \"open\").state" \
		clear status "$B.$n"; done | xargs)"
check 'all once more' let_go
check 'quarantine refuses' clear --as kdtv-son --seen "$(seen "$B.1")" --reason pest \
	refuse kdtv "$B.1"
same '... the same' 'stale rule:linked' "$(state "$B.2" customs_yard_out)"
check 'it is overruled' clear --as kdtv-son --seen "$(seen "$B.1")" --overrule \
	confirm kdtv "$B.1"
check '... and let go' give hq-lan hq-bai "$B.2"

check 'an arrival is taken back' clear --as hq-lan --seen "$(seen "$B.3")" \
	--reason new-facts withdraw hq-den "$B.3"
same 'the transfer falls, and what the other was let go on' \
	'stale rule:linked stale rule:linked' \
	"$(state "$B.1" transfer) $(state "$B.2" customs_yard_out)"
check 'it is there again' give hq-lan hq-den "$B.3"
check '... the transfer is signed' give bai-xuan-cuong sang-tai "$B.1"
check '... and it is let go' give hq-lan hq-bai "$B.2"

echo '[{"op": "replace", "path": "/goods/g1/name", "value": "tỏi tươi"}]' \
	>"$T/patch"
check 'the goods are amended' ck-declare --as dn-hoa --reason goods-change \
	--patch "$T/patch" amend "$B"
same '... the answer names both' "plant_quarantine@1 customs_yard_out@2" "$(
	jq -r '.stale[] | "\(.check)@\(.trip[-1:])"' "$T/.check" |
		grep -e plant -e customs_yard | xargs)"
same '... and both are stale' 'stale rule:amend stale rule:amend' "$(
	state "$B.1" plant_quarantine) $(state "$B.2" customs_yard_out)"

check 'a receiver is turned back with its load' clear --as bp-hung \
	--reason breakdown --seen "$(seen "$B.3")" turn-back "$B.3"
same '... which waits for quarantine all the same' plant_quarantine@1 \
	"$(waits "$B.3" customs_yard_out)"
keeps '... so it is not let go' 1 clear --as hq-lan --seen "$(seen "$B.3")" \
	confirm hq-bai "$B.3"
check 'quarantine is done' give kdtv-son kdtv "$B.1"
check '... now it is' give hq-lan hq-bai "$B.3"

same 'who has handed its load over is not turned back' load-given "$(of \
	'.reasons[].code' clear --as bp-hung --reason breakdown \
	--seen "$(seen "$B.1")" turn-back "$B.1")"
keeps '... nor sent to another gate' 1 clear --as tt-gate \
	--reason regulated divert TT "$B.1"

# The giver's trip ends before the receiver's.
check 'the giver is impounded' clear --as hq-lan --reason violation \
	--order 9/QD impound "$B.1"
echo '{"contact":{"name":"Lò Văn Páo"}}' >"$T/patch"
check 'something else is amended' ck-declare --as dn-hoa --reason mistake \
	--patch "$T/patch" amend "$B"
same '... the load stays where it is' "g1 450 $B.1" "$(of \
	'.load[] | "\(.goods) \(.packages) \(.from)"' clear status "$B.2")"

check 'the tables are what the log says' verifies
done_testing
