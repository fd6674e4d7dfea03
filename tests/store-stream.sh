# shellcheck shell=sh
# Streams that are cut short, and what must hold then. Source after
# store-ground.sh.
#
#	make_stream N		$T/stream: N commands without persons, whose log is
#				the same each time; $T/base: the store before it;
#				$whole: the head after it
#	ask COMMAND...		the commands of $T/stream to a program, each as
#				soon as the one before was answered; the answers
#				in $T/answers, its words in $T/said; its status
#	whole_or_not N		$T/copy is sound, every answer is in its log, and
#				at most N commands more
#	resumed			the whole stream sent again is answered, and gives
#				the log that it gives undisturbed

make_stream() {
	mkfifo "$T/to" "$T/from" &&
		make_store && settle "$CK_STORE" && put "$CK_STORE" "$T/base" &&
		day --seed 3 --commands "$1" --no-persons >"$T/stream" &&
		store-write append "$T/stream" >"$T/answers" &&
		whole=$(head_of "$CK_STORE")
}

head_of() {
	sqlite3 "$1" 'select seq || ":" || hash from origin'
}

ask() {
	"$@" <"$T/to" >"$T/from" 2>"$T/said" &
	asked=$!
	(
		trap '' PIPE
		exec 3>"$T/to" 4<"$T/from"
		while IFS= read -r line; do
			printf '%s\n' "$line" 2>/dev/null >&3 || break
			IFS= read -r answer <&4 || break
			printf '%s\n' "$answer"
		done <"$T/stream"
	) >"$T/answers"
	wait "$asked"
}

# A key names its command's place in the stream and how many events it has,
# which stand in the log one after the other: w1:3:2.
commands_in_log() {
	sqlite3 "$T/copy" 'select line from event order by seq' | awk '
		match($0, /"key":"w[^"]*"/) {
			if (left) print "half a command before " $0
			split(substr($0, RSTART + 7, RLENGTH - 8), key, ":")
			print key[1] ":" key[2] ":" key[3]
			left = key[3]
		}
		left { left-- }
		END { if (left) print "half a command at the end" }'
}

whole_or_not() {
	ck-store -s "$T/copy" verify --all >"$T/verified" ||
		{ cat "$T/verified"; return 1; }
	commands_in_log >"$T/log"
	sed 's/.*"key":"\([^"]*\)".*/\1/' "$T/answers" >"$T/answered"
	head -n "$(wc -l <"$T/answered")" "$T/log" | cmp -s - "$T/answered" &&
		[ "$(wc -l <"$T/log")" -le $(($(wc -l <"$T/answered") + $1)) ] &&
		return
	diff -u "$T/answered" "$T/log"
	return 1
}

resumed() {
	store-write -s "$T/copy" append "$T/stream" >"$T/again" || return
	[ "$(head_of "$T/copy")" = "$whole" ] &&
		[ "$(wc -l <"$T/again")" -eq "$(wc -l <"$T/stream")" ] &&
		[ "$(grep -c '"repeated":true' "$T/again")" -eq \
			"$(wc -l <"$T/log")" ]
}
