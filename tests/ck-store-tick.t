#!/bin/sh
# tick does what time alone brings: once a day it seals the log, and it puts
# site files in force.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99

# ticks TIME: what it did, [activated, sealed]
ticks() {
	CK_NOW=$1 ck-store --as admin tick --jq '[.activated, .sealed]'
}
head_seq() {
	ck-store head --jq .seq
}
seals() {
	sqlite3 -separator ' ' "$CK_STORE" \
		'select from_seq, to_seq from seal order by 1'
}

first=$(head_seq)
prints 'the first one seals' '[0,1]' ticks 2026-11-22T20:00:00+07:00
same 'all there was' "1 $first" "$(seals)"
prints 'a minute later it does not' '[0,0]' ticks 2026-11-22T20:01:00+07:00
mark "$CK_STORE" >"$T/answer"
prints 'nor with a new event' '[0,0]' ticks 2026-11-22T23:59:59.999+07:00
prints 'but when a day begins here' '[0,1]' ticks 2026-11-23T00:00:00+07:00
same '... what came since' "1 $first
$((first + 1)) $((first + 2))" "$(seals)"
prints 'once a day' '[0,0]' ticks 2026-11-23T16:59:59Z
prints 'days without a tick make one seal' '[0,1]' \
	ticks 2026-11-28T12:00:00+07:00
same '... of what they held' "$((first + 3)) $((first + 3))" \
	"$(seals | tail -n 1)"
prints 'a clock that went back seals nothing' '[0,0]' \
	ticks 2026-11-20T12:00:00+07:00

# An outsider checks a day with one sha256sum.
ck-store log | sed -n "1,${first}p" | sha256sum | cut -c 1-64 >"$T/sum"
same 'a seal is the digest of the lines as printed' "$(cat "$T/sum")" \
	"$(ck-store log --jq 'select(.line.event == "log.sealed") |
		.line.body.digest' | head -n 1 | tr -d '"')"
same 'and names the hash they lead to' \
	"$(ck-store log --hash | sed -n "${first}p" | cut -f 1)" \
	"$(ck-store log --jq 'select(.line.event == "log.sealed") |
		.line.body.head' | head -n 1 | tr -d '"')"
check 'it is sound' sound "$CK_STORE"

# -- site files ---------------------------------------------------------------

rules 2 2026-12-01T00:00:00+07:00 >"$T/two"
rules 3 2026-12-02T00:00:00+07:00 >"$T/three"
in_force() {
	ck-store site --jq 'select(.in_effect) | .version'
}
prints 'a file waits for its day' '[0,0]' ticks 2026-11-28T23:59:00+07:00
prints '... the one before holds' 1 in_force
prints 'a dry run says what would happen' '[1,1]' sh -c \
	"CK_NOW=2026-12-01T00:00:00+07:00 ck-store -n --as admin tick \
		--jq '[.activated, .sealed]'"
prints '... and does nothing' 1 in_force
prints 'its day comes' '[1,1]' ticks 2026-12-01T00:00:00+07:00
prints '... and it is in force' 2 in_force
prints 'two that are due come one after the other' '[2,1]' sh -c "
	jq '.version = 4 | .effective = \"2026-12-03T00:00:00+07:00\"' \
		'$site_file' >'$T/four.json'
	CK_NOW=2026-12-01T01:00:00+07:00 ck-store --as admin site \
		'$T/four.json' >'$T/four'
	CK_NOW=2026-12-05T00:00:00+07:00 ck-store --as admin tick \
		--jq '[.activated, .sealed]'"
prints '... the last is in force' 4 in_force
same 'the rule that brought it is named' '"rule:effective"' \
	"$(ck-store log --jq 'select(.line.event == "site.activated") |
		.line.actor' | sort -u)"
check 'it is sound in the end' sound "$CK_STORE"

check 'who is not the keeper may not' status 77 ck-store --as hq-lan tick
check 'an operand' status 64 ck-store --as admin tick now

done_testing
