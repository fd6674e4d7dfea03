#!/bin/sh
# Every shell script of the tree passes shellcheck.
. "${0%/*}/lib.sh"

command -v shellcheck >/dev/null || skip_all 'shellcheck is not installed'
cd "$top_srcdir" || exit 99

for script in .ci/run scripts/* scripts/*/* tests/* tests/*/*; do
	[ -f "$script" ] || continue
	case $script in
	*.t | *.sh) ;;
	*) head -n 1 "$script" | grep -qE '^#!/bin/(ba)?sh' || continue ;;
	esac
	check "$script" shellcheck "$script"
done

done_testing
