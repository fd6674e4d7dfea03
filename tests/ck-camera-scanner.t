#!/bin/sh
# A scanner on a serial line: whatever stands behind its texts and however they
# come in, each is one sighting; half a text is none; unplugged, it is waited for.
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
unset CK_STORE
device=$T/scanner
mkfifo "$T/told" "$T/done" "$T/seen"
/usr/bin/python3 "$top_srcdir/tests/sim/scanner" "$device" <"$T/told" \
	>"$T/done" &
exec 3>"$T/told" 4<"$T/done"
tell() {
	echo "$*" >&3
	read -r _ <&4
}
adapters=$top_srcdir/share/adapters
scan() {
	ck-camera --lang en read --adapter scanner --adapters "$adapters" "$@"
}
# text BYTES: as printf writes them; what the next sighting names
text() {
	# shellcheck disable=SC2059 # it is one
	text_hex=$(printf "$1" | od -An -v -tx1 | tr -d ' \n')
	tell "${2-send}" "$text_hex"
	read -r text_record <&5
	echo "$text_record" | jq -r '"\(.lane) \(.rfid)"'
}
# says WHAT WORDS
says() {
	await "$1" grep -qF "$2" "$T/words"
}

# Not by the function: the process that is told to end must be this one.
ck-camera --lang en read --adapter scanner --adapters "$adapters" --lane B0-1 \
	--device "$device" >"$T/seen" 2>"$T/words" 3>&- 4<&- &
reader=$!
exec 5<"$T/seen"
says 'a scanner that is not there is waited for' \
	"$device: no such device; is the adapter plugged in?; waiting until it is back"
tell plug
says '... and found' "$device: it is back"
same 'a text that ends with CR' 'B0-1 12C-111.11' "$(text '12C-111.11\r')"
same '... with LF' 'B0-1 12C-111.12' "$(text '12C-111.12\n')"
same '... with both' 'B0-1 12C-111.13' "$(text '12C-111.13\r\n')"
same '... between STX and ETX' 'B0-1 12C-111.14' "$(text '\00212C-111.14\003')"
same '... and CR LF behind them' 'B0-1 12C-111.15' \
	"$(text '\00212C-111.15\003\r\n')"
same '... with the kind of its code before it' 'B0-1 CKHN-20261122-00001' \
	"$(text ']Q1CKHN-20261122-00001\r')"
same '... with a letter of the kind inside' 'B0-1 A]Q1B' "$(text 'A]Q1B\r')"
same '... in Vietnamese' 'B0-1 29LĐ-123.45' "$(text '29L\304\220-123.45\r')"
same '... byte by byte' 'B0-1 12C-111.16' "$(text '12C-111.16\r' slowly)"
tell send "$(printf '12C-111.17\r12C-111.18\r12C-1' | od -An -v -tx1 |
	tr -d ' \n')"
read -r first <&5
read -r second <&5
same 'two at once, and the begin of a third' '12C-111.17 12C-111.18' \
	"$(printf '%s\n' "$first" "$second" | jq -rs 'map(.rfid) | join(" ")')"
tell unplug
says 'unplugged in the middle of a text' \
	"$device: half a text came, and is not taken"
says '... it is waited for' \
	"$device: hung up: the device was unplugged or closed; waiting until it is back"
: >"$T/words"
tell plug
says '... and back' "$device: it is back"
same '... the next text is whole' 'B0-1 11.19' "$(text '11.19\r')"
tell send "$(printf '12C-111.20' | od -An -v -tx1 | tr -d ' \n')"
says 'a text without an end is not taken' 'set the scanner to send CR or LF'
same '... nor joined with the next' 'B0-1 12C-111.21' "$(text '12C-111.21\r')"
scan --device "$device" >"$T/other" 2>"$T/why"
same 'for one reader alone: 69' 69 $?
check '... which is named' grep -q 'ck-camera (process [0-9]*).*\[busy\]$' \
	"$T/why"
kill -TERM $reader
wait $reader 2>"$T/ended"
same 'it ends when it is told' 143 $?
exec 3>&-

check 'a file is no scanner: 69' status 69 scan --device "$T/words"
check 'no line setting: 64' status 64 scan --device "$device" --line fast
check 'a scanner and a file: 64' status 64 scan --device "$device" "$T/words"

done_testing
