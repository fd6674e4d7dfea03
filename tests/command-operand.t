#!/bin/sh
# A truck is found by whatever people call it.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99

finds() {
	prints "$1 finds $2" "\"CKHN-20261122-$2\"" \
		demo --quiet --jq .trip show "$1"
}

finds 12C12345 00001.1			# entered, before the one planned
finds '12c - 123.45' 00001.1
finds 67890 00002.1
finds 890 00002.1
finds FA2345 00003.1			# the province is often left out
finds 桂FA2345 00003.1
finds 1234 00004.1
finds 234挂 00004.1
finds 29MD112345 00005.1
finds 29mđ1-123.45 00005.1
finds CSQU3054383 00001.1
finds 'csqu 305438 3' 00001.1
finds LZZ1CLVB4NA123456 00007.1
finds 305123456781 00001.1		# amendment 1 of the same number
finds 30512345678 00001.1
finds ckhn-20261122-00002.1 00002.1

prints 'a declaration means all its open trips' \
'"CKHN-20261122-00002.1"
"CKHN-20261122-00002.2"' demo -q --jq .trip show CKHN-20261122-00002
prints 'a closed trip is found by its id only' '"15C-555.55"' \
	demo -q --jq .vehicle.label show CKHN-20261122-00008.1
check 'and not by its plate' status 67 demo show 15C55555
same '... which names it' \
'command-demo: 15C55555: names no open trip; its last ones closed, this long ago [no-such-trip]
  15C-555.55  CKHN-20261122-00008.1  outside  2 h 00 min' \
	"$(words demo show 15C55555)"

same 'the match is echoed' \
	'command-demo: 12c12345: this is 12C-123.45, trip CKHN-20261122-00001.1, in zone yard' \
	"$(words demo show 12c12345)"
same '... of its last characters it is said that they are that' \
	'command-demo: 67890: the last characters of 29C-678.90, of no other open trip: CKHN-20261122-00002.1, in zone outside' \
	"$(words demo show 67890)"
same 'an id is not' '' "$(words demo show CKHN-20261122-00002.1)"

check 'several matches are no answer' status 1 demo show 345
same 'they are listed with zone and age' \
'command-demo: 345: names 4 trips; say which [ambiguous]
  12C-123.45  CKHN-20261122-00001.1  yard  2 h 00 min
  桂FA2345  CKHN-20261122-00003.1  outside  2 h 00 min
  29MĐ1-123.45  CKHN-20261122-00005.1  outside  2 h 00 min
  12C-123.45  CKHN-20261122-00006.1  outside  2 h 00 min' \
	"$(words demo show 345)"
check 'nor is a customs number of two trucks' status 1 demo show 30599999999

check 'nothing matches' status 67 demo show 29C67892
same 'near misses are listed' \
'command-demo: 29C67892: names no open trip; near it are [no-such-trip]
  29C-678.90  CKHN-20261122-00002.1  outside  2 h 00 min
  29C-678.91  CKHN-20261122-00002.2  outside  2 h 00 min' \
	"$(words demo show 29C67892)"
for slip in 67892 67390 7892 66890; do
	check "... of last characters, too ($slip)" grep -q '29C-678.90' <<END
$(words demo show "$slip")
END
done
same '... which name nothing' \
	'command-demo: 67892: names no open trip; near it are [no-such-trip]' \
	"$(words demo show 67892 | head -n 1)"
same '... nor do first ones' \
'command-demo: 29C67: names no open trip; near it are [no-such-trip]
  29C-678.90  CKHN-20261122-00002.1  outside  2 h 00 min
  29C-678.91  CKHN-20261122-00002.2  outside  2 h 00 min' \
	"$(words demo show 29C67)"
same 'a letter of another script is named' \
	'command-demo: 29К67899: names no open trip; the character К (U+041A) stands on no plate; type it again [no-such-trip]' \
	"$(words demo show 29К67899)"
check 'neither near' status 67 demo show 99X00000
check 'a trip that is not there' status 67 demo show CKHN-20261122-00002.7
check 'a declaration that is not there' status 67 demo show CKHN-20261122-00099

records() {
	printf '%s\n' "$1" | demo -q --jq .trip show -
}
prints 'a record names its trip' '"CKHN-20261122-00003.1"' \
	records '{"trip":"CKHN-20261122-00003.1","declaration":"x"}'
prints 'or its declaration' '"CKHN-20261122-00003.1"' \
	records '{"declaration":"CKHN-20261122-00003"}'
prints 'a bare operand may stand on a line' '"CKHN-20261122-00003.1"' \
	records ' FA2345 '
for line in '"29C-678.90"' '["29C-678.90"]' '[{"trip":"x"}]' \
	"$(printf '\357\273\277{"trip":"x"}')"; do
	check "JSON is no operand ($line)" status 65 records "$line"
done
check '... and what to do with it is said' grep -q 'jq -r gives' <<END
$(words records '"29C-678.90"')
END
check '... of arrays too' grep -q "jq -c '.\[\]' takes" <<END
$(words records '["29C-678.90"]')
END
check 'a record that names neither' status 65 records '{"plate":"12C12345"}'
check 'a record that names nothing' status 67 records '{"trip":"12C12345"}'

done_testing
