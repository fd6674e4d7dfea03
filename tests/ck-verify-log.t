#!/bin/sh
# What was exported is proved with sh, sha256sum and text tools alone.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 12 || exit 99
ck-store log --hash >"$T/hashed" || exit 99
ck-store log >"$T/plain" || exit 99
head=$(wc -l <"$T/plain")
sealed=$(sqlite3 "$CK_STORE" 'select max(to_seq) from seal')

# hash SEQ; kept SEQ: what somebody kept of it
hash() {
	sed -n "$1p" "$T/hashed" | cut -f 1
}
kept() {
	echo "$1:$(hash "$1")"
}
summary() {
	echo "$head events, ${1-$sealed} of them under seals: CKHN:$(kept "$head")"
}

# -- what holds ---------------------------------------------------------------

prints 'an export with hashes holds' "$(summary)" ck-verify-log "$T/hashed"
prints 'and one without' "$(summary)" ck-verify-log "$T/plain"
from_stdin() {
	ck-store log | ck-verify-log "$@"
}
prints 'also from standard input' "$(summary)" from_stdin
prints 'link by link' "$(summary 0)" ck-verify-log --links "$T/plain"
for seq in 1 $((sealed - 5)) "$sealed" $((sealed + 1)) "$head"; do
	for export in hashed plain; do
		check "it is expected to hold $seq ($export)" \
			ck-verify-log --expect "$(kept "$seq")" "$T/$export"
	done
done
check 'with the name of its log' \
	ck-verify-log --expect "CKHN:$(kept "$head")" "$T/plain"
check "it says what ck-store says" \
	test "$(ck-verify-log "$T/plain" | sed 's/.*seals: //')" = \
	"$(ck-store head --jq '"\(.origin):\(.seq):\(.hash)"' | tr -d '"')"
tail -n +"$((sealed + 1))" "$T/plain" >"$T/later"
check 'a later part holds by the hash before it' \
	ck-verify-log --prev "$(hash "$sealed")" \
	--expect "$(kept "$head")" "$T/later"
check 'by which it begins' ck-verify-log --prev "$(hash "$sealed")" \
	--expect "$(kept "$sealed")" "$T/later"

# -- what does not ------------------------------------------------------------

# bad WHAT SENTENCE OPTION...: as the export $T/bad is now, with and without
# hashes
bad() {
	bad_what=$1 bad_said=$2
	shift 2
	for export in bad bad.plain; do
		said=$(words status 1 ck-verify-log "$@" "$T/$export")
		# shellcheck disable=SC2254 # it is a pattern
		case $said in
		"ck-verify-log: "$bad_said) tap ok "$bad_what ($export)" ;;
		*) tap 'not ok' "$bad_what ($export): $said" ;;
		esac
	done
}
# edited SED: the exports, edited
edited() {
	sed "$1" "$T/hashed" >"$T/bad"
	sed "$1" "$T/plain" >"$T/bad.plain"
}

edited '20s/"at":"2026/"at":"2025/'
bad 'a sealed line changed' "events 1 to * are not what was sealed"
bad 'also link by link' "events 1 to * are not what was sealed" --links
edited '20d'
bad 'a line taken away' 'event 21 does not follow the one before'
edited '20{h;d};21G'
bad 'lines exchanged' 'event 21 does not follow the one before'
edited '20{p;s/"seq":20,/"seq":21,/}'
bad 'a line put in' 'event 21 does not follow the one before'
edited "$((head - 1)),\$d"
bad 'the tail cut off' "event $head is not here: the log goes from 1 to $((
	head - 2))" --expect "$(kept "$head")"
edited "$((head - 3))s/\"at\":\"2026/\"at\":\"2025/"
bad 'an open line changed' 'event *' --expect "$(kept "$head")"
said=$(words status 1 ck-verify-log "$T/bad")
same 'a line does not give the hash beside it' \
	"ck-verify-log: event $((head - 3)) does not give its hash" "$said"
edited "$((head - 3))s/^[0-9a-f]\\{64\\}/$(printf '%064d' 0)/"
same 'nor the hash the line' \
	"ck-verify-log: event $((head - 3)) does not give its hash" \
	"$(words status 1 ck-verify-log "$T/bad")"
for seq in 7 "$head"; do
	check "another hash than that of $seq is expected" status 1 \
		ck-verify-log --expect "$seq:$(printf '%064d' 0)" "$T/hashed"
done
check 'an event still to come is expected' status 1 \
	ck-verify-log --expect "$((head + 1)):$(hash "$head")" "$T/hashed"
check 'the head of another log is expected' status 1 \
	ck-verify-log --expect "TT:$(kept "$head")" "$T/hashed"
