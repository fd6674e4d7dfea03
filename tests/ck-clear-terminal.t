#!/bin/sh
# On a terminal a check may be confirmed without a version: what is vouched for
# is shown, persons masked.
. "${0%/*}/lib.sh"
. "${0%/*}/clear-ground.sh"

command -v script >/dev/null || skip_all 'no script(1)'
make_ground || exit 99
move "$A.1" outside yard B0-1 || exit 99

on_terminal() {
	script -qec "$*" /dev/null </dev/null | tr -d '\r' >"$T/typed"
}
check 'it is confirmed' on_terminal \
	ck-clear --lang en --as bp-hung confirm bp-den "$A.1"
check '... the values are shown' grep -q '  /vehicle/plate: 12C-\?123.\?45' \
	"$T/typed"
check '... above the answer' test "$(tail -n 1 "$T/typed" |
	grep -c 'border_guard_arrival.*confirmed')" -eq 1
check 'a check with persons' on_terminal \
	ck-clear --lang en --as bp-hung confirm bp-kt "$A.1"
check '... shows last digits' grep -q '/vehicle/crew.*…789' "$T/typed"
check '... and neither name nor number' \
	status 1 grep -qE 'Nguyễn|001085006789|0912345678' "$T/typed"
check 'it is the version that was shown' test "$(ck-store log |
	jq 'select(.event == "check.confirmed").body.seen' | wc -l)" -eq 2

# A line that is longer than the terminal goes on below its text.
on_terminal "stty cols 60; ck-clear --lang en status $A.1"
same 'no line of the screen is longer than the terminal' '' \
	"$(grep '.\{61\}' "$T/typed")"
same '... a check goes on below its name' 1 "$(grep -A 1 '^ *hq-xong ' \
	"$T/typed" | grep -c '^ \{22\}[^ ]')"
same '... what the driver is told below its words' 1 "$(grep -A 1 ' en: ' \
	"$T/typed" | grep -c '^ \{16\}[^ ]')"

# More than one trip is asked about, as any action is.
typed() {
	printf '%s\n' "$1" | script -qec "$2" /dev/null | tr -d '\r' >"$T/typed"
}
seen=$(seq)
typed n "ck-clear --lang en --as hq-lan confirm hq-tn $A $B"
check 'several are listed, and asked about' \
	grep -q 'confirm these [0-9]* trips? \[y/N\]' "$T/typed"
same '... and not confirmed when that was not meant' "$seen" "$(seq)"

done_testing
