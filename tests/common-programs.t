#!/bin/sh
# What holds for every program and every verb.
. "${0%/*}/lib.sh"

programs=
for program in "$top_builddir"/cmd/ck-*; do
	case $program in
	*.o | *.gcno | *.gcda) continue ;;
	*/ck-gate-guard) continue ;; # no user starts it
	esac
	[ -f "$program" ] && [ -x "$program" ] && programs="$programs $program"
done
[ -n "$programs" ] || skip_all 'no program is built'
version=$(sed -n 's/^AC_INIT(\[ck\], \[\(.*\)\])/\1/p' "$top_srcdir/configure.ac")
mkdir "$T/folder"

full() {
	"$@" >/dev/full
}

verbs() {
	"$1" --lang en --help | sed -n 's/^  \([a-z][a-z-]*\)\( .*\)*$/\1/p'
}

# Whatever is missing, a verb says so; it neither succeeds nor breaks.
sound() {
	sound_status=0
	timeout 20 "$@" </dev/null >"$T/out" 2>"$T/err" || sound_status=$?
	case $sound_status in
	0) [ -s "$T/out" ]; return ;; # it needs no store
	1 | 64 | 65 | 66 | 67 | 69 | 75 | 77 | 78) ;;
	*) echo "exit $sound_status"; return 1 ;;
	esac
	[ -s "$T/err" ] || [ "$sound_status" -eq 1 ]
}

# What each program does first, and what is said of its store, word for word.
echo 'a text, and no store' >"$T/text"
ck-store -s "$T/newer" init --simulated \
	--site "$top_srcdir/share/sites/huu-nghi.json" >"$T/.made" || exit 99
schema=$(sqlite3 "$T/newer" 'pragma user_version')
sqlite3 "$T/newer" "pragma user_version = $((schema + 1))"
refuses() {
	refuses_status=78
	case $2 in
	none)
		refuses_status=66
		says='no such store; make one with ck-store init'
		;;
	folder) says='is a directory, not a store' ;;
	text) says='is not a store of ck' ;;
	newer) says="the store has version $((schema + 1)), newer than this program's $schema; use the newer programs" ;;
	esac
	case ${1##*/} in
	ck-declare) verb='submit /dev/null' ;;
	ck-clear) verb='status x' ;;
	ck-fee) verb='pay x --amount 1' ;;
	ck-gate) verb='decide --lane B0-1 x' ;;
	ck-queue) verb='call export' ;;
	ck-report) verb=day ;;
	ck-store) verb=tick ;;
	ck-sync) verb=status ;;
	ck-weigh) verb=list ;;
	*) verb=unknown ;;
	esac
	# shellcheck disable=SC2086 # a verb and its operands
	status $refuses_status "$1" $verb --lang en -s "$T/$2" \
		</dev/null 2>"$T/err" || return
	echo "${1##*/}: $T/$2: $says [store]" | diff -u - "$T/err"
}

for program in $programs; do
	name=${program##*/}
	prints "$name says its version" "$name (ck) $version" \
		"$program" --version
	check "$name has help" "$program" --help
	check "... in Vietnamese, too" "$program" --lang vi --help
	check "... which may be impossible to write" \
		status 74 full "$program" --help
	check "$name without a verb" status 64 "$program"
	check "$name with a wrong verb" status 64 "$program" frobnicate
	check "$name with a wrong option" status 64 "$program" --frobnicate
	for option in --store --site --format --excel --jq --dry-run \
		--keep-going --rejects --at --at-reason --for --as --seen \
		--lang --quiet --verbose --yes; do
		"$program" --lang en --help | grep -q -e " $option" ||
			echo "$name: no $option"
	done >"$T/lacks"
	check "$name has all common options" test ! -s "$T/lacks"
	for verb in $(verbs "$program"); do
		check "$name $verb with a wrong format" \
			status 64 "$program" "$verb" -f xml
		[ "$name $verb" = 'ck-store init' ] && continue
		check "$name $verb without a store" \
			sound "$program" "$verb" -s "$T/none" x y
		check "$name $verb on a directory" \
			sound "$program" "$verb" -s "$T/folder" x y
	done
	[ "$name" = ck-camera ] && continue # it opens no store
	for there in none folder text newer; do
		check "$name names what is no store of its own ($there)" \
			refuses "$program" "$there"
	done
done

done_testing
