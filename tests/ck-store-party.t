#!/bin/sh
# Enterprises and brokers are records; who has a mandate declares for another
# while it holds, and nobody without one. Of a person nothing is in the log.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"
. "${0%/*}/store-ground.sh"

CK_NOW=2026-11-22T08:00:00+07:00
export CK_NOW
party() {
	ck-store --as admin party "$@"
}
# The enterprise of the declaration; a broker; a household. All three codes
# are of python-stdnum's tests or follow Circular 86/2024 in form.
owner=0100112437 broker=0100109106 household=020085001234

prints 'a party is entered, and shown' \
	'["party","0100109106","added","Đại lý Khánh","Đồng Đăng","02053123456"]' \
	party add 0100.109.106 --name 'Đại lý Khánh' --address 'Đồng Đăng' \
	--phone 02053123456 \
	--jq '[.kind, .tax_code, .act, .name, .address, .phone]'
check 'at a terminal, too' sh -c "ck-store --as admin party -n add $broker \
	--name 'Đại lý Khánh' --format table | grep -q 'Đại lý Khánh'"
prints '... listed' '["0100109106","Đại lý Khánh","Đồng Đăng","02053123456"]' \
	ck-store party --jq '[.tax_code, .name, .address, .phone]'
check '... entered anew' party add $broker --name 'Đại lý Khánh Sơn'
prints '... with what was said last' '["Đại lý Khánh Sơn",null]' \
	ck-store party show $broker --jq '[.name, .phone]'
prints 'a Chinese one' '"91350211M000100Y46"' \
	party add 91350211M000100Y46 --name 'Fujian Fruit' --jq .tax_code

# -- a person

prints 'a household' '["…234","N. V. A.","…","…678",true]' \
	party add $household --name 'Nông Văn An' \
	--address 'thôn Kéo Kham' --phone 0912345678 \
	--jq '[.tax_code, .name, .address, .phone, .person]'
prints 'is shown by initials and last digits' \
	'["…234","N. V. A.","…","…678",true]' ck-store party show $household \
	--jq '[.tax_code, .name, .address, .phone, .person]'
ck-store log >"$T/log"
check 'and nothing of it is in the log' status 1 \
	grep -E '020085001234|Nông Văn|Kéo Kham|0912345678' "$T/log"
check 'it is entered anew' party add $household --name 'Nông Văn Ân'
prints '... as the same party' '["N. V. Â."]' \
	ck-store party --jq 'select(.person) | [.name]'

# -- mandates

declares() {
	ck-declare submit -n --as dl-khanh "$export_file"
}
check 'the broker has a user' ck-store --as admin staff add dl-khanh \
	--agency broker:$broker
check 'but no mandate' status 77 declares
said=$(declares 2>&1)
same 'which is said of both' "ck-declare: $export_file:1: /enterprise/tax_code: dl-khanh acts for $broker, which has no mandate to declare for $owner; the keeper enters one with ck-store party mandate [no-mandate]" \
	"$said"
check 'who gives it must be known' status 67 \
	party mandate $broker $owner --document 12/HD
check 'the enterprise is entered' party add $owner --name 'Công ty Hoa'
same 'check tells it beforehand' \
	'["error","/enterprise/tax_code","no-mandate"]' \
	"$(ck-declare check --as dl-khanh "$export_file" \
		-j '[.severity, .path, .code]')"
check 'a mandate needs its contract' status 64 party mandate $broker $owner
prints 'a mandate' "[\"mandate\",\"$broker\",\"$owner\",\"mandated\"]" \
	party mandate $broker $owner --from 2026-11-22 --to 2026-11-30 \
	--document 12/HD --jq '[.kind, .broker, .enterprise, .act]'
for one in $broker $owner; do
	prints 'is shown with either' "[\"$broker\",\"$owner\",\"12/HD\",\"2026-11-22T00:00:00.000+07:00\",\"2026-12-01T00:00:00.000+07:00\"]" \
		ck-store party show "$one" --jq 'select(.kind == "mandate") |
		[.broker, .enterprise, .document, .from, .to]'
done
check 'now it may' declares
# at TIME COMMAND...: the record's own time would come first
at() {
	CK_NOW=$1
	shift
	jq 'del(.at)' "$export_file" >"$T/now.json"
	"$@"
}
submit_now() {
	ck-declare submit -n --as dl-khanh "$T/now.json"
}
check 'to its last day' at 2026-11-30T23:59:59+07:00 submit_now
check '... and not after' at 2026-12-01T00:00:00+07:00 status 77 submit_now
CK_NOW=2026-11-22T08:00:00+07:00
check 'the mandate holds one way' status 77 sh -c "
	jq -c '.enterprise.tax_code = \"$broker\"' '$export_file' |
	ck-declare submit -n --as dn-hoa -"
