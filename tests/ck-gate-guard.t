#!/bin/sh
# The guard of a lane's outputs, without a chip: what it says to its lane and
# to the watchdog, and when it ends. Its lines are tried in a kernel of their
# own (tests/gpio-killed.t).
. "${0%/*}/lib.sh"

command -v python3 >/dev/null || skip_all 'python3 is not installed'
mkfifo "$T/watchdog"
cat >"$T/lane.py" <<'PY'
# What a lane says to its guard; lib/lane/guard.h has the messages.
import os, signal, socket, struct, subprocess, sys
watchdog = sys.argv[1]
near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
near.settimeout(60)
guard = subprocess.Popen(["ck-gate-guard"], stdin=far)
far.close()
near.send(struct.pack("=II864x64s", 0, 0, watchdog.encode()))
dog = os.open(watchdog, os.O_RDONLY)

def answer():
    err, line, lapsed, by = struct.unpack("=iii32s", near.recv(64))
    return err, line, lapsed

def order(outputs):
    near.send(struct.pack("=I", outputs))
    return answer()

def fed():
    return os.read(dog, 1)

print("started", *answer())
print("an order", *order(0), fed() == b"\0")
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    guard.send_signal(number)
print("after signals", *order(0), fed() == b"\0")
# Silence: the watchdog hears of the guard all the same.
print("silence", fed() == b"\0")
print("an order after it", *order(0), fed() == b"\0")
print("the next", *order(0), fed() == b"\0")
near.close()
print("the end", fed(), guard.wait(60))
PY
prints 'a guard and its lane' "started 0 -1 0
an order 0 -1 0 True
after signals 0 -1 0 True
silence True
an order after it 0 -1 1 True
the next 0 -1 0 True
the end b'V' 0" timeout 120 python3 "$T/lane.py" "$T/watchdog"

# One that is killed leaves the watchdog without a last word: the machine
# restarts.
sed 's/^near.close()/guard.kill()/' "$T/lane.py" >"$T/killed.py"
# shellcheck disable=SC2016 # the inner shell expands it
prints 'a guard that is killed says no last word' "the end b'' -9" \
	sh -c 'timeout 120 python3 "$1" "$2" | tail -n 1' - \
	"$T/killed.py" "$T/watchdog"

# Nobody tells it anything: it is no program for the shell.
check 'started by hand' status 64 ck-gate-guard </dev/null
same 'a watchdog that is not there' "started -2 -1 0" \
	"$(sed '/^print("an order"/,$d' "$T/lane.py" |
		sed 's/^dog = .*//; s,watchdog.encode(),b"/dev/none",' |
		timeout 120 python3 - "$T/watchdog")"

done_testing
