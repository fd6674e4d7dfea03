#!/bin/sh
# The load moves by the signed transfer, and back when that is withdrawn; a
# vehicle that is to receive comes in empty.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
load() {
	of '[.load[] | "\(.goods) \(.packages) \(.gross_kg) \(.from // "-")"] |
		join("; ")' clear status "$1"
}

move "$B.1" abroad control B2-3 && move "$B.1" control yard B1-4 &&
	move "$B.2" outside yard B0-1 && move "$B.3" outside yard B0-1 &&
	give bp-hung bp-den "$B.1" "$B.2" "$B.3" &&
	give hq-lan hq-den "$B.1" "$B.2" "$B.3" &&
	give vantai-tu vt-gp "$B.1" || exit 99
same 'all is on the first' 'g1 900 18000 -' "$(load "$B.1")"
same '... and nothing on the others' '' "$(load "$B.2")$(load "$B.3")"
check 'the yard signs' give bai-xuan-cuong sang-tai "$B.1"
same 'nothing is on the first' '' "$(load "$B.1")"
same '... half on each of the others' \
	"g1 450 9000 $B.1 g1 450 9000 $B.1" "$(load "$B.2") $(load "$B.3")"
check '... as the schema says' valid status <<END_
$(clear status "$B.1" "$B.2")
END_
check 'the yard takes it back' clear --as bai-xuan-cuong --reason mistake \
	withdraw sang-tai "$B.1"
same 'and so it is with the load' 'g1 900 18000 -' "$(load "$B.1")"

jq '.goods += [{ref: "g2", hs: "07032090", name: "tỏi", origin: "CN",
		packages: 10, unit: "BG", gross_kg: 100}] |
	.vehicles[0].carries = [{goods: "g1", packages: 900, gross_kg: 18000}] |
	.vehicles[1].carries = [{goods: "g2", packages: 10, gross_kg: 100}] |
	.vehicles[].plate |= sub("2|3"; "7") | .customs = [] |
	.vehicles[0] |= del(.trailer, .container) | del(.goods[0].customs)' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/laden.json"
L=$(submit "$T/laden.json") && [ -n "$L" ] || exit 99
same 'a receiving vehicle that is not empty stands in the way' \
	"receiver-laden $L.2" "$(of '.checks[] | select(.check == "transfer") |
	.waits_for[] | select(.code == "receiver-laden") | "\(.code) \(.trip)"' \
		clear status "$L.1")"
check '... which is said' grep -q "the receiving vehicle of $L.2 is not empty" \
	<<END_
$(clear status "$L.1")
END_

check 'the tables are what the log says' verifies
done_testing
