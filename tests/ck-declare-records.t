#!/bin/sh
# The records of ck-declare as an independent validator sees them.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"
python3=/usr/bin/python3
"$python3" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'

all() {
	submit -n "$export_file"
	submit "$export_file" "$import_file"
	submit "$export_file"
	export_with '.vehicles[0].container = "CSQU3054384"' | submit -
	export_with '.channel = "green"' | submit -k -
	ck-declare check "$export_file"
	jq -c .vehicles[0] "$export_file" | ck-declare save vehicle x - --as dn-hoa
	ck-declare saved --as dn-hoa
	ck-declare save vehicle x --remove --as dn-hoa
	export_with '.goods[0].hs = "1"' | ck-declare check -
	ck-declare show 12c12345 00.22
	ck-declare list
	ck-declare cancel --as dn-hoa --reason mistake CKHN-20261121-00001
	ck-declare cancel --as dn-hoa --reason mistake CKHN-20261121-00001
	ck-declare show CKHN-20261121-00001
	ck-declare list --state all
	ck-declare list CKHN-20261121-00002.1
	echo '{"direction":' | submit -k -
} >"$T/records" 2>"$T/words"

all
check 'every kind is valid' "$python3" "$top_srcdir/tests/records.py" \
	"$top_srcdir/share/schemas" declaration saved trip finding checked error \
	<"$T/records"

done_testing
