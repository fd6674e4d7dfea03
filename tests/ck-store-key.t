#!/bin/sh
# Keys of the site: made, listed, imported, retired; several hold at once, and
# the one that began last signs. Secret halves stand in the private table and
# nowhere else. Heads are signed, and openssl agrees.
. "${0%/*}/lib.sh"
. "${0%/*}/gate-ground.sh"

make_store
command -v xxd >/dev/null || skip_all 'xxd is not installed'
key() {
	ck-store key "$@"
}
id_of() {
	jq -r .key
}

# -- making

same 'there are none at first' '' "$(key)"
check 'only the keeper makes one' status 77 ck-store --as hq-lan key make
check 'dry, nothing is made' key make --dry-run
same '... nothing' '' "$(key)"
check 'a key is made' eval 'key make >"$T/one"'
one=$(id_of <"$T/one")
same 'it holds for a year and signs' 'made valid true 365' "$(jq -r '
	def day: .[0:19] + "Z" | fromdateiso8601;
	"\(.act) \(.state) \(.signs) \(((.until | day) - (.from | day)) / 86400)"' \
	"$T/one")"
same 'its id is the site and the beginning of SHA-256 of its public half' \
	"CKHN/$(jq -r .public "$T/one" | xxd -r -p | sha256sum | cut -c 1-16)" \
	"$one"
same 'the log has the public half' "key.made $(jq -r .public "$T/one")" \
	"$(ck-store log | jq -r 'select(.event == "key.made") |
		"\(.event) \(.body.public)"')"
secret=$(sqlite3 "$CK_STORE" 'select hex(secret) from key_secret' |
	tr A-F a-f)
same 'the secret half is 32 bytes' 64 "$(printf %s "$secret" | wc -c)"
ck-store log >"$T/log"
check '... and not in the log' status 1 grep -qi "$secret" "$T/log"
key show "$one" >"$T/shown"
check '... nor in what is shown' status 1 grep -qi "$secret" "$T/shown"
check 'a key that is over before it begins is refused' status 64 \
	key make --from 2026-12-02 --to 2026-12-01
check '... as one that is over already' status 64 \
	key make --from 2026-01-01 --to 2026-01-02

# -- several, and which one signs

key make --from 2026-12-01 --to 2027-02-28 >"$T/two"
two=$(id_of <"$T/two")
same 'one for later does not hold yet' early "$(jq -r .state "$T/two")"
signer() {
	ck-store head --sign | jq -r .key
}
same 'the first one signs' "$one" "$(signer)"
same 'from its day on the newer one does' "$two" \
	"$(CK_NOW=2026-12-01T00:00:00+07:00 signer)"
same '... to the end of its last day' "$two" \
	"$(CK_NOW=2027-02-28T23:59:59+07:00 signer)"
same 'then the first one again' "$one" \
	"$(CK_NOW=2027-03-01T00:00:00+07:00 signer)"
same 'both are listed' 2 "$(key | wc -l)"
same 'a few characters of the id name one' "$two" \
	"$(key show "$(printf %s "${two#*/}" | cut -c 1-8)" | id_of)"
check 'of none there is none' status 67 key show ffffffffffffffff

# -- heads

ck-store head --sign >"$T/head"
check 'a signed head is genuine' ck-store head --check "$T/head"
ck-store head --check "$T/head" >"$T/checked"
same '... and held' 'valid holds true' \
	"$(jq -r '"\(.signature) \(.log) \(.ok)"' "$T/checked")"
tell() { # JQ: of the head so changed
	jq -c "$1" "$T/head" | ck-store head --check - |
		jq -r '"\(.signature) \(.log) \(.ok)"'
}
same 'another seq is not signed' 'wrong differs false' "$(tell '.seq -= 1')"
same 'nor another hash' 'wrong differs false' \
	"$(tell '.hash |= (.[1:] + .[0:1])')"
same 'nor another time' 'wrong holds false' \
	"$(tell '.signed_at |= sub("T07"; "T08")')"
same 'nor another signature' 'wrong holds false' \
	"$(tell '.signature |= (.[1:] + .[0:1])')"
same 'without one it is not genuine' 'missing holds false' \
	"$(tell 'del(.signature)')"
same 'a key that nobody knows' 'unknown-key holds false' \
	"$(tell '.key = "TT/0123456789abcdef"')"
check 'the exit status says so' status 1 eval \
	'jq -c ".seq -= 1" "$T/head" | ck-store head --check - >"$T/.no"'
