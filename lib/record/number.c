#include <config.h>

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "record/number.h"

enum { EXPONENT_MAX = 1000000000 };
static const int64_t safe_integer = (int64_t)1 << 53;

/* -- scanning ------------------------------------------------------------- */

struct scan {
	struct ck_decimal *decimal;
	int64_t zeros;		/* seen since the last digit that was kept */
};

static bool is_digit(const char *s, const char *end)
{
	return s < end && *s >= '0' && *s <= '9';
}

static void keep(struct scan *scan, char digit)
{
	struct ck_decimal *decimal = scan->decimal;

	if (digit == '0') {
		scan->zeros += decimal->count > 0;
		return;
	}
	if (decimal->count + scan->zeros >= CK_DIGITS_MAX) {
		decimal->excess = true;
		return;
	}
	for (; scan->zeros; scan->zeros--)
		decimal->digits[decimal->count++] = '0';
	decimal->digits[decimal->count++] = digit;
}

static const char *scan_whole(struct scan *scan, const char *s, const char *end)
{
	struct ck_decimal *decimal = scan->decimal;

	for (; is_digit(s, end); s++) {
		keep(scan, *s);
		decimal->point += decimal->count > 0;
	}
	return s;
}

static const char *scan_fraction(struct scan *scan, const char *s,
				 const char *end)
{
	for (; is_digit(s, end); s++) {
		keep(scan, *s);
		scan->decimal->point -= !scan->decimal->count;
	}
	return s;
}

static const char *scan_exponent(struct ck_decimal *decimal, const char *s,
				 const char *end)
{
	bool minus = s < end && *s == '-';
	int64_t exponent = 0;

	s += s < end && (*s == '-' || *s == '+');
	if (!is_digit(s, end))
		return s;
	for (; is_digit(s, end); s++)
		if (exponent < EXPONENT_MAX)
			exponent = 10 * exponent + (*s - '0');
	decimal->point += minus ? -exponent : exponent;
	return s;
}

const char *ck_decimal_scan(const char *s, const char *end,
			    struct ck_decimal *ret_decimal,
			    const char **ret_fault)
{
	struct scan scan = { .decimal = ret_decimal };
	bool zero;

	*ret_decimal = (struct ck_decimal){ .negative = s < end && *s == '-' };
	s += ret_decimal->negative;
	*ret_fault = s;
	if (!is_digit(s, end))
		return NULL;
	zero = *s == '0';
	s = scan_whole(&scan, s, end);
	if (zero && s - *ret_fault > 1) {
		++*ret_fault;
		return NULL;
	}
	if (s < end && *s == '.') {
		*ret_fault = ++s;
		s = scan_fraction(&scan, s, end);
		if (s == *ret_fault)
			return NULL;
	}
	if (s < end && (*s == 'e' || *s == 'E')) {
		*ret_fault = s = scan_exponent(ret_decimal, s + 1, end);
		if (!is_digit(s - 1, end))
			return NULL;
	}
	return s;
}

/* -- doubles -------------------------------------------------------------- */

/* Both parts are exact doubles, so that the quotient is the nearest one. */
static bool decimal_quick(const struct ck_decimal *decimal, double *ret_d)
{
	static const double ten[] = {
		1e0,  1e1,  1e2,  1e3,	1e4,  1e5,  1e6,  1e7,
		1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
		1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
	};
	int64_t places = decimal->count - decimal->point;
	int64_t n = 0;

	if (FLT_EVAL_METHOD || decimal->count > DBL_DIG || places < 0 ||
	    places > 22)
		return false;
	for (int i = 0; i < decimal->count; i++)
		n = 10 * n + (decimal->digits[i] - '0');
	*ret_d = (decimal->negative ? -(double)n : (double)n) / ten[places];
	return true;
}

static double decimal_double(const struct ck_decimal *decimal)
{
	char text[64];
	double d;

	if (decimal_quick(decimal, &d))
		return d;

	snprintf(text, sizeof(text), "%s.%.*se%lld",
		 decimal->negative ? "-" : "", decimal->count, decimal->digits,
		 (long long)decimal->point);
	return strtod(text, NULL);
}

/* "-d.ddde-xx" of printf, without its zeros at the end. */
static void decimal_take(const char *text, struct ck_decimal *ret_decimal)
{
	struct ck_decimal decimal = { .negative = *text == '-' };
	const char *s = text + decimal.negative;

	for (; *s != 'e'; s++)
		if (*s != '.')
			decimal.digits[decimal.count++] = *s;
	while (decimal.count && decimal.digits[decimal.count - 1] == '0')
		decimal.count--;
	if (decimal.count)
		decimal.point = strtol(s + 1, NULL, 10) + 1;
	*ret_decimal = decimal;
}

