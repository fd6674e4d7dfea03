#!/bin/sh
# A program's page has each of its verbs and options, and none that the
# program has not; ck(7) has all that they share.
. "${0%/*}/lib.sh"

# options PROGRAM own|common: without their dashes
options() {
	"$1" --lang en --help | sed -n "/^ *Common options/,\$!{
		s/^ \{2,6\}\(-[A-Za-z], \)\{0,1\}--\([a-z-]*\).*/own \2/p
	}
	/^ *Common options/,\$ s/^ \{2,6\}\(-[A-Za-z?], \)\{0,1\}--\([a-z-]*\).*/common \2/p" |
		sed -n "s/^$2 //p" | sort -u
}
verbs() {
	"$1" --lang en --help | sed -n 's/^  \([a-z][a-z-]*\)\( .*\)*$/\1/p' |
		sort -u
}
# What the page names as an option of ours, in its own text.
named() {
	sed -n '/^\.Sh EXAMPLES/,$d; s/\\-/-/g; /^\.\(Op \|Nm \|It \|Oo \|Cm \|Ic \|Pq \|Ar \)*.*Fl/p' \
		"$1" | grep -oE 'Fl -[a-z][a-z-]+' | sed 's/Fl -//' | sort -u
}
# As ".Fl -since Ar seq", or behind its letter: ".It Fl s , -store Ar file".
in_page() {
	sed 's/\\-/-/g' "$2" | grep -qE -e "[ -]-$1([^a-z-]|\$)"
}
missing() {
	while read -r word; do
		"$@" "$word" || echo "$word"
	done
}

seen=
for program in "$top_builddir"/cmd/ck-*[a-z]; do
	name=${program##*/}
	page=$top_srcdir/man/$name.1
	if [ ! -f "$program" ] || [ ! -x "$program" ] || [ ! -e "$page" ]; then
		continue
	fi
	seen=yes
	has_option() { in_page "$1" "$page"; }
	has_verb() { grep -qE "^\.(It|Nm|Oo|Op)? *(Cm )?.*\b$1\b" "$page"; }
	same "$name: each option of its own is in its page" '' \
		"$(options "$program" own | missing has_option)"
	same "$name: each verb is in its page" '' \
		"$(verbs "$program" | missing has_verb)"
	{ options "$program" own; options "$program" common; } >"$T/known"
	is_known() { grep -qxe "$1" "$T/known"; }
	same "$name: the page has no other option" '' \
		"$(named "$page" | missing is_known)"
	has_common() { in_page "$1" "$top_srcdir/man/ck.7"; }
	same "$name: ck(7) has the options that all have" '' \
		"$(options "$program" common | missing has_common)"
done
[ -n "$seen" ] || skip_all 'no program is built'

done_testing
