#!/bin/sh
# ck-clear as a pipe: what waits is read, what was seen is confirmed.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
move "$A.1" outside yard B0-1 || exit 99
move "$B.2" outside yard B0-1 || exit 99

clear pending --agency border_guard --check bp-den --ready >"$T/waiting"
same 'two trucks wait for the border guard' "$A.1 $B.2" \
	"$(jq -r .trip "$T/waiting" | xargs)"
clear --as bp-hung confirm <"$T/waiting" >"$T/given"
same 'the stream is confirmed in its order' \
	"$A.1 border_guard_arrival confirmed
$B.2 border_guard_arrival confirmed" \
	"$(jq -r '"\(.trip) \(.check) \(.state)"' "$T/given")"
same 'and waits no longer' 0 \
	"$(clear pending --agency border_guard --check bp-den --ready | wc -l)"
before=$(seq)
check 'the same stream again' clear --as bp-hung confirm <"$T/waiting"
same '... changes nothing more' "$before" "$(seq)"

# What a verdict prints names the next one's version.
check 'a verdict pipes into the next' test confirmed = "$(
	grep "$A.1" "$T/given" | clear --as bp-hung confirm bp-kt |
		jq -r .state)"

check 'a record without version' status 65 clear --as hq-lan confirm hq-den <<END
{"trip":"$A.1"}
END
check '... with a bad one' status 65 clear --as hq-lan confirm hq-den <<END
{"trip":"$A.1","version":"3"}
END
check '... with one that is still to come' status 65 \
	clear --as hq-lan confirm hq-den <<END
{"trip":"$A.1","version":9000}
END
check '... with one from before the trip' status 65 \
	clear --as hq-lan confirm hq-den <<END
{"trip":"$A.1","version":1}
END
check '... with an unknown check' status 65 clear --as hq-lan confirm <<END
{"trip":"$A.1","version":$(seq),"check":"nothing"}
END

printf '%s\n' '{"trip":"'"$A.1"'","version":1}' \
	'{"trip":"'"$A.1"'","version":'"$(seq)"'}' >"$T/mixed"
clear --as hq-lan -k confirm hq-den <"$T/mixed" >"$T/given"
same 'with --keep-going the good one is done' \
	'error version-unknown
confirmation confirmed' \
	"$(jq -r '"\(.kind) \(.code // .state)"' "$T/given")"

version=$(of .version clear status "$A.1")
cat >"$T/keyed" <<END
{"key":"desk-7","trip":"$A.1","check":"kdtv","version":$version,"reason":"pest"}
END
check 'a keyed record' clear --as kdtv-son refuse <"$T/keyed"
before=$(seq)
same 'the same key gives the first answer' true \
	"$(clear --as kdtv-son refuse <"$T/keyed" | jq .repeated)"
same '... and writes nothing' "$before" "$(seq)"
check 'with another reason it is another request' status 65 \
	clear --as kdtv-son --reason residue refuse <"$T/keyed"

check 'the tables are what the log says' verifies
done_testing
