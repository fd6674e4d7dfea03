#!/bin/sh
# The records of ck-store as an independent validator sees them.
. "${0%/*}/lib.sh"
python3=/usr/bin/python3
"$python3" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'
CK_NOW=2026-11-22T08:00:00+07:00
export CK_NOW
site=$top_srcdir/share/sites/huu-nghi.json

# valid KIND COMMAND...: prints records of this kind, and they are valid.
valid() {
	valid_kind=$1
	shift
	"$@" >"$T/records" || return
	"$python3" "$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" \
		"$valid_kind" <"$T/records"
}

check 'init' valid store ck-store init --simulated --site "$site"
check 'a site file that is there' valid site_file ck-store site "$site"
jq '.version += 1 | .effective = "2027-01-01T00:00:00+07:00"' "$site" \
	>"$T/next.json"
check 'one for later' valid site_file ck-store site "$T/next.json"
check 'the site files' valid site_file ck-store site
check 'a staff entry' valid staff ck-store staff add lan --agency customs \
	--lanes B1-1,B1-2 --to 2027-01-31
check 'one that stands in' valid staff ck-store staff add hoa \
	--agency customs --stands-in-for lan --order 12/QD
check 'the end of one' valid staff ck-store staff end lan
check 'the staff' valid staff ck-store staff
check 'a party' valid party ck-store party add 0100112437 --name A --phone 1
check 'another' valid party ck-store party add 020085001234 --name 'A B'
check 'a mandate' valid mandate ck-store party mandate 0100112437 \
	020085001234 --document 1/HD --to 2027-12-31
check 'the parties' valid party ck-store party
check 'a party and its mandates' sh -c "ck-store party show 0100112437 |
	'$python3' '$top_srcdir/tests/records.py' '$top_srcdir/share/schemas' \
		party mandate"
check 'the end of a mandate' valid mandate ck-store party end 0100112437 \
	020085001234
check 'the end of a party' valid party ck-store party end 020085001234
echo '[{"axles":6,"max_kg":48000,"source":"x","unconfirmed":true},1]' \
	>"$T/weights.json"
some() {
	status 65 ck-store codes load weights "$T/weights.json" -k \
		--source x --to 2030-12-31 2>"$T/err"
}
check 'a list of codes' valid codes some
check 'the lists' valid codes ck-store codes
check 'rows' valid code ck-store codes show weights
check 'the heads' valid head ck-store head
check 'counts' valid stat ck-store stat
prints 'simulated is said once' '["simulated"]' \
	ck-store stat -j '[keys[] | select(test("simulated"))]'
check 'a tick' valid tick ck-store tick
check 'a seal, and a file that comes into effect' env \
	CK_NOW=2027-01-02T00:01:00+07:00 ck-store tick
check 'a verification' valid verification ck-store verify
check 'of everything' valid verification ck-store verify --all
check 'a backup' valid backup ck-store backup "$T/copy.db"
check 'a migration' valid migration ck-store migrate

sqlite3 "$CK_STORE" "update lane set point = 'B9' where lane = 'B1-1'"
faulty() {
	status 1 ck-store verify --all
}
check 'a fault' valid fault faulty

unset CK_NOW
check 'a real store' valid store ck-store init --site "$site" -s "$T/real.db"
same '... does not say simulated' null "$(jq .simulated "$T/records")"

done_testing
