#!/bin/sh
# What is confirmed is what was seen: a change in between is told, and only a
# change of what the check vouches for.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
move "$trip" outside yard B0-1 || exit 99
clear --as dn-hoa request kdtv "$trip" >"$T/asked" || exit 99
seen=$(of .version clear status "$trip")

# An amendment, as far as the tables know: the log still has what was declared.
amend() {
	sqlite3 "$CK_STORE" "update declaration set version = $(seq),
		document = replace(document, '$1', '$2')
		where declaration = '$A'"
}
give() {
	clear --as "$1" --seen "$seen" confirm "$2" "$trip"
}
changes() {
	of '.reasons[] | "\(.code) \(.pointer) \(.was) \(.is)"' give "$@"
}

# Something else about the trip: its version rises, the vouched values stay.
check 'a hold' clear --as hq-lan --reason goods-doubt hold "$trip"
jq -nc --arg d "$A" '{events: [{event: "declaration.cancelled", root: $d,
	subject: $d, body: {reason: "test"}}]}' | append || exit 99
prints 'a change of something else does not stand in the way' true \
	of .done give hq-lan hq-den

amend 12C12345 12C99999 || exit 99
same 'a changed plate is told, with what it was' \
	'changed /vehicle/plate 12C12345 12C99999' "$(changes bp-hung bp-den)"
check '... exit 1' status 1 give bp-hung bp-den
prints 'plant quarantine does not vouch for the plate' true \
	of .done give kdtv-son kdtv
amend 0810 0811
same 'the goods it does' 'changed /goods/*/hs null null' \
	"$(changes hq-lan hq-xong)"
seen=$(seq)
prints 'who has seen it may confirm it' true of .done give bp-hung bp-den

check 'a verdict' status 0 clear --as bp-hung --seen "$seen" \
	--reason person-not-allowed refuse bp-kt "$trip"
seen=$((seen - 1))
same 'a verdict that came in between is told' \
	'changed border_guard_check refused bp-hung' \
	"$(of '.reasons[] | select(.state) |
		"\(.code) \(.check) \(.state) \(.actor)"' \
		clear --as bp-nam --seen "$seen" --overrule confirm bp-kt "$trip")"

check 'without a version, and no terminal' status 64 \
	clear --as hq-lan confirm hq-ra "$trip"
check '... that is said' grep -q version-missing <<END
$(words clear --as hq-lan confirm hq-ra "$trip")
END

# The digest can be checked by anybody who has the values.
same 'the digest is SHA-256 over the JCS of the values' "$(
	printf '%s' '{"/vehicle/chassis":null,"/vehicle/plate":"12C99999","/vehicle/trailer":"12R00123"}' |
		sha256sum | cut -d' ' -f1)" "$(
	ck-store log | jq -r 'select(.event == "check.confirmed" and
		.body.name == "border_guard_arrival").body.vouched.digest')"

done_testing
