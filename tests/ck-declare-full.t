#!/bin/sh
# Persons are shown in full to staff of the agencies that the site names, of
# the kinds it names, with a reason, and never without a line in the log.
# Everybody else sees initials and last digits.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store
id=$(export_of 12C-123.45)
first=$id
show() { # USER OPTION...
	show_user=$1
	shift
	ck-declare --as "$show_user" show "$id" "$@"
}
names() {
	jq -r '.document | "\(.contact.name) \(.contact.phone) \(
		.vehicles.v1.crew.p1.name) \(.vehicles.v1.crew.p1.id)"'
}
shown() {
	log 'select(.event == "person.shown")'
}

masked='N. T. L. …678 T. V. B. …234'
same 'everybody sees initials and last digits' "$masked" \
	"$(show bp-hung | names)"
check 'in full needs a reason' status 64 show bp-hung --full
check '... of the site' status 64 show bp-hung --full --reason curious
check 'not for an agency that does not need it' status 77 \
	show kdtv-son --full --reason identity-check
check 'nor for who is not on the staff' status 77 \
	show nobody --full --reason identity-check
check 'nor dry' status 64 show bp-hung --full --reason identity-check -n
same 'nothing is written so far' '' "$(shown)"

show bp-hung --full --reason identity-check >"$T/full"
same 'the border guard sees drivers and contacts' \
	'Nguyễn Thị Lan 0912345678 Trần Văn Bình 020085001234' \
	"$(names <"$T/full")"
same '... not what is for others' '…567' \
	"$(jq -r .document.enterprise.phone "$T/full")"
same '... and which kinds' '["driver","contact"]' "$(jq -c .shown "$T/full")"
same 'the log says who, of what, why' "bp-hung $id identity-check 3" \
	"$(shown | jq -r '"\(.actor) \(.subject) \(.body.reason) \(
		.body.persons | length)"')"
same '... which persons' "$(log 'select(.event == "declaration.submitted") |
	.body.document.vehicles.v1.crew.p1.identity.person')" \
	"$(shown | jq '.body.persons[]' | grep -F "$(
		log 'select(.event == "declaration.submitted") |
			.body.document.vehicles.v1.crew.p1.identity.person')")"
check '... and no value' status 1 eval 'shown | grep -q 020085001234'
show hq-lan --full --reason contact >"$T/full"
same 'customs sees contacts and parties' \
	'Nguyễn Thị Lan 0912345678 T. V. B. …234 02431234567' \
	"$(names <"$T/full") $(jq -r .document.enterprise.phone "$T/full")"

# Where a vehicle goes, and what only the site asks for, is for who sends it
# there.
id=$(export_of 12C-222.22 '.ext.remark = "gặp bà Hoa, cổng 2"')
where='.document | [.vehicles.v1.parking, .vehicles.v1.unloading, .ext.remark]'
show bp-hung --full --reason identity-check >"$T/full"
same 'not for the border guard' '["…","…","…"]' "$(jq -c "$where" "$T/full")"
show tt-gate --full --reason direct >"$T/full"
same 'the gate centre sees where it parks and unloads, and the remark' \
	'["Xuân Cương","Pò Chài","gặp bà Hoa, cổng 2"]' \
	"$(jq -c "$where" "$T/full")"
same '... no driver' 'T. V. B.' \
	"$(jq -r .document.vehicles.v1.crew.p1.name "$T/full")"
same '... and the log has it' 'tt-gate direct' \
	"$(shown | tail -n 1 | jq -r '"\(.actor) \(.body.reason)"')"
same 'each time is a line' 4 "$(shown | wc -l)"
id=$first

# -- status

status_of() {
	status_user=$1
	shift
	ck-clear --as "$status_user" status -f json "$id" "$@"
}
same 'status has the crew, masked' 'T. V. B. …234' \
	"$(status_of kdtv-son | jq -r '.crew[0] | "\(.name) \(.id)"')"
same 'in full for the border guard' 'Trần Văn Bình 020085001234' \
	"$(status_of bp-hung --full --reason identity-check |
		jq -r '.crew[0] | "\(.name) \(.id)"')"
check '... on its screen too' eval 'ck-clear --as bp-hung status -f table \
	"$id" --full --reason identity-check | grep -q "Trần Văn Bình"'
same '... each a line, of the driver alone' '6 1' \
	"$(shown | wc -l) $(shown | tail -n 1 | jq '.body.persons | length')"
check 'not for customs, who see no drivers' status 77 \
	status_of hq-lan --full --reason identity-check
check 'nor without a reason' status 64 status_of bp-hung --full

{ cat "$T/full"; status_of bp-hung --full --reason complaint
	status_of hq-lan; } >"$T/records"
check 'the records are as the schemas say' eval \
	'valid declaration status <"$T/records"'
check 'the tables follow from the log' sound

done_testing
