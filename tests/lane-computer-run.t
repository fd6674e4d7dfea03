#!/bin/sh
# One command makes a lane's computer, under a systemd of its own: the unit is
# let out to the gatehouse, and decides with it.
. "${0%/*}/lib.sh"

if [ -z "${CK_SYSTEMD-}" ]; then
	[ "${CK_SANITIZERS-no}" != yes ] ||
		skip_all 'the units have no room for what sanitizers ask'
	PATH=$PATH:/usr/sbin command -v sshd >"$T/sshd" ||
		skip_all 'openssh-server is not installed'
	rm -rf "$T"
	exec "$top_srcdir/tests/sim/systemd" "$0"
fi
unset CK_NOW
. "${0%/*}/ssh-ground.sh"

# What is without chips reads and writes records.
jq 'del(.lanes["B0-1"].lines) |
	.lanes["B0-1"].timings.decide_timeout_ms = 60000' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
ck-store init --site "$T/site.json" >"$T/made" || exit 99
ck-store staff add root --agency admin,gate_centre --lanes B0-1 >"$T/staff" ||
	exit 99
chmod 711 "$T"
ssh_begin || exit 99

computer() {
	env -u CK_STORE ck-lane-computer B0-1 "$T/key" "$gatehouse" </dev/null
}
# decided PLATE: the gatehouse has said no to it
decided() {
	ck-store log | jq -e --arg plate "$1" '
		select(.event == "gate.decided" and (tostring | contains($plate)))'
}

check 'one command' computer
same 'the lane runs, for now and at the next start' 'active active enabled enabled' \
	"$({ systemctl is-active ck-gate@B0-1.socket ck-gate@B0-1
	systemctl is-enabled ck-gate@B0-1.socket ck-gate@B0-1; } | xargs)"
same 'store and key are for its user alone' 'ck 640 ck 600' \
	"$(stat -c '%U %a' /var/lib/ck/ck.db /var/lib/ck/lane-key | xargs)"
echo 99A10001 >/run/ck/lane-B0-1
await 'what it sees the gatehouse decides' decided 99A10001
prints 'again: nothing is done' \
	'nothing to do: this is the computer of lane B0-1' computer
runuser -u ck -- ck-store log -s /var/lib/ck/ck.db >"$T/log"
check 'it was never alone' test -s "$T/log" -a -z "$(grep decider-lost "$T/log")"
check 'the lane ends when it is told' systemctl stop ck-gate@B0-1
check 'its store is sound' runuser -u ck -- ck-store verify --all \
	-s /var/lib/ck/ck.db
ssh_end

done_testing
