#!/bin/sh
# A stream answers every record in order; a bad one fails alone.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99

# marks INPUT OPTION...: what the answers say, in short
marks() {
	marks_input=$1
	shift
	printf '%b' "$marks_input" |
		demo "$@" --jq '[.kind, .n // .line, .code // empty]' mark
}

prints 'answers come in order' '["mark",1]
["mark",2]' marks '{"n":1}\n\n  \n{"n":2}\n'
prints 'a last line needs no newline' '["mark",1]' marks '{"n":1}'
prints 'an honest no goes on' '["mark",1]
["mark",2]' status 1 marks '{"n":1,"act":"no"}\n{"n":2}\n'
prints 'a bad record stops, after the answers before it' '["mark",1]' \
	status 65 marks '{"n":1}\n{"n":2,"act":"late"}\n{"n":3}\n'
prints 'so does one that cannot be read' '["mark",1]' \
	status 65 marks '{"n":1}\n{"n":\n{"n":3}\n'
prints 'and one that is refused before the lock' '["mark",1]' \
	status 65 marks '{"n":1}\n{"n":2,"act":"early"}\n{"n":3}\n'
prints 'with --keep-going each bad record is answered in its place' \
'["mark",1]
["error",2,"late"]
["error",3,"early"]
["error",4,"incomplete"]
["error",5,"not-object"]
["error",6,"utf8"]
["mark",7]' status 65 marks \
'{"n":1}\n{"act":"late"}\n{"act":"early"}\n{"n":\n[]\n"\0377"\n{"n":7}\n' -k
prints 'findings are answers' '["finding",null]
["mark",2]' status 65 marks '{"n":1,"act":"findings"}\n{"n":2}\n' -k
prints 'they end the stream without --keep-going' '["finding",null]' \
	status 65 marks '{"n":1,"act":"findings"}\n{"n":2}\n'

same 'what failed left nothing' 1 "$(sqlite3 "$CK_STORE" \
	"select count(*) from event where line like '%\"n\":7%'")"
same 'and is not in the log' 0 "$(sqlite3 "$CK_STORE" \
	"select count(*) from event where line like '%\"body\":{}}'")"

prints 'the worst status wins' '["error",1,"unknown"]
["error",2,"device"]
["error",3,"late"]' status 69 marks \
	'{"act":"unknown"}\n{"act":"device"}\n{"act":"late"}\n' -k
check 'an unknown id alone is 67' status 67 marks '{"act":"unknown"}\n'
check 'our own bug is 70' status 70 marks '{"act":"bug"}\n'
prints 'a full disk ends even --keep-going' '["mark",1]
["error",2,"error"]' status 74 marks \
	'{"n":1}\n{"n":2,"act":"disk"}\n{"n":3}\n' -k

prints 'a record of another program passes as it came' \
'{"kind":"other",  "n":1.0}
{"kind":"error","line":3}' demo mark <<'END'
{"kind":"other",  "n":1.0}
{"kind":"error","line":3}
END

diagnosis() {
	printf '%b' "$1" | words demo mark
}
same 'a diagnostic says where' \
	'command-demo: -:2: /act: refused under the lock [late]' \
	"$(diagnosis '{"n":1}\n{"act":"late"}\n')"
same 'also in a line that cannot be read' \
	'command-demo: -:2: column 6: ' \
	"$(diagnosis '{"n":1}\n{"n":}' | cut -c 1-29)"
same 'nothing that is echoed can act on the terminal' \
	'command-demo: a\u202e\x9b: names no open trip; the character \u202e (U+202E) stands on no plate; type it again [no-such-trip]' \
	"$(words demo show "$(printf 'a\342\200\256\302\233')")"
check 'an operand with control characters is none' \
	status 65 demo show "$(printf 'a\033[31m')"

done_testing
