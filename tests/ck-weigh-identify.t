#!/bin/sh
# An indicator that nobody knows is found by listening, or by asking; and what
# is said of it opens it.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

unset CK_STORE
identify() {
	ck-weigh --lang en identify --device "$tty" "$@"
}
# what it is, and whether its entry reads the scale
found() {
	identify "$@" >"$T/found" &&
		jq -r '"\(.protocol) \(.line) \(.sure)"' "$T/found" &&
		cat "$T/found" >>"$T/all"
}
among() {
	jq -e --arg p "$1" '[.protocol, (.also // [])[].protocol] |
		index($p) != null' "$T/found"
}

# Every protocol on a pseudo-terminal, which has no speed: the first that is
# tried will do.
ck-weigh protocols --jq '[.protocol, .asked] | join(" ")' |
	tr -d '"' >"$T/protocols"
while read -r protocol asked <&9; do
	[ "$protocol" != regex ] || continue
	if [ "$asked" = true ]; then
		sim --speed 50 --asked --protocol "$protocol"
		set -- --ask
	else
		sim --fast --protocol "$protocol"
		set --
	fi
	load 36740
	identify "$@" >"$T/found"
	cat "$T/found" >>"$T/all"
	check "$protocol is found" among "$protocol"
	sim_ends
done 9<"$T/protocols"
check 'the records are as the schema says' valid indicator <"$T/all"

sim --fast --protocol yaohua-a9
load 36740
prints 'a check makes sure' 'yaohua-a9 9600 8N1 checked' found
prints 'the entry is of the site file' \
	'["device","protocol","serial"] {"baud":9600,"framing":"8n1"}' sh -c "
	jq -r '.entry | \"\\(keys) \\(.serial)\"' '$T/found'"
tell faults 20
hear faults
prints 'a few damaged frames do not hide it' 'yaohua-a9 9600 8N1 checked' found
tell silence
hear silent
check 'silence is found out' status 69 identify --silence 0.2
same '... and what may help' \
	"ck-weigh: $tty: nothing was heard; an indicator that speaks when it was asked is found with --ask [no-reading]" \
	"$(words identify --silence 0.2)"
sim_ends

# Two frames a second, as they come.
sim --protocol yaohua-a9 --frame-ms 500
tell truck 36740
prints 'a slow one is listened to for longer' 'yaohua-a9 9600 8N1 checked' found
sim_ends

# The parity shows though the device cannot do it.
sim --fast --protocol toledo-continuous --parity e --check
load 36740
prints 'a line of 7 bits' 'toledo-continuous 9600 7E1 alone' found
sim_ends

sim --fast --protocol yaohua-eq-reversed
load 36740
prints 'what cannot be told apart' 'several' \
	sh -c "ck-weigh identify --device '$tty' | jq -r .sure"
prints 'is both named' 'yaohua-eq-forward yaohua-eq-reversed' sh -c "
	ck-weigh identify --device '$tty' |
	jq -r '[.protocol, .also[].protocol] | sort | join(\" \")'"
check 'another program is not disturbed' sh -c "
	ck-weigh read --follow --device '$tty' --protocol yaohua-eq-reversed \
		>'$T/out' & reader=\$!
	until [ -s '$T/out' ]; do kill -0 \$reader || break; done
	ck-weigh identify --device '$tty' 2>'$T/said'; got=\$?
	kill \$reader; wait \$reader
	[ \$got -eq 69 ] && grep -q '\\[busy\\]' '$T/said'"
sim_ends

# A serial server, and one that says nothing that is known.
cat >"$T/server.py" <<'END'
import random, socket, sys
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
random.seed(1)
text = bytes.fromhex(sys.argv[1]) or \
    bytes(random.randrange(32, 96) for _ in range(997))
link, _ = server.accept()
try:
    while True:
        link.sendall(text)
except OSError:
    pass
END
serve() {
	mkfifo "$T/port"
	/usr/bin/python3 "$T/server.py" "$1" >"$T/port" &
	server=$!
	read -r port <"$T/port"
	rm "$T/port"
	tty=tcp:127.0.0.1:$port
}
serve "$(frames 8000)"
prints 'a serial server' 'yaohua-a9 null checked' found
wait "$server"
serve ''
same 'an indicator that nobody has met' \
	"ck-weigh: $tty: 768 bytes came that no protocol fits [no-protocol]" \
	"$(words identify)"
wait "$server"

tty=$T/none
check 'no such device' status 69 identify
check 'no device' status 64 ck-weigh identify
check 'an operand' status 64 ck-weigh identify --device x y

done_testing
