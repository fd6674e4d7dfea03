#!/bin/sh
# Sheets as enterprises keep them become declarations: what is wrong is told by
# line and column, costs its line alone, and can be corrected and imported
# again; a second run changes nothing.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

examples=$top_srcdir/share/examples
adapters=$top_srcdir/share/adapters
trucks=$adapters/import-trucks.jq
head -n 1 "$examples/trucks.csv" >"$T/head"
sed -n 2p "$examples/trucks.csv" >"$T/row"

import() {
	ck-declare import --as dn-hoa --map "$trucks" "$@"
}
# said N ARG...: what import says, when it exits with N
said() {
	said_want=$1 said_got=0
	shift
	{ import "$@" >/dev/null; } 2>&1 || said_got=$?
	[ "$said_got" -eq "$said_want" ] || echo "exit $said_got"
}
# fresh	an empty store
fresh() {
	rm -f "$CK_STORE"*
	ck-store init --simulated \
		--site "$top_srcdir/share/sites/huu-nghi.json" >/dev/null
}

# -- a sheet that broke off

fresh
cut_at='1.850'
{ cat "$T/head"; head -n 1 "$T/row" | sed "s/\($cut_at\).*/\1/" |
	tr -d '\n'; } >"$T/cut.csv"
same 'a sheet that breaks off in a row is refused with its line' \
	"ck-declare: -:2: the file ends in this row, after 14 cells under 20 headings: it was cut off; export it again [cut]" \
	"$(import --lang en <"$T/cut.csv" 2>&1 >/dev/null | grep cut)"
same '... and declares nothing' '' "$(ck-declare list -j .trip)"
{ cat "$T/head"; tr -d '\n' <"$T/row"; } >"$T/whole.csv"
check 'the last row may lack its line break' import -n "$T/whole.csv"

# A name that was typed in a VNI font, in a sheet that is UTF-8 otherwise.
fresh
{ cat "$T/head"; awk -F ';' -v OFS=';' '{ $10 = "Saàu rieâng töôi" } 1' \
	"$T/row"; } >"$T/vni.csv"
same 'text of an old font in one cell' \
	"ck-declare: $T/vni.csv:2: column Tên hàng: /goods/g1/name: \
\"Saàu rieâng töôi\" is text of a VNI font; type it again in Unicode [font-text]
ck-declare: 1 rows: 0 declarations, 0 that were there, 1 refused" \
	"$(said 65 --lang en "$T/vni.csv")"

# -- a thousand rows, five of them bad

# sheet BAD...: rows 2 to 1001; in each line of BAD another fault
sheet() {
	awk -F ';' -v OFS=';' -v bad="$*" 'BEGIN {
		count = split(bad, lines, " ")
		for (i = 1; i <= count; i++)
			fault[lines[i]] = i
	}
	NR == 1 { print; next }
	{ row = $0 }
	END {
		for (line = 2; line <= 1001; line++) {
			$0 = row
			$1 = sprintf("29C-%03d.%02d", line / 100, line % 100)
			$2 = ""
			$7 = sprintf("30512%06d0", line)
			if (fault[line] == 1) $19 = "0100112438"
			if (fault[line] == 2) $13 = "hai mươi tấn"
			if (fault[line] == 3) $18 = "32/11/2026"
			if (fault[line] == 4) $9 = ""
			if (fault[line] == 5) $10 = "Sầu \"riêng\""
			print
		}
	}' "$T/head" "$T/row"
}
sheet 18 204 502 779 1000 | sed 's/$/\r/' >"$T/plain"
{ printf '\357\273\277'; cat "$T/plain"; } >"$T/xe.csv"

if ! import --dry-run "$examples/trucks.csv" >"$T/.import" 2>&1 &&
	grep -q 'no-csv' "$T/.import"; then
	check 'without the library there is no import' \
		status 69 import "$examples/trucks.csv"
	check '... and the package is named' grep -q 'libcsv-dev' "$T/.import"
	done_testing
fi

want="ck-declare: $T/xe.csv:18: column Mã số thuế: /enterprise/tax_code: the check digit is 8, computed 7: a digit was mistyped or two were swapped [tax-code-check]
ck-declare: $T/xe.csv:204: column Khối lượng hàng (kg): a number is expected, as 21500 or 21.500,5 [cell]
ck-declare: $T/xe.csv:502: column Ngày dự kiến: a day and a time are expected, as 22/11/2026 08:30 [cell]
ck-declare: $T/xe.csv:779: column Mã HS: /goods/g1/hs: hs is missing [missing]
ck-declare: $T/xe.csv:1000: a quote within a field: quote the whole field, and write each quote in it twice [quote]"
before=$(seq)
first=$(said 65 -n "$T/xe.csv")
same 'which five and why' "$want
ck-declare: 1000 rows: 995 declarations, 0 that were there, 5 refused" "$first"
same 'looking only, nothing is written' "$before" "$(seq)"
same '... nor with --quiet said' '' "$(said 65 -nq "$T/xe.csv" |
	grep -v '\[cell\]\|\[quote\]')"

