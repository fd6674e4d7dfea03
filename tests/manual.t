#!/bin/sh
# The manual is clean mdoc, and complete: a page for every program, a
# program or a format for every page.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99
[ -n "$(find man -name '*.[1-8]' 2>/dev/null)" ] || skip_all 'no pages'

for page in man/*.[1-8]; do
	if command -v mandoc >/dev/null; then
		check "$page lints" mandoc -T lint -W warning "$page"
	fi
	check "$page says what it is" grep -q '^\.Nd .' "$page"
done

same 'no line ends in a backslash: roff would join the next one' '' \
	"$(grep -n '[^\\]\\$' man/*.[1-8])"

installed=$(sed -n '/^dist_bin_SCRIPTS/,/[^\\]$/s,^\tscripts/\([^ ]*\).*,\1,p' \
	Makefile.am)
check 'scripts are installed' test -n "$installed"
for name in $(basename -s .c cmd/ck-*.c) $installed; do
	check "$name has a page" test -e "man/$name.1"
	check "$name.1 has examples" grep -q '^\.Sh EXAMPLES' "man/$name.1"
	check "$name.1 says its exit status" \
		grep -qE '^\.(Sh EXIT STATUS|Ex )' "man/$name.1"
done

# A reference to a page of ours leads somewhere.
references() {
	sed -n 's/^\.Xr \(ck[a-z-]*\) \([1-8]\).*/\1.\2/p' man/*.[1-8] |
	sort -u | while read -r page; do
		[ -e "man/$page" ] || echo "no such page: $page"
	done >"$T/lost"
	cat "$T/lost"
	[ ! -s "$T/lost" ]
}
check 'every reference to a page of ours leads to it' references

done_testing
