#!/bin/sh
# ck-clear note, answer, close, notes: disputes, feedback and incidents with a
# number, an agency that answers, a deadline and an answer.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
trip=$A.1
text='Lái xe Nguyễn Văn An không đồng ý với cân'
at() {
	at_time=2026-11-$1:00+07:00
	shift
	CK_NOW=$at_time "$@"
}
note() {
	user=$1 kind=$2
	shift 2
	clear --as "$user" --kind "$kind" note "$@"
}
notes() {
	of '"\(.number) \(.state) \(.late_min)"' clear notes "$@"
}

# Writing.
keeps 'of no kind' 64 clear --as tt-gate --text x note "$trip"
keeps 'of another kind' 64 note tt-gate rumour --text x "$trip"
keeps 'nothing said' 64 note tt-gate dispute "$trip"
keeps 'about no check of this gate' 67 \
	note tt-gate dispute --about colour --text x "$trip"
keeps 'on no trip' 67 note tt-gate dispute --text x CKHN-20261122-09999.1
keeps 'on a person' 65 note tt-gate dispute --text x person:001085006789
keeps 'a deadline that is past' 64 note tt-gate dispute --text x \
	--deadline 2026-11-22T07:00:00+07:00 "$trip"
keeps 'an hour that is none' 64 note tt-gate dispute --text x \
	--deadline 7:00 "$trip"
prints 'an hour is the next one' 2026-11-23T07:00:00.000+07:00 \
	of .deadline.at note tt-gate dispute --text x -n --deadline 07:00 "$trip"
keeps 'for no agency of this gate' 64 \
	note tt-gate dispute --text x --agency police "$trip"
keeps 'by nobody of the staff' 77 note nobody dispute --text x "$trip"
keeps 'an enterprise on a truck not its own' 77 \
	note dn-hoa feedback --text x plate:30A-11111
keeps 'a dry run' 0 note tt-gate dispute --text x -n "$trip"

prints 'a dispute, to be answered in a day' \
	"CKHN-D00001 D-1 gate_centre weight 2026-11-23T07:35:00.000+07:00 $trip" \
	of '"\(.note) \(.number) \(.agency) \(.about) \(.deadline.at) \(.trip)"' \
	note tt-gate dispute --about can --text "$text" "$trip"
same 'the words are not in the log' 0 "$(ck-store log | grep -c 'Nguyễn')"
same '... their digest is' "$(sqlite3 "$CK_STORE" \
	"select value from person where id = (select text from note)" |
	jq -r .text)" "$text"
keeps 'the same again' 0 note tt-gate dispute --about can --text "$text" "$trip"
same '... is the one there is' 'D-1 true' "$(of '"\(.number) \(.repeated)"' \
	note tt-gate dispute --about can --text "$text" "$trip")"
prints 'the declarant has a word' 'F-1 management_board' \
	of '"\(.number) \(.agency)"' note dn-hoa feedback --text 'Chờ lâu' "$trip"
prints 'another agency is to answer, and sooner' \
	'D-2 customs 2026-11-22T12:00:00.000+07:00 null' \
	of '"\(.number) \(.agency) \(.deadline.at) \(.deadline.source)"' \
	note tt-gate dispute --text 'Luồng' --agency customs \
	--deadline 2026-11-22T12:00:00+07:00 12C12345
prints 'an incident at a lane' 'I-1 lane CKHN/B1-1' \
	of '"\(.number) \(.subject_kind) \(.subject)"' \
	note tt-gate incident --text 'Barie kẹt' lane:B1-1
prints 'of the whole site' 'I-2 site CKHN' \
	of '"\(.number) \(.subject_kind) \(.subject)"' \
	note tt-gate incident --text 'Mất điện' site
keeps 'no such lane' 67 note tt-gate incident --text x lane:B9-9
prints 'on a plate' 'F-2 12C12345' of '"\(.number) \(.subject)"' \
	note bp-hung feedback --text 'Xe đỗ sai' 'plate:12c 123-45'
printf '%s\n' '{"key":"n1","note_kind":"feedback","trip":"'"$trip"'","text":"Tốt"}' \
	>"$T/stream"
prints 'a record' F-3 of .number sh -c \
	'ck-clear --as tt-gate note <"$1"' - "$T/stream"
same 'the key again' 'F-3 true' "$(clear --as tt-gate note <"$T/stream" |
	jq -r '"\(.number) \(.repeated)"')"
same 'what the key covers has no words' 0 "$(sqlite3 "$CK_STORE" \
	"select count(*) from journal where answer like '%Tốt%'")"
check 'the key for other words' status 65 clear --as tt-gate note <<END
{"key":"n1","note_kind":"feedback","trip":"$trip","text":"Kém"}
END

