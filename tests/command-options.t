#!/bin/sh
# One command line in every program.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

program=$top_builddir/tests/unit/command-demo
full() {
	"$@" >/dev/full
}

check '--help works without a store' demo --help
check '--help names the verbs' grep -q '^  visit AGENCY' <<END
$(demo --help)
END
check '--help names the common options' grep -q -e '--keep-going' <<END
$(demo --help)
END
check '--usage' demo --usage
prints '--version' "command-demo (ck) $(sed -n \
	's/^AC_INIT(\[ck\], \[\(.*\)\])/\1/p' "$top_srcdir/configure.ac")" \
	demo --version
check 'help that cannot be written is a failure' status 74 full demo --help
check 'so is the version' status 74 full demo --version
same '... which says why, whatever catalogue was looked for' \
	'command-demo: standard output: No space left on device' \
	"$(LC_ALL=C.UTF-8 LANGUAGE=xx demo --version 2>&1 >/dev/full)"

check 'no verb' status 64 demo
check 'an unknown option' status 64 demo --frobnicate read
check 'an unknown format' status 64 demo -f xml read /dev/null
check 'an unknown language' status 64 demo --lang xx read /dev/null
same '... the known ones are named' \
	'command-demo: no such language: xx (vi, en)' \
	"$(words demo --lang xx read /dev/null | head -n 1)"
check 'a version that is no number' status 64 demo --seen x read /dev/null
check 'an unknown verb' status 64 demo raed
same 'the nearest verb is offered' \
	'command-demo: no such verb: raed; did you mean read?' \
	"$(words demo raed)"
check 'a verb that acts once takes so many operands' status 64 demo once a b
demo -h >"$T/help-h"
demo --help >"$T/help-help"
verbs_of_help() {
	demo help | sed -n 's/^  \(visit\) .*/\1/p'
}
check 'an operand is missing' status 64 demo visit
same 'the usage of the verb is shown' \
'command-demo: an operand is missing: AGENCY [TRIP...]
usage: command-demo visit [OPTION...] AGENCY [TRIP...]' \
	"$(words demo visit)"
check '-h is --help' cmp "$T/help-h" "$T/help-help"
prints 'help names the verbs' visit verbs_of_help
check 'a filter that does not compile' status 64 demo -j '.[' read /dev/null
check 'a verb without columns has no table' status 64 demo -f csv read /dev/null

# Files that the user names are his.
check 'no place for the rejects' \
	status 66 demo --rejects "$T/none/bad" read /dev/null

help_in() {
	LC_ALL=C.UTF-8 LANGUAGE=$1 "$program" --help
}
check 'help follows the locale' help_in vi

done_testing
