#!/bin/sh
# ck-clear status: one screen on one truck, and the same as a record.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
CK_NOW=2026-11-22T07:31:00+07:00 move "$A.1" outside yard B0-1 || exit 99
seen=$(seq)
clear --as hq-lan --seen "$seen" confirm hq-den "$A.1" >"$T/.1" &&
	clear --as kdtv-son --seen "$seen" --reason pest refuse kdtv "$A.1" \
		>"$T/.2" &&
	clear --as tt-gate --reason overweight hold "$A.1" >"$T/.3" &&
	fee --as phi-nga assess "$A.1" >"$T/.4" || exit 99
CK_NOW=2026-11-22T09:46:00+07:00

prints 'a screen that a tired person can read' "$(
	sed "s/TRIP/$A.1/" "$top_srcdir/tests/data/clear/screen.txt")" \
	clear --as hq-lan -f table status "$A.1"
prints "names in the site's language by itself" 'Biên phòng: xe đến' \
	of '.checks[] | select(.alias == "bp-den").name' \
	ck-clear status "$A.1"
prints '... and in another' 'Border guard: arrival' \
	of '.checks[] | select(.alias == "bp-den").name' clear status "$A.1"
prints 'two trips are two screens' "  Version 2" \
	sh -c 'ck-clear --lang en -f table status "$1" "$2" | grep -c "^  Version" |
		sed "s/^/  Version /"' sh "$A.1" "$B.1"
prints 'all trips of a declaration' 3 \
	sh -c 'ck-clear status "$1" | wc -l' sh "$B"

prints 'by the last characters of a plate' "$A.1" of .trip clear status 12345
check 'no such trip' status 67 clear status CKHN-20261122-09999.1
check 'nothing named' status 64 clear status
prints 'a record in a pipe' "$B.2" \
	sh -c 'printf "%s\n" "{\"trip\":\"$1\"}" | ck-clear status - | jq -r .trip' \
	sh "$B.2"
prints 'a transfer waits for the receiving trucks, too' \
	"transport_licence null, border_guard_arrival null, customs_arrival null, border_guard_arrival $B.2, customs_arrival $B.2, border_guard_arrival $B.3, customs_arrival $B.3" \
	of '[.checks[] | select(.check == "transfer").waits_for[] |
		"\(.check) \(.trip)"] | join(", ")' clear status "$B.1"
prints 'csv has a line a trip' "Vehicle,Trip,Zone,Since,Open,Version,Simulated
12C-123.45,$A.1,yard,2026-11-22T07:31:00.000+07:00,10,$(of .version clear status "$A.1"),SIMULATED" \
	clear --as hq-lan -f csv status "$A.1"

check 'a read-only store will do' sh -c '
	chmod a-w "$CK_STORE"* && ck-clear status "$1" >/dev/null' sh "$A.1"

done_testing
