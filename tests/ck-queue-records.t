#!/bin/sh
# The records of ck-queue, as an independent validator sees them.
. "${0%/*}/lib.sh"
. "${0%/*}/queue-ground.sh"
python3=/usr/bin/python3
"$python3" -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is missing'

# valid WHAT COMMAND...
valid() {
	valid_what=$1
	shift
	"$@" >"$T/records" 2>"$T/err"
	check "$valid_what" "$python3" "$top_srcdir/tests/records.py" \
		"$top_srcdir/share/schemas" queue_entry <"$T/records"
}

check 'a store' make_store
{
	truck 1 $fresh
	truck 2 $other
	truck 3 $fresh '.direction = "import" | .customs[0] |=
		(.type = "A11" | .number = "105120004780")'
} >"$T/trucks"
submit <"$T/trucks" >"$T/declared"
valid 'joining, dry' queue join -n <"$T/declared"
valid 'joining' queue join <"$T/declared"
valid 'joining again' queue join <"$T/declared"
valid 'waiting' queue list
valid 'a place' queue list - <"$T/declared"
valid 'calls, dry' queue call -n export 2
valid 'a call' queue call export 1
valid 'called and waiting' queue list
valid 'leaving' queue leave --reason mistake <"$T/declared"
valid 'out' queue list - <"$T/declared"

done_testing
