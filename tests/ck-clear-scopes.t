#!/bin/sh
# Checks of a vehicle and of a person, and one that another check's conditions
# make needed.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

jq '.checks.vehicle_papers = {agency: "transport", scope: "vehicle",
		alias: "giay-xe", name: {vi: "Giấy tờ xe",
		en: "vehicle papers", zh: "车辆证件"}, when: "true",
		vouches: ["/vehicle/plate", "/vehicle/licence"]} |
	.checks.driver_card = {agency: "border_guard", scope: "person",
		alias: "giay-lai", name: {vi: "Giấy tờ lái xe",
		en: "driver papers", zh: "司机证件"},
		when: ".role == \"main\"", where: ["yard"],
		vouches: ["/vehicle/crew"]}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store --simulated --site "$T/site.json" init >"$T/.init" || exit 99
A=$(submit "$top_srcdir/tests/data/clear/export.json") || exit 99
trip=$A.1
state() {
	of ".checks[] | select(.check == \"$1\") | \"\(.scope) \(.state)\"" \
		clear status "$trip"
}
give() {
	give_user=$1 give_check=$2
	shift 2
	confirm_each "$give_user" "$give_check" "$@" "$trip" >"$T/.given"
}
amend() {
	printf '%s\n' "$1" >"$T/patch"
	ck-declare --lang en --as dn-hoa amend "$A" --patch "$T/patch" \
		--reason driver-change >"$T/amended"
}

same 'a check of the vehicle' 'vehicle open' "$(state vehicle_papers)"
same 'a check of a person' 'person open' "$(state driver_card)"
keeps 'nobody is looked at who is not there' 1 clear --as bp-hung \
	--seen "$(seen "$trip")" confirm giay-lai "$trip"
move "$trip" outside yard B0-1 || exit 99
same 'each waits with its agency' 'driver_card 1 vehicle_papers 1' "$(
	for agency in border_guard transport; do
		clear pending --agency $agency | jq -r '.check |
			select(. == "driver_card" or . == "vehicle_papers")'
	done | sort | uniq -c | awk '{ print $2, $1 }' | xargs)"
keeps 'of another agency it is not given' 77 clear --as hq-lan \
	--seen "$(seen "$trip")" confirm giay-xe "$trip"
check 'the papers' give vantai-tu giay-xe
check 'the driver' give bp-hung giay-lai
check 'another person comes along' amend \
	'{"vehicles":{"v1":{"crew":{"p9":{"role":"co_driver","name":"Lò Văn Páo"}}}}}'
same '... who is to be looked at, the vehicle is not' \
	'person stale vehicle confirmed' \
	"$(state driver_card) $(state vehicle_papers)"
check 'the driver again' give bp-hung giay-lai
keeps 'once' 1 clear --as bp-nam --seen "$(seen "$trip")" confirm giay-lai "$trip"

# -- a condition --------------------------------------------------------------

needs() {
	of '[.checks[].check | select(. == "customs_reseal")] | length' \
		clear status "$trip"
}
clear --as hq-lan customs 305123456780 --channel red >"$T/typed" &&
	give hq-lan hq-den && give hq-lan hq-hs || exit 99
same 'nobody asks for a seal' 0 "$(needs)"
clear --as hq-lan start hq-kh "$trip" >"$T/started" || exit 99
check 'the inspection breaks it' clear --as hq-lan --conditions reseal \
	result hq-kh "$trip"
same '... so one is asked for at once' 1 "$(needs)"
same '... and the log says by what' 'rule:needs check.resulted hq-lan' "$(
	ck-store log | jq -rs '(.[] | select(.event == "check.needed" and
		.body.name == "customs_reseal")) as $n |
	($n.cause | split(":")[1] | tonumber) as $c |
	"\($n.actor) \(.[] | select(.seq == $c) | "\(.event) \(.actor)")"')"
keeps 'not before the goods are seen' 1 clear --as hq-lan --seen "$(seen "$trip")" \
	confirm hq-np "$trip"
check 'the result was a slip' clear --as hq-lan --reason mistake withdraw \
	hq-kh "$trip"
same '... so none is' 0 "$(needs)"
check 'the goods are seen, to be sealed again' give hq-lan hq-kh \
	--conditions reseal
same '... which is asked for' 1 "$(needs)"
check '... and seen' give hq-minh hq-np
check 'the goods change' amend '{"goods":{"g1":{"name":"sầu riêng cấp đông"}}}'
same '... what was asked of them is asked no more' 0 "$(needs)"
check 'they are seen, and whole' give hq-lan hq-hs
check '... without a condition' give hq-lan hq-kh
same '... nothing is' 0 "$(needs)"

# -- a milder channel, and a stricter one again -------------------------------

channel() {
	clear --as hq-lan customs 305123456780 --channel "$1" >"$T/typed"
}
goods() {
	of '.checks[] | select(.check == "customs_goods").state' \
		clear status "$trip"
}
check 'customs takes that back' clear --as hq-lan --reason mistake withdraw \
	hq-kh "$trip"
check '... a seal is wanted' give hq-lan hq-kh --conditions reseal
same '... again' 1 "$(needs)"
check 'a milder channel' channel yellow
same '... asks for no inspection, and for no seal' '0 ' "$(needs) $(goods)"
check 'red again' channel red
same '... it was inspected, and a seal is wanted' '1 confirmed' \
	"$(needs) $(goods)"
check 'a milder one' channel green
check 'other goods, while nobody asks' amend \
	'{"goods":{"g1":{"name":"sầu riêng tươi, loại 1"}}}'
check 'and red once more' channel red
same '... what was inspected is not so any more' '0 stale' \
	"$(needs) $(goods)"
same '... the log says by whom' 'rule:needs' "$(ck-store log | jq -r '
	select(.event == "check.staled" and
		.body.name == "customs_goods").actor' | tail -n 1)"

if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	{
		clear status "$trip"
		clear pending --agency border_guard
		cat "$T/amended"
	} >"$T/records"
	check 'records are as the schemas say' \
		valid status check amendment <"$T/records"
fi
check 'the tables are what the log says' verifies
done_testing
