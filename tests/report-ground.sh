# shellcheck shell=sh
# The ground of the tests of ck-report: the history of tests/data/report in a
# simulated store. Source after lib.sh.
#
#	make_store [JQ]			the site file is changed by JQ
#	history [OPTION...]		its commands
#	report OPERAND...		ck-report in English
#	figures DAY JQ			of the record of a day

# Long after: what a report says of a day does not depend on when it is asked.
CK_NOW=2024-09-15T08:00:00+07:00
export CK_NOW

# shellcheck disable=SC2154 # lib.sh sets them
make_store() {
	jq "${1:-.}" "$top_srcdir/share/sites/huu-nghi.json" >"$T/site.json" &&
		CK_NOW=2024-08-27T06:00:00+07:00 ck-store init --simulated \
			--site "$T/site.json" >"$T/init"
}

# shellcheck disable=SC2154
history() {
	/usr/bin/python3 "$top_srcdir/tests/report-history.py" "$@" \
		<"$top_srcdir/tests/data/report/history.txt"
}

report() {
	ck-report --lang en "$@"
}

figures() {
	report day "$1" --jq "$2" | jq -r .
}
