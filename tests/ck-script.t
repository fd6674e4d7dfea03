#!/bin/sh
# ck PLATE: one screen on one truck, made of what the programs say.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"

for program in ck-clear ck-fee ck-gate ck-weigh; do
	[ -x "$top_builddir/cmd/$program" ] || skip_all "$program is not built"
done

check 'a store' make_store '.lanes |= with_entries(select(.key | IN("B0-1", "B0-2")) |=
	(.value.reverse = (.value | {directions, home, require, require_home, queue})))'
{
	truck 1 $fresh
	truck 2 $other
	truck 3 $other '.vehicles[0].plate = "29H-200.02"'
} | submit >"$T/declared"
check 'they join' queue join <"$T/declared"
ck-fee assess --as phi-nga "$(trip 1)" >"$T/fee"

before=$(length)
ck --lang en 10001 >"$T/screen" 2>"$T/words"
same 'the sections' '-- ck-queue list
-- ck-weigh list
-- ck-fee list
-- ck-gate decide' "$(grep '^-- ' "$T/screen")"
check 'the status comes first' test "$(sed -n '1s/ .*//p' "$T/screen")" = \
	12C-10001
shows() {
	check "$1" grep -qE "$2" "$T/screen"
}
shows 'the place in the queue' '^ *1  12C-10001 +fresh +1  waiting'
shows 'the fee' '800000 +800000  VND +open'
shows 'what a barrier would say' '^B0-1 +12C-10001 +(no|false)'
shows '... for every lane from there' '^B0-2 +12C-10001'
check '... and for no other' test -z "$(grep '^B1-' "$T/screen")"
same '... under one heading' 1 "$(grep -c '^Lane\|^LANE' "$T/screen")"
same 'it says which truck was found' \
	'ck-clear: 10001: the last characters of 12C-10001, of no other open trip: CKHN-20261122-00001.1, in zone outside' \
	"$(cat "$T/words")"
same 'nothing was changed' "$before" "$(length)"

for lane in B0-1 B0-2; do
	check "$lane is closed" ck-gate out-of-service "$lane" --as tt-gate \
		--reason maintenance
	check '... and leads the other way' ck-gate reverse "$lane" \
		--as tt-gate --to outside --reason flow
done
ck --lang en 10001 >"$T/screen" 2>/dev/null
shows 'where no lane leads on, those that lead here answer' \
	'^B0-1 +12C-10001 +(no|false)'
check 'options go to every program' ck --store "$CK_STORE" --site CKHN 10002
check 'no such truck' status 67 ck 99999
check 'several' status 1 ck 0002
check 'no truck' status 64 ck
check 'help' ck --help
check 'the version' ck --version
check 'no store' status 66 ck --store "$T/none" 10001

done_testing
