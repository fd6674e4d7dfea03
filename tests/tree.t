#!/bin/sh
# Nothing in the tree is forgotten by the build: what Makefile.am does not
# name is neither built, nor tested, nor in a release.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99

# named PATTERN FOLDER...: every such file is a word of Makefile.am.
named() {
	pattern=$1
	shift
	find "$@" -name "$pattern" ! -path '*/corpus/*' 2>/dev/null | sort |
	while read -r file; do
		word=${file%.c}
		grep -qE "(^|[[:space:]])($file|$word)([[:space:]]|\$)" \
			Makefile.am || echo "not in Makefile.am: $file"
	done >"$T/forgotten"
	cat "$T/forgotten"
	[ ! -s "$T/forgotten" ]
}

check 'the library' named '*.[ch]' lib
check 'the programs' named '*.c' cmd
check 'the unit tests' named '*.[ch]' tests/unit
check 'the simulators' named '*.[ch]' tests/sim
check 'the fuzz targets' named '*.c' tests/fuzz
check 'the shell tests' named '*.t' tests
check 'the queries and migrations' named '*.sql' share/queries share/migrations
check 'the manual' named '*.[1-8]' man
check 'the site files, schemas and adapters' \
	named '*.j[sq]*' share/sites share/schemas share/adapters

done_testing
