#!/bin/sh
# Who may amend what: the owner does, others ask, and all of it stands in the
# history.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

make_ground || exit 99
a=$A.1
codes() {
	ck-declare "$@" 2>&1 >"$T/.codes" </dev/null |
		sed -n 's/.*\[\(.*\)\]$/\1/p'
}
code() {
	codes --lang en amend "$@"
}
name=$(patch replace /goods/g1/name '"sầu riêng"')
cp "$name" "$T/name" && name=$T/name

# -- owners --------------------------------------------------------------------

keeps 'customs does not amend what the trader declared' 77 \
	amend --as hq-lan --reason mistake "$a" --patch "$name"
same '... and is told how to ask' not-owner \
	"$(code --as hq-lan --reason mistake "$a" --patch "$name")"
keeps 'nor does another enterprise, in a dry run either' 77 \
	amend -n --as tt-gate "$a" --patch "$name"
keeps 'nor who is not on the staff' 77 amend --as nobody --reason mistake \
	"$a" --patch "$name"
keeps 'the yard names receivers, it does not rename goods' 77 \
	amend --as bai-xuan-cuong --reason mistake "$B" --patch "$name"
keeps '... nor the truck that gives' 77 amend --as bai-xuan-cuong \
	--reason mistake "$B" \
	--patch "$(patch replace /vehicles/v1/axles 5)"
check 'the gate centre corrects a container' amend --as tt-linh \
	--reason misread "$B" \
	--patch "$(patch replace /vehicles/v1/container '"CSQU3054383"')"
check 'the enterprise corrects its own' amend --as dn-hoa --reason mistake \
	"$B" --patch "$(patch replace /vehicles/v1/container '"TNAU9000302"')"

keeps 'it does not hand it to one that it has no mandate of' 77 \
	amend --as dn-hoa --reason mistake "$a" \
	--patch "$(patch replace /enterprise/tax_code '"0100109106"')"

# -- asking --------------------------------------------------------------------

keeps 'asking needs a reason' 64 amend --request --as hq-lan "$a" \
	--patch "$name"
keeps 'asking in a dry run asks nothing' 0 amend -n --request --as hq-lan \
	"$a" --patch "$name"
# Of another's declaration an enterprise does not even ask.
ck-store --as admin staff add dn-khac --agency enterprise:0100109106 >"$T/staff"
ck-store --as admin staff add dl-khac --agency broker:0100233488 >"$T/staff"
for user in dn-khac dl-khac; do
	keeps "$user asks for nothing of it" 77 amend --request --as $user \
		--reason mistake "$a" --patch "$name"
	same '... and sees nothing' '' "$(cat "$T/amended")"
	same '... it is told why' not-yours "$(code --request --as $user \
		--reason mistake "$a" --patch "$name")"
	jq -nc --arg trip "$a" --slurpfile patch "$name" \
		'{$trip, patch: $patch[0], reason: "mistake"}' >"$T/asked"
	keeps '... nor in a record' 77 eval \
		'ck-declare amend --request --as '$user' <"$T/asked" >"$T/amended"'
	keeps '... nor by its plate, dry' 77 amend -n --request --as $user \
		--reason mistake 12C-123.45 --patch "$name"
done
keeps 'who is not on the staff asks for nothing' 77 amend --request \
	--as nobody --reason mistake "$a" --patch "$name"
version=$(ck-declare show "$A" | jq .version)
check 'customs asks' amend --request --as hq-lan --reason mistake "$a" \
	--patch "$name"
same '... request 1' 'amendment_request requested 1' "$(jq -r \
	'"\(.kind) \(.state) \(.request)"' "$T/amended")"
same 'nothing is changed by it' "$version" \
	"$(ck-declare show "$A" | jq .version)"
keeps 'customs does not approve its own request' 77 \
	amend --approve 1 --as hq-lan "$a"
check 'the enterprise does' amend --approve 1 --as dn-hoa "$a"
same 'the answer names the request' 'amendment amended 1 mistake' "$(jq -r \
	'"\(.kind) \(.state) \(.request) \(.reason)"' "$T/amended")"
same 'it is done' 'sầu riêng' \
	"$(ck-declare show "$A" | jq -r .document.goods.g1.name)"
keeps 'once' 1 amend --approve 1 --as dn-hoa "$a"
same '... it is decided' request-decided "$(code --approve 1 --as dn-hoa "$a")"
keeps 'there is no other' 67 amend --approve 7 --as dn-hoa "$a"
keeps 'a number is a number' 64 amend --approve one --as dn-hoa "$a"

# The patch of a request may be what is personal.
check 'the border guard asks for another driver' amend --request \
	--as bp-hung --reason driver-change "$a" --patch \
	"$(patch replace /vehicles/v1/crew/p1/name '"Phạm Bí Mật"')"
keeps 'declining needs a reason' 64 amend --decline 2 --as dn-hoa "$a"
keeps '... of the site' 64 amend --decline 2 --as dn-hoa --reason never "$a"
keeps '... and is the owner'\''s' 77 amend --decline 2 --as bp-hung \
	--reason not-so "$a"
