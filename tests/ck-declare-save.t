#!/bin/sh
# What is declared again and again is typed once: entries of an enterprise, and
# new declarations like earlier ones. Persons are shown to their enterprise
# alone, and forgotten with the entry.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

ck-store staff add ba --agency broker:0312345678 >/dev/null ||
	ck-store staff add ba --agency broker:0100109106 >/dev/null
ck-store staff add hai --agency enterprise:0100112437,broker:0100109106 \
	>/dev/null

save() {
	save_kind=$1 save_name=$2 save_text=$3
	shift 3
	printf '%s\n' "$save_text" | jq -c . |
		ck-declare save "$save_kind" "$save_name" - "$@"
}
ours() {
	ck-declare "$@" --as dn-hoa
}

driver='{"name":"Nguyễn Văn Bình","id":"020085001234","phone":"0987654321","nationality":"VN"}'
check 'a driver' save driver binh "$driver" --as dn-hoa
check 'an enterprise' save party us \
	'{"tax_code":"0100112437","name":"Nông sản Hòa Bình","phone":"02431234567"}' \
	--as dn-hoa
check 'a vehicle, without what is for one journey' save vehicle xe1 \
	'{"plate":"29C-678.90","class":"VT6","axles":6,"self_kg":15200,
	"container":"CSQU3054383","seals":[{"number":"1"}],
	"crew":[{"name":"X Y"}]}' --as dn-hoa
check 'goods' save goods sr \
	'{"hs":"0810.60.00","name":"Sầu riêng","origin":"VN"}' --as dn-hoa
prints 'they are listed, persons masked' \
	'["driver","binh",{"nationality":"VN","id":"…234","name":"N. V. B.","phone":"…321"}]
["goods","sr",{"hs":"08106000","name":"Sầu riêng","origin":"VN"}]
["party","us",{"tax_code":"0100112437","name":"Nông sản Hòa Bình","phone":"…567"}]
["vehicle","xe1",{"class":"VT6","plate":"29C-678.90","axles":6,"self_kg":15200}]' \
	ours saved -j '[.type, .name, .entry]'
prints 'one kind' '"sr"' ours saved goods -j .name
ck-store log >"$T/log"
check 'the log has no person' sh -c \
	'! grep -E "Nguyễn|020085001234|0987654321|02431234567|X Y" "$1"' - "$T/log"
check 'the store is sound' sound

# -- new

check 'a new declaration of them' ours new --party us --vehicle xe1 \
	--driver binh --goods sr
ours new --party us --vehicle xe1 --driver binh --goods sr >"$T/new.json"
check 'on one line into a pipe' sh -c 'ck-declare new --as dn-hoa \
	--party us --vehicle xe1 --goods sr | ck-declare check'
same 'for an editor' '{
  "direction": "export",
  "enterprise": {
    "tax_code": "0100112437",
    "name": "Nông sản Hòa Bình",
    "phone": "02431234567"
  },
  "goods": {
    "g1": {"hs":"08106000","name":"Sầu riêng","origin":"VN"}
  },
  "vehicles": {
    "v1": {
      "class": "VT6",
      "plate": "29C-678.90",
      "axles": 6,
      "self_kg": 15200,
      "crew": {
        "p1": {
          "nationality": "VN",
          "id": "020085001234",
          "name": "Nguyễn Văn Bình",
          "phone": "0987654321",
          "role": "driver"
        }
      }
    }
  }
}' "$(cat "$T/new.json")"
ours new --party us --vehicle xe1 --driver binh >"$T/again.json"
prints 'showing persons is an event each' \
	'["dn-hoa","CKHN/enterprise:0100112437/party/us",1]
["dn-hoa","CKHN/enterprise:0100112437/driver/binh",1]' sh -c \
	'ck-store log | tail -n 2 | jq -c "select(.event == \"entry.shown\") |
	[.actor, .subject, (.body.persons | length)]"'
