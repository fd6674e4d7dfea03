# shellcheck shell=sh
# The ground of the tests of the store. Source after lib.sh.
#
#	make_store		a simulated store of Hữu Nghị at $CK_STORE
#	make_history N		one with events of every kind, seals, and rules to
#				come, settled; for N > 1 an N-th of it
#	mark STORE		an event that changes no table
#	day OPTION...		commands for store-write (tests/sim/store-day.py)
#	settle STORE		everything in the one file, no WAL beside it
#	put FROM TO		a copy of a settled store
#	shell STORE [SQL]	SQL behind our back, schema included; else from
#				standard input
#	words COMMAND...	what it prints on standard error
#	finds PLACE		verify --all finds faults in $T/copy, one there
#	tampered WHAT PLACE SQL	it does so once this was done to the copy
#	places			where the faults are that verify tells of
#	sound STORE		nothing is wrong with it, none of it unread

# shellcheck disable=SC2154 # lib.sh sets these
site_file=$top_srcdir/share/sites/huu-nghi.json

make_store() {
	ck-store --simulated --site "$site_file" init >"$T/.init"
}

# tick TIME; rules VERSION EFFECTIVE
tick() {
	CK_NOW=$1 ck-store --as admin tick
}
rules() {
	jq ".version = $1 | .effective = \"$2\"" "$site_file" >"$T/rules.json" &&
		ck-store --as admin site "$T/rules.json"
}

mark() {
	echo '{"events":[{"event":"clock.stepped","root":"CKHN",' \
		'"subject":"CKHN","body":{"behind_ms":5}}]}' |
		store-write -s "$1" append
}

# written WRITER COMMANDS
written() {
	day --seed 7 --writer "$1" --commands "$2" | store-write append &&
		mark "$CK_STORE"
}

make_history() {
	{
		make_store &&
			written 1 $((250 / $1)) &&
			tick 2026-11-22T20:00:00+07:00 &&
			rules 2 2026-11-23T00:00:00+07:00 &&
			written 2 $((100 / $1)) &&
			tick 2026-11-23T00:01:00+07:00 &&
			rules 3 2027-01-01T00:00:00+07:00 &&
			written 3 $((60 / $1)) &&
			settle "$CK_STORE"
	} >"$T/.history"
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
	{
		printf '%s\n' '.dbconfig defensive off' '.bail on' \
			'pragma writable_schema = on;'
		if [ $# -gt 1 ]; then echo "$2;"; else cat; fi
	} | sqlite3 "$1" >"$T/.shell"
}

words() {
	{ "$@" 2>&3 >"$T/.words"; } 3>&1
}

places() {
	sed -n 's/.*"kind":"fault",.*"where":"\([^"]*\)".*/\1/p'
}

# Looks at the copy as ${verify-verify --all} does.
finds() {
	finds_status=0
	# shellcheck disable=SC2086 # a verb and its options
	env -u CK_NOW ck-store -s "$T/copy" ${verify-verify --all} \
		>"$T/found" || finds_status=$?
	places <"$T/found" >"$T/where"
	[ "$finds_status" -eq 1 ] && grep -qxF "$1" "$T/where" && return
	echo "exit $finds_status, nothing at $1 but:"
	cat "$T/where"
	return 1
}

changed() {
	put "$CK_STORE" "$T/copy"
	shell "$T/copy" "pragma ignore_check_constraints = on;
		pragma foreign_keys = off; $1" || return
	! cmp -s "$CK_STORE" "$T/copy" || { echo 'nothing was done'; return 1; }
}

tampered() {
	if changed "$3" 2>"$T/.changed" >&2; then
		check "$1" finds "$2"
	else
		tap 'not ok' "$1"
		sed 's/^/# /' "$T/.changed"
	fi
}

sound() {
	ck-store -s "$1" verify --all
}

# The catalogues have tests of their own.
LANGUAGE=en
export LANGUAGE
CK_NOW=2026-11-22T20:00:00+07:00
export CK_NOW
