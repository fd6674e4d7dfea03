#!/bin/sh
# On a terminal a program neither waits in silence nor acts on many unasked.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

command -v script >/dev/null || skip_all 'no script(1)'
make_ground || exit 99
program="$top_builddir/tests/unit/command-demo --lang en"

# typed ANSWER COMMAND: the command on a terminal, and what it prints there
typed() {
	printf '%s\n' "$1" | script -qec "$2" /dev/null | tr -d '\r'
}
typed_status() {
	printf '%s\n' "$1" | script -qec "$2" /dev/null >"$T/typed"
}

check 'nothing to act on' status 64 typed_status '' "$program visit customs"
check '... is said' grep -q 'nothing to act on: AGENCY' "$T/typed"
check 'nothing to read' status 64 typed_status '' "$program mark"
check '... is said, too' grep -q 'nothing to read: \[FILE...\]' "$T/typed"
check 'a listing is run' typed_status '' "$program show"

two="$program --as hq-lan visit customs CKHN-20261122-00002"
check 'an action on two trips is asked for' status 1 typed_status n "$two"
check '... they are listed' grep -q '29C-678.91  CKHN-20261122-00002.2' \
	"$T/typed"
check '... and nothing done' grep -q 'nothing was done' "$T/typed"
check 'with yes it is done' typed_status y "$two"
check '... twice' test "$(grep -c '"kind":"visit"' "$T/typed")" -eq 2
check '--yes does not ask' typed_status n "$two --yes"
check 'nor is one trip asked for' \
	typed_status n "$program --as hq-lan visit customs 12C12345"
check 'nor does a pipe' demo --as hq-lan visit customs CKHN-20261122-00002

check 'a table on a terminal' grep -q '^   n  text ' <<END
$(typed '' "$program list 1")
END

check 'the log as well' eval \
	'script -qec "ck-store --lang en log" /dev/null </dev/null |
		tr -d "\r" >"$T/typed" &&
	grep -q "^ *Seq  At " "$T/typed" && ! grep -q "{" "$T/typed"'
ck-store log --hash >"$T/log"
check '... but with its hashes as it is' eval \
	'script -qec "ck-store log --hash" /dev/null </dev/null |
		tr -d "\r" | cmp - "$T/log"'

done_testing
