#!/bin/sh
# A scale is read until its weight stands still, and never says an old one.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

unset CK_STORE
read_tty() {
	ck-weigh --lang en read --device "$tty" --protocol yaohua-a9 "$@"
}

# what it concludes
stable() {
	status "$@" >"$T/out" &&
		jq -c 'select(.concluded) | [.weight, .count, .span_ms]' "$T/out"
}

sim --fast --protocol yaohua-a9
load 36740
prints 'the first stable weight ends it' '["36740",21,2000]' \
	stable 0 read_tty --frame-ms 100
check 'its frames say the same' \
	sh -c "jq -r 'select(.concluded) | .frames[]' '$T/out' |
		ck-weigh decode --protocol yaohua-a9 --hex |
		jq -es 'length == 21 and all(.weight == \"36740\")'"
check 'the records are as the schema says' valid reading <"$T/out"
check 'nothing follows it' \
	jq -es '(last.concluded) and ([.[] | select(.concluded)] | length == 1)' \
	"$T/out"

hear_nothing() {
	read_tty --timeout 1 --frame-ms 100
}
unload
check 'an empty scale has no weight' status 75 hear_nothing
same 'it says why' 'ck-weigh: the scale is empty [empty]' \
	"$(words hear_nothing)"
load 60
check 'under the least load neither' status 75 hear_nothing
unload
tell silence
hear silent
same 'silence is no reading' \
	"ck-weigh: $tty: nothing is heard from the scale [no-reading]" \
	"$(words hear_nothing)"
check '... exit 69' status 69 hear_nothing
tell speak
hear speaking
same 'another protocol is no reading either' \
	"ck-weigh: $tty: no good frame comes from the scale: is the protocol right, and the line setting? [no-reading]" \
	"$(words ck-weigh --lang en read --device "$tty" \
		--protocol toledo-continuous --timeout 1)"

# -- following ----------------------------------------------------------------

# Descriptor 6 brings what it says.
mkfifo "$T/follow"
follow() {
	ck-weigh --lang en read --device "$tty" --protocol yaohua-a9 \
		--follow --frame-ms 100 >"$T/follow" 2>"$T/said" 7>&- 8<&- &
	reader=$!
	exec 6<"$T/follow"
}
# expect TEXT: reads until a record has it
expect() {
	while read -r record <&6; do
		printf '%s\n' "$record" >>"$T/followed"
		case $record in
		*"$1"*) return ;;
		esac
	done
	return 1
}
weight() {
	expect '"concluded":true' &&
		case $record in
		*"\"weight\":\"$1\""*) return ;;
		*) echo "$record"; return 1 ;;
		esac
}

follow
tell truck 20000
check 'a first truck' weight 20000
tell leave
check 'the scale returns to zero' expect '"weight":"0"'
tell truck 31240
check 'a second one' weight 31240
tell silence
check 'silence is told' expect '"reason":"silence"'
tell speak
tell garbage 30
check 'what is no frame is told' expect '"ok":false'
check 'and the next good one is found' expect '"weight":"31240"'
# All is read when it is silent: at a signal who is not read from may end
# within a record.
tell silence
check 'silence again' expect '"reason":"silence"'
check 'a signal ends it' kill -TERM "$reader"
wait "$reader"
check 'as the signal says' test $? -eq 143
cat <&6 >>"$T/followed"
exec 6<&-
check 'no record is cut' jq -es 'length > 20' "$T/followed"
check 'each is as the schema says' valid reading <"$T/followed"
check 'one truck was concluded once' jq -es \
	'[.[] | select(.concluded) | .weight] == ["20000", "31240"]' \
	"$T/followed"

follow
tell speak
check 'a reader waits' expect '"ok":true'
check 'a device is for one alone' status 69 read_tty --timeout 0.2
same 'it says so, and which' \
	"ck-weigh: $tty: another program has it open: ck-weigh (process $reader) [busy]" \
	"$(words read_tty --timeout 0.2)"

# -- unplugged and back -------------------------------------------------------

tell leave
check 'the scale is empty' expect '"weight":"0"'
tell truck 20000
check 'a truck' weight 20000
tell unplug
check 'unplugged is no reading' expect '"reason":"hang-up"'
check 'a reader that does not follow ends' status 69 read_tty --timeout 0.2
tell plug
check 'it is back' expect '"weight":"20000"'
tell leave
check 'the truck leaves' expect '"weight":"0"'
tell truck 25000
check 'the next is the first that is concluded' weight 25000
tell unplug
check 'unplugged again' expect '"reason":"hang-up"'
check 'a signal ends the wait' kill -TERM "$reader"
wait "$reader"
check 'as the signal says' test $? -eq 143
cat <&6 >>"$T/followed"
exec 6<&-
same 'each is said once' "ck-weigh: $tty: hung up: the device was unplugged or closed; waiting until it is back
ck-weigh: $tty: it is back
ck-weigh: $tty: hung up: the device was unplugged or closed; waiting until it is back" \
	"$(cat "$T/said")"
check 'the records are as the schema says' valid reading <"$T/followed"
follow
check 'a device that is not there at the start is waited for' \
	expect '"reason":"hang-up"'
