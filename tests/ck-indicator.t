#!/bin/sh
# The indicator for trials says which protocol it speaks, and speaks it.
. "${0%/*}/lib.sh"

[ -x /usr/bin/python3 ] || skip_all 'python3 is not installed'
indicator() {
	/usr/bin/python3 "$top_srcdir/scripts/ck-indicator" "$@"
}
check 'its help names the protocol' eval \
	'indicator --help | tr -s " \n" " " | grep -q "speaks toledo-continuous"'
device=$(indicator 36740 2>"$T/words")
same 'so does it when it begins' 'ck-indicator: 36740 kg in toledo-continuous' \
	"$(cat "$T/words")"
same 'it is read as that' '36740 true' \
	"$(CK_STORE='' ck-weigh read --device "$device" --protocol toledo-continuous \
		2>"$T/words" | jq -r 'select(.concluded) | "\(.weight) \(.stable)"')"
done_testing