check 'a thousand rows' status 65 import "$T/xe.csv" --rejects "$T/bad.csv" \
	-j 'select(.kind == "declaration") | .declaration'
same '995 are declared' 995 "$(ck-declare list -j .trip | wc -l)"
{
	printf '\357\273\277'
	sed -n '1p; 18p; 204p; 502p; 779p; 1000p' "$T/plain"
} >"$T/want-bad"
check 'the five are given back, verbatim, with the headings' \
	cmp "$T/want-bad" "$T/bad.csv"
before=$(seq)
same 'a second run changes nothing' "$want
ck-declare: 1000 rows: 0 declarations, 995 that were there, 5 refused" \
	"$(said 65 "$T/xe.csv")"
same '... in the log either' "$before" "$(seq)"
check 'it adds to the rejects' status 65 import "$T/xe.csv" \
	--rejects "$T/bad.csv"
same '... without its headings again' 11 "$(wc -l <"$T/bad.csv")"

sed -e 's/0100112438/0100112437/; s/hai mươi tấn/20.000/' \
	-e 's/32.11.2026/22\/11\/2026/; s/;B11;;/;B11;08106000;/' \
	-e 's/Sầu "riêng"/"Sầu ""riêng"""/' "$T/want-bad" >"$T/good.csv"
same 'corrected, they are taken' \
	'ck-declare: 5 rows: 5 declarations, 0 that were there, 0 refused' \
	"$(said 0 "$T/good.csv")"
check 'the store is sound' sound

prints 'findings name line and heading' \
	'["xe.csv:18","Mã số thuế","/enterprise/tax_code"]
["xe.csv:779","Mã HS","/goods/g1/hs"]' \
	sh -c 'cd "$1" && ck-declare import -n --as dn-hoa --map "$2" xe.csv \
	-j "select(.kind == \"finding\") | [.input, .heading, .path]" \
	2>/dev/null; [ $? -eq 65 ]' - "$T" "$trucks"
prints 'and errors their line' '[204,"cell"]
[502,"cell"]
[1000,"quote"]' sh -c 'ck-declare import -n --as dn-hoa --map "$2" "$1" \
	-j "select(.kind == \"error\") | [.line, .code]" 2>/dev/null
	[ $? -eq 65 ]' - "$T/xe.csv" "$trucks"
check 'the table has what is wrong; it is not said twice' \
	[ "$(said 65 "$T/xe.csv" --format table | grep -c 'tax-code')" -eq 0 ]

# Two rows each lack a quote: from one to the other all would be one cell.
sheet | sed -e '101,$d' -e '20s/;[^;]*;\([^;]*\)$/;"&/' \
	-e '40s/\(;[^;]*\);\([^;]*\)$/\1";\2/' >"$T/open.csv"
same 'a quote that is missing costs its row alone' \
	"$T/open.csv:20 $T/open.csv:40 ck-declare: 99 rows: 0 declarations, 97 that were there, 2 refused" \
	"$(said 65 -n "$T/open.csv" |
		sed 's/^ck-declare: \(.*:[0-9]*\):.*quote\]/\1/' |
		paste -s -d ' ')"

# -- how files are written

fresh
same 'the example' 'ck-declare: 3 rows: 3 declarations, 0 that were there, 0 refused' \
	"$(said 0 "$examples/trucks.csv")"
