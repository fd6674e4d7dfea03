#!/bin/sh
# Each protocol at the speed of an indicator, ten frames a second with one in
# twenty damaged, and by the clock: a truck drives on, and is weighed.
. "${0%/*}/lib.sh"
unset CK_STORE

cat >"$T/all.py" <<'END'
import json, subprocess, sys

asked = dict(json.loads(line) for line in open(sys.argv[1]))
scales, readers = {}, {}
for name in asked:
    scale = subprocess.Popen(["scale-pty", "--protocol", name] +
                             ["--asked"] * asked[name], text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    path = scale.stdout.readline().strip()
    scale.stdin.write("faults 20\n")
    scale.stdin.flush()
    scales[name] = scale
    readers[name] = subprocess.Popen(
        ["ck-weigh", "read", "--device", path, "--protocol", name,
         "--timeout", "0", "--silence", "60", "--jq",
         "select(.concluded) | [.weight, .unit]"], text=True,
        stdout=subprocess.PIPE)
for name in asked:
    scales[name].stdin.write("truck 36740\n")
    scales[name].stdin.flush()
for name, reader in readers.items():
    print(name, reader.communicate()[0].strip(), reader.returncode)
for scale in scales.values():
    scale.communicate("quit\n")
END
ck-weigh protocols --jq 'select(.protocol != "regex") | [.protocol, .asked]' \
	>"$T/protocols"
/usr/bin/python3 "$T/all.py" "$T/protocols" >"$T/weighed"
while read -r name weight status; do
	same "$name" '["36740","kg"] 0' "$weight $status"
done <"$T/weighed"
same 'every one that has frames' "$(wc -l <"$T/protocols")" \
	"$(wc -l <"$T/weighed")"

done_testing
