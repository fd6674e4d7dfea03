#!/bin/sh
# A new site file and the trips that are under way: which checks each gains and
# loses is said, and done when it takes effect, for whom --apply says.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

make_ground || exit 99
move "$A.1" outside yard B0-1 || exit 99
version=1
# next JQ ARG...: the next version of the file, changed by JQ, is loaded
next() {
	version=$((version + 1))
	jq ".version = $version | $1" "$top_srcdir/share/sites/huu-nghi.json" \
		>"$T/site.json"
	shift
	ck-store --as admin site "$T/site.json" "$@"
}
state() {
	of '.checks[] | select(.check == "'"$2"'").state' clear status "$1"
}
medical='.checks.medical_quarantine.when = "true"'

check 'no such word' status 64 next "$medical" --apply some
version=1
prints 'a dry run says what each trip gains' "$A.1 medical_quarantine
$B.2 medical_quarantine
$B.3 medical_quarantine" of '.changed[] | "\(.trip) \(.needed | join(" "))"' \
	next "$medical" -n
version=1
keeps '... and does nothing' 0 next "$medical" -n
version=1
prints 'only for what is declared from now on' 'new 0 []' \
	of '"\(.apply) \(.judged) \(.changed)"' next "$medical" --apply new
same '... it is not asked of those there' '' "$(state "$A.1" medical_quarantine)"
same '... which keep their version' 1 "$(of .site_version clear status "$A.1")"
prints 'for those that wait' "3 $B.2 $B.3" \
	of '"\(.judged) \([.changed[].trip] | join(" "))"' \
	next "$medical" --apply waiting
same '... it is asked of them' open "$(state "$B.2" medical_quarantine)"
same '... with the version they were judged by' 3 \
	"$(of .site_version clear status "$B.2")"
same '... not of who has entered' '' "$(state "$A.1" medical_quarantine)"
prints 'for all' "4 $A.1" of '"\(.judged) \([.changed[].trip] | join(" "))"' \
	next "$medical"
same 'the event says why' 'rule:needs trip.rejudged site.loaded' "$(ck-store log |
	jq -rs '(INDEX("\(.origin):\(.seq)")) as $at |
	map(select(.event == "check.needed" and .subject == "'"$A.1"'" and
		.body.name == "medical_quarantine")) | last |
	"\(.actor) \($at[.cause].event) \($at[$at[.cause].cause].event)"')"
check 'one is confirmed' clear --as yte-mai --seen "$(seen "$A.1")" confirm kdyt "$A.1"
prints 'what is not asked any more' "$A.1 medical_quarantine" \
	of '.changed[] | select(.trip == "'"$A.1"'") |
	"\(.trip) \(.unneeded | join(" "))"' next .
same '... waits for nobody' '' "$(state "$A.1" medical_quarantine)"
check 'asked again' next "$medical"
same '... the verdict stands' confirmed "$(state "$A.1" medical_quarantine)"

# One that takes effect later.
prints 'a later one says nothing of trips yet' 'waiting null' \
	of '"\(.apply) \(.judged)"' next \
	'.effective = "2026-11-23T00:00:00+07:00"' --apply waiting
same '... nor does it ask' open "$(state "$B.2" medical_quarantine)"
prints 'a tick brings it' '1 3' of '"\(.activated) \(.rejudged)"' \
	env CK_NOW=2026-11-23T00:01:00+07:00 ck-store --as admin tick
same '... for those that it is for' '' "$(state "$B.2" medical_quarantine)"
same '... and not the others' confirmed "$(state "$A.1" medical_quarantine)"

if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	{
		next "$medical" -n
		version=$((version - 1))
		next "$medical"
		ck-store --as admin tick
	} >"$T/records" 2>"$T/words"
	check 'records are as the schemas say' valid site_file tick <"$T/records"
fi

# A trip that was not asked is asked when something happens to it.
check 'nobody is asked of it' next .
check 'a file for new trips' next "$medical" --apply new
same '... asks none that is there' '' "$(state "$B.3" medical_quarantine)"
echo '{"contact":{"name":"Lò Văn Páo"}}' >"$T/corrected"
check 'its declaration is corrected' ck-declare --as dn-hoa amend "$B" \
	--reason mistake --patch "$T/corrected"
same '... and it is' open "$(state "$B.3" medical_quarantine)"

check 'the tables are what the log says' verifies
done_testing
