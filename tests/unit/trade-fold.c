/* Folding: strict UTF-8, fullwidth forms, and what is refused. */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/fold.h"

static void test_round_trip(void)
{
	uint32_t wrong = 0;
	uint32_t back;
	char bytes[5];

	for (uint32_t p = 1; p <= 0x10ffff; p++) {
		size_t n;

		if (p >= 0xd800 && p < 0xe000)
			continue;
		n = ck_fold_encode(p, bytes);
		if (ck_fold_decode(bytes, &back) != (int)n || back != p ||
		    strlen(bytes) != n)
			wrong++;
	}
	ok(!wrong, "every code point is written and read back");
}

static void test_bad_utf8(void)
{
	static const char *const bad[] = {
		"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(",
		"\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe6\xa1",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\x81\x80\x80\x80",
		"\xff", "\xf0\x9f\x9a", "\xe6\xa1-",
	};
	uint32_t point = 42;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(ck_fold_decode(bad[i], &point) == -EBADMSG && point == 42,
		   "byte sequence %zu is not UTF-8", i);
	ok(ck_fold_decode("", &point) == 0, "the end of a text is 0");
}

static void test_point(void)
{
	ok(ck_fold_point(0xff10) == '0' && ck_fold_point(0xff19) == '9',
	   "fullwidth digits");
	ok(ck_fold_point(0xff21) == 'A' && ck_fold_point(0xff5a) == 'Z',
	   "fullwidth letters, small ones raised");
	ok(ck_fold_point('a') == 'A' && ck_fold_point('z') == 'Z',
	   "small letters");
	ok(ck_fold_point('`') == '`' && ck_fold_point('{') == '{' &&
	   ck_fold_point(0xff0f) == 0xff0f && ck_fold_point(0xff5b) == 0xff5b &&
	   ck_fold_point(0xe9) == 0xe9, "neighbours stay");
}

static void test_code(void)
{
	char code[8] = "before";

	ok(!ck_fold_code(" a-１ｂ ", " -", code, sizeof(code)), "a code");
	is(code, "A1B", "folded, without what is dropped");
	ok(!ck_fold_code("0-9az", "-", code, sizeof(code)), "the ends of ranges");
	is(code, "09AZ", "are inside");
	ok(!ck_fold_code("1234567", "", code, sizeof(code)), "fills the buffer");
	is(code, "1234567", "to the last byte");
	ok(ck_fold_code("12345678", "", code, sizeof(code)) == -EBADMSG,
	   "one more does not fit");
	is(code, "1234567", "and the result is left alone");
	ok(ck_fold_code("1\t2", " ", code, sizeof(code)) == -EBADMSG,
	   "a tab is refused");
	ok(ck_fold_code("1\a", " ", code, sizeof(code)) == -EBADMSG,
	   "a BEL is refused");
	ok(ck_fold_code("Đ", " ", code, sizeof(code)) == -EBADMSG,
	   "another letter is refused");
	ok(ck_fold_code("1\xff", " ", code, sizeof(code)) == -EBADMSG,
	   "broken UTF-8 is refused");
	ok(ck_fold_code("12345678901234567890123456789012345678901234567890"
			"12345678901234567890", "", code, 100) == -EBADMSG,
	   "an endless code is refused");
	ok(!ck_fold_code("", " ", code, sizeof(code)) && !*code,
	   "nothing is an empty code");
}

int main(void)
{
	test_round_trip();
	test_bad_utf8();
	test_point();
	test_code();
	ok(ck_fold_digits("0918", 4) && !ck_fold_digits("x12", 3) &&
	   !ck_fold_digits("/1", 2) && !ck_fold_digits(":1", 2),
	   "digits are 0 to 9");
	ok(ck_fold_digits("123x", 3) && !ck_fold_digits("12x", 3) &&
	   !ck_fold_digits("12", 3), "digits are counted");
	return tap_done();
}
