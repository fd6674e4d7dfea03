#!/bin/sh
# Lane control under spin: the models tests/spin/arm.pml and road.pml put a
# world of their own around the C function and say the rules of the gate once
# more. No rule is broken in any state they reach; and of lanes that were broken
# on purpose, in a copy of the source, both the models and the exhaustive tests
# (tests/unit/lane-explore, lane-vehicles) catch each one.
. "${0%/*}/lib.sh"

command -v spin >"$T/.command" || skip_all 'spin is missing'
cc=$(command -v gcc || command -v clang || command -v cc) ||
	skip_all 'no C compiler'

source=$T/lib
mkdir -p "$source"
cp -r "$top_srcdir/lib/lane" "$source/lane"
core='lane barrier grant arm track'

compile() {
	"$cc" -w -O2 -I"$top_builddir" -I"$source" -I"$top_srcdir/lib" \
		-I"$top_srcdir/tests/spin" -I"$top_srcdir/tests/unit" "$@"
}
objects() {
	objects=
	for part in $core; do
		objects="$objects $T/$part.o"
		[ -e "$T/$part.o" ] ||
			compile -c -o "$T/$part.o" "$source/lane/$part.c" ||
			return
	done
}

# model NAME FILE [OPTION]: spin's C of it, compiled.
model() {
	mkdir -p "$T/$1"
	(cd "$T/$1" && cp "$top_srcdir"/tests/spin/*.pml . &&
		spin -a ${3+"$3"} "$2.pml" &&
		compile -DSAFETY -DBFS -DNOREDUCE -DMEMLIM=2000 -c \
			-o pan.o pan.c)
}
# verify NAME: says the states that were reached, and the errors.
verify() {
	# shellcheck disable=SC2086
	compile -o "$T/$1/pan" "$T/$1/pan.o" $objects &&
		(cd "$T/$1" && ./pan) >"$T/$1/said" || return
	grep -q '^State-vector .* errors: 0$' "$T/$1/said" ||
		{ grep -E 'assert|errors:' "$T/$1/said"; return 1; }
	! grep -E 'Search not completed|memory limit' "$T/$1/said"
}
fails() {
	verify "$1" >"$T/.fails" && { echo 'nothing was found'; return 1; }
	grep 'assertion violated' "$T/.fails"
}

# exhaustive NAME: the test of that name, over this source; the short searches
# first.
exhaustive() {
	# shellcheck disable=SC2086
	compile -o "$T/$1" "$top_srcdir/tests/unit/$1.c" $objects \
		"$source/lane/lines.c" "$top_srcdir/lib/base/memory.c" \
		"$top_srcdir/lib/base/buf.c" || return
	CK_SHORT=1 "$T/$1" && "$T/$1"
}
caught() {
	exhaustive "$1" >"$T/.caught" && { echo 'nothing was found'; return 1; }
	grep -m 1 '^not ok' "$T/.caught"
}

check 'the lane compiles alone' objects
check 'spin takes the model of the arm' model arm arm
check 'and with a lower switch that is stuck' model welded arm -DWELDED
check 'spin takes the model of the road' model road road
check 'and with a power loss' model power road -DRESTART
for name in arm welded road power; do
	check "no rule is broken: $name" verify $name
	sed -n 's/^ *\([0-9]*\) states, stored.*/# \1 states/p' "$T/$name/said"
done
# What must be reached, said as a rule that must be broken.
reached() {
	model "$1-witness" "$1" -DWITNESS && fails "$1-witness"
}
check 'an open arm, with somebody under it and two decisions, is reached' \
	reached arm
check 'two vehicles that are through, each on its decision, are reached' \
	reached road

# broken WHAT FILE OLD NEW MODEL TEST: one rule of the source made wrong. "-": of
# which no model knows.
broken() {
	file=$source/lane/$2.c
	cp "$file" "$T/right.c"
	awk -v old="$3" -v new="$4" '
		!done && (at = index($0, old)) {
			$0 = substr($0, 1, at - 1) new substr($0, at + length(old))
			done = 1
		}
		{ print }
		END { exit !done }' "$T/right.c" >"$file" ||
		{ check "the line to break is there: $1" false; return; }
	rm -f "$T/$2.o"
	check "it compiles: $1" objects
	[ "$5" = - ] || check "spin finds a lane that $1" fails "$5"
	check "$6 finds a lane that $1" caught "$6"
	cp "$T/right.c" "$file"
	rm -f "$T/$2.o"
}

broken 'closes over somebody' barrier \
	'ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_OFF) &&' '' arm lane-explore
broken 'takes a failed loop for a free one' barrier \
	'return ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_OFF)' \
	'return !ck_work_is(w, CK_LOOP_SAFETY, CK_LEVEL_ON)' arm lane-explore
broken 'does not open over who comes under a closing arm' arm \
	'{ CK_ARM_CLOSING, CK_ARM_BLOCKED, ALWAYS, CK_ARM_OPENING,' \
	'{ CK_ARM_DOWN, CK_ARM_BLOCKED, ALWAYS, CK_ARM_OPENING,' \
	arm lane-explore
broken 'opens for a fire without a line in the log' lane \
	'ck_barrier_open(w, CK_BY_FIRE, 0)' \
	'ck_barrier_move(w, CK_ARM_WANTED_OPEN)' arm lane-explore
broken 'closes in a fire' barrier '!ck_work_on_fire(w) &&' '' arm lane-explore
broken 'forgets the emergency stop' lane \
	'ck_barrier_move(w, CK_ARM_STOPPED);' ';' arm lane-explore
broken 'lets two through on one decision' grant \
	'	if (admitted)' '	if (0)' road lane-vehicles
broken 'does not sound for who was not admitted' grant \
	'if (!admitted || doubtful)' 'if (doubtful)' road lane-explore
broken 'loses a passage' track \
	'CK_TRACK_OUT, CK_S_OFF, ANY, CK_TRACK_BEYOND, PASSED' \
	'CK_TRACK_OUT, CK_S_OFF, ANY, CK_TRACK_BEYOND, 0' road lane-vehicles

broken 'loses a passage between the loops' track \
	'CK_TRACK_GAP, CK_GAP_END, ANY, CK_TRACK_IDLE, DOUBT' \
	'CK_TRACK_GAP, CK_GAP_END, ANY, CK_TRACK_IDLE, BACKED' \
	- lane-situations

broken 'closes while somebody may pass' barrier \
	's->grant == CK_GRANT_NONE && !s->next &&' '' - lane-explore
broken 'closes behind one that is not out of the lane' barrier \
	'!ck_track_busy(&s->track);' '1;' - lane-explore
broken 'keeps for the next what is said of one under the arm' grant \
	'vehicle_under(s) ? CK_GRANT_TAKEN : CK_GRANT_WAITING' \
	'CK_GRANT_WAITING' - lane-explore

broken 'forgets a truck behind the arm after a power loss' grant \
	'was_idle && w->state->resumed' '0' power lane-situations
broken 'forgets after a power loss whom it opened for' lane \
	'state->grant = CK_GRANT_WAITING;' ';' power lane-situations

done_testing
