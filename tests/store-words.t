#!/bin/sh
# What the engine and the system say of a store is said in sentences of ours,
# which a catalogue can translate.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
day --commands 20 | store-write append >"$T/answers" || exit 99
settle "$CK_STORE"

# says WHAT STATUS SENTENCE COMMAND...
says() {
	says_what=$1 says_status=$2 says_words=$3
	shift 3
	check "$says_what" status "$says_status" sh -c '"$@" 2>"$0"' "$T/err" "$@"
	check '... in our words' grep -qF "$says_words" "$T/err"
}

cp "$CK_STORE" "$T/torn.db"
dd if=/dev/zero of="$T/torn.db" bs=4096 seek=1 count=40 conv=notrunc \
	2>"$T/dd"
says 'a damaged file' 74 \
	"$T/torn.db: the file is damaged; bring back a backup (ck-troubles(7))" \
	ck-store --store "$T/torn.db" log
echo 'no store at all, but long enough to be looked at' >"$T/other.db"
says 'another file' 78 "$T/other.db: is not a store of ck" \
	ck-store --store "$T/other.db" head
says 'a folder that is a file' 66 "$T/other.db/x: Not a directory" \
	ck-store --store "$T/other.db/x" head
says 'a file that is not there' 66 "$T/none: No such file or directory" \
	ck-store site "$T/none"

# None of the strings of SQLite and of the C library is a word to people.
check 'every sentence comes from the catalogue' sh -c '
	! grep -rnE "[^_a-z](strerror|sqlite3_errmsg)\(|%m[\" ]" \
		"$1"/lib "$1"/cmd --include="*.c" |
	grep -vE "lib/(base/error_text|store/engine)[.]c:"' sh "$top_srcdir"

# The C library speaks of a wrong option where its catalogue is installed; what
# argp adds to it is ours.
check 'argp hears the language before it speaks' status 64 sh -c \
	'ck-store --lang vi --no-such-option 2>"$1"' sh "$T/err"

done_testing
