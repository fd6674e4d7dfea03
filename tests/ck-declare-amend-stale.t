#!/bin/sh
# What has to be confirmed again after an amendment: the checks whose vouched
# values changed, and no other.
. "${0%/*}/lib.sh"
. "${0%/*}/amend-ground.sh"

command -v ck-weigh >/dev/null || skip_all 'ck-weigh is not built'
make_ground || exit 99
a=$A.1
amend --as dn-hoa --reason container-change "$a" --patch \
	"$(patch add /vehicles/v1/seals '[{"number":"VN0012345"}]')" || exit 99
move "$a" outside yard B0-1 && confirm bp-hung bp-den "$a" &&
	confirm hq-lan hq-den "$a" && asked "$a" &&
	confirm kdtv-son kdtv "$a" &&
	confirm vantai-tu vt-gp "$a" && weighed 36740 "$a" &&
	paid "$a" 800000 && confirm hq-lan hq-xong "$a" &&
	confirm bp-hung bp-kt "$a" || exit 99
given='border_guard_arrival customs_arrival plant_quarantine transport_licence weight fee customs_finish border_guard_check'
same 'all of this was confirmed' "$given" "$(clear status "$a" |
	jq -r '[.checks[] | select(.state == "confirmed").check] | join(" ")')"

# -- the transfer driver (scenario A.11) ---------------------------------------

check 'the transfer driver takes the wheel' amend --as dn-hoa \
	--reason driver-change "$a" --patch "$(patch add /vehicles/v1/crew/p2 \
	'{"role":"transfer_driver","name":"Lê Văn Cường","id":"020090005678"}')"
same "only the border guard's person check is stale" \
	"$a border_guard_check border_guard" "$(stale)"
same '... and is what vouches for the crew' '["/vehicle/crew"]' \
	"$(jq -c '.stale[0].pointers' "$T/amended")"
same '... in words' \
	'to be confirmed again: Border guard: persons and vehicle (Border guard)' \
	"$(jq -r .message "$T/amended")"
same 'weight, quarantine and fee stand' 'confirmed confirmed confirmed' \
	"$(state "$a" weight) $(state "$a" plant_quarantine) $(state "$a" fee)"
same 'the other is to be given again' stale "$(state "$a" border_guard_check)"
check '... and is' confirm bp-hung bp-kt "$a"
same 'the same person written down again is no change' '[] []' "$(
	amend --as dn-hoa --reason mistake "$a" --patch "$(patch replace \
		/vehicles/v1/crew/p2/name '"Lê Văn Cường"')"
	jq -rc '"\(.changed) \(.stale)"' "$T/amended")"

# -- container and seals -------------------------------------------------------

jq -cn '[{op: "replace", path: "/vehicles/v1/container",
		value: "TNAU9000302"},
	{op: "remove", path: "/vehicles/v1/seals/s1"},
	{op: "add", path: "/vehicles/v1/seals/s2",
		value: {number: "VN0099999", by: "customs"}}]' >"$T/container"
check 'the container is another, with its seal' amend --as dn-hoa \
	--reason container-change "$a" --patch "$T/container"
same 'whoever vouches for the container looks again' \
	'customs_arrival fee plant_quarantine weight' \
	"$(jq -r '[.stale[].check] | sort | join(" ")' "$T/amended")"
check 'the ref of the old seal is not given to another' status 65 amend \
	--as dn-hoa --reason container-change "$a" --patch \
	"$(patch add /vehicles/v1/seals/s1 '{"number":"VN0088888"}')"
same '... and that is told' ref-duplicate "$(jq -r .code "$T/amended")"

# -- one more customs number ---------------------------------------------------

jq -cn '[{op: "add", path: "/customs/c2", value:
	{number: "305123456791", type: "B11", office: "15BB"}}]' >"$T/customs"
check 'a customs number is added' amend --as dn-hoa --reason customs-change \
	"$a" --patch "$T/customs"
same 'what customs finished on one number is not finished' \
	"$a customs_finish customs" "$(stale)"

# -- unloading an overweight truck (scenario E.7) ------------------------------

jq '.vehicles[0].plate = "29C-777.01" | .vehicles[0].trailer = "29R-123.45"
	| .vehicles[0].container = null | .vehicles[0].self_kg = 16200
	| .customs[0].number = "305223456780"
	| .goods[0] += {hs: "11081400", name: "tinh bột sắn", unit: "BG",
		packages: 600, gross_kg: 30000, net_kg: null,
		value: 300000000}
	| del(.. | nulls) | del(.vehicles[0].carries, .vehicles[0].seals)' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/starch.json"
E=$(submit "$T/starch.json") || exit 99
e=$E.1
jq -nc '{events: [{event: "customs.updated", root: "CKHN/30522345678",
	subject: "CKHN/30522345678", body: {channel: "yellow"}}]}' | append
jq -nc --arg d "$E" '{events: [{event: "check.needed", root: $d,
	subject: "\($d).1", body: {name: "customs_documents", subject: $d,
	agency: "customs", scope: "declaration"}}]}' | append
