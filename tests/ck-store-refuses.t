#!/bin/sh
# Whatever is not a store that this program can use is named for what it is,
# by every verb, and left as it was.
. "${0%/*}/lib.sh"
. "${0%/*}/store-ground.sh"

# everywhere STATUS STORE SENTENCE: every verb says so, and only that
everywhere() {
	for verb in site 'site x.json' staff 'staff end x' log head verify \
		'verify --all' stat "backup $T/copy" migrate tick; do
		# shellcheck disable=SC2086 # a verb and its operands
		said=$(words status "$1" ck-store -s "$2" $verb)
		[ "$said" = "ck-store: $3 [store]" ] || echo "$verb: $said"
	done >"$T/.everywhere"
	cat "$T/.everywhere"
	[ ! -s "$T/.everywhere" ]
}

unset CK_NOW
check 'a store that is not there' everywhere 66 "$T/none" \
	"$T/none: no such store; make one with ck-store init"
check 'and is not made by looking for it' test ! -e "$T/none"
mkdir "$T/folder"
check 'a directory' everywhere 78 "$T/folder" \
	"$T/folder: is a directory, not a store"
mkfifo "$T/fifo"
check 'a pipe' everywhere 78 "$T/fifo" \
	"$T/fifo: is not a regular file, so not a store"
echo 'not a store, but a text of some length' >"$T/text"
cp "$T/text" "$T/text.was"
check 'a text' everywhere 78 "$T/text" "$T/text: is not a store of ck"
check 'which stays as it was' cmp "$T/text" "$T/text.was"
: >"$T/empty"
check 'an empty file' everywhere 78 "$T/empty" "$T/empty: is not a store of ck"
check 'which stays empty' test ! -s "$T/empty"
sqlite3 "$T/other" 'create table event (line text); pragma user_version = 1'
cp "$T/other" "$T/other.was"
check "another program's database" everywhere 78 "$T/other" \
	"$T/other: is not a store of ck"
check 'which stays as it was' cmp "$T/other" "$T/other.was"

make_store || exit 99
version=$(sqlite3 "$CK_STORE" 'pragma user_version')
settle "$CK_STORE"

put "$CK_STORE" "$T/newer"
sqlite3 "$T/newer" "pragma user_version = $((version + 1))"
cp "$T/newer" "$T/newer.was"
check 'a store of a newer program' everywhere 78 "$T/newer" \
	"$T/newer: the store has version $((version + 1)), newer than this program's $version; use the newer programs"
check 'which stays as it was' cmp "$T/newer" "$T/newer.was"

put "$CK_STORE" "$T/older"
sqlite3 "$T/older" 'pragma user_version = 0'
refused_older() {
	ck-store -s "$T/older" head 2>"$T/words" && return 1
	grep "version 0, older than this program's $version; run ck-store migrate" \
		"$T/words"
}
check 'a store of an older program asks to be migrated' refused_older

put "$CK_STORE" "$T/headless"
shell "$T/headless" 'update origin set own = 0'
same 'a store that has lost its own log' \
	"ck-store: $T/headless: the store has no log of its own [store]" \
	"$(words status 78 ck-store -s "$T/headless" tick)"
put "$CK_STORE" "$T/bare"
shell "$T/bare" 'drop table origin'
check 'a store that has lost a table it begins with' status 78 \
	ck-store -s "$T/bare" head
head -c 60000 "$CK_STORE" >"$T/cut"
check 'a store that is cut off' status 74 ck-store -s "$T/cut" head

put "$CK_STORE" "$T/damaged"
printf '\011' | dd of="$T/damaged" bs=1 seek=47 conv=notrunc 2>"$T/.dd"
check 'a store whose head is damaged' everywhere 74 "$T/damaged" \
	"$T/damaged: the file is damaged; bring back a backup (ck-troubles(7))"

# -- init ---------------------------------------------------------------------

cp "$CK_STORE" "$T/was"
check 'init over a store' status 78 ck-store init --site "$site_file"
same 'says so' "ck-store: $CK_STORE: exists already [store]" \
	"$(words ck-store init --site "$site_file")"
