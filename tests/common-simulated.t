#!/bin/sh
# What a simulated store prints says so in every format: a record has a member,
# a table a line above its heading, csv and tsv a last column.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

trip=$(submit "$export_file" -j '.trips[0].trip' | tr -d '"')
check 'a trip in a queue' ck-queue join --as tt-gate "$trip"
check '... with a fee' ck-fee assess --as phi-nga "$trip"

# listing COMMAND...
listing() {
	"$@" --format json >"$T/json"
	same "$1 $2 has something to list" true \
		"$(jq -s 'length > 0 and all(.simulated)' "$T/json")"
	"$@" --format table >"$T/table"
	same '... says it above the table' SIMULATED "$(head -n 1 "$T/table")"
	same '... once' 1 "$(grep -c SIMULATED "$T/table")"
	"$@" --format csv >"$T/csv"
	same '... in every line of csv' "$(wc -l <"$T/csv")" \
		"$(grep -cE ',(Simulated|SIMULATED)$' "$T/csv")"
	"$@" --format csv --excel >"$T/excel"
	same '... for a spreadsheet' "$(wc -l <"$T/excel")" \
		"$(tr -d '\r' <"$T/excel" |
			grep -cE ';(Simulated|SIMULATED)$')"
	"$@" --format tsv >"$T/tsv"
	same '... and of tsv' "$(wc -l <"$T/tsv")" \
		"$(grep -cP '\t(Simulated|SIMULATED)$' "$T/tsv")"
}
listing ck-declare list --lang en
listing ck-queue list --lang en export
listing ck-fee list --lang en
listing ck-gate list --lang en
listing ck-clear pending --lang en --agency customs
same 'a filter cannot take it away' SIMULATED \
	"$(ck-declare list --lang en -f csv -j '{trip}' | sed 's/.*,//' |
		tail -n 1)"
same 'a table of nothing has the heading of one' 1 "$(ck-declare list \
	--lang en --zone abroad -f csv | grep -c ',Simulated$')"

rm -f "$CK_STORE"*
unset CK_NOW
ck-store init --site "$top_srcdir/share/sites/huu-nghi.json" >"$T/init"
ck-gate list -f table >"$T/table"
ck-gate list -f csv >"$T/csv"
check 'a real store is none' sh -c \
	"! grep -qi -e simulated -e 'mô phỏng' '$T/table' '$T/csv'"

done_testing
