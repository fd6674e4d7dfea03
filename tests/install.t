#!/bin/sh
# What "make install" puts below DESTDIR runs from there, is complete, and
# goes away again with "make uninstall".
. "${0%/*}/lib.sh"

[ -e "$top_builddir/Makefile" ] || skip_all 'no build'
# The make that runs this test speaks through MAKEFLAGS; this one is its own.
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
cd "$top_builddir" || exit 99
prefix=$(sed -n 's/^prefix = //p' Makefile)
stage=$T/stage$prefix

check 'make install' make -s install DESTDIR="$T/stage"
for program in "$stage"/bin/*; do
	[ -e "$program" ] || continue
	name=${program##*/}
	check "$name --version" "$program" --version
	check "$name --help" "$program" --help
done
for source in "$top_srcdir"/cmd/*.c; do
	[ -e "$source" ] || continue
	name=$(basename "$source" .c)
	check "$name is installed" test -x "$stage/bin/$name" -o \
		-x "$stage/libexec/ck/$name"
done
same 'the manual names the folders of this build' "$prefix/share/ck" \
	"$(grep -rhoE '/[^ ]*/share/ck\>' "$stage/share/man" |
		sort -u)"
# gettext(1) of newer C libraries has no language beside C.UTF-8.
translated() {
	sed -n '/^msgid "the store is busy; try again"$/{n;s/^msgstr //p;}' "$@"
}
if command -v msgunfmt >/dev/null; then
	msgunfmt "$stage/share/locale/vi/LC_MESSAGES/ck.mo" >"$T/vi.po"
	same 'the Vietnamese catalogue is installed, and current' \
		"$(translated "$top_srcdir/share/po/vi.po")" \
		"$(translated "$T/vi.po")"
fi

left() {
	make -s uninstall DESTDIR="$T/stage" || return
	find "$T/stage" ! -type d >"$T/left"
	cat "$T/left"
	[ ! -s "$T/left" ]
}
check 'make uninstall leaves nothing' left

done_testing
