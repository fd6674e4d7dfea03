# Makes one table of what gcov says: lines run of lines there are, by file.
/^File / {
	file = $2
	gsub(/\047/, "", file)
	sub(/^.*\/(lib|cmd)\//, "&", file)
	next
}

/^Lines executed:/ && file ~ /\/(lib|cmd)\/[^\/].*\.c$|^(lib|cmd)\// {
	split($2, part, /[:%]/)
	lines = $4
	printf "%6.1f %% of %5d  %s\n", part[2], lines, short(file)
	run += part[2] * lines / 100
	all += lines
	file = ""
}

function short(path) {
	if (match(path, /(lib|cmd)\/[^\/]*(\/[^\/]*)?$/))
		return substr(path, RSTART)
	return path
}

END {
	if (all)
		printf "%6.1f %% of %5d  all\n", 100 * run / all, all
}
