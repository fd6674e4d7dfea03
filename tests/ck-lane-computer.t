#!/bin/sh
# A dead lane PC is replaced by one command: it takes what it needs from the
# gatehouse through a real sshd, and the lane then decides there.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"
. "${0%/*}/decider-ground.sh"
. "${0%/*}/ssh-ground.sh"

me=$(id -un)
# A slow machine is no slow gatehouse.
# shellcheck disable=SC2034 # for make_store
site_jq='.lanes["B0-1"].timings.decide_timeout_ms = 60000'
make_store || exit 99
ck-store key make >"$T/lost" &&
	ck-store key retire "$(jq -r .key "$T/lost")" --reason lost >"$T/retired" &&
	ck-store key make >"$T/made" || exit 99
ck-store staff add "$me" --agency admin,gate_centre --lanes B0-1,B0-2 \
	>"$T/staff" || exit 99
ssh_begin || exit 99

# What the managers are told is written down.
mkdir "$T/bin" "$T/units"
cat >"$T/bin/systemctl" <<END
#!/bin/sh
echo "\$*" >>"$T/told"
case \$1 in --quiet) [ -e "$T/started" ] ;; restart) : >"$T/started" ;; esac
END
cat >"$T/bin/udevadm" <<END
#!/bin/sh
echo "udevadm \$*" >>"$T/told"
END
chmod +x "$T/bin/systemctl" "$T/bin/udevadm"
PATH=$T/bin:$PATH
new=$T/pc/ck.db
drop_in="$T/units/ck-gate@B0-1.service.d/decider.conf"

# computer ARGUMENT...: in a place of its own
computer() {
	env -u CK_STORE "$top_srcdir/scripts/ck-lane-computer" -u "$me" \
		-d "$T/units" -s "$new" "$@" </dev/null
}
# refuses WHAT STATUS WORDS ARGUMENT...: says so, and nothing is made
refuses() {
	refuses_what=$1 refuses_status=$2 refuses_words=$3
	shift 3
	check "$refuses_what" status "$refuses_status" said computer "$@"
	check '... and says so' grep -q "$refuses_words" "$T/words"
	check '... and makes nothing' test ! -e "$T/pc" -a ! -e "$drop_in" -a \
		! -e "$T/told"
}
said() {
	said_status=0
	"$@" >"$T/out" 2>"$T/words" || said_status=$?
	cat "$T/out" "$T/words"
	return "$said_status"
}

refuses 'a key that is not let in' 77 'stranger is not let in' \
	B0-1 "$T/stranger" "$gatehouse"
refuses 'no such lane' 67 'CKHN has no lane B9' B9 "$T/key" "$gatehouse"
refuses 'a lane that its account is not entered for' 77 'B1-1' \
	B1-1 "$T/key" "$gatehouse"
refuses 'no such key' 66 'none: cannot be read' B0-1 "$T/none" "$gatehouse"
refuses 'no gatehouse there' 75 'not reached' B0-1 "$T/key" \
	"ssh://$me@127.0.0.1:9"
mv "$T/key.known_hosts" "$T/hosts"
refuses 'a host key that nobody has vouched for' 66 'key.known_hosts: cannot' \
	B0-1 "$T/key" "$gatehouse"
echo "$(cut -d ' ' -f 1 "$T/hosts") $(cat "$T/stranger.pub")" \
	>"$T/key.known_hosts"
refuses 'another host key' 78 'not the host key' B0-1 "$T/key" "$gatehouse"
mv "$T/hosts" "$T/key.known_hosts"
refuses 'words that are no lane' 64 'the name of a lane' 'B0 1' "$T/key" \
	"$gatehouse"
refuses 'words that are no host' 64 'expected \[USER@\]HOST' B0-1 "$T/key" \
	'x -oProxyCommand=x'
refuses 'a store with a blank' 64 'expected a path' -s "$T/a b" B0-1 "$T/key" \
	"$gatehouse"
refuses 'a user that is not there' 78 'no such user' -u no-such-user B0-1 \
	"$T/key" "$gatehouse"
