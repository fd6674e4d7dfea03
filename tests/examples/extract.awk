# Takes the examples out of an mdoc page (see tests/manual-examples.t).
# Writes, in the folder named by -v out=, NNN.sh and NNN.want (the exit status)
# for each, and "unmarked": the displays that have no mark.

function undo(s) {
	gsub(/\\&/, "", s)
	gsub(/\\-/, "-", s)
	gsub(/\\\(dq/, "\"", s)
	gsub(/\\\(aq/, "\047", s)
	gsub(/\\\(ti/, "~", s)
	gsub(/\\\(ha/, "^", s)
	gsub(/\\\(ga/, "`", s)
	gsub(/\\(e|\(rs)/, "\\", s)
	sub(/^\$ /, "", s)
	return s
}

function start() {
	file = ""
	if (mark == "")
		print FILENAME ":" FNR ": " $0 >(out "/unmarked")
	if (mark != "yes")
		return
	file = sprintf("%s/%03d", out, ++n)
	print want >(file ".want")
	close(file ".want")
	file = file ".sh"
}

function put(line) {
	if (file != "")
		print undo(line) >file
}

/^\.Sh / { inside = ($0 == ".Sh EXAMPLES"); mark = ""; next }
!inside { next }
/^\.Ed/ { literal = 0; mark = ""; next }
literal { put($0); next }
/^\.\\" example/ { mark = "yes"; want = $3 == "exit" ? $4 : 0; next }
/^\.\\" no example: ./ { mark = "no"; next }
/^\.Bd -literal/ { start(); literal = 1; next }
/^\.Dl / { start(); put(substr($0, 5)) }
{ mark = "" }
