#!/bin/sh
# The next number of a day costs no more after two hundred thousand than after
# a hundred thousand. What it costs is counted in steps of SQLite's machine.
. "${0%/*}/lib.sh"
CK_STORE=$T/empty.db
. "${0%/*}/query-ground.sh"
CK_STORE=$T/ck.db
. "${0%/*}/ck-declare-ground.sh"

# declared SITE FROM TO: rows alone, which no event is behind
declared() {
	sqlite3 "$CK_STORE" "insert into declaration (declaration, site,
		direction, regime, state, submitted_at, digest, site_version,
		document, version)
	with recursive n (n) as (select $2
		union all select n + 1 from n where n < $3)
	select printf('$1-20261122-%05d', n), '$1', 'export', 'empty', 'open',
		0, 'none', 1, '{}', 1 from n"
}

next() {
	export_with ".at = \"2026-11-22T10:$1:00+07:00\" |
		.vehicles[0].plate = \"12C-300.$1\"" >"$T/next"
	submit "$T/next" -j .declaration
}

queries "$top_srcdir/share/queries/trade.sql" |
	sed -n 's/^declaration-[a-z]*-of-day	//p' >"$T/queries"

steps() {
	while read -r text; do
		sqlite3 "$CK_STORE" '.param init' \
			".param set :low \"'CKHN-20261122-'\"" \
			".param set :high \"'CKHN-20261122.'\"" \
			'.stats vmstep' "$text"
	done <"$T/queries" | sed -n 's/^VM-steps: //p'
}

check 'a hundred thousand' declared CKHN 1 100000
prints 'the next' '"CKHN-20261122-100001"' next 11
before=$(steps)
check 'its steps are counted' [ "$(echo "$before" | wc -w)" -eq 2 ]
check 'as many again' declared CKHN 100002 200000
prints 'the next of these' '"CKHN-20261122-200001"' next 12
same 'it costs the same' "$before" "$(steps)"

check 'another site of the store declares, too' declared TT 1 1000
prints 'the next has nothing of it' '"CKHN-20261122-200002"' next 13
same '... and all that follow' "$before" "$(steps)"
check 'a copy goes on' ck-store backup "$T/copy.db"
prints '... from the same number' '"CKHN-20261122-200003"' \
	env CK_STORE="$T/copy.db" sh -c \
	"jq -c '.vehicles[0].plate = \"12C-300.14\"' \"$T/next\" |
		ck-declare submit --as dn-hoa -j .declaration -"

done_testing
