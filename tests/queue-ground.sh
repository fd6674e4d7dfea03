# shellcheck shell=sh
# The ground of the tests of ck-queue: a simulated store of Hữu Nghị in which
# trucks are declared. Source after lib.sh.
#
#	make_store [JQ]		the site file is changed by JQ
#	truck N HS [JQ]		the declaration of truck N, changed by JQ
#	submit			declares what is on standard input
#	queue VERB...		ck-queue as the gate centre
#	at TIME COMMAND...	at that time of the day
#	trip N			the trip of the N-th declaration
#	length			events in the log

# shellcheck disable=SC2154 # lib.sh sets them
CK_NOW=2026-11-22T06:00:00+07:00
export CK_NOW

# shellcheck disable=SC2154
make_store() {
	jq "${1:-.}" "$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		ck-store init --simulated --site "$T/site.json" >"$T/init"
}

truck() {
	jq -c --argjson n "$1" --arg hs "$2" '
		def digits: tostring | ("0000" + .)[-4:];
		.customs[0].number = "30512\($n | digits)780" |
		.goods[0].hs = $hs |
		.vehicles[0] |= (.plate = "12C-1\($n | digits)" |
			.other_plates = [] | .container = null |
			.trailer = "12R-0\($n | digits)")
		'"${3:+| $3}" "$top_srcdir/tests/data/trade/declaration-export.json"
}

submit() {
	ck-declare submit --as tt-gate
}

queue() {
	ck-queue --lang en --as tt-gate "$@"
}

at() {
	at_time=$1
	shift
	CK_NOW=2026-11-22T$at_time:00+07:00 "$@"
}

trip() {
	printf 'CKHN-20261122-%05d.1\n' "$1"
}

length() {
	ck-store log | wc -l
}

# What a command prints on standard error; its exit status is told apart.
words() {
	{ "$@" 2>&3 >/dev/null; } 3>&1
}

# A durian, and starch: chapters 08 and 11.
fresh=08106000 other=11081400
export fresh other
