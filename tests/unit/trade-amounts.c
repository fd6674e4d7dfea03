/* Masses and money: exact, from text and back. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "tap.h"
#include "trade/mass.h"
#include "trade/money.h"

static void check_parse(const char *text, int places, int64_t expected)
{
	int64_t value = 42;

	ok(!ck_decimal_parse(text, places, &value) && value == expected,
	   "%s with %d places: %" PRId64, text, places, value);
}

static void refuse(const char *text, int places, int expected)
{
	int64_t value = 42;

	ok(ck_decimal_parse(text, places, &value) == expected && value == 42,
	   "'%s' with %d places: %s", text, places, strerror(-expected));
}

static void test_parse(void)
{
	check_parse("0", 3, 0);
	check_parse("-0", 3, 0);
	check_parse("15200", 3, 15200000);
	check_parse("21500.5", 3, 21500500);
	check_parse("0.001", 3, 1);
	check_parse("-20", 3, -20000);
	check_parse("007", 0, 7);
	check_parse("1.5000", 3, 1500);
	check_parse("1.0", 0, 1);
	check_parse("2.15e4", 3, 21500000);
	check_parse("2.15E+4", 3, 21500000);
	check_parse("21500e-3", 3, 21500);
	check_parse("1000000e-6", 0, 1);
	check_parse("100000000000e-11", 0, 1);
	check_parse("1e12", 3, 1000000000000000);
	check_parse("0e999999999999999999999", 3, 0);
	check_parse("0.000e-99999999999999", 3, 0);
	check_parse("9223372036854775.807", 3, INT64_MAX);
	check_parse("-9223372036854775.808", 3, INT64_MIN);
	check_parse("9223372036854775807", 0, INT64_MAX);
	check_parse("0.1", 9, 100000000);
}

static void test_refused(void)
{
	static const char *const bad[] = {
		"", "-", "+1", " 1", "1 ", ".5", "5.", "1,5", "1.5.2", "e3",
		"1e", "1e+", "1e1.5", "--1", "0x10", "NULL", "nan", "inf",
		"1\t", "１",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refuse(bad[i], 3, -EBADMSG);
	refuse("0.0001", 3, -EDOM);
	refuse("1.5", 0, -EDOM);
	refuse("1e-4", 3, -EDOM);
	refuse("1e-999999999999999999999", 3, -EDOM);
	refuse("9223372036854775.808", 3, -ERANGE);
	refuse("-9223372036854775.809", 3, -ERANGE);
	refuse("92233720368547758070", 0, -ERANGE);
	refuse("1e19", 0, -ERANGE);
	refuse("1e999999999999999999999", 3, -ERANGE);
}

static void check_mass(int64_t grams, const char *expected)
{
	char text[CK_DECIMAL_SIZE];
	int64_t back = 42;

	ck_mass_text(grams, text);
	is(text, expected, "%" PRId64 " g", grams);
	ok(!ck_mass_parse(text, &back) && back == grams, "and back");
}

static void test_mass(void)
{
	int64_t grams = 42;

	check_mass(0, "0");
	check_mass(15200000, "15200");
	check_mass(21500500, "21500.5");
	check_mass(1, "0.001");
	check_mass(10, "0.01");
	check_mass(-20000, "-20");
	check_mass(-1, "-0.001");
	check_mass(INT64_MAX, "9223372036854775.807");
	check_mass(INT64_MIN, "-9223372036854775.808");
	ok(ck_mass_parse("1.2345", &grams) == -EDOM, "finer than a gram");
}

static void check_money(const char *major, const char *currency, int64_t minor,
			const char *expected)
{
	char text[CK_DECIMAL_SIZE] = "";
	int64_t value = 42;
	int whole;

	ok(!ck_money_parse(major, currency, &value) && value == minor,
	   "%s %s", major, currency);
	whole = ck_money_text(value, currency, text);
	is(text, expected, "as it is written");
	ok(whole == !strchr(expected, '.'), "whole or not");
}

static void test_money(void)
{
	char text[CK_DECIMAL_SIZE] = "kept";
	int64_t minor = 42;

	check_money("1850000000", "VND", 1850000000, "1850000000");
	check_money("12", "CNY", 1200, "12");
	check_money("12.5", "CNY", 1250, "12.50");
	check_money("0.07", "USD", 7, "0.07");
	check_money("-3.10", "USD", -310, "-3.10");
	ok(ck_money_parse("1.5", "VND", &minor) == -EDOM, "no half dong");
	ok(ck_money_parse("1.005", "CNY", &minor) == -EDOM, "no tenth of a fen");
	ok(ck_money_parse("x", "USD", &minor) == -EBADMSG, "no number");
	ok(ck_money_parse("1", "XAU", &minor) == -ENOENT &&
	   ck_money_parse("1", "vnd", &minor) == -ENOENT &&
	   ck_money_text(1, "", text) == -ENOENT &&
	   ck_currency_decimals("XXX") == -ENOENT, "an unknown currency");
	ok(ck_money_parse("790.000", "VND", &minor) == -EDOM &&
	   ck_money_parse("790.0", "VND", &minor) == -EDOM &&
	   ck_money_parse("12.000", "CNY", &minor) == -EDOM,
	   "what may be a thousands sign is refused");
	ok(minor == 42, "the result is left alone");
	is(text, "kept", "the text too");
}

/* ISO 4217's list as it stands in share/codes. */
static void test_listed(void)
{
	const char *source = getenv("top_srcdir") ?: ".";
	CK_BUF path = { 0 };
	char line[256];
	int known = 0, wrong = 0;
	FILE *file;

	ck_buf_printf(&path, "%s/share/codes/currencies.csv", source);
	file = fopen(ck_buf_text(&path), "r");
	while (file && fgets(line, sizeof(line), file)) {
		const char *last = strrchr(line, ',');
		char code[4] = "";

		memcpy(code, line, 3);
		if (line[0] == '#' || !strncmp(line, "code,", 5) || !last)
			continue;
		if (ck_currency_decimals(code) !=
		    (last[1] == '\n' ? -ENOENT : atoi(last + 1))) {
			printf("# %s\n", code);
			wrong++;
		}
		known++;
	}
	if (file)
		fclose(file);
	ok(known > 170 && !wrong, "all %d currencies of the list", known);
	ok(ck_currency_decimals("VN") == -ENOENT &&
	   ck_currency_decimals("VNDX") == -ENOENT &&
	   ck_currency_decimals("ND ") == -ENOENT &&
	   ck_currency_decimals("") == -ENOENT, "and nothing else");
	check_money("12000", "KZT", 1200000, "12000");
	check_money("4000.5", "KHR", 400050, "4000.50");
	check_money("1.005", "KWD", 1005, "1.005");
}

static void test_joined(void)
{
	static const char *const not[] = { "790", "0.5", "1234.000", "12.00",
					   "1.250,000", "1.250.00", ".000",
					   "1.2345", "", "1.000.",
		"1.000.000.000.000.000.000.000.000.000.000.000" };
	char joined[CK_DECIMAL_SIZE] = "";

	ok(!ck_money_join("790.000", joined), "thousands by a point");
	is(joined, "790000", "without");
	ok(!ck_money_join("1,250,000", joined), "by commas");
	is(joined, "1250000", "without");
	ok(!ck_money_join("12 500", joined), "by a blank");
	is(joined, "12500", "without");
	for (size_t i = 0; i < sizeof(not) / sizeof(*not); i++)
		ok(ck_money_join(not[i], joined) == -EBADMSG,
		   "no thousands: %s", not[i]);
	is(joined, "12500", "the result is left alone");
}

int main(void)
{
	test_parse();
	test_refused();
	test_mass();
	test_money();
	test_listed();
	test_joined();
	return tap_done();
}
