#!/bin/sh
# A migration that a store may have gone through is never changed: what is put
# right comes in a new one. Each has its digest in tests/data/migrations.sha256,
# to which a new one is added.
. "${0%/*}/lib.sh"

cd "$top_srcdir/share/migrations" || exit 99
check 'every migration is as it was' \
	sha256sum --check --strict --quiet "$top_srcdir/tests/data/migrations.sha256"
same 'and every one is listed' "$(ls ./*.sql)" \
	"$(sed 's/^[^ ]*  //' "$top_srcdir/tests/data/migrations.sha256")"

done_testing