check 'and leaves it as it was' cmp "$CK_STORE" "$T/was"
for there in text folder; do
	check "init over a $there" status 78 \
		ck-store -s "$T/$there" --site "$site_file" init
done
check 'nor do they change' cmp "$T/text" "$T/text.was"
ln -s "$T/nowhere" "$T/link"
check 'a link to nowhere exists, too' status 78 \
	ck-store -s "$T/link" --site "$site_file" init
mkdir "$T/moved"
ck-store -s "$T/moved/ck.db" init --simulated --site "$site_file" >/dev/null
mv "$T/moved/ck.db" "$T/moved/old.db"
if [ ! -s "$T/moved/ck.db-wal" ]; then echo part >"$T/moved/ck.db-wal"; fi
check 'init beside the -wal of a store that was moved away' status 78 \
	ck-store -s "$T/moved/ck.db" --site "$site_file" init
same '... says so' "ck-store: $T/moved/ck.db-wal: is left of a store that stood here; put it to that store, which is not whole without it [store]" \
	"$(words ck-store -s "$T/moved/ck.db" --site "$site_file" init)"
check '... and a backup there' status 78 ck-store backup "$T/moved/ck.db"
mkdir "$T/dry"
check 'a dry init is one in words' ck-store -s "$T/dry/ck.db" -n init \
	--site "$site_file"
check 'it leaves nothing' test -z "$(ls "$T/dry")"
check 'and says what would be there' status 78 \
	ck-store -n init --site "$site_file"
check 'init in no folder' status 66 \
	ck-store -s "$T/nofolder/ck.db" --site "$site_file" init

sed '0,/"to": "yard"/s//"to": "moon"/' "$site_file" >"$T/moon.json"
line=$(grep -n moon "$T/moon.json" | cut -d : -f 1)
mkdir "$T/moon"
same 'a site file that contradicts itself is told by line and pointer' \
	"ck-store: $T/moon.json:$line: /lanes/B0-1/to: there is no zone moon [site]" \
	"$(words status 78 ck-store -s "$T/moon/ck.db" --site "$T/moon.json" init)"
check 'and leaves no store' test -z "$(ls "$T/moon")"
check 'nor does one that is no JSON' status 78 sh -c "
	mkdir '$T/broken'; echo '{' >'$T/broken.json'
	ck-store -s '$T/broken/ck.db' --site '$T/broken.json' init"
check '... it leaves nothing' test -z "$(ls "$T/broken")"
check 'a site file that is not there' status 66 \
	ck-store -s "$T/broken/ck.db" --site "$T/none.json" init
check 'init needs a site' status 64 ck-store -s "$T/broken/ck.db" init

# exec keeps the process id, in which a killed one had begun.
# shellcheck disable=SC2016 # of the inner shell
check 'what a killed init has left is no hindrance' sh -c '
	echo half >"$1.new-$$"
	exec ck-store -s "$1" --site "$2" init' sh "$T/second.db" "$site_file"
same '... and is gone' '' "$(find "$T" -name '*.new-*')"

# -- real stores --------------------------------------------------------------

check 'a real store is made' \
	ck-store -s "$T/real" --site "$site_file" init
export CK_NOW=2026-11-22T20:00:00+07:00
for verb in 'staff add x --agency customs' log head verify stat tick; do
	# shellcheck disable=SC2086 # a verb and its operands
	check "it has no other clock for $verb" status 77 \
		ck-store -s "$T/real" $verb
done
check 'nor is one made under another clock' status 77 \
	ck-store -s "$T/real2" --site "$site_file" init
check '... not even half' test ! -e "$T/real2"
unset CK_NOW
check 'it knows its user' status 77 ck-store -s "$T/real" --as admin head
check 'nor is one made as another user' status 77 \
	ck-store -s "$T/real2" --as admin --site "$site_file" init
check '... not even half' test ! -e "$T/real2"

# Neither root nor anybody else makes a file in /proc.
if [ -d /proc/self ]; then
	same 'where none can be made, the store is named' 1 "$(
		words ck-store -s /proc/x.db init --simulated \
			--site "$top_srcdir/share/sites/huu-nghi.json" |
			grep -c '^ck-store: /proc/x\.db: no')"
fi

done_testing
