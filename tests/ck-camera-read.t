#!/bin/sh
# What cameras and scanners send becomes sightings, whoever made them.
. "${0%/*}/lib.sh"

command -v jq >/dev/null || skip_all 'jq is not installed'
data=$top_srcdir/tests/data/camera
export adapters="$top_srcdir/share/adapters"

camera() {
	ck-camera --lang en read --adapters "$adapters" --lane B1-1 \
		--utc-offset +07:00 --adapter "$@"
}
printf '<x><plate>A1</plate></x>' | camera hikvision >"$T/words" 2>&1 ||
	! grep -q libexpat1-dev "$T/words" ||
	skip_all 'this build reads no XML'

# Documents that others have published, and what they say is in them.
cat >"$T/wanted.jq" <<'JQ'
.expect as $e
| if $e.plates then $e.plates + [null]
elif $e.event == "VMD" or $e.code == "AccessControl" then []
else [$e.plate] end
| map({plate: (if . == null then null else ascii_upcase end),
	confidence: ($e.confidence // $e.score // $e.confidence_percent //
		null | if . == null then null elif . > 1 then . / 100 else . end)})
JQ
cat >"$T/got.jq" <<'JQ'
map({plate: (if .plate == null then null else .plate | ascii_upcase end),
	confidence: (.confidence // null)})
JQ
adapter_of() {
	case $1 in
	Hikvision) echo hikvision ;;
	Dahua) echo dahua ;;
	Verkada) echo verkada ;;
	'Plate Recognizer') echo plate-recognizer ;;
	Zhenshi*) echo vzvision ;;
	esac
}
count=$(jq length "$data/documents.json")
for i in $(seq 0 $((count - 1))); do
	jq ".[$i]" "$data/documents.json" >"$T/one"
	maker=$(jq -r .maker "$T/one")
	table=
	[ "$(jq -r .format "$T/one")" != stream-csv ] || table=--csv
	jq -rj .body "$T/one" >"$T/body"
	# shellcheck disable=SC2086 # none, or one option
	camera "$(adapter_of "$maker")" -q $table "$T/body" >"$T/out" 2>"$T/words"
	same "document $i, $maker: no fault" '' "$(cat "$T/words")"
	same '... what is in it' "$(jq -cf "$T/wanted.jq" "$T/one")" \
		"$(jq -csf "$T/got.jq" "$T/out")"
	check '... every one a sighting, of the lane' jq -es \
		'all(.kind == "sighting" and .lane == "B1-1")' "$T/out"
	cat "$T/out" >>"$T/all"
done
same 'the time with its zone' 2026-07-06T02:44:40.000+07:00 \
	"$(jq -r 'select(.plate == "WX1234A").at' "$T/all")"
same 'a time without one is the camera'\''s' 2026-04-10T15:22:31.000+07:00 \
	"$(jq -r 'select(.plate == "ABC1D23").at' "$T/all")"
same 'what else was read' SJU809 \
	"$(jq -r 'select(.plate == "SJUBI1").alternatives[].plate' "$T/all")"

