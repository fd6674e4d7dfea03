#!/bin/sh
# The lab that the other tests of GPIO lines run in: a kernel of its own, its
# time simulated, its chips plugged and unplugged, what they are told recorded.
. "${0%/*}/lib.sh"

[ "${CK_SANITIZERS-no}" != yes ] ||
	skip_all 'the lab has no room for what sanitizers ask'
lab=$top_srcdir/tests/sim/gpio/lab
"$top_srcdir/tests/sim/gpio/kernel" >"$T/kernel" 2>"$T/why" ||
	skip_all "$(tail -n 1 "$T/why")"
[ -x "$top_builddir/tests/sim/gpio/inside" ] ||
	skip_all 'tests/sim/gpio/inside is not built'

# in_lab [VARIABLE=VALUE...] SCRIPT: the script's text, run in the lab
in_lab() {
	for script; do :; done
	printf '%s\n' "$script" >"$T/script"
	while [ $# -gt 1 ]; do
		eval "export $1"
		shift
	done
	"$lab" "$T/script" >"$T/out" 2>"$T/words"
}

check 'a script runs in it' status 3 in_lab \
	'uname -r; echo "$CK_LAB $LC_ALL"; echo aside >&2; exit 3'
same '... in the environment of the caller' '1 C.UTF-8' \
	"$(tail -n 1 "$T/out")"
check '... on a kernel of its own' status 1 \
	grep -qxF "$(uname -r)" "$T/out"
same '... and its words are told apart' aside "$(cat "$T/words")"
check 'killed, it has the status of the signal' status 137 \
	in_lab 'kill -9 $$'
check 'an hour costs nothing' in_lab LAB_LIMIT=100 \
	'sleep 3600; cut -d . -f 1 /proc/uptime'
same '... and is an hour' 3600 "$(cat "$T/out")"
check 'what never ends is ended' status 99 \
	in_lab LAB_LIMIT=2 'while :; do :; done'
check '... and said' grep -q '^Bail out!' "$T/out"
export LAB_LIMIT=100
check 'without the source of the kernel it cannot be built' status 77 \
	env LAB_SOURCE="$T/none" XDG_CACHE_HOME="$T" \
	"$top_srcdir/tests/sim/gpio/kernel"
check '... and a test in it is skipped' env LAB_SOURCE="$T/none" \
	XDG_CACHE_HOME="$T" "$lab" "$T/script"
LAB_SOURCE=$T/none XDG_CACHE_HOME=$T "$lab" "$T/script" >"$T/out"
same '... with a reason' "1..0 # SKIP no kernel source: $T/none (package linux-source-6.1)" \
	"$(cat "$T/out")"

# -- chips

cat >"$T/chips" <<'END'
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/sim/gpio/lab.sh"
check 'a chip is plugged' plug
same '... with lines that have names' loop-safety \
	"$(gpioinfo | sed -n 's/^.*line *1:[^"]*"\([^"]*\)".*/\1/p')"
case $lab_tools in
1) gpiomon -n 2 -F '%e %o' "$lab_chip" 1 >"$T/edges" & ;;
*) gpiomon -n 2 -F '%e %o' -c "$lab_chip" 1 >"$T/edges" & ;;
esac
monitor=$!
await 5 'a line is taken' taken 1 gpiomon
check '... and no other' status 1 taken 2 gpiomon
pull loop_safety 1
pull loop_safety 0
wait $monitor
# The tools of API 2 call a falling edge 2.
same 'edges come as they are made' '1 1
0 1' "$(sed 's/^2/0/' "$T/edges")"
case $lab_tools in
1) gpioset -m time -s 2 "$lab_chip" 16=1 20=1 ;;
*) gpioset -t 2s,0 -c "$lab_chip" 16=1 20=1 ;;
esac
drives 5 'what is driven is heard' barrier_open 1
first=$driven_at
drives 5 '... each line for itself' light_green 1
check '... when it happened' awk "BEGIN { exit !($driven_at - $first < 1) }"
unplug
check 'the chip is gone' status 1 test -e "/dev/$lab_chip"
check '... and comes back' plug
done_testing
END
"$lab" "$T/chips" >"$T/out" 2>"$T/words"
same 'the chips of the lab' '' "$(grep -v '^ok\|^1\.\.' "$T/out")"
check '... all of it' grep -qx '1\.\.[0-9]*' "$T/out"

done_testing
