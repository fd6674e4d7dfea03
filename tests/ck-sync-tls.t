#!/bin/sh
# ck-sync over TLS: the peer has a certificate of a private CA and asks for one
# of ours; neither side speaks to a stranger.
. "${0%/*}/lib.sh"
. "${0%/*}/ck-sync-ground.sh"

nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || skip_all 'nginx is missing'
command -v openssl >/dev/null || skip_all 'openssl is missing'

# certificate NAME CA COMMON-NAME: NAME.pem and NAME.key, signed by CA.
certificate() {
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-subj "/CN=$3" -keyout "$T/$1.key" -out "$T/$1.csr" &&
	printf 'subjectAltName=DNS:%s\n' "$3" >"$T/$1.ext" &&
	openssl x509 -req -in "$T/$1.csr" -CA "$T/$2.pem" -CAkey "$T/$2.key" \
		-CAcreateserial -days 2 -extfile "$T/$1.ext" -out "$T/$1.pem"
}
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 2 -subj "/CN=$1" -keyout "$T/$1.key" -out "$T/$1.pem"
}
check 'a private CA' authority ca
check 'another one' authority other
check 'a certificate of the peer' certificate peer ca localhost
check 'one of ours' certificate gate ca gate
check 'one that the peer does not know' certificate stranger other gate

fact 1 305123456780 B11 2 thong_quan >"$T/facts"
fact 2 105987654320 A11 1 thong_quan >>"$T/facts"
start_peer --facts "$T/facts" --posted "$T/posted" --page 1
cat >"$T/nginx.conf" <<END
worker_processes 1;
daemon off;
pid $T/nginx.pid;
error_log stderr crit;
events { worker_connections 32; }
http {
	access_log $T/access;
	log_format main '\$server_protocol \$ssl_client_verify';
	client_body_temp_path $T/body;
	proxy_temp_path $T/proxy;
	fastcgi_temp_path $T/fastcgi;
	uwsgi_temp_path $T/uwsgi;
	scgi_temp_path $T/scgi;
	server {
		listen unix:$T/tls.sock ssl http2;
		access_log $T/access main;
		server_name localhost;
		ssl_certificate $T/peer.pem;
		ssl_certificate_key $T/peer.key;
		ssl_client_certificate $T/ca.pem;
		ssl_verify_client on;
		location / { proxy_pass $url; proxy_http_version 1.1; }
	}
}
END
# A socket in our own folder: no port that somebody else may have taken.
"$nginx" -e stderr -p "$T" -c "$T/nginx.conf" 2>"$T/nginx.err" 9>&- 8<&- &
nginx_pid=$!
trap 'kill "$nginx_pid" 2>/dev/null; wait "$nginx_pid"; stop_peer; rm -rf "$T"' EXIT
until [ -S "$T/tls.sock" ]; do
	kill -0 "$nginx_pid" 2>/dev/null || break
done
check 'nginx stands before the peer' test -S "$T/tls.sock"
url=https://localhost

# with MEMBERS: a store whose peer has these.
with() {
	rm -f "$CK_STORE"*
	make_store "{\"unix_socket\": \"$T/tls.sock\" $1}"
}
ours=", \"certificate\": \"$T/gate.pem\", \"private_key\": \"$T/gate.key\""
theirs=", \"ca\": \"$T/ca.pem\""

with "$theirs $ours"
sums 'both know each other' 0 '2 2 0 0 2' pull customs
same '... over HTTP/2, by certificate' 'HTTP/2.0 SUCCESS' \
	"$(sort -u "$T/access")"
sums '... to tell, too' 0 "0 0 CKHN:$(length)" push customs

with "$ours"
sums 'a peer whose CA is not known' 77 '' pull customs
check '... is told so' grep -qi certificate "$T/sync.err"
with ", \"ca\": \"$T/other.pem\" $ours"
sums 'a peer of another CA' 77 '' pull customs
with "$theirs $ours"
url=https://gate
sums 'a peer of another name' 77 '' pull customs
url=https://localhost
with "$theirs"
sums 'we without a certificate' 65 '' pull customs
with "$theirs, \"certificate\": \"$T/stranger.pem\",
	\"private_key\": \"$T/stranger.key\""
sums 'we with one that the peer does not trust' 65 '' pull customs
with "$theirs, \"certificate\": \"$T/gate.pem\",
	\"private_key\": \"$T/peer.key\""
sums 'a key that is not the certificate'\''s' 78 '' pull customs
with "$theirs, \"certificate\": \"$T/none.pem\""
sums 'a certificate that is not there' 78 '' pull customs
with ", \"ca\": \"$T/none.pem\""
sums 'a CA that is not there' 78 '' pull customs

done_testing
