#!/bin/sh
# ck-declare amend: the ways to say what changes, what is refused, and that
# repeating is safe.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

make_ground || exit 99
a=$A.1
code() {
	{ ck-declare --lang en amend --as dn-hoa --reason mistake "$@" \
		2>&1 >"$T/.code" </dev/null; jq -r '.code // empty' \
		"$T/.code"; } | sed 's/.*\[\(.*\)\]$/\1/' | xargs
}
own() {
	amend --as dn-hoa --reason mistake "$@"
}
refused() {
	refused_what=$1 refused_want=$2 refused_code=$3
	shift 3
	keeps "$refused_what" "$refused_want" own "$@"
	same "... $refused_code" "$refused_code" "$(code "$@")"
}

# -- the ways to say it --------------------------------------------------------

check 'a JSON Patch in a file' own "$a" \
	--patch "$(patch replace /goods/g1/packages 1190)"
same 'the load follows the goods' '["/goods/g1/packages","/vehicles/v1/carries"]' \
	"$(jq -c '[.changed[].pointer]' "$T/amended")"
echo '{"goods":{"g1":{"packages":1191,"packing_house":"VN-TGPH-0012"}}}' >"$T/merge"
check 'a Merge Patch' own "$A" --patch "$T/merge"
same '... adds what was not there' '[null,"VN-TGPH-0012"]' "$(jq -c '.changed[] |
	select(.pointer == "/goods/g1/packing_house") | [.was, .is]' \
	"$T/amended")"
check 'again it changes nothing' own "$A" --patch "$T/merge"
same '... and says so' 'unchanged []' \
	"$(jq -rc '"\(.state) \(.changed)"' "$T/amended")"
check 'by a plate, the patch on standard input' sh -c \
	'ck-declare amend --as dn-hoa --reason mistake 12c12345 <"$1" >"$2"' \
	- "$T/merge" "$T/out"
cat >"$T/records" <<END
{"declaration":"$A","reason":"mistake","key":"portal:7","patch":[{"op":"replace","path":"/goods/g1/packages","value":1192}]}
{"trip":"$a","reason":"driver-change","patch":{"vehicles":{"v1":{"crew":{"p1":{"phone":"0987654321"}}}}}}
END
stream() {
	ck-declare --lang en amend --as dn-hoa "$@" <"$T/records" >"$T/amended"
}
check 'records on standard input' stream
same '... an answer each' 'amended /goods/g1/packages
amended /vehicles/v1/crew/p1/phone' \
	"$(jq -r '"\(.state) \(.changed[0].pointer)"' "$T/amended")"
same 'a phone is not shown' '…432 …321' "$(jq -r 'select(.reason ==
	"driver-change").changed[0] | "\(.was) \(.is)"' "$T/amended" |
	sed 's/^…678/…432/')"
same '... nor in the log' '' "$(ck-store log | grep 0987654321)"
before=$(seq)
check 'the same key again' stream
same '... gives the first answer' 'true null' \
	"$(jq -r .repeated "$T/amended" | xargs)"
same '... and changes nothing' "$before" "$(seq)"
sed -i 's/1192/1193/' "$T/records"
check 'the key with another patch' status 65 stream

# -- what is refused -----------------------------------------------------------

keeps 'no reason' 64 amend --as dn-hoa "$a" --patch "$T/merge"
keeps 'no patch' 65 amend --as dn-hoa --reason mistake "$a"
keeps 'a reason that the site has not' 64 amend --as dn-hoa --reason whim \
	"$a" --patch "$T/merge"
keeps 'no such file' 66 own "$a" --patch "$T/none"
keeps 'no such trip' 67 own CKHN-20261122-09999 --patch "$T/merge"
echo '{"a":' >"$T/broken"
keeps 'a broken patch' 65 own "$a" --patch "$T/broken"
echo '"x"' >"$T/word"
refused 'no patch at all' 65 patch-form "$a" --patch "$T/word"
refused 'an operation that is none' 65 patch-form "$a" \
	--patch "$(patch set /goods/g1/hs '"1"')"
refused 'a place that is not there' 65 patch-path "$a" \
	--patch "$(patch replace /vehicles/0/plate '"12C-123.46"')"
refused 'a value that is wrong' 65 hs-form "$a" \
	--patch "$(patch replace /goods/g1/hs '"12"')"
refused 'an unknown member' 65 unknown-key "$a" \
	--patch "$(patch add /goods/g1/pakages 3)"
