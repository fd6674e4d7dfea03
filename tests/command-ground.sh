# shellcheck shell=sh
# The ground of the tests of the driver: a store with a site, staff and trips.
# Source after lib.sh. demo is the program tests/unit/command-demo.

# shellcheck disable=SC2154 # lib.sh sets them
demo() {
	"$top_builddir/tests/unit/command-demo" --lang en "$@"
}

# A simulated store; its clock stands at 10:00 unless a record moves it.
# shellcheck disable=SC2154
make_ground() {
	demo make CKHN &&
		demo append "$top_srcdir/tests/data/command/ground.ndjson" \
			>"$T/ground"
}

# What a command prints on standard error; its exit status is told apart.
words() {
	{ "$@" 2>&3 >/dev/null; } 3>&1
}

CK_NOW=2026-11-22T10:00:00+07:00
export CK_NOW
