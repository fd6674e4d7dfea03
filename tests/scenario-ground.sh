# shellcheck shell=sh
# The ground of the acceptance tests: a simulated store of the shipped site
# file of Hữu Nghị with its staff, and everything around it that a gate has: a
# customs peer, an indicator on a terminal, lanes with loops. Source after
# lib.sh.
#
#	make_store		the store
#	at TIME COMMAND...	at that time: "21 22:46", of November 2026
#	declare, clear, queue, scale, fee, gate, report, store VERB...
#				the programs, in English, in the name of $by
#	by USER COMMAND...	in that name
#	of JQ COMMAND...	what JQ makes of each record it prints, in one line;
#				its status is that of the command
#	words COMMAND...	what it prints on standard error
#	fact SEQ NUMBER TYPE CHANNEL STATE TIME	what the customs peer says next
#	start_peer OPTION...	it runs at $url; the facts are in $T/facts
#	stop_peer
#	sync VERB...		ck-sync with it
#	sim OPTION...		an indicator at $tty; load KG, unload, sim_ends
#	through LANE TIME PLATE	a vehicle drives through a lane with its camera and
#				loops, as far as the barrier lets it; the lane's
#				records in $T/lane
#	confirm TRIP CHECK...	each by the officer whose check it is
#	checks TRIP		"check state" of each, sorted
#	state TRIP CHECK	that one's
#	keeps WHAT STATUS COMMAND...	exits so and appends nothing
#	seq			where the log ends
#	figures DAY JQ		of the daily report
#	closes TRIP...		the outcome of each
#	rebuilt			the tables are what the log says, all of it

# shellcheck disable=SC2154 # lib.sh sets them
for program in ck-gate ck-sync ck-weigh; do
	command -v "$program" >/dev/null || skip_all "$program is not built"
done
command -v jq >/dev/null || skip_all 'jq is not installed'
[ -x /usr/bin/python3 ] || skip_all 'python3 is not installed'
CK_NOW=2026-11-21T22:00:00+07:00
LANGUAGE=en
export CK_NOW LANGUAGE
by=tt-gate
trap 'stop_peer; rm -rf "$T"' EXIT

make_store() {
	ck-store init --simulated --site "$top_srcdir/share/sites/huu-nghi.json" \
		>"$T/.init"
}

stamp() {
	echo "2026-11-${1% *}T${1#* }:00+07:00"
}

at() {
	at_time=$(stamp "$1")
	shift
	CK_NOW=$at_time "$@"
}

by() {
	by_user=$1
	shift
	by=$by_user "$@"
}

declare() {
	ck-declare --lang en --as "$by" "$@"
}

clear() {
	ck-clear --lang en --as "$by" "$@"
}

queue() {
	ck-queue --lang en --as "$by" "$@"
}

scale() {
	ck-weigh --lang en --as "$by" "$@"
}

fee() {
	ck-fee --lang en --as "$by" "$@"
}

gate() {
	ck-gate --lang en --as "$by" "$@"
}

report() {
	ck-report --lang en --as "$by" --format json "$@"
}

store() {
	ck-store --lang en --as "$by" "$@"
}

of() {
	of_jq=$1 of_status=0
	shift
	"$@" </dev/null >"$T/.of" || of_status=$?
	jq -r "$of_jq" "$T/.of" | xargs
	return "$of_status"
}

words() {
	{ "$@" 2>&3 >"$T/.words" </dev/null; } 3>&1
}

seq() {
	ck-store head --jq .seq
}

keeps() {
	keeps_what=$1 keeps_want=$2 keeps_before=$(seq)
	shift 2
	check "$keeps_what" status "$keeps_want" "$@" </dev/null
	same '... and nothing is written' "$keeps_before" "$(seq)"
}

# -- customs ------------------------------------------------------------------

fact() {
	jq -nc --argjson seq "$1" --arg number "$2" --arg type "$3" \
		--argjson channel "$4" --arg state "$5" --arg at "$(stamp "$6")" \
		'{seq: $seq, soTK: $number, maLH: $type, luong: $channel,
		trangThai: $state, thoiGian: $at}' >>"$T/facts"
}

start_peer() {
	stop_peer
	rm -f "$T/hold" "$T/ready"
	mkfifo "$T/hold" "$T/ready"
	"$top_srcdir/tests/sim/peer" "$@" <"$T/hold" >"$T/ready" \
		7>&- 8<&- 9>&- &
	peer_pid=$!
	exec 9>"$T/hold" 6<"$T/ready"
	read -r _ url <&6
	exec 6<&-
}

stop_peer() {
	[ -n "${peer_pid-}" ] || return 0
	exec 9>&-
	wait "$peer_pid"
	peer_pid=
}

