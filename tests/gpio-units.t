#!/bin/sh
# A lane's unit with a chip: udev gives the chip to the group of the lanes, and
# systemd lets the lane's process have it and no other device. Both run in the
# lab, the chip is plugged and unplugged there.
. "${0%/*}/lib.sh"

if [ -z "${CK_SYSTEMD-}" ]; then
	[ "${CK_SANITIZERS-no}" != yes ] ||
		skip_all 'the lab has no room for what sanitizers ask'
	[ "$(id -u)" -eq 0 ] || skip_all 'a system starts from files of root'
	[ -z "${LD_LIBRARY_PATH-}" ] ||
		skip_all 'a unit has only the libraries that are installed'
	[ -x /lib/systemd/systemd-udevd ] || skip_all 'udev is not installed'
	"$top_srcdir/tests/sim/gpio/kernel" >"$T/kernel" 2>"$T/why" ||
		skip_all "$(tail -n 1 "$T/why")"
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -C "$top_builddir" \
		install DESTDIR="$T/installed" >"$T/make" 2>&1 || exit 99
	CK_INSTALLED=$T/installed "$top_srcdir/tests/sim/gpio/lab" \
		"$top_srcdir/tests/sim/systemd" "$0"
	exit
fi
# shellcheck disable=SC2034 # lab.sh reads it
site_jq='.lanes["B0-1"].watchdog = "/dev/watchdog0"'
. "${0%/*}/sim/gpio/lab.sh"
unset CK_STORE
lane=ck-gate@B0-1

as() {
	as_user=$1
	shift
	runuser -u "$as_user" -- "$@"
}
# belongs DEVICE: whose it is, and who may
belongs() {
	udevadm settle && stat -c '%U %G %a' "/dev/$1"
}
said() {
	journalctl -o cat "_SYSTEMD_UNIT=$lane.service" | grep -qF "$1"
}
# within COMMAND...: as root, under the device policy of the lane's unit
within() {
	within_group=$(systemctl show -P ControlGroup $lane)
	# shellcheck disable=SC2016 # the inner shell expands it
	sh -c 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"' - \
		"/sys/fs/cgroup$within_group" "$@"
}

# -- udev
cp /lib/systemd/system/systemd-udevd*.service \
	/lib/systemd/system/systemd-udevd*.socket "$CK_SYSTEMD"
systemctl daemon-reload
check 'udev' systemctl start systemd-udevd
check 'a chip' plug
same 'is of the group, when it is plugged in' 'root gpio 660' \
	"$(belongs "$lab_chip")"
unplug
# A chip of the machine that no lane is for, closed by a rule of its own, and
# before the lane's in their order.
other=${lab_config%/*}/other
mkdir -p "$other/b0" /etc/udev/rules.d
echo 8 >"$other/b0/num_lines"
echo 1 >"$other/live"
echo "KERNELS==\"$(cat "$other/dev_name")\", GROUP=\"root\", MODE=\"0600\"" \
	>/etc/udev/rules.d/61-own.rules
udevadm control --reload
echo 0 >"$other/live"
echo 1 >"$other/live"
check 'unplugged, and back behind another chip' plug
same '... it is again' 'root gpio 660' "$(belongs "$lab_chip")"
same '... and the other one not, by a rule of the site' 'root root 600' \
	"$(belongs "$(cat "$other/b0/chip_name")")"
check 'what was there before udev' udevadm trigger
same '... too: the watchdog' 'root gpio 660' "$(belongs watchdog0)"
same 'what no lane asks for is left' 'root root 600' "$(belongs kmsg |
	sed 's/600\|644\|640/600/')"

# -- people
pull limit_down 1
jq '.lanes[].lines[]? |= sub("gpiochip0:"; "lane:") | '"$site_jq" \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
chmod 755 "$T"
install -d -o ck -g ck /var/lib/ck
install -d -o nobody "$T/nobody"
mkfifo -m 666 "$T/nothing"
exec 8<>"$T/nothing"
check 'a store of the user ck' as ck ck-store init --site "$T/site.json"
check '... who is on the staff' as ck ck-store staff add ck \
	--agency admin,gate_centre --lanes B0-1
CK_STORE=$T/nobody/ck.db
export CK_STORE
check 'a store of somebody else' as nobody ck-store init --site "$T/site.json"
check '... who is, too' as nobody ck-store staff add nobody \
	--agency admin,gate_centre --lanes B0-1
as nobody ck-gate lines B0-1 >"$T/lines" 2>"$T/words"
same 'who is not in the group sees no line' 1 $?
same '... and why' '["no-permission"]' \
	"$(jq -sc 'map(.trouble) | unique' "$T/lines")"
as nobody ck-gate run --lang en B0-1 <"$T/nothing" >"$T/out" 2>"$T/words" &
denied=$!
await 5 '... and runs none' grep -qxF \
	'ck-gate: lane B0-1: chip lane: no permission for the chip; lines of the lane there: 16' \
	"$T/words"
pkill -TERM -P $denied
wait $denied
unset CK_STORE
check 'who is in the group sees them' as ck ck-gate lines B0-1
as ck ck-gate run B0-1 <"$T/nothing" >"$T/out" 2>"$T/words" &
allowed=$!
drives 5 '... and runs the lane, without root' light_red 1
pkill -TERM -P $allowed
wait $allowed

# -- the unit
check 'the FIFO of a lane' systemctl start $lane.socket
check 'a lane that says it is ready' systemctl start $lane
drives 5 '... and has its chip' light_red 1
same '... and its watchdog' active \
	"$(cat /sys/class/watchdog/watchdog0/state)"
same '... without root' "$(id -u ck)" "$(awk '/^Uid:/ { print $2 }' \
	"/proc/$(systemctl show -P MainPID $lane)/status")"
check 'the chip is for the unit' within dd "if=/dev/$lab_chip" of=/dev/null \
	count=0
check '... and what every program needs' within dd if=/dev/zero of=/dev/null \
	count=1
check 'another device is for others' dd if=/dev/kmsg of=/dev/null count=0
same '... and not for the unit' \
	"dd: failed to open '/dev/kmsg': Operation not permitted" \
	"$(within dd if=/dev/kmsg of=/dev/null count=0 2>&1)"
unplug
await 5 'unplugged, the lane says so' said 'không còn'
check '... it comes back' plug
pull limit_down 1
drives 10 '... and the lane has it again' light_red 1

mkdir "$CK_SYSTEMD/ck-gate@.service.d"
printf '[Service]\nDeviceAllow=\n' >"$CK_SYSTEMD/ck-gate@.service.d/none.conf"
systemctl daemon-reload
check 'a unit that is allowed no device' systemctl restart $lane
await 5 '... has no chip' said 'không có quyền'
check 'it ends when it is told' systemctl stop $lane
same '... well' success "$(systemctl show -P Result $lane)"
check 'the store is sound' as ck ck-store verify --all

done_testing