check 'another hash stands before a later part' status 1 \
	ck-verify-log --prev "$(hash 3)" --expect "$(kept "$head")" "$T/later"
check 'a later part needs the hash before it' status 1 ck-verify-log "$T/later"
head -c -1 "$T/plain" >"$T/short"
check 'the last line has no end' status 1 ck-verify-log "$T/short"
head -c -20 "$T/plain" >"$T/shorter"
check 'the last line is cut' status 65 ck-verify-log "$T/shorter"
sed 's/"origin":"CKHN"/"origin":"TT"/' "$T/plain" >"$T/other"
check 'two logs in one' status 1 sh -c \
	"cat '$T/plain' '$T/other' | ck-verify-log"
check 'another log under the same hashes' status 1 \
	ck-verify-log --expect "$(kept "$head")" "$T/other"

# Who forges everything that is in the export does not have the kept head, not
# even one from within a sealed range.
n=$(grep -n '"clock.stepped"' "$T/plain" | head -n 1 | cut -d : -f 1)
put "$CK_STORE" "$T/copy"
shell "$T/copy" "update event set line =
	replace(line, '\"behind_ms\":5', '\"behind_ms\":6') where seq = $n" &&
	"$top_srcdir/tests/sim/store-forge.py" "$T/copy"
ck-store -s "$T/copy" log --hash >"$T/bad"
ck-store -s "$T/copy" log >"$T/bad.plain"
check 'a forged log looks right' ck-verify-log "$T/bad"
bad '... but to who kept its head' "event $head has hash *" \
	--expect "$(kept "$head")"
bad '... or an earlier one' "event $((n + 1)) has hash *" \
	--expect "$(kept $((n + 1)))"
check '... if it is one after the forgery' \
	ck-verify-log --expect "$(kept $((n - 1)))" "$T/bad"
{
	head -n "$n" "$T/bad"
	tail -n +"$((n + 1))" "$T/hashed" | head -n $((sealed - n))
	tail -n +"$((sealed + 1))" "$T/bad"
} >"$T/mixed"
check 'true hashes beside forged lines' status 1 \
	ck-verify-log --expect "$(kept $((n + 1)))" "$T/mixed"

# -- what is no log -----------------------------------------------------------

: >"$T/empty"
check 'an empty file' status 65 ck-verify-log "$T/empty"
head -c 3000 /dev/urandom >"$T/noise"
check 'noise' status 65 ck-verify-log "$T/noise"
check 'a store' status 65 ck-verify-log "$CK_STORE"
ck-store --jq . log >"$T/records"
check 'records' status 65 ck-verify-log "$T/records"
check 'a file that is not there' status 66 ck-verify-log "$T/none"
check 'a folder' status 74 ck-verify-log "$T"
to_full() {
	"$@" >/dev/full
}
check 'an answer that cannot be written is not a no' status 74 \
	to_full ck-verify-log "$T/plain"
for bad in '' 5 "5:x" ":$(hash 5)" "x:$(hash 5)" "0:$(hash 5)" \
	"5:$(hash 5)0" "a:b:5:$(hash 5)"; do
	check "--expect '$bad'" status 64 \
		ck-verify-log --expect "$bad" "$T/plain"
done
check '--expect without a head' status 64 ck-verify-log --expect
check '--prev x' status 64 ck-verify-log --prev x "$T/plain"
check 'two files' status 64 ck-verify-log "$T/plain" "$T/plain"
check 'an unknown option' status 64 ck-verify-log --all "$T/plain"

# -- many lines ---------------------------------------------------------------

# A million events in a year's seals would do the same.
lines=${CK_LONG:+200000}
awk -v n="${lines:-20000}" 'BEGIN { while (i++ < n) print \
	"{\"events\":[{\"event\":\"clock.stepped\",\"root\":\"CKHN\"," \
	"\"subject\":\"CKHN\",\"body\":{\"behind_ms\":" i "}}]}" }' |
	store-write append >"$T/answers"
tick 2026-12-31T00:00:00+07:00 >"$T/tick"
ck-store log --hash >"$T/huge"
check "$(wc -l <"$T/huge") lines hold" ck-verify-log "$T/huge"
sed -i '9999s/behind/before/' "$T/huge"
check 'not if one is changed' status 1 ck-verify-log "$T/huge"

version=$(sed -n 's/^AC_INIT(\[ck\], \[\(.*\)\])/\1/p' "$top_srcdir/configure.ac")
prints 'it says its version, and asks no program of ours' \
	"ck-verify-log (ck) $version" ck-verify-log --version
check 'it has help' ck-verify-log --help

done_testing
