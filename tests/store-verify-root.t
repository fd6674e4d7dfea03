#!/bin/sh
# verify ROOT rebuilds what is named, and nothing else.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 1 || exit 99
trip=$(sqlite3 "$CK_STORE" 'select min(trip) from trip')
declaration=${trip%.*}
fee=$(sqlite3 "$CK_STORE" 'select min(fee) from fee')
other=$(sqlite3 "$CK_STORE" 'select max(declaration) from declaration')
events=$(sqlite3 "$CK_STORE" "select count(*) from event
	where root = 'declaration:$declaration'")
check 'it has some events' test "$events" -gt 2

for name in "$declaration" "$trip" "$fee" "$trip/W1" \
	"declaration:$declaration" site:CKHN queue:CKHN/export \
	lane:CKHN/B0-1 staff:CKHN/admin; do
	prints "$name is sound" '[true,0,1]' \
		ck-store verify --jq '[.ok, .faults, .roots]' "$name"
done
prints 'several at once' '[true,3]' ck-store verify \
	--jq '[.ok, .roots]' "$declaration" "$other" site:CKHN
for name in CKHN-20991231-00001 hold:CKHN-H99999 nonsense declaration: ''; do
	check "nothing is known of \"$name\"" status 67 ck-store verify "$name"
done
same '... and is named' \
	'ck-store: the log knows no declaration:CKHN-20991231-00001 [no-root]' \
	"$(words ck-store verify CKHN-20991231-00001.1)"

verify="verify $trip"
tampered 'a row of it' "trip $declaration $trip $(sqlite3 "$CK_STORE" \
	"select vehicle_ref from trip where trip = '$trip'")" \
	"update trip set gross_g = 1 where trip = '$trip'"
same '... is told as it stands and as it should' \
	'gross_g is \"1\", the log says \"38000000\"' \
	"$(sed -n 's/.*"message":"\(.*\)"}/\1/p' "$T/found")"
check '... not to who asks for another' \
	ck-store -s "$T/copy" verify "$other"
changed "update declaration set enterprise = 'x'
	where declaration = '$other'" || exit 99
check 'a row of another' ck-store -s "$T/copy" verify "$trip"
person=$(sqlite3 "$CK_STORE" "select
	substr(line, instr(line, '\"person\":\"p') + 10, 33) from event
	where line like '%\"person\":\"p%' limit 1")
owner=$(sqlite3 "$CK_STORE" "select root from event
	where line like '%\"person\":\"$person\"%'")
verify="verify $owner"
tampered 'a person of it' "person $person" \
	"update person set value = '{}' where id = '$person'"

done_testing