tell plug
check 'it comes' expect '"weight":"25000"'
tell unplug
check 'and goes' expect '"reason":"hang-up"'
kill -TERM "$reader"
wait "$reader"
cat <&6 >>"$T/followed"
exec 6<&-
same 'that is said' "ck-weigh: $tty: no such device; is the adapter plugged in?; waiting until it is back
ck-weigh: $tty: it is back
ck-weigh: $tty: hung up: the device was unplugged or closed; waiting until it is back" "$(cat "$T/said")"
tell plug
hear plugged
check 'the records are as the schema says' valid reading <"$T/followed"
rm -f "$T/out"
ck-weigh --lang en read --device "$tty" \
	--protocol yaohua-a9 --timeout 0 >"$T/out" 2>"$T/said" 7>&- 8<&- &
reader=$!
until [ -s "$T/out" ]; do
	kill -0 "$reader" || break
done
sim_ends
check 'without --follow a hang-up ends it' status 69 wait "$reader"
same '... and is said' "ck-weigh: $tty: hung up: the device was unplugged or closed [device]" \
	"$(cat "$T/said")"

# -- a program that locks nothing has it open ---------------------------------

sim --fast --protocol yaohua-a9
mkfifo "$T/ready"
{
	echo open >"$T/ready"
	exec cat
} <"$tty" >"$T/taken" 7>&- 8<&- &
other=$!
read -r ready <"$T/ready"
same 'it has' open "$ready"
check 'a device that another has open is not read beside it' status 69 \
	ck-weigh read --device "$tty" --protocol yaohua-a9 --frame-ms 100
same '... and who that is, is said' \
	"ck-weigh: $tty: another program has it open: (process $other) [busy]" \
	"$(words ck-weigh --lang en read --device "$tty" --protocol yaohua-a9 \
		--frame-ms 100 | sed 's/[a-z]* (process/(process/')"
kill "$other"
wait "$other" 2>"$T/killed"
load 9000
prints 'then it is' '["9000",21,2000]' stable 0 ck-weigh read --device "$tty" \
	--protocol yaohua-a9 --frame-ms 100
sim_ends

# -- by the clock -------------------------------------------------------------

sim --protocol yaohua-a9 --speed 20
load 15000
prints 'without --frame-ms the clock counts' 'true' \
	sh -c "ck-weigh read --device '$tty' --protocol yaohua-a9 |
	jq 'select(.concluded) | .span_ms >= 2000 and .count > 21'"
sim_ends
sim --protocol toledo-continuous --speed 20 --check
load 15000
prints 'an indicator that says stable is believed' '[true,2]' \
	sh -c "ck-weigh read --device '$tty' --protocol toledo-continuous |
	jq -c 'select(.concluded) | [.by_indicator, .count]'"
tell truck 76000
prints 'one that says moving is believed too' '"76000"' \
	sh -c "ck-weigh read --device '$tty' --protocol toledo-continuous |
	jq -c 'select(.concluded) | .weight'"
sim_ends

# -- why there is none --------------------------------------------------------

sim --protocol toledo-continuous --max 40000
why() {
	words ck-weigh --lang en read --device "$tty" \
		--protocol toledo-continuous --timeout "$@"
}
tell truck 31000
same 'a truck that drives on does not stand still' \
	'ck-weigh: the weight does not stand still [not-stable]' "$(why 2)"
sim_ends
sim --protocol toledo-continuous --max 40000 --speed 20
load 47000
same 'one that is too heavy is out of range' \
	'ck-weigh: the scale is out of range [out-of-range]' "$(why 1)"
sim_ends
sim --fast --protocol yaohua-a9
load 36740
same 'pounds are not turned into grams' \
	"ck-weigh: $tty: the unit is not kg, g or t [no-reading]" \
	"$(words ck-weigh --lang en read --device "$tty" --protocol yaohua-a9 \
		--unit lb --timeout 1)"
prints 'a coarser scale has a greater least load' 75 sh -c "
	ck-weigh read --device '$tty' --protocol yaohua-a9 --e 2000 \
		--timeout 1 >'$T/out' 2>&1
	echo \$?"
sim_ends

# -- a serial server ----------------------------------------------------------

cat >"$T/server.py" <<'END'
import socket, sys, time
server = socket.create_server(("127.0.0.1", int(sys.argv[3])))
print(server.getsockname()[1], flush=True)
frame = bytes.fromhex(sys.argv[1])
server.settimeout(60)
link, _ = server.accept()
try:
    for _ in range(int(sys.argv[2])):
        link.sendall(frame)
        time.sleep(0.002)
except OSError:
    pass
END
serve() {
	mkfifo "$T/port"
	/usr/bin/python3 "$T/server.py" "$(frames "$1")" "$2" "${3-0}" \
		>"$T/port" 6<&- &
	server=$!
	read -r port <"$T/port"
	rm "$T/port"
}
read_tcp() {
	ck-weigh --lang en read --device "tcp:127.0.0.1:$port" \
		--protocol yaohua-a9 --frame-ms 100 "$@"
}
serve 8000 1000
prints 'a serial server' '["8000",21,2000]' stable 0 read_tcp
wait "$server"
serve 8000 3
check 'one that closes' status 69 read_tcp
wait "$server"
check 'one that is not there' status 69 read_tcp

