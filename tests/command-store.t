#!/bin/sh
# Every program says exactly what is wrong with its store, once.
. "${0%/*}/lib.sh"
. "${0%/*}/command-ground.sh"

# refused STATUS SENTENCE COMMAND...
refused() {
	refused_status=$1 refused_words=$2
	shift 2
	check "$refused_words" status "$refused_status" "$@"
	same '... is said' "command-demo: $refused_words" "$(words "$@")"
}

unset CK_NOW
refused 66 "$T/none: no such store; make one with ck-store init [store]" \
	demo -s "$T/none" show 12345
refused 78 "$T: is a directory, not a store [store]" demo -s "$T" show 12345
head -c 9000 /dev/zero | tr '\0' x >"$T/text"
check 'a file that is no store' status 78 demo -s "$T/text" mark /dev/null
demo make CKHN || exit 99
refused 78 "$CK_STORE: exists already [store]" demo make CKHN

copy() {
	rm -f "$T/copy"*
	sqlite3 "$CK_STORE" "vacuum into '$T/copy'" && sqlite3 "$T/copy" "$1"
}
copy 'pragma user_version = 99'
check 'a newer store' status 78 demo -s "$T/copy" mark /dev/null
check '... is not read either' status 78 demo -s "$T/copy" show 12345
copy 'pragma user_version = 0'
check 'an older store' status 78 demo -s "$T/copy" mark /dev/null
check '... asks for ck-store migrate' grep -q 'ck-store migrate' <<END
$(words demo -s "$T/copy" mark /dev/null)
END

demo append "$top_srcdir/tests/data/command/ground.ndjson" >/dev/null || exit 99
cp "$top_builddir/tests/unit/command-demo" "$T/demo"
reads_only() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
chmod a+rx "$T"
chmod a+r "$CK_STORE"*
chmod a-w "$CK_STORE"
check 'a read-only store is not written' \
	status 77 reads_only "$T/demo" mark /dev/null
check '... but a dry run works on it' status 0 \
	reads_only "$T/demo" -n mark /dev/null
chmod u+w "$CK_STORE"

export CK_NOW=2026-11-22T10:00:00+07:00
demo make CKHN --real -s "$T/real" 2>/dev/null
check 'CK_NOW is refused before a real store is used' \
	status 77 demo -s "$T/real" show 12345
unset CK_NOW
demo make CKHN --real -s "$T/real2"
check 'so is --as' status 77 demo -s "$T/real2" --as hq-lan show 12345
check 'a bad CK_NOW' status 64 env CK_NOW=yesterday \
	"$top_builddir/tests/unit/command-demo" show 12345

sed 's/CKHN/TT/g' "$top_srcdir/tests/data/command/ground.ndjson" | head -n 1 |
	demo append >/dev/null || exit 99
check 'of several sites one must be named' status 64 demo show 12345
same '... they are listed' \
'command-demo: the store holds several sites (CKHN, TT): choose with --site
usage: command-demo show [OPTION...] [TRIP...]' "$(words demo show 12345)"
check 'an unknown site' status 67 demo --site XX show 12345
check 'the site may be named' status 1 demo --site CKHN show 345
check 'or stand in CK_SITE' env CK_SITE=TT \
	"$top_builddir/tests/unit/command-demo" show CKHN-20261122-00001.1

check 'a program that needs no store looks for none' \
	demo -s "$T/none" read /dev/null
sh -c 'umask 0; exec "$0" make CKHN -s "$1"' \
	"$top_builddir/tests/unit/command-demo" "$T/umask"
same 'no file is for everybody' '' "$(find "$T/umask"* -perm /007)"

done_testing