check 'it submits' submit "$T/new.json"
ck-declare new --party us --vehicle xe1 --driver binh --goods sr \
	--enterprise 0100112437 --as tt-linh >"$T/other.json"
same 'who does not act for it gets names' \
	'[{"saved":"enterprise:0100112437/us"},{"saved":"enterprise:0100112437/binh","role":"driver"}]' \
	"$(jq -c '[.enterprise, .vehicles.v1.crew.p1]' "$T/other.json")"
before=$(seq)
prints '... which submit as the same declaration' true \
	ck-declare submit "$T/other.json" --as tt-linh -j .repeated
same '... and nobody was shown' "$before" "$(seq)"
check '... also looked at only' status 0 ours new -n --driver binh \
	--vehicle xe1 -j .vehicles.v1.crew.p1.saved
same '... nobody again' "$before" "$(seq)"
prints 'an entry in any declaration, and what stands beside it' \
	'["29C-678.90",5,"T. T."]' sh -c 'jq -c ".vehicles =
	[{saved: \"xe1\", axles: 5, crew: [{saved: \"binh\",
		name: \"Trần Tư\"}]}]" "$1" |
	ck-declare submit --as dn-hoa -j .declaration | tr -d \" |
	xargs ck-declare show -j ".document.vehicles.v1 |
		[.plate, .axles, .crew.p1.name]"' - "$T/new.json"
prints 'several vehicles' '["v1","v2"]' ours new --vehicle xe1 --vehicle xe1 \
	--driver binh -j '.vehicles | keys'

# -- like

check 'an earlier declaration' submit "$export_file"
ours new --like 12c12345 >"$T/like.json"
same 'without what is for one journey' \
	'[["customs","direction","enterprise","goods","payer","regime","vehicles"],{"type":"B11","office":"15BB"},["axles","carries","class","crew","insurance","licence","nationality","other_plates","plate","role","self_kg","trailer"]]' \
	"$(jq -c '[keys, .customs.c1, (.vehicles.v1 | keys)]' "$T/like.json")"
same 'with its persons for its enterprise' '"Trần Văn Bình"' \
	"$(jq .vehicles.v1.crew.p1.name "$T/like.json")"
prints '... of which it is told who were shown' 3 sh -c \
	'ck-store log | tail -n 1 | jq "select(.event == \"person.shown\") |
	.body.persons | length"'
prints 'for others without them' '{"role":"driver","nationality":"VN"}' \
	ck-declare new --like 12c12345 -q --as tt-linh \
	-j .vehicles.v1.crew.p1
check 'saved' save driver tran "$(jq -c '.vehicles.v1.crew.p1 |
	{name, id, phone}' "$T/like.json")" --as dn-hoa
prints '... by name' '{"role":"driver","nationality":"VN","saved":"enterprise:0100112437/tran"}' \
	ck-declare new --like 12c12345 -q --as tt-linh \
	-j .vehicles.v1.crew.p1
prints 'another truck of it, other goods' '["29C-678.90",null,"08106000"]' \
	ours new --like 12c12345 --vehicle xe1 --goods sr -q \
	-j '[.vehicles.v1.plate, .vehicles.v1.carries, .goods.g1.hs]'
check 'completed, it submits' sh -c 'jq -c ".customs.c1.number =
	\"305123456891\" | .expected_at = \"2026-11-25T08:00:00+07:00\"" "$1" |
	ck-declare submit --as dn-hoa' - "$T/like.json"

# -- replaced and removed

same 'a replaced one' '"Lê Văn Tám"' "$(save driver binh \
	'{"name":"Lê Văn Tám"}' --as dn-hoa >/dev/null
	ours new --vehicle xe1 --driver binh -j .vehicles.v1.crew.p1.name)"
people() {
	sqlite3 "$CK_STORE" "select count(*) from person where value like '$1'"
}
before=$(people '%Tám%')
check 'only looked at, it stays' ours save driver binh --remove -n
same '... whole' "$before" "$(people '%Tám%')"
check 'removed' ours save driver binh --remove
same '... its person is forgotten' 0 "$(people '%Tám%')"
check '... in every file of the store' sh -c '! grep -q "Văn Tám" "$1"*' - \
	"$CK_STORE"
check 'the store is sound after that' sound
prints 'and it is no longer listed' '"tran"' ours saved driver -j .name

check 'one more' save driver le '{"name":"Lê Ba","id":"020085777888"}' \
	--as dn-hoa
prints 'who asks to be forgotten is, here too' \
	'["CKHN/enterprise:0100112437/driver/le",true]' \
	ck-store erase-person 020085777888 -q -j '[.of, .erased]'
prints '... the entry stays without him' '{"role":"driver"}' \
	ours new --driver le -j .vehicles.v1.crew.p1
check '... and can be removed' ours save driver le --remove
check '... and the store is sound' sound

# -- refusals

check 'gone twice' status 67 ours save driver binh --remove
check 'an unknown one' status 67 ours new --driver nobody --vehicle xe1
check '... in a declaration' status 1 sh -c \
	'echo "{\"direction\":\"export\",\"vehicles\":[{\"saved\":\"no\"}]}" |
	ck-declare check --as dn-hoa'
prints '... which is found there, and nothing else' \
	'["saved-unknown","/goods/g1"]
["saved-unknown","/vehicles/v1"]
["saved-unknown","/vehicles/v2/crew/p1"]' sh -c 'echo "{\"direction\":\"export\",
	\"goods\":[{\"saved\":\"no\"}], \"vehicles\":[{\"saved\":\"no\"},
	{\"plate\":\"29C-678.90\", \"role\":\"receiving\",
	\"crew\":[{\"saved\":\"no\"}]}]}" |
	tr -d "\n" | ck-declare check --as dn-hoa -j "[.code, .path]"
	[ $? -eq 1 ]'
check '... nor is it submitted' status 65 sh -c \
	'echo "{\"direction\":\"export\",\"vehicles\":[{\"saved\":\"no\"}]}" |
	ck-declare submit --as dn-hoa'
check '... without a store' status 65 env -u CK_STORE sh -c \
	'echo "{\"direction\":\"export\",\"vehicles\":[{\"saved\":\"no\"}]}" |
	ck-declare check --lang en'
same 'faults are told at the member' '"/hs"' \
	"$(save goods bad '{"hs":"08x"}' --as dn-hoa -j .path)"
check '... and nothing is saved' status 65 save goods bad '{"hs":"08x"}' \
	--as dn-hoa
check 'an unknown kind' status 64 save truck x '{}' --as dn-hoa
same '... which is said' "ck-declare: -:1: truck: expected party, vehicle, \
driver or goods [usage]" "$(save truck x '{}' --as dn-hoa --lang en 2>&1)"
check '... to list' status 64 ours saved truck
check 'two kinds' status 64 ours saved driver goods
check "a person's name is none" status 64 save driver 'Nguyễn Văn Bình' \
	"$driver" --as dn-hoa
check 'nothing to save' status 64 ours save driver binh
check 'a file and --remove' status 64 save driver x "$driver" --remove \
	--as dn-hoa
check 'somebody else' status 77 ours saved --enterprise 0312345678
check 'who declares nothing' status 77 ck-declare saved --as hq-lan
check 'whose, of several' status 64 ck-declare saved --as hai
check '... is said' ck-declare saved -q --as hai --enterprise broker:0100109106
check 'nor does a driver drive nothing' status 64 ours new --driver tran \
	--driver tran
check 'a direction that is none' status 64 ours new --direction up
check 'like nothing' status 67 ours new --like 99x99999
check 'an operand' status 64 ours new 12c12345
prints 'nothing at all' '{"direction":"import","goods":{},"vehicles":{"v1":{}}}' \
	ours new --direction import -f json

done_testing
