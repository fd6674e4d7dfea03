#!/bin/sh
# ck-clear pending: what is started, at the laboratory, past its legal limit;
# vehicles too long on the other side.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

# The gate works from 07:30 to 12:00 and from 13:00 to 17:00, not on Sundays
# and not on 24 November; 22 November 2026 is a Sunday.
jq '.calendar |= (map(select(.subject != "goods")) +
	[{open: "07:30", close: "12:00"}, {open: "13:00", close: "17:00"} |
	. + {from: "2024-01-01", to: null,
		days: ["mon", "tue", "wed", "thu", "fri", "sat"]}] +
	[{from: "2026-11-24", to: "2026-11-24", closed: true}] |
	map({subject: "goods", side: "VN", utc_offset: "+07:00",
		source: "the test"} + .)) |
	.checks.plant_quarantine.deadline = {minutes: 60, clock: "elapsed",
		from: "requested", source: "the test"} |
	.checks.customs_receipt.when = "true" |
	.checks.customs_receipt.deadline = .checks.customs_documents.deadline |
	.checks.border_guard_arrival.deadline = {minutes: 480,
		clock: "working", from: "started", source: "the test"}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
at() {
	at_time=2026-11-$1:00+07:00
	shift
	CK_NOW=$at_time "$@"
}
CK_NOW=2026-11-21T16:00:00+07:00
ck-store --simulated --site "$T/site.json" init >"$T/.init" || exit 99
A=$(submit "$top_srcdir/tests/data/clear/export.json") || exit 99
trip=$A.1

limits() {
	of '"\(.check) \(.deadline.at) \(.late_min)"' clear pending "$@"
}

prints 'two working hours, over the Sunday' \
	'customs_receipt 2026-11-23T08:30:00.000+07:00 null' \
	limits --agency customs --check hq-tn
prints '... with its source' true of '.deadline |
	(.source | test("54/2014")) and .unconfirmed and .clock == "working"' \
	clear pending --agency customs --check hq-tn
check 'not late in the hour before' test -z "$(at 23T08:30 limits --agency customs --late)"
prints 'late after it' 'customs_receipt 2026-11-23T08:30:00.000+07:00 31' \
	at 23T09:01 limits --agency customs --late
prints 'what was not asked for has no limit yet' 'plant_quarantine null null' \
	limits --agency plant_quarantine
check 'it is asked for' at 22T08:00 clear --as dn-hoa request kdtv "$trip"
prints '... and late after an hour' \
	'plant_quarantine 2026-11-22T09:00:00.000+07:00 5' \
	at 22T09:05 limits --agency plant_quarantine
check 'it is withdrawn' at 22T09:06 clear --as kdtv-son withdraw --reason order \
	kdtv "$trip"
prints '... and has none' 'plant_quarantine null null' \
	at 22T09:07 limits --agency plant_quarantine

at 22T07:00 move "$trip" outside yard B0-1 || exit 99
check 'the border guard begins in the afternoon' \
	at 23T16:00 clear --as bp-hung start bp-den "$trip"
prints 'eight working hours: one that day, none on the day off, seven the next' \
	'border_guard_arrival 2026-11-25T15:30:00.000+07:00 null' \
	limits --agency border_guard --state started
check '... it goes to the laboratory' \
	at 23T16:30 clear --as bp-hung sample bp-den "$trip"
prints '... where it is found' sampled of .state \
	clear pending --agency border_guard --state sampled
check '... and nothing else is' test -z "$(limits --agency border_guard --state started)"
check 'no such state' status 64 clear pending --agency customs --state lost
check 'a table' grep -q '2026-11-23 08:30' <<END
$(clear pending --agency customs -f table)
END

# -- too long on the other side -----------------------------------------------

at 22T10:00 move "$trip" control abroad B2-1 || exit 99
over() {
	of '"\(.trip) \(.limit_h) \(.until) \(.over_min) \(.unconfirmed)"' \
		clear pending --overstay
}
check 'in its time it is in no list' test -z "$(at 23T09:59 over)"
prints 'an hour over the 24 of the site' \
	"$trip 24 2026-11-23T10:00:00.000+07:00 60 true" at 23T11:00 over
check 'home again' at 23T12:00 move "$trip" abroad control B2-3
check '... it is in no list' test -z "$(at 24T11:00 over)"

# -- the staff ----------------------------------------------------------------

check 'an order that ends' at 22T08:00 ck-store --as admin staff add hq-tam \
	--agency customs --from 2026-11-01 --to 2026-11-20 \
	--stands-in-for hq-lan --order 12/QD-HQ
keeps 'it is over' 77 at 23T09:00 clear --as hq-tam start hq-den "$trip"
check '... with its day and number' grep -q \
	'ended on 2026-11-20; order 12/QD-HQ.*staff-dates' <<END
$(words at 23T09:00 clear --as hq-tam start hq-den "$trip")
END
prints 'acts outside one'"'"'s right are written nowhere but counted' 2 \
	of .acts_refused ck-store stat
keeps 'a dry run' 77 clear --as yte-mai -n start kdtv "$trip"
keeps 'no medical officer for plants' 77 clear --as yte-mai start kdtv "$trip"
prints '... which counts, the dry run does not' 3 of .acts_refused ck-store stat
check 'one that stands in' at 22T08:00 ck-store --as admin staff add hq-thay \
	--agency customs --stands-in-for hq-lan --order 13/QD-HQ
prints 'both people are named' 'hq-thay hq-lan' of '"\(.actor) \(.for)"' \
	at 23T13:00 clear --as hq-thay --for hq-lan start hq-tn "$trip"
same '... in the log, too' 'hq-thay hq-lan' "$(ck-store log | jq -r \
	'select(.event == "check.started" and .body.name == "customs_receipt") |
	"\(.actor) \(.for)"')"

check 'the tables are what the log says' verifies
done_testing
