#!/bin/sh
# The path of the README from nothing to an open barrier works as it stands.
. "${0%/*}/lib.sh"

for program in ck-store ck-declare ck-queue ck-gate ck-clear ck-weigh ck-fee; do
	[ -x "$top_builddir/cmd/$program" ] || skip_all "$program is not built"
done

# A tree as scripts/demo leaves it.
mkdir -p "$T/build/installed"
ln -s "$top_builddir/cmd" "$T/build/installed/bin"
ln -s "$top_srcdir/share" "$T/share"
ln -s "$top_srcdir/scripts" "$T/scripts"

# The commands of that section, without their indentation.
sed -n '/^## A truck of your own/,/^## Build/s/^    //p' "$top_srcdir/README.md" \
	>"$T/path"
check 'there is a path' test "$(wc -l <"$T/path")" -gt 20
# In a shell where the demo was looked at.
walk() (
	cd "$T" && unset CK_STORE && CK_NOW=2024-08-30T00:00:00+07:00 sh "$T/path" </dev/null
)
walk >"$T/out" 2>"$T/err"
same 'it ends well' 0 "$?"
records() {
	sed -n '/^{/p' "$T/out" | jq -r "$1"
}
same 'the truck came too early' 'false not-called' \
	"$(records 'select(.kind == "decision" and (.repeated | not)) |
	"\(.admit) \(.reasons[0].code)"' | head -n 1)"
same 'a barrier opened on the way in, two on the way out' 'B0-1 B1-1 B2-1' \
	"$(records 'select(.line == "barrier_open" and .value == 1) | .lane' |
		uniq | xargs)"
same 'the truck passed each' 'yard control abroad' \
	"$(records 'select(.kind == "passage") | .to' | xargs)"
same 'it is weighed, confirmed by all, and abroad' 'within 9 abroad' \
	"$(records 'select(.kind == "weighing").outcome') $(records \
		'select(.kind == "confirmation" and .state == "confirmed").check' |
		wc -l) $(records 'select(.kind == "passage").to' | tail -n 1)"
check 'the screen shows it in the yard' grep -q 'Where *Yard' "$T/out"
same 'the log verifies' true \
	"$(records 'select(.kind == "verification") | .ok')"
check 'nothing else is complained of' sh -c "! grep -vE '29C-678.90|^ck-indicator: ' '$T/err'"

check 'the README is short' test "$(wc -l <"$top_srcdir/README.md")" -le 120
programs() {
	for source in "$top_srcdir"/cmd/ck-*.c; do
		name=$(basename "$source" .c)
		grep -q "^| \`$name\` |" "$top_srcdir/README.md" ||
			echo "no $name"
	done
}
same 'it names every program' '' "$(programs)"

done_testing
