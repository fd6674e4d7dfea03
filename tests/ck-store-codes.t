#!/bin/sh
# A list of codes is loaded whole or not at all, answers for its dates, is kept
# in the log, and what was changed behind our back is found.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

CK_NOW=2026-11-22T20:00:00+07:00
export CK_NOW
make_store || exit 99
codes() {
	ck-store --as admin codes "$@"
}
# put_csv FILE LINE...
put_csv() {
	file=$T/$1
	shift
	printf '%s\n' "$@" >"$file"
}
ck-store --as admin --dry-run codes load units "$top_srcdir/share/codes/units.csv" \
	>"$T/csv" 2>&1
[ $? -ne 69 ] || skip_all 'built without libcsv'

# -- the lists that are shipped

for list in countries currencies offices plates units weights; do
	file=$top_srcdir/share/codes/$list.csv
	rows=$(sed '/^#/d' "$file" | tail -n +2 | wc -l)
	prints "$list: all $rows rows" "[\"codes\",\"$list\",\"CKHN/$list/1\",$rows]" \
		codes load $list "$file" --jq '[.kind, .list, .codes, .rows]'
	same '... with the digest of the file' \
		"\"$(sha256sum <"$file" | cut -d ' ' -f 1)\"" \
		"$(ck-store codes list $list --jq .digest)"
	same '... and the source it names' \
		"$(sed -n 's/^# source: //p' "$file")" \
		"$(ck-store codes list $list -f json | jq -r .source)"
done
prints 'a country in small letters' '["VN","Việt Nam"]' \
	ck-store codes show countries vn --jq '[.code, .name_vi]'
prints 'a currency' '["VND","704",0]' \
	ck-store codes show currencies VND --jq '[.code, .numeric, .decimals]'
prints 'a unit and what it weighs' 1000 ck-store codes show units TNE --jq .kg
prints 'a province' '["CN","桂F"]' \
	ck-store codes show plates 桂F --jq '[.country, .code]'
same '... in a table, too' 'weights     5+                                                         44000' \
	"$(ck-store codes show weights 5+ -f table | sed -n '3s/44000.*/44000/p')"
prints 'a limit' '[44000,true,5,true]' ck-store codes show weights 5+ \
	--jq '[.max_kg, .trailer, .axles, .unconfirmed]'
check 'a whole list' test "$(ck-store codes show countries | wc -l)" -eq 249
prints 'the newest of each are in force' 6 sh -c \
	'ck-store codes --jq "select(.in_force)" | wc -l'

# Another reader's figures: what Debian's iso-codes has of the same standards.
iso=/usr/share/iso-codes/json
if [ -e $iso/iso_3166-1.json ]; then
	same 'the countries are those of iso-codes' \
		"$(jq -r '.["3166-1"][].alpha_2' $iso/iso_3166-1.json | sort)" \
		"$(ck-store codes show countries -f json | jq -r .code)"
	same 'no currency has another number there' '' "$(
		ck-store codes show currencies -f json |
			jq -r '"\(.code) \(.numeric)"' | sort >"$T/ours"
		jq -r '.["4217"][] | "\(.alpha_3) \(.numeric)"' \
			$iso/iso_4217.json | sort >"$T/theirs"
		join "$T/ours" "$T/theirs" | awk '$2 != $3')"
	check '... and few are not there yet' test \
		"$(join -v 1 "$T/ours" "$T/theirs" | wc -l)" -lt 10
fi

# -- dates

put_csv hs.csv 'code,name,valid_until' '0810.60.00,durian,' \
	'08109010,longan,2026-12-31'
put_csv hs2.csv 'name;code' '"durian, fresh";08106000'
check 'a list' codes load hs "$T/hs.csv" --source 'Decree 26' \
	--from 2026-01-01
prints 'the same file again is no new list' true \
	codes load hs "$T/hs.csv" --source 'Decree 26' --from 2026-01-01 \
	--jq .repeated
check 'one that comes later' codes load hs "$T/hs2.csv" --source 'Decree 27' \
	--from 2027-01-01 --to 2027-06-30
prints 'the old one holds' '"durian"' ck-store codes show hs 08106000 --jq .name
prints 'the new one will' '"durian, fresh"' \
	ck-store codes show hs 08106000 --at 2027-01-01T00:00:00+07:00 --jq .name
prints '... and not before its day' '"durian"' ck-store codes show hs \
	08106000 --at 2026-12-31T23:59:59+07:00 --jq .name
check 'it ends with its last day' \
	ck-store codes show hs 08106000 --at 2027-06-30T23:59:59+07:00
check '... and nothing holds then' status 67 \
	ck-store codes show hs 08106000 --at 2027-07-01T00:00:00+07:00
check 'before the first nothing holds' status 67 \
	ck-store codes show hs --at 2025-12-31T00:00:00+07:00
prints 'a code has dates of its own' '"2026-12-31"' \
	ck-store codes show hs 08109010 --jq .valid_until
check '... and is not in the new list' status 67 \
	ck-store codes show hs 08109010 --at 2027-01-01T00:00:00+07:00

# -- JSON

