# shellcheck shell=sh
# The ground of the test of a lane's computer: a gatehouse behind a real sshd on
# a port of this machine, an ordinary process that ends with the test. Source
# after lib.sh, with the gatehouse's store made ($CK_STORE).
#
#	ssh_begin	it listens; $gatehouse is its address, $T/key gets in
#	ssh_end		it is gone, and the port with it

# shellcheck disable=SC2154 # lib.sh sets them
sshd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd) ||
	skip_all 'openssh-server is not installed'
command -v ssh >/dev/null || skip_all 'openssh-client is not installed'
ssh_pid=

ssh_end() {
	[ -n "$ssh_pid" ] || return 0
	kill "$ssh_pid" 2>/dev/null
	wait "$ssh_pid" 2>/dev/null
	ssh_pid=
}
trap 'ssh_end; rm -rf "$T"' EXIT

ssh_listens() {
	ssh_left=100
	until grep -q 'Server listening' "$T/sshd.log"; do
		ssh_left=$((ssh_left - 1))
		[ $ssh_left -gt 0 ] && kill -0 "$ssh_pid" 2>/dev/null || return 1
		sleep 0.1
	done
}

# A port that somebody has is another one's: the next is tried.
ssh_begin() {
	# It is what the package's unit makes at its start.
	[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
	# What the account's own shell does at its start is none of ours.
	mkdir "$T/home"
	for ssh_key in host key stranger; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/$ssh_key" || return
	done
	cp "$T/key.pub" "$T/authorized"
	chmod 600 "$T/authorized"
	for ssh_port in 22741 22853 22967 23081 23197 23311; do
		cat >"$T/sshd_config" <<-CONF
		ListenAddress 127.0.0.1:$ssh_port
		HostKey $T/host
		PidFile none
		UsePAM no
		StrictModes no
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		PermitRootLogin prohibit-password
		AuthorizedKeysFile $T/authorized
		SetEnv HOME=$T/home PATH=$PATH CK_STORE=$CK_STORE LC_ALL=C.UTF-8 ${CK_NOW:+CK_NOW=$CK_NOW} ${LSAN_OPTIONS:+LSAN_OPTIONS=$LSAN_OPTIONS}
		CONF
		: >"$T/sshd.log"
		timeout 1800 "$sshd" -D -e -f "$T/sshd_config" 2>"$T/sshd.log" &
		ssh_pid=$!
		ssh_listens && break
		ssh_end
	done
	[ -n "$ssh_pid" ] || { cat "$T/sshd.log"; return 1; }
	# shellcheck disable=SC2034 # the tests use it
	gatehouse=ssh://$(id -un)@127.0.0.1:$ssh_port
	echo "[127.0.0.1]:$ssh_port $(cat "$T/host.pub")" >"$T/key.known_hosts"
	cp "$T/key.known_hosts" "$T/stranger.known_hosts"
	ssh -p "$ssh_port" -i "$T/key" -o BatchMode=yes \
		-o UserKnownHostsFile="$T/key.known_hosts" 127.0.0.1 true \
		2>"$T/words" && return
	# An account without a shell, as of a service.
	if ssh_why=$(grep -o 'not allowed because .*' "$T/sshd.log"); then
		skip_all "$(id -un) cannot log in here: $ssh_why"
	fi
	cat "$T/words"
	return 1
}
