#!/bin/sh
# ck-store staff: who is entered, until when, and that somebody always keeps
# the store.
. "${0%/*}/lib.sh"
CK_NOW=2026-11-22T08:00:00+07:00
export CK_NOW

# A store of which only "keeper", who made it, is admin.
only_admin() {
	rm -f "$CK_STORE"*
	jq '.staff |= map(select(.user == "hq-lan"))' \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --simulated --site "$T/site.json" --as keeper
}
# says STATUS WORDS COMMAND...
says() {
	says_status=$1 says_words=$2
	shift 2
	status "$says_status" ck-store --lang en "$@" 2>"$T/err" || return
	cat "$T/err"
	grep -qF "$says_words" "$T/err"
}
entry() {
	ck-store staff -f json -j "select(.user == \"$1\") |
		\"\(.agencies | join(\",\")) \(.from[:10]) \(.to // \"-\" | .[:10])\"" |
		jq -r .
}

check 'a store' only_admin
same 'whoever makes it keeps it' 'admin 2026-11-22 -' "$(entry keeper)"

check 'an entry' ck-store --as keeper staff add hoa --agency customs,fee \
	--from 2026-12-01 --to 2026-12-31
same '... with its days, the last one included' \
	'customs,fee 2026-12-01 2027-01-01' "$(entry hoa)"
check 'a second one takes its place' ck-store --as keeper staff add hoa \
	--agency fee
same '... whole' 'fee 2026-11-22 -' "$(entry hoa)"
check 'a party is no agency of the site' ck-store --as keeper staff add dn-ha \
	--agency enterprise:0100112437
check 'an agency that is not there' says 64 'CKHN has no agency custms' \
	--as keeper staff add x --agency custms
check 'days in the wrong order' says 64 'the last day lies before the first' \
	--as keeper staff add x --agency fee --from 2026-12-02 --to 2026-12-01
check 'a day that is none' says 64 'expected a day' \
	--as keeper staff add x --agency fee --from tomorrow
check 'a stand-in without an order' says 64 'needs the order' \
	--as keeper staff add x --agency fee --stands-in-for hoa

check 'the only admin cannot become another' says 64 'is the only admin' \
	--as keeper staff add keeper --agency customs
check 'nor be one later' says 64 'is the only admin' \
	--as keeper staff add keeper --agency admin --from 2026-12-01
check 'nor end' says 64 'is the only admin' --as keeper staff end keeper
check 'but act for others, too' ck-store --as keeper staff add keeper \
	--agency admin,customs
check 'another admin' ck-store --as keeper staff add second --agency admin
check 'frees the first' ck-store --as keeper staff add keeper --agency customs
check 'who keeps no longer' status 77 ck-store --as keeper tick
check 'while the second does' ck-store --as second tick
check 'an end' ck-store --as second staff end hoa --to 2026-11-30
same '... after that day' 'fee 2026-11-22 2026-12-01' "$(entry hoa)"
check 'of nobody' status 67 ck-store --as second staff end nobody-here
check 'the tables follow from the log' ck-store verify --all

done_testing
