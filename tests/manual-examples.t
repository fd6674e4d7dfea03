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
# tests/examples/setup made; tests/examples/PAGE.setup adds what only that
# page needs. A leading "$ " is a prompt; mdoc's escapes are undone.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99
[ -n "$(find man -name '*.[1-8]' 2>/dev/null)" ] || skip_all 'no pages'
[ -n "$(find "$top_builddir/cmd" -name 'ck-store' 2>/dev/null)" ] ||
	skip_all 'no programs'

# Writes N.sh and N.want (the status) for each example, in folder $1, and
# "unmarked" with the displays that nobody decided on.
extract() {
	awk -v out="$1" '
	function undo(s) {
		gsub(/\\&/, "", s)
		gsub(/\\-/, "-", s)
		gsub(/\\\(dq/, "\"", s)
		gsub(/\\\(aq/, "\047", s)
		gsub(/\\\(ti/, "~", s)
		gsub(/\\\(ha/, "^", s)
		gsub(/\\(e|\(rs)/, "\\", s)
		sub(/^\$ /, "", s)
		return s
	}
	function start() {
		if (mark == "") {
			print FILENAME ":" FNR ": " $0 >(out "/unmarked")
			file = ""
			return
		}
		if (mark == "no") {
			file = ""
			return
		}
		file = sprintf("%s/%03d.sh", out, ++n)
		print want >(out "/" sprintf("%03d.want", n))
		close(out "/" sprintf("%03d.want", n))
	}
	function put(s) {
		if (file != "")
			print s >file
	}
	/^\.Sh / { inside = ($0 == ".Sh EXAMPLES"); mark = ""; next }
	!inside { next }
	/^\.Ed/ { literal = 0; mark = ""; next }
	literal { put(undo($0)); next }
	/^\.\\" example/ { mark = "yes"; want = $3 == "exit" ? $4 : 0; next }
	/^\.\\" no example: ./ { mark = "no"; next }
	/^\.Bd -literal/ { start(); literal = 1; next }
	/^\.Dl / { start(); put(undo(substr($0, 5))); mark = ""; next }
	{ mark = "" }
	' "$2"
}

run_example() {
	(cd "$T/here" && status "$(cat "$1.want")" sh -eu "$1.sh")
}

prepare() (
	rm -rf "$T/here" "$CK_STORE"*
	mkdir "$T/here" && cd "$T/here" || exit
	for setup in setup "$1.setup"; do
		[ -e "$top_srcdir/tests/examples/$setup" ] || continue
		sh -eu "$top_srcdir/tests/examples/$setup" || exit
	done
)

run_page() {
	page=${1##*/}
	mkdir "$T/$page"
	: >"$T/$page/unmarked"
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

for page in man/*.[1-8]; do
	run_page "$page"
done

done_testing
