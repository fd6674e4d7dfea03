#!/bin/sh
# A program that has a store open ends when the file is taken away, or another
# one has its name: what it would answer would be in no store.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_store || exit 99
settle "$CK_STORE"
put "$CK_STORE" "$T/other"
mkfifo "$T/to" "$T/from"
day --writer 9 --commands 2 >"$T/day"

# meanwhile WHAT COMMAND...: done between two commands of a stream
meanwhile() {
	what=$1
	shift
	put "$T/other" "$T/here.db"
	store-write -s "$T/here.db" append <"$T/to" >"$T/from" 2>"$T/said" &
	writer=$!
	exec 3>"$T/to" 4<"$T/from"
	head -n 1 "$T/day" >&3
	read -r answer <&4
	check "$what: a program is at work" test "$answer"
	"$@"
	tail -n 1 "$T/day" >&3
	exec 3>&-
	ended=0
	wait "$writer" || ended=$?
	same '... it ends' 78 "$ended"
	same '... without an answer' '' "$(cat <&4)"
	exec 4<&-
	check '... and says why' grep -qF "$T/here.db: the store was taken \
away or replaced meanwhile; start again" "$T/said"
}
meanwhile 'a store that is deleted' rm "$T/here.db"
meanwhile 'one that is moved' mv "$T/here.db" "$T/there.db"
cp "$T/other" "$T/backup"
meanwhile 'a copy that is put in its place' mv "$T/backup" "$T/here.db"

put "$T/other" "$T/here.db"
check 'a program that starts uses what is there' mark "$T/here.db"
check '... and it is sound' sound "$T/here.db"

done_testing
