#!/bin/sh
# Every sentence can be translated, and Vietnamese has them all.
. "${0%/*}/lib.sh"

for tool in xgettext msgfmt msgcmp; do
	command -v $tool >/dev/null || skip_all "$tool is not installed"
done
cd "$top_srcdir" || exit 99
grep -v '^#' share/po/POTFILES.in | sed '/^$/d' >"$T/listed"

listed() {
	grep -rlE --include='*.c' '(^|[^A-Za-z0-9_])N?_\(' cmd lib 2>/dev/null |
		grep -vxF -f "$T/listed" >"$T/unlisted"
	sed 's/^/not in share\/po\/POTFILES.in: /' "$T/unlisted"
	[ ! -s "$T/unlisted" ]
}
check 'every source with sentences is listed' listed
check 'every listed source exists' xargs ls -d <"$T/listed"

extract() {
	xgettext -f "$T/listed" -o "$T/ck.pot" --force-po --keyword=_ \
		--keyword=N_ --from-code=UTF-8
}
check 'the sentences can be extracted' extract

for po in share/po/*.po; do
	check "$po is well formed" msgfmt -c -o "$T/x.mo" "$po"
	check "$po has every sentence" msgcmp "$po" "$T/ck.pot"
done

done_testing
