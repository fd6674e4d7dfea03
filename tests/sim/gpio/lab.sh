# shellcheck shell=sh disable=SC2034,SC2154 # shared with lib.sh and the tests
# What the tests in the lab share. Source after lib.sh: outside the lab it boots
# the kernel, has it run the test, and ends. Times are seconds of the lab's
# clock. Lines are called as in site files (loop_arrive, barrier_open …).
#
#	plug, unplug		the chip that the lanes of the site files name
#	pull LINE 0|1		what the world makes of an input
#	level LINE		what an output drives, 0 or 1; or an input has
#	taken OFFSET PROGRAM	succeeds when the chip's line is that program's
#	$lab_tools		1 or 2: the major version of gpiod's tools, whose
#				options differ
#	told [TIME]		what outputs were told (since then), one a line:
#				TIME LINE VALUE
#	clock			now, as in told
#	drives TIME WHAT LINE VALUE	a check that the output changes so
#				within TIME from now; $driven_at is when. Each
#				looks further in told than the one before
#	await TIME WHAT COMMAND...	a check that the command succeeds within
#				TIME
#	run_lane LANE [WORD...]	ck-gate run in the background; its records go
#				to $T/out, its words to $T/words
#	say RECORD...		to its standard input
#	end_lane		ends it, and says how it ended
#	sees PLATE		a camera's sighting, for say
#	arm_up, arm_down	the arm does what it was told, in two seconds
#	through			a vehicle goes under the arm, in six
#	drive_through PLATE	a truck that may pass, from the presence loop to
#				the arm behind it, with the checks of it
#
# The ground of ck-gate's tests (tests/gate-ground.sh) is there too, on a real
# store: time is the clock's, and the user has every part in it.

if [ -z "${CK_LAB-}" ]; then
	[ "${CK_SANITIZERS-no}" != yes ] ||
		skip_all 'the lab has no room for what sanitizers ask'
	rm -rf "$T"
	# shellcheck disable=SC2086 # LAB_REAL: -r, or nothing
	exec "$top_srcdir/tests/sim/gpio/lab" ${LAB_REAL-} "$0"
fi

. "$top_srcdir/tests/gate-ground.sh"
unset CK_NOW
date -s '2026-11-22 07:00:00 +0700' >/dev/null

make_store() {
	jq '.lanes[].lines[]? |= sub("gpiochip0:"; "lane:") | '"${site_jq:-.}" \
		"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --site "$T/site.json" >"$T/.init" &&
		ck-store staff add "$(id -un)" --agency \
			admin,gate_centre,enterprise:0100112437 >>"$T/.init"
}

declared() {
	jq -c "$2" "$top_srcdir/tests/data/trade/declaration-$1.json" |
		ck-declare submit >"$T/.declared" ||
		{ cat "$T/.declared" >&2; return 1; }
	jq -r .declaration "$T/.declared"
}

called() {
	ck-queue join "$1" >"$T/.joined" &&
		ck-queue call export 1 >"$T/.called"
}

gate() {
	ck-gate --lang en "$@"
}

PATH=$top_builddir/tests/sim/gpio:$PATH
lab_config=/sys/kernel/config/gpio-sim/lane
lab_trace=/sys/kernel/tracing
lab_tools=$(gpiodetect --version | sed -n '1s/.* v\([0-9]*\)\..*/\1/p')

lab_offset() {
	case $1 in
	loop_arrive) echo 0 ;;
	loop_safety) echo 1 ;;
	loop_exit) echo 2 ;;
	limit_up) echo 3 ;;
	limit_down) echo 4 ;;
	button_open) echo 5 ;;
	button_close) echo 6 ;;
	button_stop) echo 7 ;;
	estop) echo 8 ;;
	fire) echo 9 ;;
	barrier_open) echo 16 ;;
	barrier_close) echo 17 ;;
	barrier_stop) echo 18 ;;
	light_red) echo 19 ;;
	light_green) echo 20 ;;
	alarm) echo 21 ;;
	esac
}