again='ck-declare: 3 rows: 0 declarations, 3 that were there, 0 refused'
iconv -f UTF-8 -t UTF-16 "$examples/trucks.csv" >"$T/16.csv"
same 'in UTF-16' "$again" "$(said 0 "$T/16.csv")"
iconv -f UTF-8 -t UTF-16BE "$examples/trucks.csv" >"$T/16be.csv"
same '... without BOM, big end first' "$again" "$(said 0 "$T/16be.csv")"
# (no cell of the example has a tab or this separator)
{ printf 'sep=\t\r\n'; tr ';' '\t' <"$examples/trucks.csv"; } >"$T/tab.csv"
same 'with tabs, and Excel saying so' "$again" "$(said 0 "$T/tab.csv")"
{
	printf 'CÔNG TY NÔNG SẢN HÒA BÌNH;;\n"Sổ xe\ntháng 11"\n\n'
	cat "$examples/trucks.csv"
	echo ';;;'
} >"$T/title.csv"
same 'under a title' "$again" "$(said 0 --heading 5 "$T/title.csv")"
same 'from standard input' "$again" "$(said 0 <"$examples/trucks.csv")"
if command -v uconv >/dev/null; then
	uconv -x any-nfd "$examples/trucks.csv" >"$T/nfd.csv"
	same 'letters and marks apart, as Macs write' "$again" \
		"$(said 0 "$T/nfd.csv")"
fi
{
	printf '\357\273\277'
	cat "$T/head"
	sed 's/B11/b;1/' "$T/row"
} | iconv -f UTF-8 -t UTF-16LE >"$T/bad16.csv"
check 'a bad row in UTF-16' status 65 import "$T/bad16.csv" \
	--rejects "$T/rejects16"
check '... comes back in UTF-16' cmp "$T/bad16.csv" "$T/rejects16"

iconv -f UTF-8 -t TCVN5712-1 >"$T/abc.csv" <<'END'
Biển số;Tên hàng;Lái xe
29C-1;Sầu riêng tươi;Nguyễn Văn Bình
END
same 'TCVN3 is refused with the conversion' \
	"ck-declare: $T/abc.csv: TCVN3 (ABC font) text; convert it with: iconv -f TCVN5712-1 -t UTF-8 $T/abc.csv >$T/abc.utf8.csv [encoding]" \
	"$(said 65 "$T/abc.csv")"
command=$(said 65 "$T/abc.csv" | sed 's/.*with: //; s/ \[encoding.*//')
check '... which can be run' sh -c "$command"
check '... and gives UTF-8' grep -q 'Sầu riêng tươi' "$T/abc.utf8.csv"
printf 'PK\003\004 xl/workbook.xml' >"$T/so.xlsx"
same 'a workbook, with its own' \
	"ck-declare: $T/so.xlsx: an Excel workbook (.xlsx); convert it with: xlsx2csv $T/so.xlsx $T/so.csv (Debian: xlsx2csv) [encoding]" \
	"$(said 65 "$T/so.xlsx")"

# -- numbers

number_of() {
	printf '%s\n' "Biển số,Khối lượng" "$@" >"$T/n.csv"
	cat >"$T/n.jq" <<-'END'
	{direction: "export", vehicles: [{plate: text("Biển số")}],
	 goods: [{hs: "08106000", gross_kg: num("Khối lượng")}]}
	END
	{ ck-declare import -n --as dn-hoa --map "$T/n.jq" "$T/n.csv" \
		>/dev/null; } 2>&1
}
same 'thousands or decimals? It is not guessed' \
	"ck-declare: $T/n.csv:2: column Khối lượng: 21.500: the sign may part thousands or decimals; say which with --decimal comma or --decimal point [ambiguous]" \
	"$(number_of 29C12345,21.500)"
same 'another cell tells' \
	'ck-declare: 2 rows: 2 declarations, 0 that were there, 0 refused' \
	"$(number_of 29C12345,21.500 '29C12346,"8,5"')"
same 'one of many that does not fit is refused' \
	"ck-declare: $T/n.csv:3: column Khối lượng: this number does not fit the decimal sign of the sheet [cell]
ck-declare: 12 rows: 11 declarations, 0 that were there, 1 refused" \
	"$(number_of '29C12345,"8,5"' '29C12346,8.5' '29C12347,"8,5"' \
		'29C12348,"8,5"' '29C12349,"8,5"' '29C12350,"8,5"' \
		'29C12351,"8,5"' '29C12352,"8,5"' '29C12353,"8,5"' \
		'29C12354,"8,5"' '29C12355,"8,5"' '29C12356,"8,5"')"
number_of 29C12345,21.500 >/dev/null
for sign in comma point; do
	ck-declare import --as dn-hoa --map "$T/n.jq" "$T/n.csv" -q \
		--decimal $sign >/dev/null
done
prints 'the user tells' '21500
21.5' ck-declare show CKHN-20261121-00004 CKHN-20261121-00005 \
	-j .document.goods.g1.gross_kg

# -- several rows, one declaration

ck-declare import -q --as dn-hoa --map "$adapters/import-goods.jq" \
	"$examples/goods.csv" >"$T/goods"
