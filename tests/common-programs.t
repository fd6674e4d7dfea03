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
done

done_testing
