#!/bin/sh
# A head that somebody kept proves the log up to it, also against who has all
# rights on the store.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

make_history 4 || exit 99
put "$CK_STORE" "$T/old"
sealed=$(sqlite3 "$CK_STORE" 'select max(to_seq) from seal')
day --seed 5 --writer 5 --commands 20 | store-write append >"$T/more" || exit 99
settle "$CK_STORE"
head=$(sqlite3 "$CK_STORE" 'select seq from origin')

# kept SEQ: what somebody kept of it
kept() {
	sqlite3 "$CK_STORE" \
		"select seq || ':' || hash from event where seq = $1"
}
# looks [OPTION...]: at the copy
looks() {
	ck-store -s "$T/copy" verify "$@"
}
now=$(kept "$head")
before=$(kept $((sealed - 3)))

# -- of the store as it is ----------------------------------------------------

put "$CK_STORE" "$T/copy"
for expected in "$now" "CKHN:$now" "$before" "$(kept 1)"; do
	check "it holds ${expected%:*}" looks --expect "$expected"
	check '... with everything else' looks --all --expect "$expected"
done
check '... with one root' looks --expect "$now" site:CKHN
same 'as ck-store head says' "$now" "$(ck-store head --jq \
	'"\(.seq):\(.hash)"' | tr -d '"')"
check 'it does not hold another hash' status 1 \
	looks --expect "$head:$(printf '%064d' 0)"
check 'nor what was not written yet' status 1 \
	looks --expect "$((head + 1)):${now#*:}"
check 'nor the log of another' status 1 looks --expect "TT:$now"
for bad in 5 "5:${now#*:}0" "x:${now#*:}" "${now#*:}" ''; do
	check "\"$bad\" is no head" status 64 looks --expect "$bad"
done

# -- of a store that was changed ----------------------------------------------

# betrays WHAT EXPECTED [OPTION...]: all is well, but for what was expected
betrays() {
	what=$1 expected=$2
	shift 2
	check "$what: verify alone is content" looks "$@"
	check '... but not with a head that was kept' status 1 \
		looks "$@" --expect "$expected"
	same '... which it names' "CKHN:${expected%:*}" \
		"$(looks "$@" --expect "$expected" | places)"
}

put "$T/old" "$T/copy"
betrays 'an old copy put back' "$now" --all
betrays 'an old copy put back' "$now"
check '... it holds what it held' looks --all --expect "$before"

# The last command changed no table, so that its lines may go.
put "$CK_STORE" "$T/copy"
mark "$T/copy" >"$T/more"
settle "$T/copy"
cut=$(sqlite3 "$T/copy" "select seq || ':' || hash from event
	where seq = $head + 1")
shell "$T/copy" "delete from event where seq > $head;
	update origin set (seq, hash, at) =
		(select $head, hash, (select at from origin) from event
		 where seq = $head)"
sqlite3 "$T/copy" "update origin set at = (select at from old.origin)" \
	-cmd "attach '$CK_STORE' as old"
check 'the tail cut off: seen, while the note of it is there' \
	status 1 looks
rm "$T/copy-write"
betrays 'the tail cut off' "$cut" --all

# Everything is made to fit again.
forged() {
	put "$CK_STORE" "$T/copy"
	n=$(sqlite3 "$T/copy" "select seq from event where seq $1 and
		line like '%\"event\":\"clock.stepped\"%' limit 1")
	shell "$T/copy" "update event set line = replace(line,
		'\"behind_ms\":5', '\"behind_ms\":6') where seq = $n" &&
		"$top_srcdir/tests/sim/store-forge.py" "$T/copy"
}
forged "< $sealed - 20"
betrays 'a sealed event and all that follows forged' "$now" --all
betrays '... and looked for before its seal' "$before" --all
betrays '... and looked for in a plain run' "$before"
check '... what is older still holds' looks --expect "$(kept $((n - 1)))"
forged "> $sealed"
betrays 'an open event and all that follows forged' "$now" --all
check '... what was sealed still holds' looks --all --expect "$before"

# The hash that is asked for stands there, over another line.
put "$CK_STORE" "$T/copy"
shell "$T/copy" "update event set line = replace(line, '\"body\":{',
	'\"body\": {') where seq = $sealed - 3"
check 'a hash alone is no proof' status 1 looks --expect "$before"
shell "$T/copy" "update event set line = replace(line, '\"body\":{',
	'\"body\": {') where seq = $sealed - 9"
check 'nor is it over changed lines before it' status 1 looks --expect "$before"

done_testing
