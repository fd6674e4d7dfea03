#!/bin/sh
# Goods that left come back as a new trip that names the old one; both say so.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
# back LINKED: the same goods the other way
back() {
	jq --arg linked "$1" '.direction = "import" | .regime = "returned" |
		.linked = $linked | .customs[0].number = "105987654990" |
		.vehicles[0] |= (.plate = "29C-678.90" | del(.container,
			.trailer, .crew))' \
		"$top_srcdir/tests/data/clear/export.json" >"$T/back.json"
}
codes() {
	ck-declare --as dn-hoa check "$T/back.json" \
		--jq 'select(.kind == "finding") | "\(.path) \(.code)"' |
		grep linked
}

back CKHN-20261121-00099.1
same 'one that is not there is doubted' '"/linked linked-unknown"' "$(codes)"
back 'HD-12'
same 'the number of a contract is not looked for' '' "$(codes)"
back "$A.1"
same 'the old trip is there' '' "$(codes)"
R=$(submit "$T/back.json")
same 'the new trip says where it comes from' "$A.1" \
	"$(of .linked clear status "$R.1")"
same '... and the old one what became of it' "$R" \
	"$(of '.linked_by[]' clear status "$A.1")"
check '... as the schema says' valid status <<END_
$(clear status "$R.1" "$A.1")
END_
same 'the declarations, too' "$R" "$(ck-declare --as dn-hoa show "$A" \
	--jq '.linked_by[0]' | jq -r .)"
check '... as the schema says' valid declaration <<END_
$(ck-declare --as dn-hoa show "$A" "$R")
END_
same 'what nobody names says nothing' null \
	"$(of .linked_by clear status "$B.1")"
check 'the tables are what the log says' verifies
done_testing
