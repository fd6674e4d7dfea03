#!/bin/sh
# Site files are loaded once a version, come into force on their day, and one
# store may hold several sites.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
head_seq() {
	ck-store head --jq .seq
}
load() {
	ck-store --as admin site "$@"
}
changed_file() {
	jq "$2" "$site_file" >"$T/$1.json" && echo "$T/$1.json"
}

prints 'what init loaded is listed' '["CKHN",1,true,1]' \
	ck-store site --jq '[.site, .version, .in_effect, .seq]'
first=$(head_seq)
prints 'the same file again changes nothing' '[1,true]' \
	load "$site_file" --jq '[.version, .repeated]'
jq -S . "$site_file" >"$T/sorted.json"
prints '... however it is written' true load "$T/sorted.json" --jq .repeated
same '... and appends nothing' "$first" "$(head_seq)"
other=$(changed_file other '.note = "x"')
check 'other content under that version is refused' status 78 load "$other"
same '... by the place where the version stands' \
	"ck-store: $other:$(grep -n '"version": 1' "$other" | head -n 1 |
		cut -d : -f 1): /version: version 1 is loaded with other content, or a higher one is in force; give the file a higher version [version]" \
	"$(words load "$other")"
same '... and appends nothing' "$first" "$(head_seq)"

next=$(changed_file next '.version = 2')
prints 'a higher version is in force at once' '[2,true]' sh -c \
	"ck-store --as admin site '$next' >'$T/answer'
	ck-store site --jq '[.version, .in_effect]'"
lower=$(changed_file lower '.version = 1 | .note = "y"')
check 'an older version does not come back' status 78 load "$lower"
later=$(changed_file later '.version = 3 |
	.effective = "2027-01-01T00:00:00+07:00"')
load "$later" >"$T/answer"
prints 'one of later waits' '[2,true]
[3,false]' ck-store site --jq '[.version, .in_effect]'
check 'who is not the keeper may not' status 77 \
	ck-store --as hq-lan site "$later"
check 'two files' status 64 load "$next" "$later"
check 'a file that is not there' status 66 load "$T/none.json"
check 'a folder' status 66 load "$T"

prints 'a dry run says what it would do' '[4,true]' sh -c "
	jq '.version = 4' '$site_file' >'$T/dry.json'
	ck-store -n --as admin site '$T/dry.json' --jq '[.version, .dry_run]'"
prints '... and does nothing' 2 sh -c \
	"ck-store site --jq 'select(.in_effect) | .version'"

# bad NAME SED SENTENCE: the file, edited, is refused with this
bad() {
	sed "$2" "$site_file" >"$T/$1.json"
	head=$(head_seq)
	words status 78 load "$T/$1.json" >"$T/bad"
	same "$1: refused" "ck-store: $T/$1.json:$3" \
		"$(grep -v '^exit' "$T/bad" | head -n 1)"
	same "$1: nothing is appended" "$head" "$(head_seq)"
}
line() {
	grep -n "$1" "$site_file" | head -n 1 | cut -d : -f 1
}
bad lowercase 's/"site": "CKHN"/"site": "ckhn"/' "$(
	line '"site": "CKHN"'): /site: a code of capital letters is expected [site]"
bad unversioned 's/"version": 1/"version": 0/' "$(
	line '"version": 1'): /version: a number from 1 is expected [site]"
bad timeless 's/"effective": "2024-01-01T00:00:00+07:00"/"effective": "soon"/' \
	"$(line '"effective"'): /effective: a time with zone is expected, as 2026-11-22T00:00:00+07:00 [site]"
bad comma '3s/,$//' "4:3: expected ',' or '}', found '\"' [syntax]"

changed_file lane '.version = 9 | .lanes["B1_3"] = .lanes["B0-1"] |
	.lanes["B1_3"].scale = null' >/dev/null
same 'a lane of another form of name' \
	'/lanes/B1_3: a lane is POINT-NUMBER, as B1-3 [site]' \
	"$(words load "$T/lane.json" | sed 's/^[^/]*.*json:[0-9]*: //')"
printf '\377\376{\0}\0' >"$T/wide.json"
same 'a file of UTF-16' \
	"ck-store: $T/wide.json: this is UTF-16; save it as UTF-8 [encoding]" \
	"$(words load "$T/wide.json")"
check '... is refused' status 78 load "$T/wide.json"

# -- several ------------------------------------------------------------------

put_tt() {
	load "$top_srcdir/share/sites/tan-thanh.json"
}
check 'another site comes into the store' put_tt
prints 'both are listed' '["CKHN",true]
["TT",true]
["CKHN",false]' ck-store site --jq '[.site, .in_effect]'
for verb in head log stat 'verify --all' verify staff "backup $T/copy"; do
	# shellcheck disable=SC2086 # a verb and its options
	check "of several none need be named: $verb" ck-store $verb
done
check 'a copy has both: a keeper of one makes it' status 77 \
	ck-store --as hq-lan backup "$T/other"
check 'to act, one must be named' status 64 ck-store --as admin tick
check '... and may be' ck-store --as admin --site CKHN tick
check '... also in the environment' \
	env CK_SITE=CKHN ck-store --as admin tick
check 'its keeper is the one of the site that is named' status 77 \
	ck-store --as admin --site TT tick
prints 'the seal is booked to the site whose log it is' CKHN \
	sqlite3 "$CK_STORE" 'select distinct site || origin from seal
		where site <> origin union select distinct site from seal'
same 'ids say whose they are' 'CKHN
TT' "$(sqlite3 "$CK_STORE" 'select distinct site from lane order by 1')"
check 'lanes of both are there' test "$(sqlite3 "$CK_STORE" \
	"select count(*) from lane where site = 'TT'")" -gt 3
day --commands 20 | store-write --site TT append >"$T/answers"
check 'the store is sound' sound "$CK_STORE"
check 'so is each site' ck-store verify site:CKHN site:TT

done_testing
