/* Numbers, days and times as sheets have them. How Vietnam writes numbers: the
 * comma before the decimals, the point between thousands (CLDR, locale vi). */
#include <config.h>

#include <errno.h>

#include "tap.h"
#include "trade/amount.h"

static void test_sign(const char *cell, int want)
{
	ok(ck_amount_sign(cell) == want, "what \"%s\" says", cell);
}

static void test_number(const char *cell, enum ck_decimal_sign sign,
			const char *want)
{
	char number[CK_AMOUNT_SIZE] = "";

	ok(ck_amount_read(cell, sign, number) == 0, "\"%s\" reads", cell);
	is(number, want, "... as %s", number);
}

static void test_no_number(const char *cell, enum ck_decimal_sign sign,
			   int want)
{
	char number[CK_AMOUNT_SIZE];

	ok(ck_amount_read(cell, sign, number) == want,
	   "\"%s\" does not, with sign %d", cell, (int)sign);
}

static void test_moment(const char *cell, const char *want)
{
	char text[CK_MOMENT_SIZE] = "";

	ok((ck_moment_read(cell, text) == 0) == (want != NULL),
	   "a time: \"%s\"", cell);
	if (want)
		is(text, want, "... as %s", text);
}

static void test_signs(void)
{
	test_sign("21500", CK_DECIMAL_UNKNOWN);
	test_sign("21.500", -EAGAIN);
	test_sign("1,250", -EAGAIN);
	test_sign("21,5", CK_DECIMAL_COMMA);
	test_sign("21.5", CK_DECIMAL_POINT);
	test_sign("12345,678", CK_DECIMAL_COMMA);
	test_sign("0,500", CK_DECIMAL_COMMA);
	test_sign("0.500", CK_DECIMAL_POINT);
	test_sign("1.850.000.000", CK_DECIMAL_COMMA);
	test_sign("1,850,000.5", CK_DECIMAL_POINT);
	test_sign("1.250,500", CK_DECIMAL_COMMA);
	test_sign("12C-123.45", CK_DECIMAL_UNKNOWN);
	test_sign("0810.60.00", CK_DECIMAL_UNKNOWN);
	test_sign("", CK_DECIMAL_UNKNOWN);
}

static void test_numbers(void)
{
	test_number("21500", CK_DECIMAL_UNKNOWN, "21500");
	test_number("21.500", CK_DECIMAL_COMMA, "21500");
	test_number("21.500", CK_DECIMAL_POINT, "21.500");
	test_number("1.250,75", CK_DECIMAL_UNKNOWN, "1250.75");
	test_number("21 500,5", CK_DECIMAL_COMMA, "21500.5");
	test_number("21\xc2\xa0" "500", CK_DECIMAL_UNKNOWN, "21500");
	test_number("1'850'000", CK_DECIMAL_POINT, "1850000");
	test_number(" -007 ", CK_DECIMAL_UNKNOWN, "-7");
	test_number("0,050", CK_DECIMAL_COMMA, "0.050");
	test_number("000", CK_DECIMAL_POINT, "0");
	test_number("123456789012345", CK_DECIMAL_UNKNOWN, "123456789012345");
	test_no_number("21.500", CK_DECIMAL_UNKNOWN, -EAGAIN);
	test_no_number("21.5", CK_DECIMAL_COMMA, -EDOM);
	test_no_number("1.850.000", CK_DECIMAL_POINT, -EDOM);
	test_no_number("21500 kg", CK_DECIMAL_COMMA, -EBADMSG);
	test_no_number("21.50.0", CK_DECIMAL_COMMA, -EBADMSG);
	test_no_number("1,5,", CK_DECIMAL_COMMA, -EBADMSG);
	test_no_number("", CK_DECIMAL_COMMA, -EBADMSG);
	test_no_number("-", CK_DECIMAL_COMMA, -EBADMSG);
	test_no_number("1234567890123456", CK_DECIMAL_COMMA, -ERANGE);
}

int main(void)
{
	test_signs();
	test_numbers();
	test_moment("22/11/2026", "2026-11-22");
	test_moment("2-1-2026", "2026-01-02");
	test_moment("22.11.2026", "2026-11-22");
	test_moment("2026-11-22", "2026-11-22");
	test_moment("2026-11-22T08:30:15", "2026-11-22T08:30:15");
	test_moment("22/11/2026 8:30", "2026-11-22T08:30:00");
	test_moment("8h30 22/11/2026", "2026-11-22T08:30:00");
	test_moment("8h 22/11/2026", "2026-11-22T08:00:00");
	test_moment("8h30 ngày 22/11/2026", "2026-11-22T08:30:00");
	test_moment("22/11/2026 14h", "2026-11-22T14:00:00");
	test_moment("22/11/2026 8:30:00 SA", "2026-11-22T08:30:00");
	test_moment("22/11/2026 8:30:15 CH", "2026-11-22T20:30:15");
	test_moment("22/11/2026 12:05 am", "2026-11-22T00:05:00");
	test_moment("22/11/2026 12:05 PM", "2026-11-22T12:05:00");
	test_moment("22/11/2026 14:30 CH", NULL);
	test_moment("22/11/2026 0:30 CH", NULL);
	test_moment("22/11/2026 8: CH", NULL);
	test_moment("8h 8h 22/11/2026", NULL);
	test_moment("25h 22/11/2026", NULL);
	test_moment("8h60 22/11/2026", NULL);
	test_moment("11/22/2026", NULL);
	test_moment("30/02/2026", NULL);
	test_moment("22/11/26", NULL);
	test_moment("22/11-2026", NULL);
	test_moment("46348", NULL);
	test_moment("08:30", NULL);
	test_moment("22/11/2026 25:00", NULL);
	test_moment("22/11/2026 22/11/2026", NULL);
	test_moment("mai", NULL);
	return tap_done();
}
