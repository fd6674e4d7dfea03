#!/bin/sh
# Files hold records a line, or one document over many lines.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

reads() {
	demo --jq '.record.n // [.line, .code]' read "$@"
}

printf '{"n":1}\n{"n":2}\n' >"$T/lines"
cp "$T/lines" "$T/again"
printf '{\n  "n": 3,\n  "list": [\n    {"a": 1}\n  ]\n}\n' >"$T/document"
printf '{"n":\n{"n":4}\n' >"$T/broken"
printf '{"n": 5,\n "m": ?\n}\n' >"$T/bad"
printf '{"n": 6' >"$T/cut"

prints 'a file of records' '1
2' reads "$T/lines"
prints 'a document over many lines' 3 reads "$T/document"
prints 'several files, and standard input' '3
1
2
1
2' reads "$T/document" - "$T/lines" <"$T/again"
printf '{"n": 4,\n"list": [\n{"a": 1},\n\n{"a": 2}\n]}\n' >"$T/flush"
prints '... also when they are not indented' 4 reads "$T/flush"
prints 'a document on standard input, when it is a file' 3 \
	sh -c 'exec "$0" --jq .record.n read <"$1"' \
	"$top_builddir/tests/unit/command-demo" "$T/document"
prints 'a file of records whose first is broken is no document' \
'[1,"incomplete"]
4' status 65 reads -k "$T/broken"
same 'a fault in a document has its line' \
	"command-demo: $T/bad:2: column 7" \
	"$(words reads "$T/bad" | cut -d: -f1-4)"
check 'a document that ends too early' status 65 reads "$T/cut"
check 'a file that is not there' status 66 reads "$T/none"
prints 'with --keep-going the next one follows' '1
2' status 66 reads -k "$T/none" "$T/lines"
check 'a directory' status 66 reads "$T"
same 'nothing in it' '' "$(reads /dev/null)"
check 'is no fault' reads /dev/null
: >"$T/empty"
printf ' \n\n' >"$T/blank"
check 'of a file that was named it is one' status 65 reads "$T/empty"
same '... which is said' "command-demo: $T/empty: there is no record in it [empty]" \
	"$(words reads "$T/empty")"
check 'nor are blank lines a record' status 65 reads "$T/blank"
prints '... with --keep-going the next one follows' '1
2' status 65 reads -k "$T/empty" "$T/lines"
check 'on standard input it is none' reads - <"$T/empty"
piped() {
	sed '' "$1" | reads -
}
check 'a document of many lines through a pipe' status 65 piped "$T/document"
same '... is told the remedy' 1 \
	"$(words piped "$T/document" | grep -c 'jq -c \. makes it one')"

long() {
	awk 'BEGIN { printf "{\"n\":7,\"x\":\""
		while (i++ < 104858) printf "0123456789"
		print "\"}"; print "{\"n\":8}" }' | reads -k
}
prints 'a line over 1 MiB is refused, the next one read' '[1,"too-long"]
8' status 65 long
same '... and where it became that' '-:1: column 1048577: the line has 1048594 bytes; 1048576 is the most' \
	"$(words long | sed 's/^[^:]*: //; s/ \[.*//' | head -n 1)"
printf '{"n":"a\0b"}\n\357\273\277{}\n{"n":"\\ud800"}\n' >"$T/odd"
printf '{"n":12345678901234567891}\n{"n":1,"n":2}\n{"n":9}\n' >>"$T/odd"
prints 'a NUL, a BOM, half a pair, a number that would change, a name twice' \
'[1,"nul"]
[2,"bom"]
[3,"surrogate"]
[4,"number"]
[5,"duplicate-key"]
9' status 65 reads -k "$T/odd"

done_testing
