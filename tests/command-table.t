#!/bin/sh
# A table is for people: a time is the site's own to the second, nothing is left
# where a cell is empty, and what a record says in members without a column is
# said below.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

check 'a declaration' submit "$export_file" -q
check 'and one of the next day' submit "$import_file" -q
CK_NOW=2026-11-22T09:00:00+07:00

same 'a time is the site'\''s, to the second' '2026-11-21 22:46:00' \
	"$(ck-declare list -f table 12c12345 | grep -o '2026-11-21 .*')"
same 'csv has it whole' 2026-11-21T22:46:00.000+07:00 \
	"$(ck-declare list -f csv 12c12345 | sed 1d | cut -d , -f 7)"
same 'no blanks are left at the end of a line' '' \
	"$(ck-declare list -f table | grep ' $')"

if command -v script >/dev/null; then
	typed() {
		script -qec "stty cols 80; $*" /dev/null </dev/null | tr -d '\r'
	}
	same 'on a narrow terminal an empty last cell has no line of its own' \
		'' "$(typed ck-declare list | sed 1,3d | grep -v CKHN)"
	same 'show prints the whole record there' true \
		"$(typed ck-declare show -q --history CKHN-20261121-00001 |
			jq 'has("history")')"
	same '... of a customs number, too' '"customs"' \
		"$(typed ck-declare show -q --customs 305123456780 | jq .kind)"
fi
same 'and where text is asked for' 2 \
	"$(ck-declare show -q -f text CKHN-20261121-00001 | head -n 2 | wc -l)"

words() {
	{ "$@" --lang en -f table >"$T/.out"; } 2>&1
}
drop() {
	words ck-declare cancel --as dn-hoa --reason mistake -n "$@" \
		CKHN-20261121-00001
}
same 'the same again says that it is' \
	'ck-declare: done before, and not written again: 1' \
	"$(words submit "$export_file")"
same 'a dry run says that nothing changed' \
	'ck-declare: a dry run: nothing was changed' "$(drop)"
same '... and quietly nothing' '' "$(drop -q)"

done_testing
