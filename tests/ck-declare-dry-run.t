#!/bin/sh
# --dry-run decides and says, and changes nothing: no event, no id, no person.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

persons() {
	sqlite3 "$CK_STORE" 'select count(*) from person'
}

before=$(seq)
prints 'a dry run has no ids' '[true,null,null,null,"fruit",11]' \
	submit -n "$export_file" \
	-j '[.dry_run, .declaration, .version, .trips[0].trip,
		.trips[0].counts_as, (.trips[0].checks | length)]'
same '... and appends nothing' "$before" "$(seq)"
same '... not a person either' 0 "$(persons)"

check 'it is submitted' submit "$export_file"
same 'with all that may name a person' 5 "$(persons)"
after=$(seq)
prints 'a dry run of the same knows it' '["CKHN-20261121-00001",true,true]' \
	submit -n "$export_file" -j '[.declaration, .repeated, .dry_run]'
prints 'a dry cancel says what would be' '["cancelled",true]' \
	ck-declare cancel -n --as dn-hoa --reason mistake CKHN-20261121-00001 \
	-j '[.state, .dry_run]'
same '... and nothing was appended' "$after" "$(seq)"
prints 'the declaration is open' '"open"' \
	ck-declare show CKHN-20261121-00001 -j .state

done_testing
