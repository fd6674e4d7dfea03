#!/bin/sh
# A lane is one process, whatever its lines are: a second one is refused, and
# one that was killed is in nobody's way.
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
unset CK_NOW
ck-store init --site "$top_srcdir/share/sites/huu-nghi.json" >"$T/init" ||
	exit 99
ck-store staff add "$(id -un)" --agency admin,gate_centre >"$T/staff" || exit 99
mkfifo "$T/in" "$T/out"

# begin LANE: it runs, and waits for records on 7
begin() {
	ck-gate run "$1" --lines stdio <"$T/in" >"$T/out" 2>"$T/words" &
	lane=$!
	exec 7>"$T/in" 8<"$T/out"
	read -r _ <&8
}

begin B0-1
prints 'a second one is refused' 'ck-gate: lane B0-1 runs already [lane-runs]' \
	status 75 sh -c 'ck-gate run B0-1 --lines stdio --lang en 2>&1 </dev/null'
check 'another lane is not' ck-gate run B0-2 --lines stdio </dev/null
check 'nor the lane of another store' sh -c 'ck-store init -s "$1" \
	--simulated --site "$2" && ck-gate run B0-1 -s "$1" --as tt-gate </dev/null' \
	- "$T/other.db" "$top_srcdir/share/sites/huu-nghi.json"
check 'nor a dry run, which changes nothing' \
	ck-gate run B0-1 --lines stdio -n </dev/null
same 'what is seen has the rights of the store' "$(stat -c %a "$CK_STORE")" \
	"$(stat -c %a "$CK_STORE-lines-B0-1")"
kill -KILL "$lane"
exec 7>&- 8<&-
check 'after one that was killed it begins at once' \
	ck-gate run B0-1 --lines stdio </dev/null
wait "$lane" 2>/dev/null
check 'and again' ck-gate run B0-1 --lines stdio </dev/null

done_testing
