# shellcheck shell=sh disable=SC2154
# A store of a site, and the named queries of the program's SQL files; sourced
# after lib.sh.
#
#	queries FILE...		one a line: its name, a tab, its text

ck-store init --simulated --site "$top_srcdir/share/sites/huu-nghi.json" \
	>"$T/init" || exit 99

queries() {
	awk '/^-- name: / { name = $3; next }
		/^--/ || /^$/ { next }
		{ text[name] = text[name] " " $0 }
		END { for (name in text) print name "\t" text[name] }' "$@" | sort
}
