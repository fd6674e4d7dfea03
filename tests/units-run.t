#!/bin/sh
# The units under a systemd of their own: it is told when a lane is ready, starts
# one again that fell or hangs, loses nothing that was written meanwhile, and
# leaves it no rights.
. "${0%/*}/lib.sh"

if [ -z "${CK_SYSTEMD-}" ]; then
	[ "${CK_SANITIZERS-no}" != yes ] ||
		skip_all 'the units have no room for what sanitizers ask'
	rm -rf "$T"
	exec "$top_srcdir/tests/sim/systemd" "$0"
fi
unset CK_NOW CK_STORE

as_ck() {
	runuser -u ck -- "$@"
}
shown() {
	systemctl show -P "$1" "${2-ck-gate@B0-1}"
}
# decided PLATE: the lane has said no to it
decided() {
	as_ck ck-store log >"$T/log" && jq -e --arg plate "$1" '
		select(.event == "gate.decided" and .actor == "lane:B0-1" and
			(tostring | contains($plate)))' "$T/log"
}
# started_again TIMES: another process runs, and says that it is ready
started_again() {
	[ "$(shown NRestarts)" -eq "$1" ] &&
		[ "$(shown ActiveState)" = active ] &&
		[ "$(shown MainPID)" -ne "$main" ]
}

# What is without chips reads and writes records.
jq 'del(.lanes["B0-1"].lines) | .lanes["B0-1"].cameras =
	{front: {adapter: "vzvision", address: "127.0.0.1"}}' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
chmod 755 "$T"
install -d -o ck -g ck /var/lib/ck
check 'a store of the user ck' as_ck ck-store init --site "$T/site.json"
check 'who is on the staff' as_ck ck-store staff add ck \
	--agency admin,gate_centre --lanes B0-1

check 'the FIFO of a lane' systemctl start ck-gate@B0-1.socket
check 'a lane that says it is ready' systemctl start ck-gate@B0-1
main=$(shown MainPID)
same '... runs' 'active running' "$(shown ActiveState) $(shown SubState)"
same '... as its own user, with no rights and no way to more' \
	"$(id -u ck) 0000000000000000 1 2" "$(awk '/^(Uid|CapEff|NoNewPrivs|Seccomp):/ {
		printf "%s%s", sep, $2; sep = " " }' "/proc/$main/status")"
check '... and can write nowhere but where it should' status 1 \
	nsenter -t "$main" -m -r touch /usr/written
as_ck sh -c 'echo 99A10001 >/run/ck/lane-B0-1'
await 'what is written to it is decided' decided 99A10001

kill -9 "$main"
as_ck sh -c 'echo 99A10002 >/run/ck/lane-B0-1'
await 'one that fell is started again' started_again 1
await '... and decides what came meanwhile' decided 99A10002

mkdir "$CK_SYSTEMD/ck-gate@.service.d"
printf '[Service]\nWatchdogSec=1\nTimeoutAbortSec=1\n' \
	>"$CK_SYSTEMD/ck-gate@.service.d/soon.conf"
systemctl daemon-reload
check 'with a shorter time to hang' systemctl restart ck-gate@B0-1
main=$(shown MainPID) before=$(shown NRestarts)
kill -STOP "$main"
await 'one that hangs is started again' started_again $((before + 1))
check '... since it was not heard of' sh -c \
	'journalctl -u ck-gate@B0-1 | grep -q "Watchdog timeout"'
as_ck sh -c 'echo 99A10003 >/run/ck/lane-B0-1'
await '... and decides' decided 99A10003

words() {
	journalctl -o cat "_SYSTEMD_UNIT=ck-$1@B0-1.service" >"$T/words"
}
# said WHO WORDS: a line of the journal that is like this
said() {
	words "$1" && grep -x "$2" "$T/words"
}
await 'in the journal a decision is a line of words' said gate \
	'"99A10003: .*\[unknown-vehicle\]"'
as_ck sh -c 'echo "{\"kind\":\"passage\",\"lane\":\"B0-1\",\"plate\":\"99A10003\"}" \
	>/run/ck/lane-B0-1'
await '... a passage too, in the language of the site' said gate \
	'"99A10003 qua làn B0-1 khi chưa được cho qua: Ngoài .* > .* \[unadmitted\]"'
check '... and nothing else is' status 1 said gate '{.*'

# -- a camera
listens() {
	said camera '.* [0-9]*$' | sed -n 's/.* \([0-9]*\)$/\1/p' >"$T/port"
	[ -s "$T/port" ]
}
if command -v curl >/dev/null && ! grep -q 'undef HAVE_MICROHTTPD' \
	"$top_builddir/config.h"; then
	mkdir -p /etc/ck
	echo 'ADDRESS=127.0.0.1:0' >/etc/ck/camera-B0-1
	check 'a listener' systemctl start ck-camera@B0-1
	await '... says on which port' listens
	check 'what a camera pushes' curl -sSf --max-time 60 \
		-d '{"AlarmInfoPlate":{"result":{"PlateResult":{"license":"99A10004","confidence":95,"plateid":1,"timeStamp":{"Timeval":{"sec":'"$(date +%s)"'}}}}}}' \
		"http://127.0.0.1:$(cat "$T/port")/"
	await '... reaches the lane' decided 99A10004
	check 'it ends when it is told' systemctl stop ck-camera@B0-1
	same '... well' success "$(shown Result ck-camera@B0-1)"
fi

# -- a scanner
mkfifo "$T/told" "$T/done"
/usr/bin/python3 "$top_srcdir/tests/sim/scanner" /dev/scanner <"$T/told" \
	>"$T/done" &
exec 3>"$T/told" 4<"$T/done"
tell() {
	echo "$*" >&3
	read -r _ <&4
}
scans() {
	tell send "$(printf '%s\r' "$1" | od -An -v -tx1 | tr -d ' \n')"
}
# Of a real one udev does this.
allow() {
	chgrp dialout /dev/scanner && chmod 660 /dev/scanner
}
tell plug
mkdir -p /etc/ck
printf 'DEVICE=/dev/scanner\nOPTIONS=--lang vi\n' >/etc/ck/scanner-B0-1
check 'a scanner is listened to' systemctl start ck-scanner@B0-1
await '... when it may be' said scanner '.*: không có quyền.*'
check '... as it is when udev has seen it' allow
check 'what it reads' scans 99A10005
await '... reaches the lane' decided 99A10005
tell unplug
await 'unplugged, it is waited for' said scanner '.*: mất kết nối: .*'
tell plug
check '... and back' allow
check 'what it reads then' scans 99A10006
await '... reaches the lane' decided 99A10006
check 'it ends when it is told' systemctl stop ck-scanner@B0-1
same '... well' success "$(shown Result ck-scanner@B0-1)"
exec 3>&-

check 'the lane ends when it is told' systemctl stop ck-gate@B0-1
same '... well' 'success inactive' "$(shown Result) $(shown ActiveState)"
check 'the FIFO goes with its socket' sh -c \
	'systemctl stop ck-gate@B0-1.socket && ! test -e /run/ck/lane-B0-1'
check 'the store is sound' as_ck ck-store verify --all

done_testing
