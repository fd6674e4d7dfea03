#!/bin/sh
# Sending a record again changes nothing more.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

make_ground || exit 99

events() {
	sqlite3 "$CK_STORE" \
		"select count(*) from event where line like '%\"event\":\"clock%'"
}
marks() {
	marks_input=$1
	shift
	printf '%b' "$marks_input" |
		demo "$@" --jq '[.n, .event, .repeated, .code]' mark
}

prints 'the first answer' '[1,"CKHN:17",null,null]' marks '{"n":1,"key":"k1"}\n'
prints 'is given again' '[1,"CKHN:17",true,null]' marks '{"n":1,"key":"k1"}\n'
prints 'however the record is written' '[1,"CKHN:17",true,null]' \
	marks ' {"key":"k1", "n":1.0}\n'
same 'nothing more has happened' 1 "$(events)"
prints 'another content is refused' '[null,null,null,"key-reused"]' \
	status 65 marks '{"n":2,"key":"k1"}\n' -k
prints 'twice in one group' '[3,"CKHN:18",null,null]
[3,"CKHN:18",true,null]
[null,null,null,"key-reused"]
[4,"CKHN:19",null,null]' status 65 marks \
'{"n":3,"key":"k3"}\n{"n":3,"key":"k3"}\n{"n":9,"key":"k3"}\n{"n":4}\n' -k
prints 'the status is that of the first answer' '[5,"CKHN:20",null,null]' \
	status 1 marks '{"n":5,"key":"k5","act":"no"}\n'
prints '... also the second time' '[5,"CKHN:20",true,null]' \
	status 1 marks '{"n":5,"key":"k5","act":"no"}\n'
prints 'what was refused has used no key' '[null,null,null,"late"]' \
	status 65 marks '{"n":6,"key":"k6","act":"late"}\n' -k
prints '... and may be sent corrected' '[6,"CKHN:21",null,null]' \
	marks '{"n":6,"key":"k6"}\n'
prints 'the line carries the key' 1 sqlite3 "$CK_STORE" \
	"select count(*) from event where line like '%,\"key\":\"k6\",%'"

check 'a key is a text' status 65 marks '{"key":7}\n'
check 'of some length' status 65 marks '{"key":""}\n'
check 'and not too long' status 65 \
	marks "{\"key\":\"$(printf '%0257d' 0)\"}\\n"

check 'a sentence is none' status 65 marks '{"key":"Lan 0912345678"}\n'
check 'nor is what is not ASCII' status 65 marks '{"key":"xe-Hòa"}\n'
check 'the longest' marks "{\"n\":8,\"key\":\"$(printf '%0256d' 0)\"}\\n"

prints 'a dry run uses no key' '[7,null,null,null]' \
	marks '{"n":7,"key":"k7"}\n' -n
prints '... but knows those that were used' '[6,"CKHN:21",true,null]' \
	marks '{"n":6,"key":"k6"}\n' -n
prints '... and changes nothing' '[7,"CKHN:23",null,null]' \
	marks '{"n":7,"key":"k7"}\n'

# The same key for the same words to another verb is another request.
check 'a key is one request' status 65 demo append <<'END'
{"n":7,"key":"k7"}
END

done_testing