printf '%s\n' '[{"plate":"12C-123.45","class":"VT6","axles":6,' \
	' "own_kg":15200.5,"permitted_kg":"48000","inspection_until":"2026-12-31"},' \
	' {"plate":"桂F·A2345","axles":null,"class":""}]' >"$T/v.json"
prints 'an array' 2 codes load vehicles "$T/v.json" --source registry --jq .rows
prints '... by plate in any writing' '["12C12345",15200.5,48000,"2026-12-31"]' \
	ck-store codes show vehicles '12c 12345' \
	--jq '[.code, .own_kg, .permitted_kg, .inspection_until]'
jq -c '.[]' "$T/v.json" >"$T/v.ndjson"
prints 'lines, from standard input' 2 sh -c \
	"ck-store --as admin codes load vehicles - --source r2 --jq .rows \
		<'$T/v.ndjson'"

# -- what is wrong is told, and nothing is loaded

before=$(ck-store head --jq .seq)
# bad WHAT LIST FILE STATUS WORDS: said, and nothing loaded
bad() {
	check "$1" status "$4" codes load "$2" "$T/$3" --source x
	same '... and said' "$5" "$(codes load "$2" "$T/$3" --source x \
		2>&1 >"$T/out" | sed "s,$T/,,; s/^ck-store: //" | head -n 1)"
}
put_csv cell.csv 'plate,axles' '12C12345,6' '12C12346,x'
bad 'a count' vehicles cell.csv 65 \
	'cell.csv:3: axles "x": a whole number is expected [code-row]'
put_csv code.csv code,name,valid_from 0810,x,
bad 'a code' hs code.csv 65 \
	'code.csv:2: code "0810": 6, 8 or 10 digits, as 0810.60.00 [code-row]'
put_csv day.csv code,name,valid_from 081060,x,31/12/2026
bad 'a day' hs day.csv 65 \
	'day.csv:2: valid_from "31/12/2026": a day is expected, as 2026-11-22 [code-row]'
put_csv days.csv code,name,valid_from,valid_until 081060,x,2026-12-31,2026-12-30
bad 'days that contradict' hs days.csv 65 \
	'days.csv:2: valid_until lies before valid_from [code-row]'
put_csv name.csv code,name 081060,
bad 'a cell that is needed' hs name.csv 65 'name.csv:2: name is missing [code-row]'
put_csv nocode.csv code,name ,x
bad 'a row without its code' hs nocode.csv 65 \
	'nocode.csv:2: code is missing [code-row]'
put_csv kg.csv axles,max_kg,source 6,-1,x
bad 'a mass' weights kg.csv 65 \
	'kg.csv:2: max_kg "-1": kilograms are expected, as 15200 or 21500.5 [code-row]'
put_csv flag.csv axles,max_kg,source,trailer 6,1,x,maybe
bad 'a flag' weights flag.csv 65 \
	'flag.csv:2: trailer "maybe": true or false is expected [code-row]'
put_csv axles.csv axles,max_kg,source 0,1,x
bad 'no axle' weights axles.csv 65 \
	'axles.csv:2: axles: a number from 1 to 99 is expected [code-row]'
put_csv twice.csv code,name 081060,x 0811.00,y 0810.60,z
bad 'a code twice' hs twice.csv 65 \
	'twice.csv:4: 081060 stands in line 2 already [code-row]'
put_csv fields.csv code,name 081060,x,y
bad 'too many fields' hs fields.csv 65 \
	'fields.csv:2: 3 fields, the heading has 2 [code-row]'
put_csv quote.csv code,name '081060,a "b" c'
bad 'a stray quote' hs quote.csv 65 \
	'quote.csv:2:10: a quote within a field: quote the whole field, and write each quote in it twice [quote]'
put_csv tab.csv code,name '081060,"a	b"'
bad 'a tab' hs tab.csv 65 \
	'tab.csv:2: name "a\x09b": no tab or other control character is expected [code-row]'
printf 'code,name\n081060,\351\n' >"$T/latin.csv"
bad 'no UTF-8' hs latin.csv 65 \
	'latin.csv:2:8: no UTF-8; save the table as UTF-8 [utf8]'
put_csv column.csv code,nam 081060,x
bad 'an unknown column' hs column.csv 65 \
	'column.csv:1: nam: is no column; the columns of hs are: code, name, name_vi, unit, valid_from, valid_until [code-heading]'
put_csv columns.csv code,name,NAME 081060,x,y
bad 'a column twice' hs columns.csv 65 \
	'columns.csv:1: NAME: stands there twice; the columns of hs are: code, name, name_vi, unit, valid_from, valid_until [code-heading]'
put_csv lost.csv name,unit x,y
bad 'a column that is needed' hs lost.csv 65 \
	'lost.csv:1: code: this column is missing; the columns of hs are: code, name, name_vi, unit, valid_from, valid_until [code-heading]'
