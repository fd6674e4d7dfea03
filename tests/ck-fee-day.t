#!/bin/sh
# A random day of two collectors adds up to the unit: every answer of ck-fee is
# that of a model of its own (tests/fee-day.py), and what is handed over is what
# was paid. CK_LONG=N does N days.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'

n=1
while [ "$n" -le "${CK_LONG:-1}" ]; do
	rm -f "$CK_STORE"*
	make_ground || exit 99
	check "day $n: a second collector" ck-store --as admin staff add \
		phi-hoa --agency fee
	check "day $n: adds up" "$python3" "$top_srcdir/tests/fee-day.py" \
		"$n" 120 "$A" "$B"
	check "day $n: the tables are what the log says" verifies
	n=$((n + 1))
done
done_testing
