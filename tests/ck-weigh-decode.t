#!/bin/sh
# An indicator's bytes become readings: the vectors, streams, refusals.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-weigh-ground.sh"

decode() {
	ck-weigh --lang en decode "$@"
}

yaohua() {
	decode --protocol yaohua-a9 "$@"
}

hex() {
	printf '%b' "$1" | yaohua --hex
}

# The first thing of all that was read is this.
said() {
	jq -r "$1" "$T/got" | head -n 1 | grep -qxF -e "$2" ||
		echo "not $2: $frame"
}

# Each published frame says what its source says, or is refused for its reason.
vectors() {
	grep -v '^#' "$top_srcdir/tests/data/scale-frames.tsv" >"$T/vectors"
	while IFS="$(printf '\t')" read -r protocol frame good reason weight _; do
		got=0
		[ "$frame" != - ] || frame=
		echo "$frame" | decode --protocol "$protocol" --hex \
			>"$T/got" 2>"$T/words" || got=$?
		want=$([ "$good" -gt 0 ] && echo 0 || echo 65)
		[ "$got" -eq "$want" ] || echo "exit $got: $protocol $frame"
		[ "$good" -eq "$(grep -c '"ok":true' "$T/got")" ] ||
			echo "not $good good: $protocol $frame"
		[ "$weight" = - ] || said 'select(.ok).weight' "$weight"
		[ "$reason" = - ] || said .reason "$reason"
		cat "$T/got" >>"$T/all"
	done <"$T/vectors"
}
same 'every vector' '' "$(vectors)"
check 'there are many' test "$(wc -l <"$T/vectors")" -ge 25
check 'as the schema says' valid reading <"$T/all"

frame=$(frames 36740)
good='{"kind":"reading","protocol":"yaohua-a9","ok":true,"weight":"36740","unit":"kg","stable":null,"net":null,"range":"ok","frame":"'$frame'"}'
prints 'a frame' "$good" hex "$frame\n"
prints 'in upper case, with spaces' "$good" \
	hex "02 2B 30 33 36 37\t34 30 30 31 44 03\r\n"
prints 'as a JSON text' "$good" hex "\"$frame\"\n"
prints 'on two lines' "$good" hex '022b303336\n37343030 314403'
prints 'a frame after half of one' \
	"$(printf '%s\n%s' '{"kind":"reading","protocol":"yaohua-a9","ok":false,"reason":"framing","frame":"37343030314403"}' "$good")" \
	hex "37343030314403\n$frame\n"
check 'half a byte is no hex' status 65 hex '022\n'
check 'no digit is no hex' status 65 hex 'frame\n'
same 'and the line is told' \
	'ck-weigh: -:2: no line of hex digits, two a byte, of at most 6144 bytes [hex]' \
	"$(printf '%s\nxx\n' "$frame" | words yaohua --hex)"
prints 'with --keep-going the others are read' "$good" \
	status 65 sh -c "printf 'xx\n$frame\n' |
		ck-weigh decode --protocol yaohua-a9 --hex -k 2>&3" 3>"$T/words"
long() {
	head -c 1100000 /dev/zero | tr '\0' 0
	echo
	echo "$frame"
}
prints 'a line without end is one bad line' "$good" \
	status 65 sh -c 'ck-weigh decode --protocol yaohua-a9 --hex -k 2>&3' \
	3>"$T/words" <<END
$(long)
END
check 'nothing readable is 65' status 65 hex '0203\n'
check 'nor is there in nothing' status 65 yaohua --hex /dev/null

