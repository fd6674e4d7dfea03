#!/bin/sh
# The units: systemd knows every word of them, and the lane runs as they say.
. "${0%/*}/lib.sh"

units=$top_builddir/share/systemd
bindir=$(sed -n 's/^prefix = //p' "$top_builddir/Makefile")/bin
for unit in ck-gate@.service ck-gate@.socket ck-camera@.service \
	ck-scanner@.service; do
	check "$unit is made" test -s "$units/$unit"
done
# The copy's programs are ours: nothing is installed here.
mkdir "$T/units"
for unit in "$units"/ck-*@.*; do
	case $unit in *.in) continue ;; esac
	sed "s,^ExecStart=$bindir/,ExecStart=$top_builddir/cmd/," "$unit" |
		sed 's/^User=ck$/User=root/; s/^Group=ck$/Group=root/' \
		>"$T/units/${unit##*/}"
done
if command -v systemd-analyze >/dev/null; then
	cd "$T/units" || exit 99
	for unit in ck-gate@B1-1.service ck-gate@B1-1.socket \
		ck-camera@B1-1.service ck-scanner@B1-1.service; do
		ln -s "${unit%%@*}@.${unit##*.}" "$unit"
	done
	# An unknown word is only a warning, and the status stays 0.
	same 'systemd finds no fault' '' \
		"$(systemd-analyze verify --man=no ./ck-gate@B1-1.service \
			./ck-gate@B1-1.socket ./ck-camera@B1-1.service \
			./ck-scanner@B1-1.service 2>&1)"
	sed -i 's/^ProtectHome=/ProtectHouse=/' ck-gate@.service
	check '... and would have' test -n "$(systemd-analyze verify --man=no \
		./ck-gate@B1-1.service 2>&1)"
	for unit in ck-gate ck-camera ck-scanner; do
		# 0 is the best, 10 no protection at all.
		check "$unit is well closed in" systemd-analyze security \
			--offline=yes --threshold=25 "$units/$unit@.service"
	done
fi
# What the journal has of a record; a decision is tried in tests/units-run.t.
journal=$(sed -n "s/^ExecStart=.* --jq '\(.*\)' %i\$/\1/p" \
	"$units/ck-gate@.service")
same 'a line of a decision, of a passage, of a fault, and of no light' \
	'"no"
"it went"
"it broke"' "$(jq "$journal" <<-END
	{"kind":"decision","message":"no"}
	{"kind":"passage","message":"it went"}
	{"kind":"passage"}
	{"kind":"lane_fault","message":"it broke"}
	{"kind":"output","line":"light_red","value":1}
	{"kind":"error","message":"which is said anyway"}
	END
)"
same 'the chips are for the lanes, without root' 0660 \
	"$(sed -n 's/.*gpiochip.*GROUP="gpio".*MODE="\([0-7]*\)".*/\1/p' \
		"$top_srcdir/share/systemd/60-ck-gpio.rules")"
# Since systemd 254; the rule at work is tried in tests/gpio-units.t.
if udevadm verify --help >"$T/help" 2>&1; then
	rule=$top_srcdir/share/systemd/60-ck-gpio.rules
	check 'udev finds no fault in it' \
		udevadm verify --resolve-names=never "$rule"
	sed 's/MODE=/MODUS=/' "$rule" >"$T/60-ck-gpio.rules"
	check '... and would have' status 1 \
		udevadm verify --resolve-names=never "$T/60-ck-gpio.rules"
fi

# What the manager is told, by a lane that reads a FIFO as the unit gives it.
CK_NOW=2026-11-22T07:00:00+07:00
export CK_NOW
check 'a store' ck-store init --simulated \
	--site "$top_srcdir/share/sites/huu-nghi.json"
cat >"$T/manager.py" <<'PY'
import os, socket, subprocess, sys
fifo, name = sys.argv[1] + "/fifo", sys.argv[2]
if name.startswith("/"):
    path = name
else:
    path = "\0" + name[1:]
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind(path)
told.settimeout(120)
os.mkfifo(fifo)
held = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
lane = subprocess.Popen(["ck-gate", "run", "B0-1", "--as", "tt-gate"],
    stdin=held, stdout=subprocess.PIPE,
    env=dict(os.environ, NOTIFY_SOCKET=name, WATCHDOG_USEC="300000"))
words = [told.recv(100).decode() for _ in range(4)]
os.write(held, b'{"kind":"sighting","lane":"B0-1","plate":"99X-999.99"}\n')
line = b""
while b"decision" not in line:
    line = lane.stdout.readline()
lane.terminate()
while words[-1] == "WATCHDOG=1":
    words.append(told.recv(100).decode())
lane.stdout.read()
lane.wait()
print(words[0], words[1], words[-1])
PY
if command -v python3 >/dev/null; then
	same 'the lane is ready, lives and ends' 'READY=1 WATCHDOG=1 STOPPING=1' \
		"$(python3 "$T/manager.py" "$T" "$T/told")"
	rm -f "$T/fifo"
	same '... in the abstract name space too' \
		'READY=1 WATCHDOG=1 STOPPING=1' \
		"$(python3 "$T/manager.py" "$T" "@ck-test-$$")"
fi
check 'without a manager it runs as ever' \
	env NOTIFY_SOCKET="$T/nobody" ck-gate run B0-1 --as tt-gate </dev/null

done_testing
