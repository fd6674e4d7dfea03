#!/bin/sh
# One person is erased: value and salt are gone from the file, the WAL and a
# new backup; the log says that it was done and still proves itself. What the
# site must keep waits, and the answer says why and until when.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store
name='Hoàng Văn Khải' number=020099007777 phone=0977001122
khai='.vehicles[0].crew = [{role: "driver", name: "'"$name"'",
	id: "'"$number"'", nationality: "VN", phone: "'"$phone"'"}]'
one=$(export_of 12C-111.11 "$khai")
two=$(export_of 12C-222.22 "$khai")
three=$(export_of 12C-333.33)
person() { # DECLARATION: of its driver
	log 'select(.event == "declaration.submitted" and .subject == "'"$1"'") |
		.body.document.vehicles.v1.crew.p1.identity.person' | jq -r .
}
erase() {
	ck-store erase-person "$@"
}
# holds FILE...: those that hold one of the values
holds() {
	for holds_file; do
		[ -e "$holds_file" ] || continue
		for holds_word in "$name" "$number" "$phone"; do
			! grep -aqF "$holds_word" "$holds_file" ||
				echo "$holds_word"
		done
	done | sort -u
}
same 'the values stand in the store' 3 "$(holds "$CK_STORE" "$CK_STORE-wal" |
	wc -l)"

# -- what must wait

check 'only the keeper erases' status 77 ck-store --as hq-lan erase-person \
	"$number"
check 'while a trip is open nothing is' status 1 erase "$number"
erase "$number" >"$T/waits"
same '... both say so' "driver open $one
driver open $two" "$(jq -r '"\(.data) \(.wait) \(.of)"' "$T/waits" | sort)"
same '... and say no date' null "$(jq -s '.[0].until' "$T/waits")"
for id in "$one" "$two"; do
	ck-declare --as tt-gate cancel "$id" --reason mistake >"$T/.cancelled"
done
check 'then the site keeps it for a while' status 1 erase "$number"
erase "$number" >"$T/waits"
same '... says until when' '2027-11-22T07:00:00.000+07:00' \
	"$(jq -rs '.[0].until' "$T/waits")"
same '... and on what ground' \
	"$(jq -r .retention.driver.ground "$top_srcdir/share/sites/huu-nghi.json")" \
	"$(jq -rs '.[0].ground' "$T/waits")"
same 'nothing was erased' 0 "$(ck-store log | grep -c person.erased)"

# -- erased

CK_NOW=2027-11-22T07:00:00+07:00
check 'dry it is only said' erase --dry-run "$(person "$one")"
same '... and nothing gone' 3 "$(holds "$CK_STORE" "$CK_STORE-wal" | wc -l)"
check 'by its reference one is erased' eval \
	'erase "$(person "$one")" --order 17/2027 >"$T/erased"'
same 'the answer' "driver true $one" \
	"$(jq -r '"\(.data) \(.erased) \(.of)"' "$T/erased")"
same 'the log says so, without a value' \
	"$(person "$one") driver $one 17/2027" \
	"$(log 'select(.event == "person.erased")' |
		jq -r '"\(.subject) \(.body.data) \(.body.of) \(.body.order)"')"
same "another declaration's stands" "$name" "$(sqlite3 "$CK_STORE" \
	"select value ->> 'name' from person where id = '$(person "$two")'")"
check 'by number, on standard input, all are' eval \
	'echo "020 099 007 777" | erase - >"$T/erased"'
same '... the other one' "$two" "$(jq -r .of "$T/erased")"
same 'no byte is left in the store, the WAL or beside them' '' \
	"$(holds "$CK_STORE" "$CK_STORE"-*)"
salts() {
	sqlite3 "$CK_STORE" "select count(*) from person where id in
		('$(person "$one")', '$(person "$two")')"
}
same 'nor the salts' 0 "$(salts)"
ck-store backup "$T/copy.db" >"$T/backup" 2>"$T/.words"
same 'nor in a new backup' '' "$(holds "$T/copy.db")"
check '... which proves itself' ck-store --store "$T/copy.db" verify --all
check 'the records are as the schemas say' eval \
	'cat "$T/waits" "$T/erased" "$T/backup" | valid erasure backup'
check 'as the store does' sound
check 'also one declaration alone' ck-store verify "$one"
same 'it is shown as erased' true "$(ck-declare --as tt-gate show "$one" |
	jq .document.vehicles.v1.crew.p1.erased)"
check 'the third is not touched' eval \
	'ck-declare --as tt-gate show "$three" | jq -e \
		".document.vehicles.v1.crew.p1.name == \"T. V. B.\""'

# -- again, and what is not there

check 'again it is said again' erase "$(person "$one")"
same '... and written once' 2 "$(ck-store log | grep -c person.erased)"
check 'of a number that nobody has' status 67 erase 001199008888
check 'a reference that the log does not know' status 67 \
	erase p00000000000000000000000000000000
check 'too little to go by' status 65 erase 1234
check 'without an operand' status 64 erase

# -- while somebody reads

last=$(export_of 12C-444.44 "$khai")
ck-declare --as tt-gate cancel "$last" --reason mistake >"$T/.cancelled"
CK_NOW=2028-11-22T07:00:00+07:00
mkfifo "$T/ask" "$T/told"
sqlite3 "$CK_STORE" <"$T/ask" >"$T/told" &
reader=$!
exec 8>"$T/ask" 9<"$T/told"
echo 'begin; select count(*) from person;' >&8
read -r counted <&9
check 'a reader has it before it' test "$counted" -gt 0
check 'it is erased, and the WAL not yet' status 75 erase "$number"
check '... which still holds it' test -n "$(holds "$CK_STORE-wal")"
exec 8>&- 9<&-
wait "$reader"
check 'again, when nobody reads' erase "$(person "$last")"
same '... it is gone' '' "$(holds "$CK_STORE" "$CK_STORE"-*)"