check 'the enterprise declines' amend --decline 2 --as dn-hoa \
	--reason not-so "$a"
same '... and the record says whose it was' 'declined 2 not-so bp-hung' \
	"$(jq -r '"\(.state) \(.request) \(.reason) \(.requested_by)"' \
		"$T/amended")"
same 'no name is in the log' '' "$(ck-store log | grep 'Bí Mật')"
keeps 'only one of them at a time' 64 amend --approve 1 --decline 2 \
	--as dn-hoa "$a"

# -- history -------------------------------------------------------------------

ck-declare show --history "$A" >"$T/shown"
same 'who, what, when, on whose request' 'declaration.submitted dn-hoa null null
amendment.requested hq-lan 1 null
declaration.amended dn-hoa 1 hq-lan
amendment.requested bp-hung 2 null
amendment.declined dn-hoa 2 bp-hung' "$(jq -r '.history[] |
	"\(.event) \(.actor) \(.request) \(.requested_by)"' "$T/shown")"
same '... what it was, and is' \
	'[{"pointer":"/goods/g1/name","was":"sầu riêng tươi","is":"sầu riêng"}]' \
	"$(jq -c '.history[2].changed' "$T/shown")"
same '... with the reasons' 'mistake mistake driver-change not-so' \
	"$(jq -r '[.history[].reason // empty] | join(" ")' "$T/shown")"

# -- what was seen -------------------------------------------------------------

keeps 'who saw an older name does not write over it' 1 amend --as dn-hoa \
	--seen "$version" --reason mistake "$a" \
	--patch "$(patch replace /goods/g1/name '"mít"')"
same '... and is told what changed' \
	'conflict false [{"code":"changed","pointer":"/goods/g1/name","was":"sầu riêng tươi","is":"sầu riêng"}]' \
	"$(jq -rc '"\(.state) \(.done) \(.reasons)"' "$T/amended")"
check 'who writes elsewhere may' amend --as dn-hoa --seen "$version" \
	--reason mistake "$a" --patch "$(patch replace /goods/g1/unit '"BX"')"
keeps 'a version that is yet to come' 65 amend --as dn-hoa --seen 99999 \
	--reason mistake "$a" --patch "$name"
keeps 'a test that fails' 1 amend --as dn-hoa --reason mistake "$a" \
	--patch "$(patch test /goods/g1/name '"mít"')"

# -- what is so by then --------------------------------------------------------

unit=$(patch replace /goods/g1/unit '"CT"')
cp "$unit" "$T/unit" && unit=$T/unit
check 'customs asks for another unit' amend --request --as hq-lan \
	--reason mistake "$a" --patch "$unit"
check 'the enterprise corrects it on its own' amend --as dn-hoa \
	--reason mistake "$a" --patch "$unit"
keeps 'nothing is left of it; it is still not for customs to approve' 77 \
	amend --approve 3 --as hq-lan "$a"
same '... and is told so' not-owner "$(code --approve 3 --as hq-lan "$a")"
keeps 'a dry run grants nothing' 0 amend -n --approve 3 --as dn-hoa "$a"
as_it_was=$(ck-declare show "$A" | jq .version)
check 'the enterprise approves' amend --approve 3 --as dn-hoa "$a"
same '... which changes nothing' \
	'amendment unchanged true 3 [] it is so already: nothing changes, and the request is granted' \
	"$(jq -r '"\(.kind) \(.state) \(.done) \(.request) \(.changed) \(.message)"' \
		"$T/amended")"
same '... the declaration is as it was' "$as_it_was" \
	"$(ck-declare show "$A" | jq .version)"
same 'the request is decided' request-decided \
	"$(code --decline 3 --as dn-hoa --reason not-so "$a")"
same '... as the history says' 'amendment.granted dn-hoa 3 hq-lan mistake' \
	"$(ck-declare show --history "$A" | jq -r '.history[-1] |
		"\(.event) \(.actor) \(.request) \(.requested_by) \(.reason)"')"
same '... and who asked is told' \
	'3 granted 12C-123.45: dn-hoa granted request 3 to correct /goods/g1/unit (Declared wrongly); it was so already' \
	"$(ck-declare --lang en messages --as hq-lan -j \
		'select(.about == "amendment.granted") |
			"\(.request) \(.state) \(.message)"' | jq -r .)"

# -- whoever is erased is erased here too --------------------------------------

patches() {
	sqlite3 "$CK_STORE" "select count(*) from person
		where value like '%Bí Mật%'"
}
check 'the tables are what the log says' verifies
check 'the declaration is cancelled' ck-declare cancel --as dn-hoa \
	--reason mistake "$A"
same 'the name that was asked for is kept' 1 "$(patches)"
check 'a year later the driver is erased' env \
	CK_NOW=2028-11-22T07:35:00+07:00 ck-store erase-person 001085006789
same '... and what was asked for' 0 "$(patches)"
same 'the history stands' 'declaration.cancelled' \
	"$(ck-declare show --history "$A" | jq -r '.history[-1].event')"
check 'the tables are what the log says, still' verifies
done_testing