move "$e" outside yard B0-1 && confirm bp-hung bp-den "$e" &&
	confirm hq-lan hq-den "$e" && asked "$e" &&
	confirm kdtv-son kdtv "$e" &&
	confirm vantai-tu vt-gp "$e" && confirm hq-lan hq-hs "$e" &&
	weighed 46220 "$e" && paid "$e" 800000 || exit 99
jq -n '{goods: {g1: {packages: 672, gross_kg: 33600}},
	vehicles: {v2: {role: "receiving", class: "VT2", nationality: "VN",
		plate: "98C-321.09", self_kg: 4000}},
	transfers: [{from: "v1", to: "v2", goods: "g1", packages: 48,
		gross_kg: 2400}]}' >"$T/unload"
jq 'del(.vehicles, .transfers)' "$T/unload" >"$T/goods"
check '48 sacks more were on it than declared' amend --as dn-hoa \
	--reason unloaded "$e" --patch "$T/goods"
same 'weight, customs documents and fee are stale; not quarantine, licence, arrival' \
	"customs_documents fee weight" \
	"$(jq -r '[.stale[].check] | sort | join(" ")' "$T/amended")"
same '... each of its agency' 'customs fee gate_centre' \
	"$(jq -r '[.stale | sort_by(.check)[].agency] | join(" ")' "$T/amended")"
same 'the load followed the goods' '[{"goods":"g1","packages":672,"gross_kg":33600}]' \
	"$(ck-declare show "$e" | jq -c .document.vehicles.v1.carries)"
check 'the second truck takes them' amend --as dn-hoa --reason unloaded "$e" \
	--patch "$T/unload"
same 'it has a trip of its own' "$E.2 added" \
	"$(jq -r '.trips[] | select(.change == "added") |
		"\(.trip) \(.change)"' "$T/amended")"
same '... with checks' true "$(jq --arg t "$E.2" \
	'[.needed[] | select(.trip == $t).check] |
		contains(["weight", "fee", "border_guard_check"])' "$T/amended")"

# -- receivers that come later (scenario B.2) ----------------------------------

jq 'del(.vehicles[2]) | .transfers[1].to = null
	| .customs[0].number = "105987654331"
	| .vehicles[0] |= (.plate = "桂F·A2346" | .trailer = "桂F1235挂"
		| .container = null) | .vehicles[1].plate = "12C-200.12"
	| del(.vehicles[0].container)' \
	"$top_srcdir/tests/data/clear/transfer.json" >"$T/later.json"
L=$(submit "$T/later.json") || exit 99
move "$L.1" abroad control B2-2 && move "$L.1" control yard B1-2 &&
	confirm hq-lan hq-den "$L.1" && confirm hq-lan hq-xong "$L.1" || exit 99
jq -n '{vehicles: {v3: {role: "receiving", class: "VT4", nationality: "VN",
	plate: "29H-300.23", self_kg: 6080}}, transfers: {t2: {to: "v3"}}}' \
	>"$T/receiver"
check 'the yard names the second receiver' amend --as bai-xuan-cuong \
	--reason receiver-known "$L" --patch "$T/receiver"
same 'customs finish is not stale' '' "$(stale)"
same 'transfer permission is to look at what it has not given yet' \
	"$L.1 transfer" "$(jq -r '.open[] |
		select(.check == "transfer") | "\(.trip) \(.check)"' "$T/amended")"
same 'one trip more' 3 "$(ck-declare show "$L" | jq '.trips | length')"

# -- another receiver after the transfer was signed ----------------------------

b=$B.1
move "$b" abroad control B2-2 && move "$b" control yard B1-2 &&
	confirm bp-hung bp-den "$b" && confirm hq-lan hq-den "$b" &&
	confirm vantai-tu vt-gp "$b" || exit 99
for t in "$B.2" "$B.3"; do
	move "$t" outside yard B0-1 && confirm bp-hung bp-den "$t" &&
		confirm hq-lan hq-den "$t" || exit 99
done
confirm bai-xuan-cuong sang-tai "$b" && weighed 15140 "$B.2" || exit 99
same 'a receiver was weighed' confirmed "$(state "$B.2" weight)"
jq -cn '{transfers: {t1: {gross_kg: 9700}, t2: {gross_kg: 8300}}}' >"$T/shared"
check 'it has more than was declared, the other less' amend --as dn-hoa \
	--reason mistake "$B" --patch "$T/shared"
same 'its weight is to be confirmed again, for what it has' \
	"$B.2 [\"/vehicle/carries\"]" "$(jq -r '.stale[] |
		select(.check == "weight") | "\(.trip) \(.pointers)"' "$T/amended")"
confirm bai-xuan-cuong sang-tai "$b" || exit 99
check 'one receiver is swapped' amend --as bai-xuan-cuong \
	--reason vehicle-change "$B" --patch \
	"$(patch replace /vehicles/v3/plate '"29H-555.66"')"
same 'transfer permission and the arrivals of that truck are stale' \
	"$B.1 transfer yard:XUAN-CUONG
$B.3 border_guard_arrival border_guard
$B.3 customs_arrival customs" "$(stale | sort)"

check 'the tables are what the log says' verifies
done_testing