# -- behind the programs' back

sqlite3 "$CK_STORE" "delete from person where id = '$(person "$three")'"
check 'a row that is gone without a line is a fault' status 1 \
	ck-store verify --all
cp "$T/copy.db" "$T/back.db"
sqlite3 "$T/back.db" "insert into person values ('$(person "$one")',
	x'00', '{\"name\":\"x\"}')"
check 'one that came back is too' status 1 \
	ck-store --store "$T/back.db" verify --all
check '... and told' eval 'ck-store --store "$T/back.db" --lang en verify --all |
	grep -q "was erased, and is there again"'

# -- holds

CK_STORE=$T/holds.db CK_NOW=2026-11-22T07:00:00+07:00
make_store
ck-clear --as bp-hung hold "person:$number" --reason person-check \
	>"$T/hold" || cat "$T/hold"
check 'an open hold keeps its person' status 1 erase "$number"
same '... and says so' 'hold open' \
	"$(erase "$number" | jq -r '"\(.data) \(.wait)"')"
ck-clear --as bp-hung lift "$(jq -r .hold "$T/hold")" --reason decided \
	>"$T/.lifted"
CK_NOW=2027-11-22T07:00:00+07:00
check 'lifted, and after its time, it goes' erase "$number"
same 'no byte of it is left' '' "$(holds "$CK_STORE" "$CK_STORE"-*)"
check 'and the log proves itself' sound

# -- in a patch that was asked for

# ask PATCH: the border guard asks for it, the enterprise says no
ask() {
	printf '%s\n' "$1" >"$T/patch.json"
	asked=$(ck-declare amend --request --as bp-hung --reason mistake \
		--patch "$T/patch.json" "$trip" | jq -r .request) &&
		ck-declare amend --decline "$asked" --as dn-hoa \
			--reason not-so "$trip" >"$T/.declined"
}
patches() {
	sqlite3 "$CK_STORE" 'select count(*) from person where value like
		'"'%crew%'"
}
CK_STORE=$T/patches.db CK_NOW=2026-11-22T07:00:00+07:00
make_store
trip=$(export_of 12C-555.55)
check 'a driver is asked for, and declined' ask \
	'{"vehicles": {"v1": {"crew": {"p1": {"name": "'"$name"'",
		"id": "'"$number"'", "phone": "'"$phone"'"}}}}}'
check '... and in a list of steps, with wide digits' ask \
	'[{"op": "replace", "path": "/vehicles/v1/crew/p1/id",
		"value": "０20 099 007 777"}]'
same 'both patches are kept' 2 "$(patches)"
check 'while the trip is open they stay' status 1 erase "$number"
same '... as what stands in them' 'driver open
driver open' "$(erase "$number" | jq -r '"\(.data) \(.wait)"')"
ck-declare --as tt-gate cancel "$trip" --reason mistake >"$T/.cancelled"
same '... and as long as a driver' '2027-11-22T07:00:00.000+07:00' \
	"$(erase "$number" | jq -rs '.[0].until')"
printf '{"name": "%s", "id": "%s", "nationality": "VN", "phone": "%s"}\n' \
	"$name" "$number" "$phone" |
	ck-declare save driver khai - --as dn-hoa >"$T/.saved" ||
	cat "$T/.saved"
check 'what was only saved goes at once, the rest waits' status 1 \
	erase "$number"
same '... and stands there' 2 "$(patches)"
CK_NOW=2027-11-22T07:00:00+07:00
check 'a telephone is no number of a person' status 67 erase "$phone"
check 'after its time all that have the number go' erase "$number"
same 'no patch is left' 0 "$(patches)"
same 'no byte of them is' '' "$(holds "$CK_STORE" "$CK_STORE"-*)"
check 'three were erased, each once' test 3 -eq \
	"$(ck-store log | grep -c '"event":"person.erased"')"
check 'and this log proves itself' sound

# A patch of a person of another kind, or of nobody, stays when one is erased.
CK_STORE=$T/others.db CK_NOW=2026-11-22T07:00:00+07:00
make_store
trip=$(export_of 12C-666.66 "$khai")
check 'of the driver, by a part of a remark' ask \
	'{"ext": {"remark": "gọi '"$name"' trước"}}'
check 'of the driver by another name' ask \
	'{"vehicles": {"v1": {"crew": {"p1": {"name": "Phan Thị Mơ"}}}}}'
check 'of the one to be called' ask '{"contact": {"name": "Lý Thị Mơ"}}'
check 'of nobody' ask '{"vehicles": {"v1": {"axles": 5}}}'
kept() {
	sqlite3 "$CK_STORE" "select count(*) from person where value like
		'{\"ext\"%' or value like '{\"vehicles\"%'
		or value like '{\"contact\":{\"name\":\"Lý%'"
}
same 'four patches are kept' 4 "$(kept)"
ck-declare --as tt-gate cancel "$trip" --reason mistake >"$T/.cancelled"
CK_NOW=2028-12-22T07:00:00+07:00
check 'the driver is erased' erase "$(person "$trip")"
same '... with the patches that name them, or a driver' 2 "$(kept)"
same '... and not the other one' 1 "$(sqlite3 "$CK_STORE" \
	"select count(*) from person where value like '%Lý Thị Mơ%'")"
same 'no byte of it is left' '' "$(holds "$CK_STORE" "$CK_STORE"-*)"
check 'this log proves itself too' sound

done_testing