# Further ones of the same makers.
count=$(jq length "$data/forms.json")
for i in $(seq 0 $((count - 1))); do
	jq ".[$i]" "$data/forms.json" >"$T/one"
	adapter=$(jq -r .adapter "$T/one")
	jq -rj .body "$T/one" >"$T/body"
	check "form $i, $adapter" status "$(jq '.status // 0' "$T/one")" \
		camera "$adapter" "$T/body"
	camera "$adapter" --keep-going "$T/body" >"$T/out" 2>/dev/null
	same '... what is in it' "$(jq -c .expect "$T/one")" \
		"$(jq -cs 'map(select(.kind == "sighting") | {plate, confidence, at,
			alternatives: (.alternatives // [] | map(.plate)),
			characters: (.characters // [] | length)}
			| with_entries(select(.key == "plate" or
				(.value | . != null and . != [] and . != 0))))' \
			"$T/out")"
	same '... what is wrong with it' "$(jq -r '.code // empty' "$T/one")" \
		"$(jq -r 'select(.kind == "error").code' "$T/out")"
	cat "$T/out" >>"$T/all"
done
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	check 'they are as the schema says' /usr/bin/python3 \
		"$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" \
		sighting error <"$T/all"
fi

# A confidence of another scale is none, and none is surest.
# trusts ADAPTER BODY: what is made of it, and what is said
trusts() {
	printf '%s' "$2" | camera "$1" >"$T/out" 2>"$T/words"
	cat "$T/out" >>"$T/trusted"
	jq -c '[.plate, has("confidence"), .confidence]' "$T/out"
	sed 's/^ck-camera: [a-z-]*: a confidence of \([^ ]*\) .*/\1/' "$T/words"
}
unknown='["12C1",true,null]'
same 'of 100, counted further' "$unknown
1.5" "$(trusts hikvision '<x><plate>12C1</plate><confidenceLevel>150</confidenceLevel></x>')"
same 'of 1, counted to 100' "$unknown
87" "$(trusts verkada '{"webhook_type":"lpr","data":{"license_plate_number":"12C1","confidence":87}}')"
same 'less than none' "$unknown
-0.05" "$(trusts vzvision '{"PlateResult":{"license":"12C1","confidence":-5}}')"
same 'of 255, counted further' "$unknown
1.1764705882352942" "$(trusts dahua '{"Events":[{"Code":"TrafficJunction","TrafficCar":{"PlateNumber":"12C1","Confidence":300}}]}')"
same 'in every adapter' "$unknown
1.3" "$(trusts openalpr '{"data_type":"alpr_results","results":[{"plate":"12C1","confidence":130}]}')"
same '... and this' "$unknown
42" "$(trusts plate-recognizer '{"results":[{"plate":"12c1","score":42}]}')"
same '... and that' "$unknown
2.5" "$(trusts axis '{"plateUTF8":"12C1","plateConfidence":250}')"
same 'the most there is' '["12C1",true,1]' \
	"$(trusts hikvision '<x><plate>12C1</plate><confidenceLevel>100</confidenceLevel></x>')"
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	check 'they are as the schema says' /usr/bin/python3 \
		"$top_srcdir/tests/records.py" "$top_srcdir/share/schemas" \
		sighting <"$T/trusted"
fi

# A reading has one name, however often it comes; another has another.
hik() {
	jq -r ".[$1].body" "$data/forms.json"
}
key_of() {
	camera hikvision - | jq -r .key
}
same 'sent again, it has the same key' "$(hik 0 | key_of)" \
	"$(hik 0 | sed 's,<activePostCount>17,<activePostCount>18,' | key_of)"
check 'a second later it is another' test "$(hik 0 | key_of)" != \
	"$(hik 0 | sed 's,15:57:03,15:57:04,' | key_of)"
same 'without time and name it has none' null \
	"$(echo '<x><plate>A1</plate></x>' | key_of)"
same 'a reading of before may be asked for' 12C12345 \
	"$(hik 2 | camera hikvision --late - | jq -r .plate)"

# Garbage between them.
plates() {
	camera "$@" -k - 2>"$T/words" |
		jq -r 'if .kind == "error" then "error \(.code)" else .plate end'
}
same 'garbage, then a document' 'error form
A1' "$(printf 'nonsense\n<x><plate>A1</plate></x>' | plates hikvision)"
same '... it says where and what was expected' \
	'ck-camera: -, document 1: expected XML, JSON, a multipart stream, or lines of NAME=VALUE [form]' \
	"$(cat "$T/words")"
same 'XML that is none, cut off, with a DOCTYPE' 'error xml
error cut
error xml
A2' "$(printf '<x><plate>A</b></x><?xml version="1.0"?><x><plate>A
<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x><plate>&a;</plate></x>
<x><plate>A2</plate></x>' | plates hikvision)"
same 'JSON that is none, cut off, of another' 'error syntax
error cut
29C12345' "$(printf '{"a":nothing}\n{"AlarmInfoPlate":{"res\n{"x":[{"y":"}"}]}{"PlateResult":{"license":"29C12345"}}\n' |
	plates vzvision)"
same 'a number that is none' 'error number
29C1' "$(printf '{"PlateResult":{"license":"A","confidence":1e999}}{"PlateResult":{"license":"29C1"}}' |
	plates vzvision)"
same 'multipart, parts cut off and too short' 'A1
error cut
A3
error cut' "$(printf -- '--b\r\nContent-Type: text/xml\r\nContent-Length: 5\r\n\r\n<x><plate>A1</plate></x>\r\n--b\r\n\r\n<x><plate>A2\r\n--b\r\nContent-Length: 900\r\n\r\n<x><plate>A3</plate></x>\r\n--b\r\nContent-Type: text/xml\r\n\r\n<x>' |
	plates hikvision)"