static void decimal_next(struct ck_decimal *decimal)
{
	while (decimal->count && decimal->digits[decimal->count - 1] == '9')
		decimal->count--;
	if (decimal->count) {
		decimal->digits[decimal->count - 1]++;
		return;
	}
	decimal->digits[decimal->count++] = '1';
	decimal->point++;
}

/* printf gives the nearest decimal of so many digits. Beside a power of two
 * the doubles below lie closer than those above, so that the nearest may be
 * another double's while the next one up is still ours. */
static bool decimal_try(double d, int digits, struct ck_decimal *ret_decimal)
{
	char text[40];
	int exponent;

	snprintf(text, sizeof(text), "%.*e", digits - 1, d);
	decimal_take(text, ret_decimal);
	if (decimal_double(ret_decimal) == d)
		return true;
	if (fabs(frexp(d, &exponent)) != 0.5)
		return false;
	while (ret_decimal->count < digits)
		ret_decimal->digits[ret_decimal->count++] = '0';
	decimal_next(ret_decimal);
	return decimal_double(ret_decimal) == d;
}

/* Fifteen digits always survive a normal double, so that no shorter text than
 * the shortest found from there exists; a subnormal one may need fewer. */
void ck_decimal_of(double d, struct ck_decimal *ret_decimal)
{
	int digits = fabs(d) < DBL_MIN ? 1 : DBL_DIG;

	while (!decimal_try(d, digits, ret_decimal) && digits < CK_DIGITS_MAX)
		digits++;
}

static bool survives(const struct ck_decimal *decimal, double d)
{
	struct ck_decimal back;

	if (!isfinite(d) || d == 0)
		return false;
	if (decimal->count <= DBL_DIG && fabs(d) >= DBL_MIN)
		return true;
	ck_decimal_of(d, &back);
	return back.count == decimal->count && back.point == decimal->point &&
	       !memcmp(back.digits, decimal->digits, (size_t)back.count);
}

/* 0 when it is no integer of at most 18 digits. */
static int64_t decimal_integer(const struct ck_decimal *decimal)
{
	int64_t n = 0;

	if (decimal->point < decimal->count || decimal->point > 18)
		return 0;
	for (int i = 0; i < decimal->point; i++)
		n = 10 * n + (i < decimal->count ? decimal->digits[i] - '0' : 0);
	return decimal->negative ? -n : n;
}

bool ck_decimal_number(const struct ck_decimal *decimal,
		       struct ck_number *ret_number)
{
	int64_t n = decimal_integer(decimal);
	double d;

	if (decimal->excess || (!decimal->count && decimal->negative))
		return false;
	if (!decimal->count || (n && n <= safe_integer && n >= -safe_integer)) {
		*ret_number = (struct ck_number){ .whole = true, .n = n };
		return true;
	}
	d = decimal_double(decimal);
	if (!survives(decimal, d))
		return false;
	*ret_number = (struct ck_number){ .whole = n != 0, .n = n, .d = d };
	return true;
}

/* -- printing ------------------------------------------------------------- */

static char *fill(char *at, char c, int64_t n)
{
	for (; n > 0; n--)
		*at++ = c;
	return at;
}

/* ECMA-262 section 6.1.6.1.20, Number::toString, with k = count, n = point. */
static char *print_exponent(const struct ck_decimal *decimal, char *at)
{
	*at++ = decimal->digits[0];
	if (decimal->count > 1) {
		*at++ = '.';
		at = mempcpy(at, decimal->digits + 1,
			     (size_t)decimal->count - 1);
	}
	return at + sprintf(at, "e%+lld", (long long)decimal->point - 1);
}

static char *print_plain(const struct ck_decimal *decimal, char *at)
{
	int64_t before = decimal->point < 0 ? 0 : decimal->point;
	int count = decimal->count;

	if (before >= count) {
		at = mempcpy(at, decimal->digits, (size_t)count);
		return fill(at, '0', before - count);
	}
	at = mempcpy(at, decimal->digits, (size_t)before);
	at = fill(at, '0', !before);
	*at++ = '.';
	at = fill(at, '0', -decimal->point);
	return mempcpy(at, decimal->digits + before, (size_t)(count - before));
}

size_t ck_decimal_print(const struct ck_decimal *decimal,
			char ret_text[static CK_NUMBER_SIZE])
{
	char *at = ret_text;

	if (!decimal->count) {
		strcpy(ret_text, "0");
		return 1;
	}
	at = fill(at, '-', decimal->negative);
	if (decimal->point > -6 && decimal->point <= 21)
		at = print_plain(decimal, at);
	else
		at = print_exponent(decimal, at);
	*at = '\0';
	return (size_t)(at - ret_text);
}
