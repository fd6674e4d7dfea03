# shellcheck shell=sh
# What the tests of running units share. Source after lib.sh.
#
#	await WHAT COMMAND...	a check that the command succeeds within a minute;
#				units are started, and end, in their own time

await() {
	await_what=$1 await_left=600
	shift
	until "$@" >"$T/.await" 2>&1 || [ $await_left -eq 0 ]; do
		await_left=$((await_left - 1))
		sleep 0.1
	done
	check "$await_what" "$@"
}
