#!/bin/sh
# The enterprise is told of what others want to correct, correct, decline or
# cancel of its declarations, and whoever asked of the answer; a peer that
# reaches people takes the messages along, each once.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

make_ground || exit 99
python3=/usr/bin/python3

told() { # USER [OPTION...]
	told_user=$1
	shift
	ck-declare --lang en messages --as "$told_user" "$@" >"$T/told" || return
	jq -r '"\(.to) \(.about) \(.request) \(.state) \(.by) \(.reason)"' \
		"$T/told"
}
name=$(patch replace /goods/g1/name '"sầu riêng"')
cp "$name" "$T/name" && name=$T/name
ours=enterprise:0100112437

same 'nobody is told anything yet' '' "$(told dn-hoa)"
check 'what the enterprise does itself' amend --as dn-hoa --reason mistake \
	"$A" --patch "$(patch replace /goods/g1/unit '"BX"')"
same '... it is not told' '' "$(told dn-hoa)"
keeps 'nor what is only tried' 0 amend -n --request --as hq-lan "$A" \
	--patch "$name"

check 'customs asks' amend --request --as hq-lan --reason mistake "$A" \
	--patch "$name"
prints 'the enterprise is told' \
	"$ours amendment.requested 1 requested hq-lan mistake" told dn-hoa
same '... in a sentence with the remedy' "12C-123.45: hq-lan asks to correct /goods/g1/name (Declared wrongly); answer with ck-declare amend $A --approve 1, or --decline 1" \
	"$(jq -r .message "$T/told")"
same 'who asked is not, yet' '' "$(told hq-lan)"
check 'the remedy works' amend --as dn-hoa --approve 1 "$A"
prints 'who asked is told of the answer' \
	'user:hq-lan declaration.amended 1 granted dn-hoa mistake' told hq-lan
prints 'the enterprise did it itself; how the request stands is seen' \
	"$ours amendment.requested 1 granted hq-lan mistake" told dn-hoa
same '... and nothing is left to do' \
	'12C-123.45: hq-lan asked to correct /goods/g1/name (Declared wrongly)' \
	"$(jq -r .message "$T/told")"

check 'the border guard asks' amend --request --as bp-hung \
	--reason driver-change "$A" \
	--patch "$(patch replace /vehicles/v1/crew/p1/name '"Phạm Bí Mật"')"
check '... and is declined' amend --decline 2 --as dn-hoa --reason not-so "$A"
prints '... and told so' \
	'user:bp-hung amendment.declined 2 declined dn-hoa not-so' told bp-hung
same '... why' "12C-123.45: dn-hoa declined request 2 to correct /vehicles/v1/crew/p1/name (Not so)" \
	"$(jq -r .message "$T/told" | sed 's/(.*)/(Not so)/')"
same 'what was asked for stays private' '' "$(grep 'Bí Mật' "$T/told")"

since=$(CK_NOW=2026-11-22T08:00:00+07:00 ck-declare --lang en amend --as tt-linh \
	--reason misread "$B" -j .version \
	--patch "$(patch replace /vehicles/v1/container '"CSQU3054383"')")
prints 'an agency that corrects tells the enterprise' \
	"$ours declaration.amended null null tt-linh misread" \
	told dn-hoa --since 2026-11-22T07:59:00+07:00
same '... of the event that did it' "CKHN:$since" \
	"$(ck-store log | jq -r 'select(.event == "message.sent").cause' |
		tail -n 1)"
check 'the gate centre cancels' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$B"
prints '... and tells' "$ours declaration.cancelled null null tt-gate mistake" \
	told dn-hoa \
	-j 'select(.about == "declaration.cancelled")'
check 'again nothing is told' ck-declare cancel --as tt-gate --yes \
	--reason mistake "$B"

# -- whose ---------------------------------------------------------------------

all() {
	told "$@" | wc -l
}
same 'the gate centre sees all' 6 "$(all tt-gate)"
same 'so does the keeper' 6 "$(all admin)"
same '... or those of one enterprise' 4 "$(all admin --enterprise 0100112437)"
same 'in any writing' 4 "$(all tt-gate --enterprise '0100 112 437')"
keeps 'others do not see them' 77 told hq-lan --enterprise 0100112437
keeps 'who is not on the staff sees none' 77 told nobody
keeps 'no such time' 64 told dn-hoa --since never
keeps 'no operands' 64 told dn-hoa "$A"
check 'a broker comes' ck-store --as admin staff add mg-an \
	--agency broker:0100109106
same 'it sees its own' '' "$(told mg-an)"
check 'with the mandate' eval \
	'ck-store --as admin party add 0100109106 --name "Môi giới An" &&
	ck-store --as admin party add 0100112437 --name "Công ty A" &&
	ck-store --as admin party mandate 0100109106 0100112437 \
		--document HD-1'
same '... those of the enterprise too' 4 "$(all mg-an)"

# Nobody is named: whoever submitted it is told.
anon=$(jq -c 'del(.enterprise) | .vehicles[0] |= (.plate = "12C-777.77" |
	.container = null | .trailer = null)' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/anon.json" &&
	submit "$T/anon.json" tt-linh)
check 'a declaration without enterprise is corrected' amend --as admin \
	--reason mistake "$anon" --patch "$(patch replace /goods/g1/unit '"BX"')"
same '... and its submitter told' "user:tt-linh $anon" "$(ck-declare messages \
	--as tt-linh | jq -r 'select(.to | startswith("user:tt")) |
	"\(.to) \(.declaration)"')"

if "$python3" -c 'import jsonschema' 2>/dev/null; then
	ck-declare messages --as admin >"$T/records"
	check 'the records are as the schema says' eval \
		'valid message <"$T/records"'
fi

# -- to a peer -----------------------------------------------------------------

if command -v ck-sync >/dev/null; then
	. "$top_srcdir/tests/ck-sync-ground.sh"
	jq '.version += 1 | .peers.portal = {kind: "http", url: "http://127.0.0.1:9",
		tells: ["messages"], tries: 1}' \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/portal.json"
	check 'a portal is entered' ck-store --as admin site "$T/portal.json"
	start_peer --posted "$T/posted"
	check 'the portal is told' sync push portal
	same '... of each' 7 "$(wc -l <"$T/posted")"
	same '... with the hash of the event' "$(ck-store log --hash |
		grep '"message.sent"' | cut -f 1)" "$(jq -r .hash "$T/posted")"
	check '... as the schema says' eval 'valid message <"$T/posted"'
	prints 'once' '"messages 0 0"' sync push portal \
		-j '"\(.stream) \(.sent) \(.refused)"' -f json
	same '... still' 7 "$(wc -l <"$T/posted")"
	check 'another peer is told of passages alone' sync push customs
	same '... so not of these' 7 "$(wc -l <"$T/posted")"
	check 'a portal has no facts' status 67 sync pull portal
	check '... and is told of so' eval \
		'! sync pull portal 2>"$T/words" && grep -q no-adapter "$T/words"'
	stop_peer
fi

# More than two pages.
before=$(all dn-hoa)
everything=$(all admin)
jq -nc --arg id "$A" '{events: [range(100; 550) | {event: "message.sent",
	root: $id, subject: $id, body: {number: ., to: "enterprise:0100112437",
	about: "declaration.cancelled", reason: "mistake"}}]}' | append
same 'many are listed' $((before + 450)) "$(all dn-hoa)"
same '... each once, in their order' "$(jq .version "$T/told" | sort -nu)" \
	"$(jq .version "$T/told")"
same '... and by who sees all' $((everything + 450)) "$(all admin)"

check 'the tables are what the log says' verifies
done_testing