# Listing.
same 'what is overdue stands first' 'D-2 open 1200
D-1 open 25
I-1 open 25
I-2 open 25
F-1 open null
F-2 open null
F-3 open null' "$(at 23T08:00 notes)"
same 'of an agency' 'D-2 open 1200' "$(at 23T08:00 notes --agency customs)"
same 'of a kind' 'D-2 open null
D-1 open null' "$(notes --kind dispute)"
same 'only the late ones' 'D-2 open 1' "$(at 22T12:01 notes --late)"
same 'one by its number' 'D-1 open null' "$(notes d-1)"
keeps 'no such number' 67 clear notes D-9
keeps 'no number' 67 clear notes 12C12345
check 'a table' grep -q 'I-2 .*incident' <<END
$(clear notes -f table)
END
same 'a status has those of the trip' 'D-1 D-2 F-1 F-2 F-3' "$(
	of '[.notes[].number] | join(" ")' clear status "$trip")"
check '... and its screen' grep -q 'D-1  *dispute.*ext. 100' <<END
$(clear status "$trip" -f table)
END

# Answering.
answer() {
	user=$1
	shift
	clear --as "$user" answer "$@"
}
keeps 'by an agency that was not asked' 77 answer hq-lan --text x D-1
keeps 'nothing said' 64 answer tt-gate D-1
keeps 'to no note' 67 answer tt-gate --text x D-9
keeps 'not answered, not closed' 1 \
	clear --as tt-linh --reason settled close D-1
prints 'by the owner' 'answered tt-linh' of '"\(.state) \(.answered_by)"' \
	answer tt-linh --text 'Cân lại: 49.820 kg' CKHN-D00001
keeps 'the same again' 0 answer tt-linh --text 'Cân lại: 49.820 kg' D-1
keeps 'another answer' 1 answer tt-linh --text 'Không' D-1
prints 'by who stands above the owner' answered \
	of .state answer bql-an --text 'Đã sửa' I-1
same 'by whose right, says the log' management_board "$(ck-store log |
	jq -r 'select(.event == "note.answered" and
		.subject == "CKHN-I00001").body.agency')"
same 'answered ones come last' 'D-1 answered null' \
	"$(at 23T08:00 notes --kind dispute | tail -n 1)"

# The words.
full() {
	user=$1
	shift
	clear --as "$user" --full notes "$@"
}
keeps 'not for other agencies' 77 full hq-lan --reason accident D-1
keeps 'not without a reason' 64 full tt-gate D-1
keeps 'not in a dry run' 64 full tt-gate --reason complaint -n D-1
reason=$(jq -r '.reasons.show | keys[0]' "$top_srcdir/share/sites/huu-nghi.json")
prints 'who answers reads both' "$text / Cân lại: 49.820 kg" \
	of '"\(.text) / \(.answer)"' full tt-gate --reason "$reason" D-1
prints 'who wrote it reads it' 'Chờ lâu' \
	of .text full dn-hoa --reason "$reason" F-1
same 'both were written down' 'tt-gate CKHN-D00001 2
dn-hoa CKHN-F00001 1' "$(ck-store log | jq -r 'select(.event == "note.shown") |
	"\(.actor) \(.subject) \(.body.persons | length)"')"

# Closing.
close() {
	user=$1
	shift
	clear --as "$user" --reason settled close "$@"
}
keeps 'without a reason' 64 clear --as tt-gate close D-1
keeps 'by another agency' 77 close hq-lan D-1
prints 'an answered one' 'closed tt-gate settled' \
	of '"\(.state) \(.closed_by) \(.reason)"' close tt-gate D-1
keeps 'twice is once' 0 close tt-gate D-1
keeps 'another officer is told who did' 1 close tt-linh D-1
keeps 'no answer any more' 1 answer tt-linh --text 'Khác' D-1
prints 'who wrote it takes it back' closed of .state \
	clear --as dn-hoa --reason taken-back close F-1
keeps '... and it is not answered then' 1 answer bql-an --text x F-1
check 'they are in no list' test -z "$(notes | grep -E '^(D|F)-1 ')"
prints 'but can be asked for' 'D-1 closed null' notes D-1

# Forgetting the words.
person=$(sqlite3 "$CK_STORE" "select text from note where note = 'CKHN-D00002'")
check 'an open one waits' grep -q open <<END
$(ck-store --as admin erase-person --order 1/QD "$person" | jq -r .wait)
END
person=$(sqlite3 "$CK_STORE" "select text from note where note = 'CKHN-D00001'")
check 'a closed one as long as notes are kept' grep -q retention <<END
$(ck-store --as admin erase-person --order 1/QD "$person" | jq -r .wait)
END
prints 'then it is erased' 'true note CKHN-D00001' \
	of '"\(.erased) \(.data) \(.of)"' env CK_NOW=2028-11-23T07:35:00+07:00 \
	ck-store --as admin erase-person --order 1/QD "$person"
prints '... the note is still there' 'D-1 null' \
	of '"\(.number) \(.text)"' full tt-gate --reason "$reason" D-1

if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	{
		clear notes
		clear notes D-1 F-1
		note tt-gate dispute --text y -n "$trip"
		close tt-linh D-1
		full tt-gate --reason "$reason" D-2 I-1
		clear status "$trip"
	} >"$T/records" 2>"$T/words"
	check 'records are as the schemas say' valid note status <"$T/records"
fi
check 'the tables and words are what the log says' verifies
done_testing
