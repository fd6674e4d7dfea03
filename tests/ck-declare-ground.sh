# shellcheck shell=sh
# The ground of the tests of ck-declare: a simulated store of Hữu Nghị on the
# evening of 21 November, and the two declarations of tests/data/trade. Source
# after lib.sh.
#
#	alter FILE JQ		the declaration, changed, on one line
#	export_with JQ		the export declaration, changed
#	import_with JQ		the import declaration, changed
#	submit ARG...		as the enterprise
#	seq			how many events there are
#	sound			nothing is wrong with the store
#
# $site_file, when it is set before, is the site's file.

# shellcheck disable=SC2154 # lib.sh sets them
CK_NOW=2026-11-21T22:46:00+07:00
export CK_NOW
export_file=$top_srcdir/tests/data/trade/declaration-export.json
import_file=$top_srcdir/tests/data/trade/declaration-import.json

command -v jq >/dev/null || skip_all 'jq is not installed'
: "${site_file:=$top_srcdir/share/sites/huu-nghi.json}"
ck-store init --simulated --site "$site_file" >"$T/init" || exit 99

alter() {
	jq -c "$2" "$1"
}

export_with() {
	alter "$export_file" "$1"
}

import_with() {
	alter "$import_file" "$1"
}

submit() {
	ck-declare submit --as dn-hoa "$@"
}

seq() {
	ck-store head -j .seq
}

sound() {
	ck-store verify --all >"$T/.sound" || { cat "$T/.sound"; return 1; }
}
