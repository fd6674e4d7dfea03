# shellcheck shell=sh
# Helpers of the shell tests; source it first. A test also runs alone:
#	sh tests/x.t
# with the build tree named by $top_builddir, else found in ./build.
#
#	check WHAT COMMAND...	the command succeeds
#	sooner COMMAND...	it succeeds within a minute; for what begins and
#				ends in its own time
#	await WHAT COMMAND...	a check of that
#	status N COMMAND...	exits with N (for use with check)
#	same WHAT WANT GOT	the texts are equal; shows a diff
#	prints WHAT WANT COMMAND...	the command exits with 0 (or with N,
#				as status N COMMAND...) and prints this
#	skip_all WHY		this test cannot run here
#	done_testing		prints the plan; last line of every test
#
# $T is a temporary directory, removed at exit; $CK_STORE lies in it.

set -u
top_srcdir=${top_srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
top_builddir=${top_builddir:-$top_srcdir/build}
export top_srcdir top_builddir

unset CK_NOW CK_SITE LANGUAGE LC_MESSAGES
LC_ALL=C.UTF-8 TZ=UTC
PATH=$top_builddir/cmd:$top_srcdir/scripts:$top_builddir/tests/sim:$PATH
export LC_ALL TZ PATH

T=$(mktemp -d "${TMPDIR:-/tmp}/ck-test.XXXXXX") || exit 99
trap 'rm -rf "$T"' EXIT
trap 'exit 130' INT TERM HUP
CK_STORE=$T/ck.db
export CK_STORE

test_count=0
test_failed=0

tap() {
	test_count=$((test_count + 1))
	[ "$1" = ok ] || test_failed=$((test_failed + 1))
	echo "$1 $test_count - $2"
}

# A failed command's words go to the log as TAP comments.
check() {
	check_what=$1
	shift
	check_got=0
	"$@" >"$T/.check" 2>&1 || check_got=$?
	if [ "$check_got" -eq 0 ]; then
		tap ok "$check_what"
	else
		tap 'not ok' "$check_what"
		echo "# exit $check_got: $*"
		sed 's/^/# /' "$T/.check"
	fi
}

sooner() {
	sooner_left=600
	until "$@" >"$T/.sooner" 2>&1; do
		sooner_left=$((sooner_left - 1))
		[ $sooner_left -gt 0 ] || { cat "$T/.sooner"; return 1; }
		sleep 0.1
	done
}

await() {
	await_what=$1
	shift
	check "$await_what" sooner "$@"
}

status() {
	status_want=$1 status_got=0
	shift
	"$@" || status_got=$?
	[ "$status_got" -eq "$status_want" ] && return
	echo "exit status $status_got, not $status_want: $*"
	return 1
}

same() {
	printf '%s\n' "$2" >"$T/.want"
	printf '%s\n' "$3" >"$T/.got"
	check "$1" diff -u "$T/.want" "$T/.got"
}

prints() {
	prints_what=$1
	printf '%s\n' "$2" >"$T/.want"
	shift 2
	check "$prints_what" printed "$@"
}

printed() {
	"$@" >"$T/.got" || { echo "exit $?"; cat "$T/.got"; return 1; }
	diff -u "$T/.want" "$T/.got"
}

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

done_testing() {
	echo "1..$test_count"
	exit $((test_failed > 0))
}
