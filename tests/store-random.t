#!/bin/sh
# Whatever the programs are told to do, right or wrong, and in whatever order:
# after each command the tables are what the log says. CK_LONG=N does N days.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

BANK_MAP=$top_srcdir/share/adapters/bank-list.jq
export BANK_MAP

for program in declare clear fee queue weigh gate; do
	command -v ck-$program >"$T/.command" ||
		skip_all "ck-$program is not built"
done

# Declarations of every kind, by the generator of the demo.
"$top_srcdir/scripts/day/generate" --small "$T/day" >"$T/.generated" || exit 99
CK_NOW=2026-11-22T05:00:00+07:00 make_store || exit 99
settle "$CK_STORE"
put "$CK_STORE" "$T/base"

seed=${CK_SEED-1} days=0
while [ "$days" -lt "${CK_LONG:-1}" ]; do
	put "$T/base" "$CK_STORE"
	shuf --random-source="$top_srcdir/COPYING" -n 40 "$T/day/declarations.ndjson" \
		>"$T/declarations"
	check "a random day (CK_SEED=$seed)" env CK_NOW= \
		"$top_srcdir/tests/store-random.py" "$seed" 200 "$T/declarations"
	cat "$T/.check" >>"$T/seen"
	seed=$((seed + 1)) days=$((days + 1))
done

# Walks that are refused everywhere would show nothing.
[ -n "${CK_SEED-}" ] || for act in 'ck-declare submit' 'ck-declare amend' 'ck-clear confirm' 'ck-fee pay' \
	'ck-queue join' 'ck-queue call' 'ck-weigh record' 'ck-gate run'; do
	check "some of it was done: $act" grep -q "^$act 0 " "$T/seen"
done

done_testing
