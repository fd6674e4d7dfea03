#!/bin/sh
# ck-record(5) names every kind of event and of record with its members, and
# ck-troubles(7) every fault and reason. The events are those of a real log.
. "${0%/*}/lib.sh"

python3=/usr/bin/python3
[ -x "$python3" ] || skip_all 'python3 is missing'
cd "$top_srcdir" || exit 99
CK_NOW=2026-11-22T08:00:00+07:00
export CK_NOW

# manual WHAT <LOG
manual() {
	"$python3" tests/manual-record.py "$@"
}

programs() {
	for program; do
		[ -x "$top_builddir/cmd/$program" ] || return
	done
}

# A truck on its way, as far as the programs are built.
history() {
	cd "$T" && sh -eu "$top_srcdir/tests/examples/setup" || return
	programs ck-declare ck-queue ck-fee ck-clear ck-weigh ck-gate || return 0
	sh -eu "$top_srcdir/tests/examples/ck-weigh.1.setup" || return
	ck-gate open B0-1 --reason test && ck-weigh record --scale B1-S1 \
		<reading.ndjson && ck-fee assess 12C12345 &&
		ck-fee pay 12C12345 --amount 800000 --means cash \
			--reference BL-1 &&
		ck-fee pay 12C12345 --amount 100000 --means cash \
			--reference BL-2 --excess &&
		ck-fee refund 12C12345 --reason paid-twice --means cash \
			--reference V-1 &&
		ck-clear confirm transport_licence 12C12345 --seen "$(
			ck-clear status 12C12345 -f json -j .version)" &&
		ck-clear refuse plant_quarantine 12C12345 --reason pest \
			--seen "$(ck-clear status 12C12345 -f json \
			-j .version)" &&
		ck-clear hold 12C12345 --agency customs --reason watch &&
		ck-clear lift CKHN-H00001 --agency customs --reason decided &&
		ck-clear turn-back 12C12345 --agency border_guard \
			--reason owner-request &&
		CK_NOW=2026-11-23T00:01:00+07:00 ck-store tick
}
check 'a history' eval '(history)'
ck-store log >"$T/log"
[ ! -x "$top_builddir/cmd/ck-gate" ] ||
	check '... of many events' test "$(jq -r .event "$T/log" | sort -u |
		wc -l)" -ge 20
check 'every event is in the table, with its root and members' \
	manual events <"$T/log"
check 'every kind of record is in the page, with its members' manual kinds
check 'every code of a fault or a reason is in the manual' manual codes

done_testing