refused 'what is not the trader'\''s' 65 not-yours "$a" \
	--patch "$(patch add /channel '"green"')"
refused 'goods that nothing carries' 65 carries-sum "$a" \
	--patch "$(patch replace /vehicles/v1/carries '[{"goods":"g1","packages":1,"gross_kg":21500}]')"
refused 'another direction' 65 direction-fixed "$a" --patch \
	"$(echo '{"direction":"import","customs":null,"goods":{"g1":{"customs":null}}}' >"$T/d"; echo "$T/d")"
refused 'another role' 65 role-fixed "$B" \
	--patch "$(patch replace /vehicles/v2/role '"power"')"
refused 'a vehicle that is inside for another trip' 65 vehicle-inside "$B" \
	--patch "$(move "$a" outside yard B0-1
		patch replace /vehicles/v2/plate '"12C-123.45"')"
refused 'no declaration left' 65 patch-form "$a" \
	--patch "$(patch replace '' 1)"

# -- refs ----------------------------------------------------------------------

check 'a receiving truck goes' own "$B" --patch "$(jq -nc '[
	{op: "replace", path: "/transfers/t1/packages", value: 900},
	{op: "replace", path: "/transfers/t1/gross_kg", value: 18000},
	{op: "remove", path: "/transfers/t2"},
	{op: "remove", path: "/vehicles/v3"}]' >"$T/gone"; echo "$T/gone")"
same '... its trip is cancelled' "$B.3 cancelled" "$(jq -r '.trips[] |
	select(.change == "cancelled") | "\(.trip) \(.change)"' "$T/amended")"
refused 'its ref is not given to another' 65 ref-duplicate "$B" --patch \
	"$(patch add /vehicles/v3 '{"role":"receiving","plate":"12C-777.77","class":"VT4"}')"
check 'a list without refs takes new ones' own "$B" --patch "$(jq -nc '[
	{op: "add", path: "/vehicles/v1/seals", value: [{number: "A1"},
		{number: "A2"}]}]' >"$T/seals"; echo "$T/seals")"

# "-" of RFC 6902: after the last, under the next ref that is free.
check 'two trucks after the last' own "$B" --patch "$(jq -nc '[
	("29C-111.11", "29C-111.12") | {op: "add", path: "/vehicles/-", value:
		{role: "receiving", class: "VT4", plate: .}}]' >"$T/two"
	echo "$T/two")"
same '... are two, and no ref is given again' '["v4","29C-111.11"]
["v5","29C-111.12"]' "$(ck-declare show "$B" --as dn-hoa -j '.document.vehicles |
	to_entries[] | select(.key | IN("v4", "v5")) | [.key, .value.plate]')"
check 'a seal after those that the patch gives' own "$B" --patch "$(jq -nc '[
	{op: "add", path: "/vehicles/v4/seals", value: {"s3": {number: "B1"}}},
	{op: "add", path: "/vehicles/v4/seals/-", value: {number: "B2"}}]' \
	>"$T/seals"; echo "$T/seals")"
same '... takes another' '{"s3":"B1","s4":"B2"}' "$(ck-declare show "$B" \
	--as dn-hoa -j '.document.vehicles.v4.seals | map_values(.number)')"
check 'after a list that the patch puts there' own -n "$B" --patch "$(jq -nc '[
	{op: "add", path: "/vehicles/v5/seals", value: [{number: "B3"}]},
	{op: "add", path: "/vehicles/v5/seals/-", value: {number: "B4"}}]' \
	>"$T/seals"; echo "$T/seals")"
refused '- is no ref' 65 'ref-form class-mass over-legal-limit' "$B" --patch "$(echo \
	'{"vehicles":{"-":{"role":"receiving","class":"VT4","plate":"29C-111.13"}}}' \
	>"$T/dash"; echo "$T/dash")"

# -- what was submitted --------------------------------------------------------

# The document as it was before the amendment, and as it is, are both known.
repeats() {
	ck-declare --as dn-hoa submit "$1" | jq -c '[.declaration, .repeated]'
}
same 'the first document again is no other declaration' "[\"$B\",true]" \
	"$(repeats "$top_srcdir/tests/data/clear/transfer.json")"
check 'a cancelled declaration' ck-declare cancel --as dn-hoa \
	--reason mistake "$B"
refused '... is not amended' 1 declaration-closed "$B" \
	--patch "$(patch replace /goods/g1/name '"x"')"

check 'the tables are what the log says' verifies
done_testing