prints 'rows of one number are one declaration' '[18000,2250]
[12340]' ck-declare show - -j '[.document.goods[].gross_kg]' <"$T/goods"
prints '... with the truck of the first row' '["桂F·A2345",14900]' \
	ck-declare show CKHN-20261121-00006 \
	-j '.document.vehicles.v1 | [.plate, .self_kg]'
rows() {
	printf '%s\n' 'Số bộ,Biển số,Mã HS' "$@" >"$T/rows.csv"
	cat >"$T/rows.jq" <<-'END'
	{group: text("Số bộ"), direction: "import",
	 vehicles: {v1: {plate: text("Biển số"), nationality: "VN"}},
	 goods: [{hs: text("Mã HS"), origin: "VN"}]}
	END
	rm -f "$T/rows.bad"
	rows_got=0
	ck-declare import -n --as dn-hoa --map "$T/rows.jq" "$T/rows.csv" \
		--rejects "$T/rows.bad" -j '[.kind, .line]' 2>"$T/rows.said" ||
		rows_got=$?
	echo "exit $rows_got"
	sed "s,^ck-declare: $T/,," "$T/rows.said"
}
same 'rows that contradict' '["declaration",null]
["error",4]
exit 65
rows.csv:4: /vehicles/v1/plate: this is another than above (line 3), and both rows are declaration 2 [rows-differ]
ck-declare: 3 rows: 1 declarations, 0 that were there, 1 refused' \
	"$(rows 1,12C12345,08106000 2,12C12346,08106000 2,12C12347,08081000)"
