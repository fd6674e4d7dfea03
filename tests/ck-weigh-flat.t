#!/bin/sh
# A scale is followed for ever: after a hundred thousand records, with damaged
# frames and hang-ups among them, the program is as large as after the first
# ten thousand.
. "${0%/*}/lib.sh"

python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'
[ "${CK_SANITIZERS-no}" = no ] || skip_all 'sanitizers keep what was freed'
unset CK_STORE

cat >"$T/flat.py" <<'END'
import json, socket, subprocess, threading

def frame(kg):
    body = b"+%06d0" % kg
    xor = 0
    for byte in body:
        xor ^= byte
    return b"\x02" + body + b"%02X" % xor + b"\x03"

# A truck comes, stands and goes; frames are damaged; the server hangs up.
def serve(server):
    while True:
        link, _ = server.accept()
        cycle = (frame(0) * 20 + frame(18000) + frame(36740) * 60 +
                 frame(36740)[:5] + frame(36740) * 10 + b"\x00\xff\x02")
        try:
            for _ in range(100):
                link.sendall(cycle)
            link.close()
        except OSError:
            pass

server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(server,), daemon=True).start()
reader = subprocess.Popen(
    ["ck-weigh", "read", "--follow", "--frame-ms", "100", "--protocol",
     "yaohua-a9", "--device", "tcp:127.0.0.1:%d" % server.getsockname()[1]],
    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

def resident():
    for line in open("/proc/%d/status" % reader.pid):
        if line.startswith("VmRSS:"):
            return int(line.split()[1])

sizes, concluded, hung_up = [], 0, 0
for n, line in enumerate(reader.stdout):
    concluded += b'"concluded":true' in line
    hung_up += b'"hang-up"' in line
    if n % 10000 == 9999:
        sizes.append(resident())
    if n == 99999:
        break
reader.terminate()
reader.stdout.close()
reader.wait()
print(json.dumps({"sizes_kib": sizes, "concluded": concluded,
                  "hung_up": hung_up}))
END
check 'a hundred thousand records come' \
	sh -c "'$python3' '$T/flat.py' >'$T/flat'"
check 'among them trucks and hang-ups' \
	jq -e '.concluded > 900 and .hung_up > 5' "$T/flat"
# One byte kept of each record would be 88 KiB.
check 'the program has not grown' \
	jq -e '.sizes_kib | length == 10 and (.[-1] - .[0]) < 80' "$T/flat"
sed 's/^/# /' "$T/flat"

done_testing