same '... begun anew in the middle of a line' 'error cut
A4' "$(printf -- '--b\r\n\r\n<x><pl--b\r\n\r\n<x><plate>A4</plate></x>\r\n' |
	plates hikvision)"
{
	printf -- '--b\r\nContent-Type: image/jpeg\r\nContent-Length: 40000000\r\n\r\n'
	head -c 40000000 /dev/zero
	printf -- '\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n\377\330\r\n--b\r\n\r\n<x><plate>A5</plate></x>'
} >"$T/large"
same 'pictures of any size are read over' A5 "$(plates hikvision <"$T/large")"
{
	printf '<x><plate>'
	head -c 17000000 /dev/zero | tr '\0' a
	printf '\n<x><plate>A6</plate></x>'
} >"$T/large"
same 'a document that is too long' 'error too-long
A6' "$(plates hikvision <"$T/large")"
same 'a head without end' 'error head
A7' "$({
	printf -- '--b\r\nX: '
	head -c 200000 /dev/zero | tr '\0' a
	printf -- '\r\n--b\r\n\r\n<x><plate>A7</plate></x>'
} | plates hikvision)"

# What a document says of its characters.
han() {
	printf '<?xml version="1.0"%s?><x><plate>\271\360F12345</plate></x>' "$1"
}
same 'neither UTF-8 nor said to be anything else' 'error utf8' \
	"$(han '' | plates hikvision)"
same 'GB 2312, as the document says' 桂F12345 \
	"$(han ' encoding="GB2312"' | plates hikvision)"
same 'GBK, as is said of the camera' 桂F12345 \
	"$(han '' | plates hikvision --charset GBK)"
same 'neither UTF-8 nor what is said' 'error charset' \
	"$(printf '<x><plate>\377\377</plate></x>' | plates hikvision --charset GBK)"
same 'a character set that is none' 'error charset' \
	"$(han '' | plates hikvision --charset KLINGON)"

# A stream is answered as it comes: the first document before the second is
# sent.
mkfifo "$T/stream" "$T/answers"
camera hikvision - <"$T/stream" >"$T/answers" &
exec 4>"$T/stream" 5<"$T/answers"
printf -- '--b\r\nContent-Type: text/xml\r\n\r\n<x><plate>B1</plate></x>\r\n' >&4
read -r answer <&5
same 'a part is taken as soon as it is whole' B1 \
	"$(echo "$answer" | jq -r .plate)"
exec 4>&-
wait $!
same '... and the end of the stream is no fault' 0 $?

# Scanners: a text a line; people type as well.
same 'a scanner' '29C-12345
CKHN-20261122-00001' "$(printf '\00229C-12345\003\r\nCKHN-20261122-00001\n\n' |
	camera scanner --lines - | jq -r .rfid)"
same '... it says so' scanner \
	"$(echo 29C12345 | camera scanner --lines - | jq -r .source)"
same '... in GBK' 桂F12345 "$(printf '\271\360F12345\r\n' |
	camera scanner --lines --charset GBK - | jq -r .rfid)"

# How it is called wrongly.
same 'the adapter of another maker: it says that it knows no vehicle' \
	'ck-camera: no vehicle that the adapter dahua knows; documents: 1' \
	"$({ echo '<EventNotificationAlert><ANPR><licensePlate>29C12345</licensePlate></ANPR></EventNotificationAlert>' |
		camera dahua -; } 2>&1)"
same 'an empty input: it says that nothing was read' \
	'ck-camera: nothing was read: the input is empty' \
	"$(camera hikvision - </dev/null 2>&1)"
check 'no adapter: 64' status 64 ck-camera read - </dev/null
check 'one that is not there: 67' status 67 camera nobody - </dev/null
same '... the nearest is named' \
	'ck-camera: no such adapter: scaner; did you mean scanner? [adapter]' \
	"$({ camera scaner - </dev/null; } 2>&1)"
check 'one from elsewhere: 67' status 67 camera ../x - </dev/null
check 'a file that is not there: 66' status 66 camera dahua "$T/none"
check 'an offset that is none: 64' status 64 \
	camera dahua --utc-offset east - </dev/null
mkdir "$T/own"
echo '1' >"$T/own/one.jq"
echo '{' >"$T/own/broken.jq"
same 'an adapter that answers with something else' 'error adapter' \
	"$(echo '{}' | adapters=$T/own plates one)"
check 'one that does not compile: 78' status 78 \
	ck-camera read --adapters "$T/own" --adapter broken - </dev/null

done_testing