same '... once' 1 "$(wc -l <"$T/words")"
sed 's/^/command="no-such-program" /' "$T/key.pub" >"$T/authorized"
refuses 'a gatehouse without our programs' 69 'expected the programs of ck' \
	B0-1 "$T/key" "$gatehouse"
sed 's/^/command="cat" /' "$T/key.pub" >"$T/authorized"
refuses 'an answer that is none' 65 'expected a record of kind expected: {' \
	B0-1 "$T/key" "$gatehouse"
cp "$T/key.pub" "$T/authorized"
if [ "$(id -u)" -eq 0 ]; then
	chmod 711 "$T"
	cp "$top_srcdir/scripts/ck-lane-computer" "$T/copy"
	chmod 755 "$T/copy"
	check 'not by root' status 77 runuser -u nobody -- "$T/copy" B0-1 \
		"$T/key" "$gatehouse"
else
	refuses 'not by root' 77 'by root' -u root B0-1 "$T/key" "$gatehouse"
fi
check 'too few words' status 64 computer B0-1

computer -n B0-1 "$T/key" "$gatehouse" >"$T/would" 2>"$T/words"
same 'looked at first' 0: "$?:$(cat "$T/words")"
check '... nothing is made' test ! -e "$T/pc" -a ! -e "$drop_in"
rm -f "$T/told"
check 'one command' said computer B0-1 "$T/key" "$gatehouse"
same '... does what was told before' "$(cat "$T/would")" "$(cat "$T/out")"
same 'the store is of that lane' CKHN/B0-1 \
	"$(ck-store stat -s "$new" | jq -r .origin)"
same '... with the site' "$(ck-store site -j .digest)" \
	"$(ck-store site -s "$new" -j .digest)"
same '... its keys, but those that were retired' "$(jq .key "$T/made")" "$(ck-store key -s "$new" -j .key)"
same '... and who runs it' '["admin","gate_centre"] ["B0-1"]' \
	"$(ck-store staff -s "$new" | jq -r 'select(.user == "'"$me"'") |
		"\(.agencies) \(.lanes)"')"
same 'the key is for one reader' "600 $me" "$(stat -c '%a %U' "$T/pc/lane-key")"
check 'chips that were there before are for the lanes' grep -q \
	'^udevadm trigger .*=gpio ' "$T/told"
same 'the manager starts both' 'start ck-gate@B0-1.socket
restart ck-gate@B0-1.service' "$(grep start "$T/told")"

: >"$T/told"
prints 'again: nothing is done' \
	'nothing to do: this is the computer of lane B0-1' \
	computer B0-1 "$T/key" "$gatehouse"
same '... nor by the manager' '' "$(grep start "$T/told")"
rm "$drop_in"
prints 'what is missing is' "writes $drop_in
starts ck-gate@B0-1.socket ck-gate@B0-1.service" \
	computer B0-1 "$T/pc/lane-key" "$gatehouse"
check 'the store of another lane' status 78 \
	said computer B0-2 "$T/key" "$gatehouse"
check '... is told and left' grep -q 'the store of CKHN/B0-1: expected none' \
	"$T/words"

# The lane, as the unit would run it.
decider=$(sed -n "s/.*--decider '\(.*\)'\"\$/\1/p" "$drop_in")
called "$(export_of 12C-111.11).1" || exit 99
decide() {
	{ rest "$1:00"; seen 12C11111 "$1:30"; } | ck-gate run B0-1 -s "$new" \
		--lines stdio --lang en --decider "$decider"
}
decide 07:00 >"$T/ran" 2>"$T/words"
same 'it decides with the gatehouse' 'true null' \
	"$(jq -r 'select(.kind == "decision") | "\(.admit) \(.offline)"' "$T/ran")"
same '... which has it in its log, from its account' "$me" \
	"$(log 'select(.event == "gate.decided") | .actor' | jq -r .)"
ssh_end
decide 07:10 >"$T/ran" 2>"$T/words"
same '... and without it, alone' true \
	"$(jq 'select(.kind == "decision").offline' "$T/ran")"
check 'the store is sound' sound
check '... and that of the lane' ck-store verify --all -s "$new"

done_testing
