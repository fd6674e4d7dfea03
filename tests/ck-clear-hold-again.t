#!/bin/sh
# A held trip that its declarant cancels, or takes out of the declaration, is
# held when the vehicle comes again: only who holds it lets it go.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
# again N FILTER: a declaration of customs number N; prints its id
again() {
	jq "$2 | .customs[0].number = \"305999$1\"" \
		"$top_srcdir/tests/data/clear/export.json" >"$T/again.json"
	submit "$T/again.json"
}
hold() {
	of .hold clear --as hq-lan --reason document-doubt "$@"
}
holds() {
	of '[.holds[] | .hold // .code] | join(" ")' clear --as "${2-hq-minh}" \
		status "$1"
}

check 'a trip is held' hold hold "$A.1"
check 'its declarant cancels' ck-declare --as dn-hoa --reason mistake cancel "$A"
C=$(again 100010 .)
same 'declared anew it is held' CKHN-H00002 "$(holds "$C.1")"
same '... by whom, why, on what' \
	'customs document-doubt plate 12C12345 rule:hold declaration.cancelled' "$(
	ck-store log | jq -rs 'INDEX("\(.origin):\(.seq)") as $by | last(.[] |
		select(.event == "hold.placed")) | "\(.body.agency) \(.body.reason
		) \(.body.subject_kind) \(.body.subject) \(.actor) \($by[.cause].event)"')"
check '... until its agency lifts that' clear --as hq-minh --reason nothing-found \
	lift CKHN-H00002
same 'then it may go' '' "$(holds "$C.1")"
check 'a dry run places nothing' eval 'hold --silent hold "$C.1" >"$T/held" &&
	before=$(seq) && ck-declare -n --as dn-hoa --reason mistake cancel "$C" &&
	test "$before" = "$(seq)"'
check 'what is held silently is cancelled' eval 'ck-declare --as dn-hoa \
	--reason mistake cancel "$C" >"$T/cancelled" 2>&1'
check '... the answer tells nothing of it' test -z \
	"$(grep -E 'hold|doubt|H0000' "$T/cancelled")"
C=$(again 100020 '.vehicles[0].plate = "12C 12345"')
same '... nor is it told afterwards' see-officer "$(holds "$C.1" bp-hung)"
same '... but to its owner' CKHN-H00004 "$(holds "$C.1")"

# A vehicle that is taken out, and one without a plate.
C=$(again 100030 '.vehicles[0] |= (.plate = "12Đ-345.67" | del(.trailer,
		.container)) | .vehicles[0].carries = [{goods: "g1", packages: 600, gross_kg: 10750}] |
	.vehicles[1] = (.vehicles[0] | .plate = "12C-345.68" | del(.crew, .ref)) | del(.vehicles[].ref)')
check 'one of two is held' hold hold "$C.1"
echo '[{"op": "remove", "path": "/vehicles/v1"},
	{"op": "remove", "path": "/vehicles/v2/carries"}]' \
	>"$T/patch"
check '... and taken out' ck-declare --as dn-hoa --reason mistake \
	--patch "$T/patch" amend "$C"
D=$(again 100040 '.vehicles[0] |= (.plate = "12D-345.67" |
	del(.trailer, .container))')
same 'it is held when it comes' CKHN-H00006 "$(holds "$D.1")"
same '... the other is not' '' "$(holds "$C.2")"
# Another agency sends a held truck back before it came.
E=$(again 100050 '.vehicles[0] |= (.plate = "12C-456.78" | del(.trailer,
	.container))')
check 'customs hold it' hold hold "$E.1"
check '... so does the gate centre' clear --as tt-gate --reason overweight \
	hold "$E.1"
check '... which turns it back' clear --as tt-gate --reason owner-request \
	turn-back "$E.1"
F=$(again 100060 '.vehicles[0] |= (.plate = "12C-456.78" | del(.trailer,
	.container))')
same 'it comes again, held by customs alone' 'customs document-doubt' \
	"$(of '.holds[] | "\(.agency) \(.reason)"' clear --as hq-minh status "$F.1")"
check 'the tables are what the log says' verifies
done_testing
