#!/bin/sh
# What the programs answer and what their tables hold is what a second program
# knows of the domain (tests/model): random commands go to both. Each
# rule of the model that is made wrong is found, or the walk would show nothing.
# CK_LONG=N walks N times, CK_SEED says the first seed.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'
for program in ck-declare ck-clear ck-fee ck-queue ck-gate ck-weigh; do
	command -v $program >"$T/.command" || skip_all "$program is not built"
done

fresh() {
	rm -f "$CK_STORE"*
	ck-store --simulated --site "$top_srcdir/share/sites/huu-nghi.json" \
		init >"$T/.init"
}
walk() {
	"$python3" "$top_srcdir/tests/model/walk.py" "$1" "$2" \
		"$top_srcdir/tests/data/clear" ${3+"$3"}
}

seed=${CK_SEED-7} walks=0
while [ "$walks" -lt "${CK_LONG:-1}" ]; do
	fresh || exit 99
	check "ck and the model agree (CK_SEED=$seed)" walk "$seed" 400
	cat "$T/.check" >>"$T/seen"
	check 'the tables are what the log says' verifies
	seed=$((seed + 1)) walks=$((walks + 1))
done

# Walks that are refused everywhere, or nowhere, would show nothing.
for act in 'ck-declare amend' 'ck-clear turn-back' 'ck-clear dispose' \
	'ck-clear divert' 'ck-clear impound' 'ck-clear withdraw' \
	'ck-clear note' 'ck-weigh record'; do
	check "some of it was done: $act" grep -q "^$act 0 " "$T/seen"
done
for act in 'ck-clear confirm' 'ck-clear refuse' 'ck-clear start' \
	'ck-clear lift' 'ck-clear customs' \
	'ck-clear answer' 'ck-clear close' 'ck-fee pay' 'ck-queue call'; do
	check "some of it was done: $act" grep -q "^$act 0 " "$T/seen"
	check '... and some of it refused' grep -q "^$act [1-9]" "$T/seen"
done

# One of a few walks goes where the rule matters.
wrong() {
	for wrong_seed in 1 2 3 4 5 6 7 8; do
		fresh || return 99
		walk "$wrong_seed" 200 "$1" >"$T/wrong" || {
			[ $? -eq 1 ] && return
			cat "$T/wrong"
			return 99
		}
	done
	return 1
}
for rule in order presence agency need linked request inland fact tariff \
	share superior channel release stopped vouched turned quantity \
	answered fallen news parts away kept left forsaken tolerance anew chain milder renewed condition home; do
	check "a wrong rule is found: $rule" wrong "$rule"
done

done_testing