# bytes HEX...: raw
bytes() {
	printf '%s' "$@" | sed 's/../\\x&/g' | xargs -0 printf '%b'
}
bytes 99 "$frame" >"$T/one"
bytes "$frame" "$(frames 20)" >"$T/two"
weights() {
	status "$@" >"$T/out" && jq -r '.weight // .reason' "$T/out"
}
prints 'bytes of files' 'framing
36740
36740
20' weights 0 yaohua "$T/one" "$T/two"
prints 'bytes of standard input' 'framing
36740' weights 0 yaohua - <"$T/one"
check 'a file that is not there' status 66 yaohua "$T/one" "$T/none"
check 'a folder is no file' status 66 yaohua "$T"
prints 'is passed by with --keep-going' '36740
20' weights 66 yaohua -k "$T/none" "$T/two"
prints 'a unit that nobody said' '"lb"' \
	yaohua --unit lb --jq 'select(.ok) | .unit' "$T/one"
prints 'a table' 'Weight Unit Stable
36740 kg
20 kg' sh -c "ck-weigh --lang en decode --protocol yaohua-a9 -f table $T/two |
	sed 's/  */ /g; s/^ //; s/ Concluded.*//; s/ ok .*//'"

# What was heard is told before the next byte comes.
mkfifo "$T/in" "$T/out-pipe"
yaohua <"$T/in" >"$T/out-pipe" &
exec 5>"$T/in" 6<"$T/out-pipe"
cat "$T/one" >&5
read -r first <&6
read -r second <&6
check 'a stream is answered as it comes' test "${second#*36740}" != "$second"
check 'from its first bytes on' test "${first#*framing}" != "$first"
exec 5>&-
wait $!
check 'and its end is the end' test $? -eq 0
exec 6<&-

# 20 MB of frames, noise between them, in flat memory.
big() {
	/usr/bin/python3 - "$1" <<'END'
import random, sys
random.seed(7)
frame = bytes.fromhex(sys.argv[1])
for _ in range(400):
    part = b"".join(frame if i % 50 else random.randbytes(random.randrange(9))
                    for i in range(4200))
    sys.stdout.buffer.write(part)
END
}
flat() {
	big "$frame" |
		prlimit --as=200000000 ck-weigh decode --protocol yaohua-a9 |
		tail -n 1 | grep -qF '"weight":"36740"'
}
if [ "${CK_SANITIZERS-no}" != yes ]; then
	check 'a long stream in flat memory' flat
fi

# -- a pattern ----------------------------------------------------------------

by_pattern() {
	printf 'M  36.74 t\r\n36.70 t\r\n?\r\n' |
		decode --protocol regex --pattern "$1" \
			--jq '[.ok, .weight, .unit, .stable] | tojson'
}
prints 'lines of any indicator' '"[true,\"36.74\",\"t\",false]"
"[true,\"36.70\",\"t\",true]"
"[false,null,null,null]"' \
	by_pattern '(?<moving>M)? *(?<weight>[\d.]+) (?<unit>kg|t)'
pattern_words() {
	{ status 64 decode --protocol "$@" "$T/one" 2>&1; } | head -n 1
}
same 'no pattern' 'ck-weigh: regex needs a pattern: --pattern, or the site file'\''s' \
	"$(pattern_words regex)"
same 'one that is none' 'ck-weigh: --pattern: no group is named weight' \
	"$(pattern_words regex --pattern '\d+')"
same 'one that is not needed' 'ck-weigh: yaohua-a9 needs no pattern' \
	"$(pattern_words yaohua-a9 --pattern '(?<weight>1)')"

# -- settings of the indicator ------------------------------------------------

# Field programs read seven digits in tenths; by the A9 layout 000070
# with no decimals is 70 kg, the same mass.
a9() {	# DIGITS: a frame with them in bytes 3 to 9
	/usr/bin/python3 -c '
import sys
body = b"+" + sys.argv[1].encode()
xor = 0
for byte in body:
    xor ^= byte
print((b"\2" + body + b"%02X" % xor + b"\3").hex())' "$1"
}
sevenths() {
	a9 "$1" >"$T/seven"
	shift
	decode --protocol yaohua-a9 --hex "$@" --jq \
		'[.ok, .weight, .reason] | tojson' "$T/seven"
}
prints 'the ninth byte says the decimals' '"[true,\"70\",null]"' \
	sevenths 0000700
prints '... or is a seventh digit, where that is said' \
	'"[true,\"70.0\",null]"' sevenths 0000700 --decimals 1
