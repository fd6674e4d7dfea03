#!/bin/sh
# The lane loop as pipes: plates in, orders to the barrier out.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

check 'a store' make_store
A=$(export_of 12C-111.11)
B=$(export_of 12C-111.12)
called "$A.1" && called "$B.1" || exit 99
export_of 12C-111.13 >/dev/null
printf '%s\n' 12C-111.11 '{"kind":"sighting","lane":"B0-1","plate":"12C11112"}' \
	'{"kind":' 12C-111.13 >"$T/seen"
check 'a lane of pipes, one line of which is no record' status 65 sh -c 'ck-lane -u tt-gate B0-1 <"$1" >"$2" 2>"$3"' - \
	"$T/seen" "$T/out" "$T/screen"
same 'opens for those who may pass' 'barrier_open 1
barrier_open 0
barrier_open 1
barrier_open 0' "$(cat "$T/out")"
same 'the screen says who, and why not' '12C-111.11
12C-111.12
12C-111.13' "$(sed -n 's/^\(12C[^:]*\):.*/\1/p' "$T/screen")"
same 'each opening is in the log' "$A.1
$B.1" "$(log 'select(.event == "gate.opened").subject' | tr -d '"')"
cat >"$T/drive" <<'END'
#!/bin/sh
echo "$2 to $1"
END
chmod +x "$T/drive"
D=$(export_of 12C-111.14)
called "$D.1" || exit 99
same 'a command drives the lines' '1 to barrier_open
0 to barrier_open' "$(echo "$D.1" | ck-lane -u tt-gate -o "$T/drive" B0-1 \
	2>"$T/screen")"
cat >"$T/drive" <<'END'
#!/bin/sh
echo "$2 to $1"
cat >/dev/null
[ "$2" = 0 ] || exit 74
END
E=$(export_of 12C-111.15)
called "$E.1" || exit 99
check 'a command that fails is told of in the end' status 74 sh -c '
	echo "$1" | ck-lane -u tt-gate -o "$2" B0-1 >"$3"' - "$E.1" "$T/drive" \
	"$T/out"
same '... and takes no order that is not its own' '1 to barrier_open
0 to barrier_open' "$(cat "$T/out")"
check 'without a lane it says how it is used' status 64 ck-lane

check 'who may not act there is told so in the end' status 77 sh -c '
	echo "$1" | ck-lane -u dn-hoa B0-1' - "$D.1"
check 'a denial is an answer' sh -c 'echo 12C-111.13 | ck-lane -u tt-gate B0-1'

check 'no such lane is no success' status 67 sh -c 'ck-lane -u tt-gate B9 </dev/null'

done_testing
