# shellcheck shell=sh
# The ground of the tests of the store. Source after lib.sh.
#
#	make_store		a simulated store of Hữu Nghị at $CK_STORE
#	day OPTION...		commands for store-write (tests/sim/store-day.py)
#	settle STORE		everything in the one file, no WAL beside it
#	put FROM TO		a copy of a settled store
#	shell STORE SQL		SQL behind our back, schema included
#	words COMMAND...	what it prints on standard error
#	sound STORE		nothing is wrong with it, none of it unread

# shellcheck disable=SC2154 # lib.sh sets these
site_file=$top_srcdir/share/sites/huu-nghi.json

make_store() {
	ck-store --simulated --site "$site_file" init >"$T/.init"
}

day() {
	"$top_srcdir/tests/sim/store-day.py" "$@"
}

settle() {
	sqlite3 "$1" 'pragma wal_checkpoint(truncate)' >"$T/.settle" &&
		rm -f "$1-wal" "$1-shm"
}

put() {
	rm -f "$2" "$2"-* && cp "$1" "$2"
}

shell() {
	printf '%s\n' '.dbconfig defensive off' '.bail on' \
		'pragma writable_schema = on;' "$2;" | sqlite3 "$1" >"$T/.shell"
}

words() {
	{ "$@" 2>&3 >"$T/.words"; } 3>&1
}

sound() {
	ck-store -s "$1" verify --all
}

# The catalogues have tests of their own.
LANGUAGE=en
export LANGUAGE
CK_NOW=2026-11-22T20:00:00+07:00
export CK_NOW