# Names as an installer gives them.
lab_make() {
	: >"$T/told"
	mkdir -p $lab_config/b0
	echo 24 >$lab_config/b0/num_lines
	echo lane >$lab_config/b0/label
	for lab_line in loop_arrive loop_safety loop_exit limit_up limit_down \
		button_open button_close button_stop estop fire barrier_open \
		barrier_close barrier_stop light_red light_green alarm; do
		lab_at=$lab_config/b0/line$(lab_offset $lab_line)
		mkdir -p "$lab_at"
		echo $lab_line | tr _ - >"$lab_at/name"
	done
	echo mono >$lab_trace/trace_clock
	echo 8192 >$lab_trace/buffer_size_kb
	echo 'get == 0' >$lab_trace/events/gpio/gpio_value/filter
	echo 1 >$lab_trace/events/gpio/gpio_value/enable
	echo 1 >$lab_trace/events/gpio/gpio_direction/enable
}

plug() {
	[ -d $lab_config ] || lab_make
	echo 1 >$lab_config/live
	lab_chip=$(cat $lab_config/b0/chip_name)
	lab_device=/sys/devices/platform/$(cat $lab_config/dev_name)
	lab_device=$lab_device/$lab_chip
	lab_base=$(cat "$lab_device"/gpio/gpiochip*/base 2>/dev/null ||
		cat /sys/class/gpio/gpiochip*/base | head -n 1)
	wires record "$T/told" "$lab_base" &
	lab_wires=$!
	[ -c "/dev/$lab_chip" ]
}

unplug() {
	echo 0 >$lab_config/live
	kill "$lab_wires"
}

# An interrupt of the simulated chip comes with the kernel's next tick.
pull() {
	case $2 in
	0) lab_pull=pull-down ;;
	*) lab_pull=pull-up ;;
	esac
	echo $lab_pull >"$lab_device/sim_gpio$(lab_offset "$1")/pull"
	sleep 0.02
}

level() {
	read -r lab_level <"$lab_device/sim_gpio$(lab_offset "$1")/value"
	echo "$lab_level"
}

taken() {
	gpioinfo >"$T/.lines" &&
		grep -q "line  *$1:.*[\"=]$2\"*\\( \\|\$\\)" "$T/.lines"
}

# shellcheck disable=SC2120 # the time may be left out
told() {
	awk -v since="${1:-0}" '$1 + 0 >= since' "$T/told"
}

clock() {
	read -r lab_up _ </proc/uptime
	echo "$lab_up"
}

# Hundredths of a second.
lab_now() {
	read -r lab_up _ </proc/uptime
	echo "${lab_up%.*}${lab_up#*.}"
}

lab_await() {
	lab_until=$(($(lab_now) + $1 * 100))
	shift
	until "$@"; do
		[ "$(lab_now)" -lt "$lab_until" ] || return 1
		sleep 0.05
	done
}

await() {
	await_for=$1 await_what=$2
	shift 2
	check "$await_what" lab_await "$await_for" "$@"
}

drives() {
	drives_for=$1 drives_what=$2
	shift 2
	check "$drives_what" wires await "$T/told" "$drives_for" "$@"
	driven_at=$(cat "$T/.check")
}

# Opened for reading too, so that the lane's input stays open.
run_lane() {
	[ -p "$T/in" ] || mkfifo "$T/in"
	exec 8<>"$T/in"
	ck-gate run "$@" <"$T/in" >>"$T/out" 2>>"$T/words" 8>&- &
	lane=$!
}

say() {
	printf '%s\n' "$@" >&8
}

end_lane() {
	kill -TERM "$lane"
	wait "$lane"
}

sees() {
	printf '{"kind":"sighting","source":"camera","plate":"%s","confidence":0.95}\n' \
		"$1"
}

arm_up() {
	sleep 0.3
	pull limit_down 0
	sleep 1.7
	pull limit_up 1
}

arm_down() {
	sleep 0.3
	pull limit_up 0
	sleep 1.7
	pull limit_down 1
}

through() {
	sleep 1
	pull loop_safety 1
	sleep 1
	pull loop_arrive 0
	sleep 1
	pull loop_exit 1
	sleep 1
	pull loop_safety 0
	sleep 2
	pull loop_exit 0
}

# A truck that may pass, from the presence loop to the arm behind it.
drive_through() {
	pull loop_arrive 1
	sleep 1
	say "$(sees "$1")"
	drives 10 "$1 is opened for" barrier_open 1
	arm_up
	through
	drives 10 "... and the arm comes down behind it" barrier_close 1
	arm_down
	sleep 1
}
