#!/bin/sh
# The test library itself: what holds is ok, what does not is not, and the
# sum of it all is right.
. "${0%/*}/lib.sh"

write() {
	{
		echo "T_DIR=\$1; . $top_srcdir/tests/lib.sh"
		cat
	} >"$T/$1"
}

write good.t <<'END'
check 'a check' true
check 'a status' status 3 sh -c 'exit 3'
same 'a text' x x
prints 'an output' '1
2' printf '1\n2\n'
prints 'an output and a status' 1 status 4 sh -c 'echo 1; exit 4'
[ -d "$T" ] && echo "$T" >"$T_DIR/folder"
done_testing
END
write bad.t <<'END'
check 'a check' false
check 'a status' status 3 true
same 'a text' x y
prints 'an output' 1 sh -c 'echo 2'
prints 'a status' 1 sh -c 'echo 1; exit 4'
done_testing
END
write skipped.t <<'END'
skip_all 'no reason'
END

prints 'what holds is ok' 'ok 1 - a check
ok 2 - a status
ok 3 - a text
ok 4 - an output
ok 5 - an output and a status
1..5' sh "$T/good.t" "$T"
check 'its folder is gone afterwards' test ! -e "$(cat "$T/folder")"

check 'what does not hold fails' status 1 sh "$T/bad.t" "$T"
sh "$T/bad.t" "$T" >"$T/bad.out"
same 'and says so' 'not ok 1 - a check
not ok 2 - a status
not ok 3 - a text
not ok 4 - an output
not ok 5 - a status
1..5' "$(grep -v '^#' "$T/bad.out")"
check 'with the difference' grep -q '^# +y' "$T/bad.out"
prints 'a skipped test says why' '1..0 # SKIP no reason' \
	sh "$T/skipped.t" "$T"

driver() {
	env AM_TAP_AWK=awk sh "$top_srcdir/build-aux/tap-driver.sh" \
		--test-name "$1" --log-file "$T/r/$1.log" \
		--trs-file "$T/r/$1.trs" --color-tests no \
		--enable-hard-errors yes --expect-failure no \
		-- sh "$T/$1" "$T"
}
mkdir "$T/r"
driver good.t >"$T/r/good.out"
prints 'the sum of a good test' '5 passed, 0 failed' \
	sh "$top_srcdir/tests/tap-sum" "$T/r"
driver bad.t >"$T/r/bad.out"
driver skipped.t >"$T/r/skipped.out"
check 'the sum tells by its exit' \
	status 1 sh "$top_srcdir/tests/tap-sum" "$T/r"
sh "$top_srcdir/tests/tap-sum" "$T/r" >"$T/sum"
same 'and counts each failed check once' '5 passed, 5 failed' \
	"$(tail -n 1 "$T/sum")"
check 'naming it' grep -q '^FAILED: .*bad.t: not ok 5 - a status' "$T/sum"
check 'and what was skipped' \
	grep -q '^skipped: skipped.t - no reason' "$T/sum"
mkdir "$T/none"
check 'no tests at all is a failure' \
	status 1 sh "$top_srcdir/tests/tap-sum" "$T/none"

done_testing
