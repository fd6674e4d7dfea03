#!/bin/sh
# Each dependency stays in the room that owns it, and a program loads only
# what it uses.
. "${0%/*}/lib.sh"

cd "$top_srcdir" || exit 99

# only HEADER ROOMS [SIMULATOR]: no other file includes it, benchmarks apart.
only() {
	grep -rlE --include='*.[ch]' "^[ \t]*#[ \t]*include[ \t]*<$1>" \
		cmd lib tests 2>/dev/null |
		grep -vE "^(lib/($2)|tests/bench)/|^tests/sim/${3-none}[.]" >"$T/strangers"
	cat "$T/strangers"
	[ ! -s "$T/strangers" ]
}

check 'only the store includes sqlite3.h' only 'sqlite3[.]h' store fault-vfs
check 'only record includes jq.h and jv.h' only 'j[qv][.]h' record
check 'only record includes csv.h' only 'csv[.]h' record
check 'only lane includes gpiod.h' only 'gpiod[.]h' lane
check 'only camera includes expat.h' only 'expat[.]h' camera
check 'only camera includes microhttpd.h' only 'microhttpd[.]h' camera
check 'only peer includes curl' only 'curl/.*' peer
check 'only base and store include nettle' only 'nettle/.*' 'base|store'
check 'only base includes utf8proc.h' only 'utf8proc[.]h' base

mapped() {
	for room in lib/*/; do
		room=${room#lib/}
		grep -qE "^\|[^|]*\`${room%/}\`" CONTRIBUTING.md ||
			echo "not in CONTRIBUTING.md: $room"
	done >"$T/unmapped"
	cat "$T/unmapped"
	[ ! -s "$T/unmapped" ]
}
check 'the map has every room' mapped

# A protocol is bytes in and readings out: it calls nothing of the system.
is_pure() {
	ck-weigh protocols --jq .protocol | tr -d '"' |
		sed 's/toledo-short/toledo-continuous/; s/-/_/g' |
	while read -r protocol; do
		nm -A -u "$top_builddir/lib/scale/$protocol.o"
	done >"$T/calls"
	[ "$(cut -d: -f1 "$T/calls" | sort -u | wc -l)" -ge 18 ] || return 1
	grep -E ' U (_?_?(f?(read|write)v?|f?open(at)?(64)?|f?close|p?poll|select|ioctl|tc[gs]etattr|recv|send|v?(f|s|d)?n?printf(_chk)?|f?puts|putc|time|clock_gettime|gettimeofday|nanosleep|getenv|malloc|calloc|realloc|rand(om)?))(@|$)' \
		"$T/calls" >"$T/impure"
	cat "$T/impure"
	[ ! -s "$T/impure" ]
}
if command -v nm >/dev/null; then
	check 'the protocols of the scales are pure' is_pure
fi

# Feature macros and LARGEFILE must be seen by every system header.
config_first() {
	find cmd lib tests/unit tests/fuzz -name '*.c' 2>/dev/null |
	while read -r file; do
		first=$(grep -m 1 '^#include' "$file")
		[ -z "$first" ] || [ "$first" = '#include <config.h>' ] ||
			echo "$file: $first"
	done >"$T/late"
	cat "$T/late"
	[ ! -s "$T/late" ]
}
check 'every source includes config.h first' config_first

# loads LIBRARY PROGRAM...: of the built programs, only these need it.
loads() {
	library=$1
	shift
	for program in "$top_builddir"/cmd/ck-*[a-z]; do
		case " $* " in
		*" ${program##*/} "*) continue ;;
		esac
		[ -x "$program" ] || continue
		LC_ALL=C objdump -p "$program" |
			grep "NEEDED .*$library" | sed "s,^,${program##*/}:,"
	done >"$T/loads"
	cat "$T/loads"
	[ ! -s "$T/loads" ]
}
if command -v objdump >/dev/null; then
	check 'only ck-sync loads libcurl' loads libcurl ck-sync
	# A lane and its guard load it when they ask for lines.
	check 'no program starts with libgpiod' loads libgpiod
	check 'only ck-camera loads libmicrohttpd' loads libmicrohttpd ck-camera
	check 'only ck-camera loads expat' loads libexpat ck-camera
fi

# Not by way of another library either; and none is given and not called.
each_program() {
	for program in "$top_builddir"/cmd/ck-*[a-z]; do
		[ -x "$program" ] || continue
		"$1" "$program" | sed "s,^,${program##*/}: ,"
	done >"$T/each"
	cat "$T/each"
	[ ! -s "$T/each" ]
}
network() {
	case $1 in
	*/ck-sync) ;;
	*) ldd "$1" | grep -E 'lib(curl|ssl|nghttp2)' ;;
	esac
}
in_vain() {
	ldd -u "$1" | grep '/lib'
}
if command -v ldd >/dev/null; then
	check 'only ck-sync comes to a network library' each_program network
	[ "${CK_SANITIZERS-no}" = yes ] ||
		check 'no program loads what it does not use' \
			each_program in_vain
fi

done_testing