put_csv none.csv code,name
bad 'no row' hs none.csv 65 'none.csv: no row to load [no-rows]'
printf '\xff\xfec\0' >"$T/utf16.csv"
bad 'no table' hs utf16.csv 65 'utf16.csv:1:1: a NUL character; no text has one [nul]'
echo '[{"code":"081060","name":"x"},' >"$T/torn.json"
check 'an array without end' status 65 codes load hs "$T/torn.json" --source x
printf '{"code":"081060","name":"x"}\n{"code":1,\n' >"$T/torn.ndjson"
check 'a torn line' status 65 codes load hs "$T/torn.ndjson" --source x
printf '[1,{"code":"081060","name":["x"]},\n{"code":"081060","nam":"x"}]' \
	>"$T/odd.json"
bad 'no object' hs odd.json 65 'odd.json:1: an object is expected [code-row]'
same '... nor a text, nor a member' 'odd.json:1: name "…": a text, a number, true or false is expected [code-row]
odd.json:2: nam "x": no member of hs; there are: code, name, name_vi, unit, valid_from, valid_until [code-row]' \
	"$(codes load hs "$T/odd.json" --source x 2>&1 >"$T/out" |
		sed "s,$T/,,; s/^ck-store: //" | sed -n '2,3p')"
check 'no such file' status 66 codes load hs "$T/nothing.csv" --source x
check 'no such list' status 64 codes load stars "$T/hs.csv" --source x
check '... nor one to list' status 64 ck-store codes list stars
check '... or to show' status 64 ck-store codes show stars
check 'no source' status 64 codes load hs "$T/hs.csv"
check 'no day' status 64 codes load hs "$T/hs.csv" --source x --from soon
check 'days the wrong way round' status 64 codes load hs "$T/hs.csv" \
	--source x --from 2026-12-31 --to 2026-12-30
check 'no time' status 64 ck-store codes show hs 081060 --at soon
check 'another act' status 64 codes drop hs
check 'too many words' status 64 codes list hs hs
check 'no such code' status 67 ck-store codes show countries XX
check 'only the keeper loads' status 77 \
	ck-store --as hq-lan codes load hs "$T/hs.csv" --source x
check 'a dry run' codes load hs "$T/hs2.csv" --source x --dry-run
same 'nothing was loaded' "$before" "$(ck-store head --jq .seq)"

# -- the good rows alone

put_csv mixed.csv code,name 081060,durian 0810,bad '081070,persimmon' '081080,"'
check 'with --keep-going the bad ones stay out' status 65 codes load hs \
	"$T/mixed.csv" --source x --keep-going --rejects "$T/rejects"
same '... put aside as they came' '0810,bad
081080,"' "$(cat "$T/rejects")"
prints '... and the others are in' '"persimmon"' \
	ck-store codes show hs 081070 --jq .name
prints '... which the answer says' '[2,2]' sh -c "ck-store --as admin codes \
	load hs '$T/mixed.csv' --source y -k --jq '[.rows, .rejected]' 2>'$T/err'
	test \$? -eq 65"

# -- the log has it all

python3 - >"$T/long.csv" <<'END'
print("code,name,name_vi")
for i in range(12000):
    print(f"{1000000 + i:08d},goods of kind {i} with a name of some length,"
          f"hàng hóa loại {i} có tên gọi khá dài")
END
prints 'twelve thousand rows' 12000 codes load hs "$T/long.csv" --source z \
	--from 2028-01-01 --jq .rows
check 'are lines that any reader takes' test "$(
	ck-store log | awk '{ if (length > n) n = length } END { print n }')" \
	-lt 65536
check 'it is sound' sound "$CK_STORE"
mkfifo "$T/pipe"
head -n 1 "$T/pipe" >"$T/first" &
check 'a reader who has seen enough ends it in silence' sh -c \
	'ck-store codes show hs --at 2028-01-01T00:00:00+07:00 -f json >"$1" 2>"$2"
	status=$?; cat "$2"; test $status -eq 0 && ! test -s "$2"' \
	sh "$T/pipe" "$T/err"
chmod a-w "$CK_STORE"
check 'lists are shown from a store that is read-only' \
	ck-store codes show countries VN
chmod u+w "$CK_STORE"
check 'a backup' ck-store backup "$T/copy.db"
prints '... has the lists' '"Việt Nam"' \
	ck-store -s "$T/copy.db" codes show countries VN --jq .name_vi
settle "$CK_STORE"
tampered 'a changed row' "code CKHN/weights/1 6 -" "update code
	set data = replace(data, '48000000', '58000000')
	where codes = 'CKHN/weights/1' and code = '6'"
tampered 'a row put in' "code CKHN/countries/1 QQ -" "insert into code
	values ('CKHN/countries/1', 'QQ', null, null, '{\"code\":\"QQ\"}')"
tampered 'a row taken out' "code CKHN/hs/1 08106000 -" "delete from code
	where codes = 'CKHN/hs/1' and code = '08106000'"
tampered 'a list dated back' "codes CKHN/hs/2 CKHN hs" "update codes
	set valid_from = 0 where codes = 'CKHN/hs/2'"
tampered 'a list that nobody loaded' "codes CKHN/hs/77" "insert into codes
	select 'CKHN/hs/77', site, list, 77, valid_from, valid_to, rows, digest,
		source, loaded_at, seq from codes where codes = 'CKHN/hs/1'"
check 'a root alone' ck-store verify codes:CKHN/weights/1

done_testing