prints '... and never guessed' '"[true,\"0.070\",null]"' sevenths 0000703
prints '... another mass' '"[true,\"70.3\",null]"' \
	sevenths 0000703 --decimals 1
same 'more than four decimals there are not' '"[false,null,\"format\"]"' \
	"$(sevenths 0000707 2>"$T/words")"
prints '... but a digit may be' '"[true,\"70.7\",null]"' \
	sevenths 0000707 --decimals 1
check 'no such number' status 64 sevenths 0000700 --decimals 5
check 'frames that say it themselves' status 64 decode --protocol sma \
	--decimals 1 "$T/one"

# KERN FTC p. 42: eighteen bytes with a check, seventeen without; these are so.
bare=022a30202034363230303030303030300d
printf '%s\n' "$bare" "$bare" >"$T/unchecked"
toledo() {
	decode --protocol toledo-continuous --hex "$@" --jq \
		'select(.weight) | .weight' "$T/unchecked"
}
prints 'frames without a check' '"46200"
"46200"' toledo
prints '... where that is said' '"46200"
"46200"' toledo --check no
check '... and not where they are to have one' status 65 toledo --check yes
check 'a check is a setting of it' status 64 yaohua --check yes "$T/one"
check '... yes or no' status 64 toledo --check maybe

# -- as the site says ---------------------------------------------------------

jq '.scales["B1-S1"].decimals = 1' "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/site.json"
ck-store -s "$T/ck.db" --simulated --site "$T/site.json" init >"$T/init" ||
	exit 99
a9 0000703 >"$T/seven"
as_site() {
	ck-weigh --lang en -s "$T/ck.db" decode --hex "$@" "$T/seven"
}
prints 'a scale has its protocol and its decimals' '"70.3"' \
	as_site --scale B1-S1 --jq .weight
prints '... another has not' '"0.070"' as_site --scale B1-S2 --jq .weight
check 'no such scale' status 67 as_site --scale B9-S9
jq '.scales["B0-S1"].decimals = 1' "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/bad.json"
ck-store -s "$T/bad.db" --simulated --site "$T/bad.json" init >"$T/init" ||
	exit 99
check 'decimals of a scale that says them' status 78 ck-weigh \
	-s "$T/bad.db" decode --scale B0-S1 --hex "$T/seven"
check 'a scale wants a store' status 66 env -u CK_STORE ck-weigh \
	-s "$T/none.db" decode --scale B1-S1 --hex "$T/seven"

check 'no protocol' status 64 decode "$T/one"
check 'one that there is not' status 64 decode --protocol nosuch "$T/one"
check 'a unit that there is not' status 64 yaohua --unit stone "$T/one"
check 'standard output that is full' status 74 \
	sh -c "ck-weigh decode --protocol yaohua-a9 $T/two >/dev/full"
gone() {
	{ yaohua "$T/two" "$T/two"; echo $? >"$T/status"; } | :
	cat "$T/status"
}
prints 'a reader that has gone is no fault' 0 gone

ck-weigh --lang en protocols >"$T/protocols"
prints 'the protocols' 'and true none false -
dingsong false always false unconfirmed
dini-argeo true none false -
keli-display true none false unconfirmed
mt-sics true none true -
ohaus true none false -
regex true none false -
rinstrum true none false -
sma true none true -
st-gs true none false -
systec true none true -
tenzo-m false none false -
toledo-continuous true setting false -
toledo-short true setting false -
yaohua-a12-ww false none false -
yaohua-a12e false always false -
yaohua-a9 false always false -
yaohua-command false always true -
yaohua-eq-forward false none false -
yaohua-eq-reversed false none false -' jq -r \
	'"\(.protocol) \(.tells.stable) \(.tells.check) \(.asked) " +
	if .unconfirmed then "unconfirmed" else "-" end' "$T/protocols"
check 'as their schema says' valid protocol <"$T/protocols"
check 'which take no operand' status 64 ck-weigh protocols x

done_testing
