#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "trade/decimal.h"

#define EXPONENT_MAX 1000000000		/* no text is that long */

/* The parts of a number's text: mantissa x 10^exponent. The mantissa's
 * digits are integer[0..integer_len) and fraction[0..fraction_len). */
struct parts {
	bool negative;
	const char *integer;
	size_t integer_len;
	const char *fraction;
	size_t fraction_len;
	int64_t exponent;
};

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

static int read_exponent(const char *text, int64_t *ret_exponent)
{
	bool negative = *text == '-';
	int64_t exponent = 0;
	size_t len;

	if (*text == '-' || *text == '+')
		text++;
	len = digits(text);
	if (!len || text[len])
		return -EBADMSG;
	for (; *text; text++)
		if (exponent < EXPONENT_MAX)
			exponent = exponent * 10 + (*text - '0');
	*ret_exponent = negative ? -exponent : exponent;
	return 0;
}

static int split(const char *text, struct parts *ret_parts)
{
	struct parts p = { .negative = *text == '-', .fraction = "" };
	int err;

	p.integer = text + p.negative;
	p.integer_len = digits(p.integer);
	text = p.integer + p.integer_len;
	if (*text == '.') {
		p.fraction = text + 1;
		p.fraction_len = digits(p.fraction);
		text = p.fraction + p.fraction_len;
		if (!p.fraction_len)
			return -EBADMSG;
	}
	if (*text == 'e' || *text == 'E') {
		err = read_exponent(text + 1, &p.exponent);
		if (err < 0)
			return err;
		text = "";
	}
	if (!p.integer_len || *text)
		return -EBADMSG;
	*ret_parts = p;
	return 0;
}

static int digit_at(const struct parts *p, size_t i)
{
	if (i < p->integer_len)
		return p->integer[i] - '0';
	return p->fraction[i - p->integer_len] - '0';
}

/* Counts down from zero: the negative numbers reach one further. */
static bool append_digit(int64_t *value, int digit)
{
	return !__builtin_mul_overflow(*value, 10, value) &&
	       !__builtin_sub_overflow(*value, digit, value);
}

static int scale(const struct parts *p, int places, int64_t *ret_scaled)
{
	size_t count = p->integer_len + p->fraction_len;
	int64_t keep = (int64_t)p->integer_len + p->exponent + places;
	int64_t value = 0;

	for (size_t i = 0; i < count; i++) {
		int digit = digit_at(p, i);

		if ((int64_t)i >= keep && digit)
			return -EDOM;
		if ((int64_t)i < keep && !append_digit(&value, digit))
			return -ERANGE;
	}
	for (int64_t i = (int64_t)count; value && i < keep; i++)
		if (!append_digit(&value, 0))
			return -ERANGE;
	if (!p->negative && __builtin_sub_overflow((int64_t)0, value, &value))
		return -ERANGE;
	*ret_scaled = value;
	return 0;
}

int ck_decimal_parse(const char *text, int places, int64_t *ret_scaled)
{
	struct parts parts;
	int err = split(text, &parts);

	return err < 0 ? err : scale(&parts, places, ret_scaled);
}

void ck_decimal_text(int64_t scaled, int places, bool shortest,
		     char ret_text[CK_DECIMAL_SIZE])
{
	uint64_t rest = scaled < 0 ? -(uint64_t)scaled : (uint64_t)scaled;
	const char *sign = scaled < 0 ? "-" : "";
	uint64_t unit = 1;
	uint64_t fraction;

	for (int i = 0; i < places; i++)
		unit *= 10;
	fraction = rest % unit;
	rest /= unit;
	for (; shortest && fraction && fraction % 10 == 0; places--)
		fraction /= 10;
	if (fraction)
		snprintf(ret_text, CK_DECIMAL_SIZE, "%s%" PRIu64 ".%0*" PRIu64,
			 sign, rest, places, fraction);
	else
		snprintf(ret_text, CK_DECIMAL_SIZE, "%s%" PRIu64, sign, rest);
}
