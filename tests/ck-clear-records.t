#!/bin/sh
# What ck-clear and ck-fee print is as the schemas say, for an independent
# validator.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

/usr/bin/python3 -c 'import jsonschema' 2>/dev/null ||
	skip_all 'python3-jsonschema is not installed'
make_ground || exit 99
move "$A.1" outside yard B0-1 || exit 99
seen=$(seq)
{
	clear --as hq-lan --seen "$seen" confirm hq-den "$A.1"
	clear --as hq-lan --seen "$seen" confirm hq-den "$A.1"
	clear --as hq-minh --seen "$seen" confirm hq-den "$A.1"
	clear --as hq-lan --seen "$seen" confirm hq-gs "$A.1"
	clear --as hq-lan --seen "$seen" --reason document-seen -n \
		confirm hq-gs "$A.1"
	clear --as tt-gate --seen "$seen" confirm can "$A.1"
	clear --as hq-lan --seen "$seen" confirm hq-ra "$A.1" "$B.1"
	clear --as kddv-ha --seen "$seen" confirm kddv "$A.1"
	clear --as kdtv-son --seen "$seen" --reason pest refuse kdtv "$A.1"
	clear --as kdtv-son --seen "$seen" confirm kdtv "$A.1"
	clear --as dn-hoa request hq-xong "$A.1"
	clear --as bp-hung start bp-den "$A.1"
	clear --as bp-hung start bp-den "$A.1"
	clear --as bp-nam start bp-den "$A.1"
	clear --as bp-hung sample bp-den "$A.1"
	clear --as bp-hung result bp-den "$A.1" --conditions escort \
		--reason seal-broken
	clear status "$A.1"
	clear --as bp-hung --seen "$(seq)" confirm bp-den "$A.1" \
		--conditions reseal
	clear --as bp-hung withdraw --last
	clear --as bp-nam withdraw bp-den "$A.1" --reason order
	clear --as bp-nam start kddv "$A.1" "$B"
	clear --as hq-lan --reason watch hold "$A.1" plate:29C-11111
	clear --as hq-lan --reason watch -n hold plate:29C-22222
	clear --as hq-lan --reason watch --silent \
		--review 2026-11-23T00:00:00+07:00 hold customs:305123456780
	clear --as hq-lan holds
	CK_NOW=2026-11-29T07:35:00+07:00 clear --as hq-lan holds --late
	clear --as hq-lan --reason mistake lift CKHN-H00002
	clear --as hq-minh --reason mistake lift CKHN-H00002
	fee --as phi-nga -n assess "$A.1"
	fee --as phi-nga assess "$A.1" "$B"
	fee --as phi-nga assess "$A.1"
	fee --as phi-nga --amount 300000 --reference R1 --means cash pay "$A.1"
	fee --as phi-nga --amount 300000 --reference R1 --means cash pay "$A.1"
	fee --as phi-nga --amount 900000 --reference R2 --means cash pay "$A.1"
	fee --as phi-nga -n --amount 90000 --reference R3 --means cash pay \
		"$B/F1"
	fee --as phi-nga --reason exempt --order 1/QD -n waive "$B/F1"
	fee --as phi-nga --reason exempt --order 1/QD --amount 1000 waive \
		"$B/F1"
	fee --as phi-nga --reason exempt --order 1/QD waive "$B/F1"
	fee --as phi-nga --reason exempt --order 2/QD --amount 1000000 waive \
		"$B/F1"
	fee --as phi-nga --reason paid-twice --reference V1 --means cash \
		refund "$A.1"
	fee --as phi-nga --amount 900000 --reference R2 --means cash --excess \
		pay "$A.1"
	fee list --over
	fee --as phi-nga --reason paid-twice --reference V1 --means cash -n \
		refund "$A.1"
	fee --as phi-nga --reason paid-twice --reference V1 --means cash \
		refund "$A.1"
	fee --as phi-nga --reason paid-twice --reference V1 --means cash \
		refund "$A.1"
	fee --as phi-nga --reason paid-twice --reference V2 --means cash \
		refund "$A.1"
	fee list
	fee --as phi-nga -n receipt "$A.1"
	fee --as phi-nga receipt "$A.1"
	fee --as phi-nga receipt "$A.1" "$B"
	fee --as phi-nga --reason mistake void CKHN-0000001
	fee --as phi-nga --reason duplicate void CKHN-0000001
	fee --as phi-nga receipt "$A.1"
	fee receipts
	fee --as phi-nga -n close
	fee --as phi-nga close
	fee --as phi-nga close
	clear pending --agency customs
	CK_NOW=2026-11-29T07:35:00+07:00 clear pending --agency customs
	move "$B.1" abroad control B2-3
	CK_NOW=2026-11-29T07:35:00+07:00 clear pending --overstay
	clear status "$A.1" "$B"
	clear --as kdtv-son --reason refused turn-back "$A.1" "$B.2"
	clear --as hq-lan --reason refused turn-back "$A.1" "$B.2"
	clear status "$A.1" "$B"
} >"$T/records" 2>"$T/words"
check 'every record' valid confirmation step hold turn_back status check \
	overstay fee payment refund waiver receipt closing <"$T/records"

done_testing
