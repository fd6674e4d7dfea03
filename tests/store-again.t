#!/bin/sh
# The same stream sent again, whole or in part, changes nothing more; it is
# answered as it was.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"
. "${0%/*}/store-stream.sh"

make_stream 60 || exit 99
cp "$T/answers" "$T/first"
first=$whole

# again COMMAND...: its answers are the first ones, nothing was appended
again() {
	"$@" >"$T/repeated" || { echo "exit $?"; return 1; }
	[ "$(head_of "$CK_STORE")" = "$first" ] || { echo 'appended'; return 1; }
	grep -v '"repeated":true' "$T/repeated" && return 1
	sed 's/,"repeated":true//' "$T/repeated" | sort -u >"$T/got"
	sort "$T/first" | comm -13 - "$T/got" | { ! grep .; }
}
check 'the same file' again store-write append "$T/stream"
same 'each record is answered' "$(wc -l <"$T/stream")" \
	"$(wc -l <"$T/repeated")"
from_pipe() {
	head -n 60 "$1" | store-write append
}
check 'from a pipe' again from_pipe "$T/stream"
shuf --random-source="$T/stream" "$T/stream" >"$T/shuffled"
check 'in another order' again store-write append "$T/shuffled"
tail -n 20 "$T/stream" >"$T/tail"
check 'the last of it' again store-write append "$T/tail"
jq -cS . "$T/stream" >"$T/sorted"
check 'its members in another order' again store-write append "$T/sorted"
check 'twice in one' again store-write append "$T/stream" "$T/stream"
one_by_one() {
	while IFS= read -r line; do
		printf '%s\n' "$line" | store-write append || return
	done <"$T/tail"
}
check 'each by a process of its own' again one_by_one
ask_again() {
	ask store-write append && cat "$T/answers"
}
check 'each when the one before was answered' again ask_again

sed 's/"at":"2026-11-22T06/"at":"2026-11-22T07/' "$T/stream" >"$T/other"
check 'the same keys with other content are refused' status 65 \
	store-write append "$T/other"
check 'each of them' status 65 store-write -k append "$T/other"
same 'which appends nothing' "$first" "$(head_of "$CK_STORE")"
check 'it is sound' sound "$CK_STORE"

# The first half of a stream, then all of it.
put "$T/base" "$T/copy"
head -n 30 "$T/stream" | store-write -s "$T/copy" append >"$T/answers"
commands_in_log >"$T/log"
check 'a stream that broke off is sent again whole' resumed
check '... and once more' sh -c "store-write -s '$T/copy' append '$T/stream' |
	grep -c repeated | grep -x 60"
same '... with the same log' "$first" "$(head_of "$T/copy")"

done_testing
