#!/bin/sh
# Enterprises, brokers, the gate centre and the keeper declare; nobody else.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-declare-ground.sh"

before=$(seq)
for user in hq-lan bp-hung phi-nga bai-xuan-cuong nobody; do
	check "$user may not" status 77 \
		ck-declare submit --as $user "$export_file"
done
same 'nothing was appended' "$before" "$(seq)"
said=$(ck-declare submit --as hq-lan "$export_file" 2>&1)
same 'it says why' "ck-declare: $export_file:1: hq-lan may not declare: an enterprise, a broker, the gate centre or admin does [other-agency]" \
	"$said"

for user in dn-hoa tt-gate admin; do
	check "$user may" ck-declare submit -n --as $user "$export_file"
done
check 'a broker is entered' ck-store --as admin staff add dl-khanh \
	--agency broker:0100109106
check 'but has no mandate (ck-store-party.t)' status 77 \
	ck-declare submit -n --as dl-khanh "$export_file"
for party in 0100109106 0100112437; do
	ck-store --as admin party add $party --name "Party $party" >"$T/party"
done
check 'is given one' ck-store --as admin party mandate 0100109106 0100112437 \
	--from 2026-11-01 --to 2026-12-31 --document 12/HD
check 'and may' ck-declare submit -n --as dl-khanh "$export_file"
check 'another broker is entered' ck-store --as admin staff add dl-nam \
	--agency broker:0100233488
id=$(ck-declare submit --as dl-khanh "$import_file" -j .declaration |
	tr -d '"')
check 'what it declared no broker without one cancels' status 77 \
	ck-declare cancel --as dl-nam --reason mistake "$id"
check 'nor its own one once the mandate has ended' status 77 \
	env CK_NOW=2027-11-21T22:46:00+07:00 ck-declare cancel -n \
	--as dl-khanh --reason mistake "$id"
echo '{"goods": {"g1": {"name": "Táo tươi"}}}' >"$T/patch"
for year in 2026 2027; do
	[ $year = 2026 ] && want=0 || want=77
	check "it amends while it has the mandate ($year: $want)" status "$want" \
		env CK_NOW=$year-11-21T22:46:00+07:00 ck-declare amend -n \
		--as dl-khanh --reason mistake "$id" --patch "$T/patch"
done
check '... and asks afterwards' env CK_NOW=2027-11-21T22:46:00+07:00 \
	ck-declare amend -n --request --as dl-khanh "$id" --patch "$T/patch"
check 'who may declare may cancel' \
	ck-declare cancel --as dl-khanh --reason mistake "$id"
check 'customs and gate centre in one person' ck-store --as admin staff add \
	hai-vai --agency customs,gate_centre
check 'may' ck-declare submit -n --as hai-vai "$export_file"
check 'who stands in for the enterprise' ck-store --as admin staff add thay \
	--agency fee --stands-in-for dn-hoa --order QD-1
check 'may, for it' ck-declare submit --as thay --for dn-hoa "$export_file"
check '... and the log says so' grep -q '"actor":"thay","for":"dn-hoa"' \
	"$(ck-store log >"$T/log"; echo "$T/log")"
check 'but not for themselves' status 77 \
	ck-declare submit -n --as thay "$import_file"

done_testing
