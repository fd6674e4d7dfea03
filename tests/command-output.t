#!/bin/sh
# Records as JSON, a table, CSV or TSV; and an output that cannot be had.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99
unset CK_NOW

prints 'a record a line' '{"kind":"row","n":0,"text":"Bản; \"khai\"\n","formula":"=1+1","words":["a","b"]}' \
	demo list 1
prints 'a filter' '[0,"a"]
[1,"a"]' demo -j '[.n, .words[0]]' list 2
prints 'a filter may give several, or nothing' '1
2' demo -j 'select(.n > 0) | .n, .n + 1' list 2
prints 'a table; its columns are as wide as their headings; what a terminal would act on is escaped' \
'   n  text              words  formula
   0  Bản; "khai"\x0a   a, b   =1+1' demo -f table list 1
prints 'RFC 4180' 'n,text,words,formula
0,"Bản; ""khai""
","a, b",=1+1' demo -f csv list 1
prints 'for a spreadsheet: BOM, semicolon, CRLF, no formula' \
"$(printf '\357\273\277n;text;words;formula\r\n0;"Bản; ""khai""\n";a, b;"'\''=1+1"\r')" \
	demo --excel list 1
prints 'TSV' "$(printf 'n\ttext\twords\tformula\n0\tBản; "khai"\\n\ta, b\t=1+1')" \
	demo -f tsv list 1
prints 'no row leaves the heading' 'n,text,words,formula' demo -f csv list 0
prints 'a filtered table' '   n  text              words  formula
   7' sh -c '"$0" -f table -j "{n: 7}" list 1 | sed "s/ *$//"' \
	"$top_builddir/tests/unit/command-demo"
prints 'wide characters take two columns' \
'   n  text              words  formula
      桂F1234挂' sh -c \
	'"$0" -f table -j "{text: \"桂F1234挂\"}" list 1 | sed "s/ *$//"' \
	"$top_builddir/tests/unit/command-demo"
check 'a filter that fails is said' status 65 demo -j 'error("x")' list 1

to() {
	to_file=$1
	shift
	"$@" >"$to_file"
}
closed() {
	"$@" >&-
}
same 'a full disk is reported' \
	'command-demo: standard output: No space left on device' \
	"$(demo list 1 2>&1 >/dev/full)"
check '... with its status' status 74 to /dev/full demo list 1
check 'a closed output is reported' status 74 closed demo list 1

# broken COMMAND...: its output goes to a pipe that nobody reads
broken() {
	mkfifo "$T/pipe"
	: <"$T/pipe" &
	exec 3>"$T/pipe"
	wait $!
	rm "$T/pipe"
	"$@" >&3
	broken_status=$?
	exec 3>&-
	return "$broken_status"
}
echo '{"n":1}' >"$T/one"
check 'a listing whose reader left ends silently' status 0 broken demo list 99999
same '... saying nothing' '' "$(broken demo list 99999 2>&1)"
check 'an answer that nobody hears is 74' status 74 broken demo mark "$T/one"
check '... but 0 where nothing was done' status 0 broken demo -n mark "$T/one"
before=$(sqlite3 "$CK_STORE" 'select count(*) from event')
check 'with a closed output nothing is done' status 74 closed demo mark "$T/one"
same '... indeed' "$before" "$(sqlite3 "$CK_STORE" 'select count(*) from event')"
check 'nor can it write into a store' \
	test "$(sqlite3 "$CK_STORE" 'pragma integrity_check')" = ok

rejects() {
	printf '{"n":1}\n{"act":"late", "x":1 }\n{"n"\n{"n":2}\n' |
		demo -k --rejects "$T/bad" mark >/dev/null
}
check 'bad lines are kept' status 65 rejects
same '... as they came' '{"act":"late", "x":1 }
{"n"' "$(cat "$T/bad")"
same '... for nobody else' 600 "$(stat -c %a "$T/bad")"
chmod 644 "$T/bad"
check 'and appended to what is there' status 65 rejects
same '... which becomes private too' '4 600' \
	"$(grep -c . "$T/bad") $(stat -c %a "$T/bad")"
ln -s /dev/full "$T/full"
full_rejects() {
	printf '{"act":"late"}\n{"n":2}\n' |
		demo -k --rejects "$T/full" mark
}
check 'rejects that cannot be written end the stream' status 74 full_rejects

done_testing