check 'what is no head is refused' status 65 eval \
	'echo "{\"kind\":\"trip\"}" | ck-store head --check -'
check 'a missing file' status 66 ck-store head --check "$T/nothing"
if command -v openssl >/dev/null; then
	jq -r '"ck head 1", .origin, .seq, .hash, .signed_at' "$T/head" \
		>"$T/message"
	jq -r .signature "$T/head" | xxd -r -p >"$T/signature"
	{ echo 302a300506032b6570032100; jq -r .public "$T/one"; } |
		xxd -r -p >"$T/key.der"
	check 'openssl finds the signature good' openssl pkeyutl -verify \
		-pubin -keyform DER -inkey "$T/key.der" -rawin \
		-in "$T/message" -sigfile "$T/signature"
fi

# -- another's key

key show "$one" >"$T/export"
other() {
	ck-store --store "$T/other.db" "$@"
}
jq '.site = "TT" | .' "$top_srcdir/share/sites/tan-thanh.json" >"$T/tt.json"
other init --simulated --site "$T/tt.json" >"$T/.init"
check 'another store takes the public half' eval \
	'other key import "$T/export" >"$T/imported"'
same '... with the same id, and cannot sign with it' \
	"$one imported valid false" \
	"$(jq -r '"\(.key) \(.act) \(.state) \(.signs)"' "$T/imported")"
check 'a second time it changes nothing' other key import "$T/export"
same '... in the log' 1 "$(other log | grep -c key.imported)"
check 'it checks the head with it' eval \
	'other head --check "$T/head" | jq -e ".signature == \"valid\" and
		.log == \"unknown\" and .ok"'
check 'it has none to sign with' status 67 other head --sign
bad() { # JQ
	jq -c "$1" "$T/export" | other key import -
}
check 'another half does not fit the id' status 65 \
	bad '.public |= (.[2:] + .[0:2])'
check 'half a half is none' status 65 bad '.public |= .[2:]'
check 'a key needs its times' status 65 bad 'del(.until)'
check '... and its site' status 65 bad 'del(.of_site)'
check 'other times are told apart' status 1 \
	bad '.until = "2030-01-01T00:00:00+07:00"'

# -- retiring

check 'only the keeper retires' status 77 ck-store --as hq-lan key retire "$one"
check 'a key is retired' eval 'key retire "$one" --reason lost >"$T/retired"'
same '... and signs no more' 'retired retired false' \
	"$(jq -r '"\(.act) \(.state) \(.signs)"' "$T/retired")"
check 'again it changes nothing' key retire "$one"
same '... in the log' 'lost' \
	"$(ck-store log | jq -r 'select(.event == "key.retired") | .body.reason')"
same 'the secret half is gone' 1 \
	"$(sqlite3 "$CK_STORE" 'select count(*) from key_secret')"
hidden() {
	for file in "$CK_STORE" "$CK_STORE-wal"; do
		[ -e "$file" ] || continue
		xxd -p "$file" | tr -d '\n' >"$T/.hex"
		! grep -q "$secret" "$T/.hex" || return 1
	done
}
check '... from the file and the WAL' hidden
check 'what it signed is genuine no more' status 1 \
	ck-store head --check "$T/head"
check '... and there is none to sign with' status 67 ck-store head --sign

# -- behind the programs' back

cp "$CK_STORE" "$T/false.db"
sqlite3 "$T/false.db" "update key_secret set secret = zeroblob(32)"
check 'another secret half is a fault' status 1 \
	ck-store --store "$T/false.db" verify --all
cp "$CK_STORE" "$T/back.db"
sqlite3 "$T/back.db" "insert into key_secret values ('$one', x'$secret')"
check 'so is one that came back' status 1 \
	ck-store --store "$T/back.db" verify --all
same '... told as that' key "$(ck-store --store "$T/back.db" verify --all |
	jq -r 'select(.kind == "fault") | .code')"

# -- copies

ck-store backup "$T/copy.db" >"$T/backup" 2>"$T/backup.words"
same 'a backup says that it holds secret halves' 1 \
	"$(jq -r .secret_keys "$T/backup")"
check '... in words too' grep -q 'secret' "$T/backup.words"
{ cat "$T/one" "$T/imported" "$T/retired" "$T/checked" "$T/head" "$T/backup"
	key; } >"$T/records"
check 'the records are as the schemas say' eval \
	'valid key head head_check backup <"$T/records"'
check 'the tables follow from the log' sound

done_testing