check 'the enterprise itself needs none' ck-declare submit -n --as dn-hoa \
	"$export_file"
check 'nor does the gate centre' ck-declare submit -n --as tt-gate "$export_file"
check 'nor the keeper' ck-declare submit -n --as admin "$export_file"
check 'nor one who is the keeper too' sh -c '
	ck-store --as admin staff add khanh --agency admin,broker:0100109106
	ck-declare submit -n --as khanh "$1"' sh "$import_file"

check 'another one begins later' party mandate $broker $owner \
	--from 2026-12-24 --document 13/HD
ends=2026-11-22T00:00:00.000+07:00
prints 'the mandate is ended' "[\"12/HD\",\"$ends\"]" \
	party end $broker $owner --to 2026-11-21 --jq '[.document, .to]'
check '... and gone' status 77 declares
check '... the later one too' at 2026-12-24T08:00:00+07:00 status 77 submit_now
CK_NOW=2026-11-22T08:00:00+07:00
check 'it ends once' status 67 party end $broker $owner --to 2026-11-21
check 'given again' party mandate $broker $owner --document 14/HD
check '... it may again' declares
prints 'a broker that is ended' "[\"Đại lý Khánh Sơn\",\"$ends\"]" \
	party end $broker --to 2026-11-21 --jq '[.name, .to]'
check '... may not' status 77 declares
check 'entered again' party add $broker --name 'Đại lý Khánh'
check '... it may' declares

# For a household: its number is looked for outside the log, and not shown.
jq ".enterprise = {\"tax_code\": \"$household\"}" "$export_file" >"$T/house.json"
for_household() {
	ck-declare submit -n --as dl-khanh "$T/house.json"
}
same 'a household gives a mandate too' 77 "$(for_household >"$T/out" 2>"$T/err"
	echo $?)"
check '... and is not named' sh -c "grep -q '…234' '$T/err' &&
	! grep $household '$T/err'"
prints '... to a broker' '"…234"' party mandate $broker $household \
	--document 15/HD --jq .enterprise
check '... which then may' for_household

# -- what is wrong

check 'no tax code' status 65 party add 12345 --name X
check 'a wrong check digit' status 65 party add 0100109107 --name X
check 'no name' status 64 party add $owner
check 'nobody to end' status 67 party end 0100233488
check 'nobody to show' status 67 ck-store party show 0100233488
check 'a mandate for oneself' status 64 party mandate $owner $owner --document x
check 'an unknown broker' status 67 party mandate 0100233488 $owner --document x
check 'days the wrong way round' status 64 party mandate $broker $owner \
	--document x --from 2026-12-01 --to 2026-11-30
check 'no day' status 64 party add $owner --name X --from soon
check 'another act' status 64 party sell $owner
check 'only the keeper enters' status 77 \
	ck-store --as dn-hoa party add $owner --name X
check '... and mandates' status 77 \
	ck-store --as dn-hoa party mandate $broker $owner --document x
before=$(ck-store head --jq .seq)
persons=$(ck-store stat --jq .persons)
check 'a dry run' party add $household --name X --dry-run
check '... of a mandate' party mandate $broker $owner --document x -n
same 'changes nothing' "$before $persons" \
	"$(ck-store head --jq .seq) $(ck-store stat --jq .persons)"

# -- proof

check 'it is sound' sound "$CK_STORE"
settle "$CK_STORE"
tampered 'another name' "party CKHN/$broker CKHN $broker" \
	"update party set name = 'Đại lý Ma' where tax_code = '$broker'"
tampered 'a longer mandate' "mandate CKHN/$owner CKHN/$broker 1795280400000" \
	"update mandate set valid_to = null where valid_to is not null
	and party = 'CKHN/$owner' and valid_from = 1795280400000"
tampered 'a forged mandate' "mandate CKHN/$owner CKHN/0100233488 0" \
	"insert into mandate values ('CKHN/$owner', 'CKHN/0100233488', 0, null,
	'x', 1)"
person=$(sqlite3 "$CK_STORE" "select id from person where value like '%Ân%'")
tampered 'another number of the household' "person $person" "update person
	set value = replace(value, '020085001234', '020085001235')
	where id = '$person'"

# -- forgotten

prints 'the household ends' '["…234","N. V. Â.",true]' \
	party end $household --jq '[.tax_code, .name, .person]'
check '... and is forgotten in its time' env CK_NOW=2033-01-01T00:00:00+07:00 \
	ck-store --as admin erase-person $household
prints 'its entry stays, without name or number' '["from","kind","person","seq","simulated","site","to"]' \
	ck-store party --jq 'select(.person) | keys'
prints 'so does what it mandated' '"…"' ck-store party show $broker \
	--jq 'select(.document == "15/HD") | .enterprise'
check 'its number finds nothing' status 67 ck-store party show $household
check 'it is sound still' sound "$CK_STORE"

done_testing