# Killed within a frame, and started again at the same address.
serve 8000 100000
ck-weigh --lang en read --device "tcp:127.0.0.1:$port" --follow \
	--protocol yaohua-a9 --frame-ms 100 >"$T/follow" 2>"$T/said" &
reader=$!
exec 6<"$T/follow"
check 'a serial server is followed' weight 8000
kill -KILL "$server"
check 'killed, it gives no reading' expect '"reason":"hang-up"'
wait "$server" 2>"$T/killed"
serve 9000 100000 "$port"
check 'back, it gives its own' expect '"weight":"9000"'
kill -TERM "$reader"
cat <&6 >"$T/rest"
wait "$reader"
check 'a signal ends it' test $? -eq 143
exec 6<&-
kill "$server"
wait "$server" 2>"$T/killed"
# A server that dies may still take a connection.
same 'both are said' "ck-weigh: tcp:127.0.0.1:$port: hung up: the connection was closed at the far end; waiting until it is back
ck-weigh: tcp:127.0.0.1:$port: it is back" "$(sort -u "$T/said")"

# -- what cannot be read ------------------------------------------------------

broken() {
	check "$1" status "$2" ck-weigh read --timeout 0.2 --device "$3" \
		--protocol "${4-yaohua-a9}" --line "${5-9600 8N1}"
}
broken 'no such device' 69 "$T/none"
broken 'no device at all' 69 /dev/null
check '... nor is it waited for' status 69 ck-weigh read --follow \
	--device /dev/null --protocol yaohua-a9
broken 'no such protocol' 64 /dev/null nosuch
same '... the nearest is named' \
	'ck-weigh: no such protocol: yaohua; there are' \
	"$(words ck-weigh --lang en read --device /dev/null --protocol yaohua |
		sed 's/there are.*/there are/;q')"
broken 'no such line setting' 64 /dev/null yaohua-a9 '9600 9N1'
check 'no device' status 64 ck-weigh read --protocol yaohua-a9
check 'no protocol' status 64 ck-weigh read --device /dev/null
check 'an operand' status 64 ck-weigh read x
check 'no such number' status 64 ck-weigh read --timeout x
check 'no such interval' status 64 ck-weigh read --e 0
check 'no such time between frames' status 64 ck-weigh read --frame-ms 0
check 'a scale of no site' status 64 ck-weigh read --scale B1-S1

# -- a scale of the site ------------------------------------------------------

CK_STORE=$T/ck.db
export CK_STORE
make_store
sim --fast --protocol toledo-continuous --parity e
load 40000
prints 'a scale by its name' '["40000","B0-S1","B0-1","CKHN"]' sh -c "
	ck-weigh read --scale B0-S1 --device '$tty' --line 8N1 |
	jq -c 'select(.concluded) | [.weight, .scale, .lane, .site]'"
check 'its line setting holds unless another is named' \
	status 64 ck-weigh read --scale B0-S1 --device "$tty"
check 'its protocol, too' status 69 ck-weigh read --scale B1-S1 \
	--device "$tty" --timeout 0.2
sim_ends
# The first axles are no vehicle where the site says what one weighs at least.
jq '.scales["B0-S1"].least_kg = 12000' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/least.json"
sim --fast --protocol toledo-continuous
load 7000
axles() {
	ck-weigh --lang en -s "$1" read --scale B0-S1 --device "$tty" \
		--line 8N1 --timeout 1
}
prints 'a pause on the first axles is a weight' '7000' sh -c "
	ck-weigh read --scale B0-S1 --device '$tty' --line 8N1 |
	jq -r 'select(.concluded).weight'"
check 'a site that knows its vehicles' \
	ck-store -s "$T/least.db" --simulated --site "$T/least.json" init
check 'does not take it for one' status 75 axles "$T/least.db"
same '... and says what it shows' \
	'ck-weigh: the scale shows 7000 kg, less than a vehicle weighs here [empty]' \
	"$(words axles "$T/least.db")"
unload
load 40000
prints 'the whole one is weighed' '40000' sh -c "
	ck-weigh -s '$T/least.db' read --scale B0-S1 --device '$tty' \
		--line 8N1 | jq -r 'select(.concluded).weight'"
sim_ends
check 'a scale that the site has not' status 67 ck-weigh read --scale B9-S9
check 'a device that is not there' status 69 ck-weigh read --scale B1-S1 \
	--device "$T/none"
jq '.scales["B1-S1"].protocol = "nosuch" |
	.scales["B1-S2"].serial.framing = "9z1"' \
	"$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json"
rm -f "$T"/ck.db*
if ck-store --simulated --site "$T/site.json" init >"$T/init" 2>&1; then
	check 'a site file with a protocol that is none' \
		status 78 ck-weigh read --scale B1-S1
	check 'or a line setting that is none' \
		status 78 ck-weigh read --scale B1-S2
fi

done_testing
