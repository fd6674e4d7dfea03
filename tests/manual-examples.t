#!/bin/sh
# The examples of the manual run.
#
# A display of an EXAMPLES section (.Bd -literal or .Dl) is run when a comment
# stands directly before it:
#	.\" example			it exits with 0
#	.\" example exit N		it exits with N
#	.\" no example: WHY		it is not run
# Every display there has one of these. The displays of a page run in order,
# each by a shell of its own, in one folder with a simulated store that
# tests/examples/setup made, at eight in the morning of the day of truck.json;
# tests/examples/PAGE.setup adds what only that page needs. A leading "$ " is a prompt; mdoc's escapes are undone.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99
CK_NOW=2026-11-22T08:00:00+07:00
export CK_NOW

# extract FOLDER PAGE
extract() {
	mkdir "$1"
	: >"$1/unmarked"
	awk -v out="$1" -f tests/examples/extract.awk "$2"
}

cat >"$T/sample.1" <<'END'
.Sh DESCRIPTION
.Dl not here
.Sh EXAMPLES
One:
.\" example
.Dl $ echo one
.\" example exit 3
.Bd -literal -offset indent
printf \(aqa\en\(aq |
	sed 's/\e(a\e)/\e1\e1/'
exit 3
.Ed
.\" no example: it would run for ever
.Dl ck-gate run B1-1
.Dl nobody decided
.Sh SEE ALSO
.Dl nor here
END
check 'the sample is read' extract "$T/sample" "$T/sample.1"
same 'its examples are these' "001.sh:echo one
001.want:0
002.sh:printf 'a\\n' |
002.sh:	sed 's/\\(a\\)/\\1\\1/'
002.sh:exit 3
002.want:3
unmarked:$T/sample.1:15: .Dl nobody decided" \
	"$(cd "$T/sample" && grep . -- *)"

prepare() (
	rm -rf "$T/here" "$CK_STORE"*
	mkdir "$T/here" && cd "$T/here" || exit
	for setup in setup "$1.setup"; do
		[ -e "$top_srcdir/tests/examples/$setup" ] || continue
		sh -eu "$top_srcdir/tests/examples/$setup" || exit
	done
)

# A build without an optional library says so; what follows it may lack
# what it would have made.
run_example() (
	cd "$T/here" || exit
	status "$(cat "$1.want")" sh -eu "$1.sh" </dev/null 2>"$T/.words" &&
		exit
	cat "$T/.words"
	grep -Eq '\[no-(csv|library)\]$' "$T/.words"
)

run_page() {
	page=${1##*/}
	extract "$T/$page" "$1"
	same "$page: every example is marked" '' "$(cat "$T/$page/unmarked")"
	set -- "$T/$page"/*.sh
	[ -e "$1" ] || return
	check "$page: a store for its examples" prepare "$page"
	for example; do
		check "$page: $(head -n 1 "$example")" \
			run_example "${example%.sh}"
	done
}

if [ -x "$top_builddir/cmd/ck-store" ]; then
	for page in man/*.[1-8]; do
		[ ! -e "$page" ] || run_page "$page"
	done
fi

done_testing
