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

# A version is the number of a change of this trip, not any number of the log.
move "$B.1" abroad control B2-3 && move "$B.1" control yard B1-4 &&
	move "$B.2" outside yard B0-1 && move "$B.3" outside yard B0-1 || exit 99
at() {	# VERSION USER CHECK TRIP
	clear --as "$2" --seen "$1" confirm "$3" "$4"
}
last_of() {
	ck-store log | jq -s "[.[] | select($1)] | last.seq"
}
other=$(seen "$B.2")
keeps 'the number of another truck of the same load' 65 \
	at "$other" bp-hung bp-den "$B.1"
check '... which is told' grep -q "$B.1, .*, has no version $other" <<END
$(words at "$other" bp-hung bp-den "$B.1")
END
keeps 'of another truck' 65 at "$(seen "$trip")" bp-hung bp-den "$B.1"
keeps 'of nothing yet' 65 at "$(($(seq) + 1))" bp-hung bp-den "$B.1"
keeps 'of a person who came to work' 65 \
	at "$(last_of '.event == "staff.added"')" bp-hung bp-den "$B.1"
check 'two trucks are not confirmed by the number of one' status 65 clear \
	--as bp-hung --keep-going --seen "$other" confirm bp-den "$B.2" "$B.3"
same '... the one is' confirmed "$(of '.checks[] |
	select(.check == "border_guard_arrival").state' clear status "$B.2")"
declared=$(last_of ".subject == \"$B\"")
prints 'what all was declared is of each truck' true of .done \
	at "$declared" bp-hung bp-den "$B.1"
prints '... though others have changed since' true of .done \
	at "$declared" bp-hung bp-den "$B.3"
for n in 1 2 3; do
	of .done at "$(seen "$B.$n")" hq-lan hq-den "$B.$n"
done >"$T/arrived"
at "$(seen "$B.1")" vantai-tu vt-gp "$B.1" >"$T/licence" &&
	at "$(seen "$B.1")" bai-xuan-cuong sang-tai "$B.1" >"$T/signed" || exit 99
moved=$(last_of '.event == "load.moved"')
check 'a load that came over is a change of who has it now' status 1 \
	at "$moved" hq-lan hq-bai "$B.2"

# The digest can be checked by anybody who has the values.
same 'the digest is SHA-256 over the JCS of the values' "$(
	printf '%s' '{"/vehicle/chassis":null,"/vehicle/plate":"12C99999","/vehicle/trailer":"12R00123"}' |
		sha256sum | cut -d' ' -f1)" "$(
	ck-store log | jq -r 'select(.event == "check.confirmed" and
		.subject == "'"$trip"'" and
		.body.name == "border_guard_arrival").body.vouched.digest')"

# A check of a customs number is one for all that travel under it.
rm "$CK_STORE"*
jq '.checks.number_seen = {agency: "customs", scope: "customs",
		alias: "so-tk", name: {vi: "Số tờ khai",
		en: "number seen", zh: "报关单"}, when: "true",
		vouches: ["/declaration/customs"]} |
	.checks.number_again = (.checks.number_seen | .alias = "so-hai")' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/.init" || exit 99
jq '.vehicles[0] |= (.plate = "12C-222.22" | del(.trailer, .container))' \
	"$top_srcdir/tests/data/clear/export.json" >"$T/second.json"
A=$(submit "$top_srcdir/tests/data/clear/export.json") &&
	C=$(submit "$T/second.json") || exit 99
prints 'looked at on one truck' true of .done \
	at "$(seen "$A.1")" hq-lan so-tk "$A.1"
number=$(last_of '.event == "check.confirmed"')
prints 'it has changed on the other' "$number" seen "$C.1"
echo '{"customs":{"c1":{"number":"305123456990"}}}' >"$T/patch"
check 'which gets another number' ck-declare --as dn-hoa amend "$C" \
	--patch "$T/patch" --reason mistake
check 'what was seen before that is told as changed' status 1 \
	at "$number" hq-lan so-hai "$C.1"
same '... and not as unknown' changed "$(of '[.reasons[].code] | unique[]' \
	at "$number" hq-lan so-hai "$C.1")"
amend_seen() {
	ck-declare --lang en --as dn-hoa --seen "$1" amend "$C" \
		--patch "$T/patch" --reason mistake
}
keeps 'a correction is of what was seen, too' 65 amend_seen \
	"$(last_of ".subject == \"$A\"")"
keeps '... not of what a person did' 65 amend_seen 3
check '... of this declaration' amend_seen "$(seen "$C.1")"
check 'the tables are what the log says' verifies

done_testing
