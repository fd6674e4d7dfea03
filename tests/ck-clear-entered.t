#!/bin/sh
# A vehicle has entered when border guard and customs have both seen it arrive,
# in whichever order, and no longer when one of them takes that back.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
entered() {
	of '"\(.entered) \(.entered_for_all // "")"' clear status "$trip"
}
at() {
	at_time=$1
	shift
	CK_NOW=2026-11-22T$at_time:00+07:00 "$@" >"$T/.at"
}

same 'not before it has come' 'false ' "$(entered)"
at 07:31 move "$trip" outside yard B0-1 || exit 99
same 'nor because it is in the area' 'false ' "$(entered)"
check 'customs first' at 07:35 clear --as hq-lan --seen "$(seen "$trip")" \
	confirm hq-den "$trip"
same '... is not enough' 'false ' "$(entered)"
check 'then the border guard' at 07:52 clear --as bp-hung --seen "$(seen "$trip")" \
	confirm bp-den "$trip"
same 'entered, from the later one on' \
	'true 2026-11-22T07:52:00.000+07:00' "$(entered)"
check '... as the schema says' valid status <<END_
$(clear status "$trip")
END_
check '... and on the screen' grep -q '^  Where.*; entered for all agencies 07:52' <<END_
$(clear -f table status "$trip")
END_
check 'customs takes it back' at 07:55 clear --as hq-lan --reason mistake \
	withdraw hq-den "$trip"
same '... and it has not' 'false ' "$(entered)"

jq 'del(.entered) | .version = 2' "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/site.json" &&
	at 08:00 ck-store --as admin site "$T/site.json" --yes
same 'a site without the list: whoever is in the area' \
	'true 2026-11-22T07:31:00.000+07:00' "$(entered)"
done_testing