sync() {
	ck-sync --as admin --lang en --url "$url" \
		--adapters "$top_srcdir/share/adapters" "$@"
}

# -- the scale ----------------------------------------------------------------

# Descriptors 7 and 8 are its input and output.
sim() {
	[ -p "$T/sim-in" ] || mkfifo "$T/sim-in" "$T/sim-out"
	scale-pty --link "$T/tty" "$@" <"$T/sim-in" >"$T/sim-out" \
		7>&- 8>&- 9>&- &
	sim_pid=$!
	exec 7>"$T/sim-in" 8<"$T/sim-out"
	read -r tty <&8
	# shellcheck disable=SC2034 # for those who source this
	tty=$T/tty
}

hear() {
	while read -r heard <&8; do
		case $heard in
		"$1"*) return 0 ;;
		esac
	done
	return 1
}

load() {
	echo "truck $1" >&7
	hear settled
}

unload() {
	echo leave >&7
	hear empty
}

sim_ends() {
	exec 7>&- 8<&-
	wait "$sim_pid"
}

# -- lanes --------------------------------------------------------------------

edges() {
	for edges_edge; do
		through_second=$((through_second + 1))
		printf '{"kind":"edge","lane":"%s","line":"%s","value":%s,"at":"%s"}\n' \
			"$through_lane" "${edges_edge%=*}" "${edges_edge#*=}" \
			"$(through_at)"
	done
}

through_at() {
	stamp "$through_time" | sed "s/:00+/:$(printf %02d "$through_second")+/"
}

# The vehicle stands on the first loop and is read; when it may go, the arm
# rises, it drives through, and the arm comes down.
through() {
	through_lane=$1 through_time=$2 through_second=0
	[ -p "$T/devices" ] || mkfifo "$T/devices" "$T/drive"
	gate run "$1" <"$T/devices" >"$T/drive" 2>"$T/lane.words" \
		7>&- 8<&- 9>&- &
	through_pid=$!
	exec 3>"$T/devices" 4<"$T/drive"
	edges limit_up=0 limit_down=1 loop_safety=0 loop_exit=0 loop_arrive=1 >&3
	printf '{"kind":"sighting","lane":"%s","plate":"%s","at":"%s"}\n' \
		"$1" "$3" "$(through_at)" >&3
	: >"$T/lane"
	while read -r through_record <&4; do
		printf '%s\n' "$through_record" >>"$T/lane"
		case $through_record in
		*'"kind":"decision"'*'"admit":true'*)
			edges limit_down=0 limit_up=1 loop_safety=1 \
				loop_arrive=0 loop_exit=1 loop_safety=0 \
				loop_exit=0 limit_up=0 limit_down=1 >&3
			break ;;
		*'"kind":"decision"'*) break ;;
		esac
	done
	exec 3>&-
	cat <&4 >>"$T/lane"
	exec 4<&-
	wait "$through_pid" || cat "$T/lane.words"
	jq -r 'select(.kind == "passage" or (.kind == "decision" and
			(.admit | not))) |
		if .kind == "decision" then "no: " + ([.reasons[].code] |
			unique | join(" "))
		elif .admitted then "\(.from) -> \(.to)"
		else "\(.from) -> \(.to), not admitted" end' "$T/lane"
}

# -- agencies -----------------------------------------------------------------

officer() {
	case $1 in
	customs) echo hq-lan ;;
	border_guard) echo bp-hung ;;
	medical_quarantine) echo yte-mai ;;
	plant_quarantine) echo kdtv-son ;;
	transport) echo vantai-tu ;;
	yard:XUAN-CUONG) echo bai-xuan-cuong ;;
	*) echo nobody ;;
	esac
}

# What is confirmed is what the agency's list showed.
confirm() {
	confirm_trip=$1
	shift
	for confirm_check; do
		confirm_agency=$(of ".checks[] | select(.check ==
			\"$confirm_check\").agency" clear status -q "$confirm_trip")
		clear pending --agency "$confirm_agency" --check "$confirm_check" \
			--jq "select(.trip == \"$confirm_trip\")" |
			by "$(officer "$confirm_agency")" clear confirm - |
			jq -r '"\(.check) \(.state)"'
	done
}

checks() {
	clear status -q "$1" | jq -r '.checks[] | "\(.check) \(.state)"' | sort
}

state() {
	of ".checks[] | select(.check == \"$2\").state" clear status -q "$1"
}

# -- what it comes to ---------------------------------------------------------

figures() {
	of "$2" report day "2026-11-$1"
}

closes() {
	for closes_trip; do
		of '.trips[] | select(.trip == "'"$closes_trip"'") |
			.outcome // "open"' declare show "$closes_trip"
	done | xargs
}

rebuilt() {
	ck-store verify --all >"$T/.rebuilt" || { cat "$T/.rebuilt"; return 1; }
}