same '... come back together' 'Số bộ,Biển số,Mã HS
2,12C12346,08106000
2,12C12347,08081000' "$(cat "$T/rows.bad")"
same 'a finding names the row and the column' '["finding",null]
exit 65
rows.csv:3: column Mã HS: /goods/g2/hs [hs-form]
ck-declare: 2 rows: 0 declarations, 0 that were there, 1 refused' \
	"$(rows 1,12C12345,08106000 ,,08x | sed 's,/hs: .*\[,/hs [,')"
same 'a value that every row repeats is found too' '["finding",null]
exit 65
rows.csv:2: column Biển số: /vehicles/v1/plate [plate-form]
ck-declare: 2 rows: 0 declarations, 0 that were there, 1 refused' \
	"$(rows '1,12C_12?,08106000' '1,12C_12?,08081000' |
		sed 's,/plate: .*\[,/plate [,')"
same 'none is taken without a row of it; the next is' '["error",2]
["error",3]
["declaration",null]
["declaration",null]
exit 65
rows.csv:2: line 3 cannot be read and may belong to this declaration [row-missing]
rows.csv:3: 4 cells under 3 headings; is a separator in a cell that is not quoted? [cells]
ck-declare: 4 rows: 2 declarations, 0 that were there, 2 refused' \
	"$(rows 1,12C12345,08106000 1,,0810,60 2,12C12346,08106000 \
		3,12C12347,08106000)"
same '... when it goes on, too' '["error",2]
["error",3]
["declaration",null]' \
	"$(rows 1,12C12345,08106000 ,,0810,60 2,12C12346,08106000 | head -n 3)"
same '... and one of which no row is whole' '["declaration",null]
["error",3]
["error",4]' \
	"$(rows 1,12C12345,08106000 2,,0810,60 2,12C12346,08106000 | head -n 3)"
for row in '1,"12C,0810' '9,,0810,60'; do
	same "a row that may be of either ($row)" '["error",2]
["error",3]
["error",4]
["declaration",null]' "$(rows 1,12C12345,08106000 "$row" \
		2,12C12346,08106000 3,12C12347,08106000 | head -n 4)"
done
# a cell that does not read, in a sheet of goods
{
	head -n 3 "$examples/goods.csv"
	sed -n 3p "$examples/goods.csv" | sed 's/2.25/hai tấn/'
	sed -n '4,$p' "$examples/goods.csv"
} >"$T/cell.csv"
ck-declare import -n --as dn-hoa --map "$adapters/import-goods.jq" \
	"$T/cell.csv" -j '[.kind, .line]' >"$T/cell" 2>"$T/said"
same 'a bad cell costs its own declaration' '["error",2]
["error",4]
["declaration",null]' "$(cat "$T/cell")"

same 'a row that goes on with nothing' '["error",2]
exit 65
rows.csv:2: there is no declaration above that this row could go on [no-group]
ck-declare: 1 rows: 0 declarations, 0 that were there, 1 refused' \
	"$(rows ,12C12345,08106000)"

# -- mappings

mapping() {
	printf '%s\n' "$1" >"$T/m.jq"
	shift
	printf '%s\n' 'a,b' "$@" >"$T/m.csv"
	{ ck-declare import -n --as dn-hoa --map "$T/m.jq" "$T/m.csv" \
		>/dev/null; } 2>&1 | sed "s,$T/,,g"
}
none='ck-declare: 1 rows: 0 declarations, 0 that were there, 1 refused'
same 'a column that is not there' \
	'ck-declare: m.csv: there is no column c; there are a, b [no-column]' \
	"$(mapping '{direction: text("c")}' 1,2)"
same 'the headings are further on' \
	'ck-declare: m.csv: there is no column c; line 3 has that heading: say --heading 3 [no-column]' \
	"$(mapping '{direction: text("c")}' 'cc,2' '"c",d' 1,2)"
same 'one that may be missing' \
	"ck-declare: m.csv:2: /vehicles: vehicles is missing [missing]
$none" "$(mapping '{direction: (col("c")? // "export")}' 1,2)"
same 'rows left out on purpose' \
	'ck-declare: 2 rows: 0 declarations, 0 that were there, 0 refused' \
	"$(mapping 'empty' 1,2 3,4)"
same 'its own error, with the column that would help' \
	'ck-declare: m.csv:3: column b: no odd ones [mapping]
ck-declare: 2 rows: 0 declarations, 0 that were there, 1 refused' \
	"$(mapping 'if .b == "3" then error("no odd ones") elif .a == "1" and
		.b == "2" then empty else {} end' 1,2 1,3)"
same 'a bad cell is one, whatever the mapping does' \
	"ck-declare: m.csv:2: column a: a number is expected, as 21500 or 21.500,5 [cell]
$none" "$(mapping '{x: (num("a") // 1)}' x,2)"
same 'a time without a time' \
	"ck-declare: m.csv:2: column a: the time of the day is missing, as 22/11/2026 08:30 [cell]
$none" "$(mapping '{x: moment("a")}' 22/11/2026,2)"
same 'no day' \
	"ck-declare: m.csv:2: column a: a day is expected, as 22/11/2026 or 2026-11-22 [cell]
$none" "$(mapping '{x: day("a")}' 22/13/2026,2)"
same 'a number that no double holds' \
	"ck-declare: m.csv:2: column a: a number of at most 15 digits is expected [cell]
$none" "$(mapping '{x: num("a")}' 1234567890123456,2)"
same 'no object' \
	"ck-declare: m.csv:2: the mapping must give one object, or nothing [mapping]
$none" "$(mapping '1, 2' 1,2)"
mapping '{' 1,2 >"$T/said"
check 'a mapping that does not compile' \
	grep -q '^ck-declare: m.jq: .*\[mapping\]$' "$T/said"
check '... is a bad configuration' status 78 \
	ck-declare import --map "$T/m.jq" "$T/m.csv"
check 'none at all' status 64 ck-declare import "$T/m.csv"
check '... that is not there' status 66 \
	ck-declare import --map "$T/none" "$T/m.csv"
same 'a name alone is looked for among the installed ones, too' \
	"none.jq (here and in $(sed -n 's/^prefix = //p' \
		"$top_builddir/Makefile")/share/ck/adapters): No such file or directory" \
	"$({ ck-declare import --map none.jq "$T/m.csv"; } 2>&1 |
		sed 's/^ck-declare: //')"

# -- files

same 'no such sheet; the others are taken' "$again" \
	"$(said 66 "$T/none.csv" "$examples/trucks.csv" | tail -n 1)"
check 'an empty one' status 65 import /dev/null
check 'a heading line without headings' status 65 import --heading 9 \
	"$examples/trucks.csv"
check 'a heading line that is no number' status 64 import --heading 0 \
	"$examples/trucks.csv"
check 'a decimal sign that is none' status 64 import --decimal dot \
	"$examples/trucks.csv"
check 'the rejects are not the sheet' status 64 import \
	--rejects "$T/title.csv" "$T/title.csv"
said 64 --rejects "$T/rejects" "$examples/trucks.csv" "$T/m.csv" >"$T/said"
check 'rejects under other headings' grep -q \
	'm.csv has other headings than .*trucks.csv; with --rejects' "$T/said"
ck-declare import --as hq-lan --map "$trucks" "$examples/trucks.csv" \
	>"$T/said" 2>&1
same 'who may not declare is told once, and stopped' '77 1' \
	"$? $(grep -c '^ck-declare: .*:2: .*may not declare' "$T/said")"

done_testing
