#include <config.h>

#include <string.h>

#include "scale/number.h"

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static size_t skip_blanks(const uint8_t *text, size_t len, size_t at)
{
	while (at < len && text[at] == ' ')
		at++;
	return at;
}

static size_t read_sign(const uint8_t *text, size_t len,
			struct ck_number *number)
{
	size_t start = skip_blanks(text, len, 0);
	size_t at = start;

	if (at < len && (text[at] == '+' || text[at] == '-')) {
		number->has_sign = true;
		number->negative = text[at] == '-';
		start++;
		at = skip_blanks(text, len, at + 1);
	}
	number->has_blanks = at > start || start > number->has_sign;
	return at;
}

size_t ck_number_read(const uint8_t *text, size_t len,
		      struct ck_number *ret_number)
{
	struct ck_number number = { 0 };
	size_t at = read_sign(text, len, &number);
	size_t mark = 0;

	for (; at < len; at++) {
		if (is_digit(text[at])) {
			if (number.n == CK_NUMBER_DIGITS)
				return 0;
			number.digits[number.n++] = text[at];
			number.decimals += mark != 0;
		} else if (text[at] == '.' || text[at] == ',') {
			if (mark || !number.n)
				return 0;
			mark = at + 1;
		} else {
			break;
		}
	}
	if (!number.n)
		return 0;
	number.open = mark == at;
	*ret_number = number;
	return at;
}

bool ck_number_fills(const uint8_t *text, size_t len,
		     struct ck_number *ret_number)
{
	return len && ck_number_read(text, len, ret_number) == len;
}

size_t ck_number_whole(const struct ck_number *number)
{
	size_t whole = number->n - number->decimals;
	size_t zeros = 0;

	while (zeros < whole && number->digits[zeros] == '0')
		zeros++;
	return whole - zeros;
}

void ck_number_weigh(struct ck_reading *reading,
		     const struct ck_number *number, const char *unit)
{
	ck_reading_weigh(reading, number->digits, number->n, number->decimals,
			 number->negative, unit);
}

void ck_number_put_tare(struct ck_reading *reading,
			const struct ck_number *number)
{
	ck_reading_digits(reading->tare, number->digits, number->n,
			  number->decimals, number->negative);
}

bool ck_is_blank(const uint8_t *text, size_t len)
{
	return skip_blanks(text, len, 0) == len;
}

void ck_trim(const uint8_t **text, size_t *len)
{
	size_t at = skip_blanks(*text, *len, 0);

	*text += at;
	*len -= at;
	while (*len && (*text)[*len - 1] == ' ')
		--*len;
}

const char *ck_unit_read(const uint8_t *text, size_t len)
{
	static const char *const units[] = { "kg", "g", "t", "lb", "oz" };

	ck_trim(&text, &len);
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strlen(units[i]) == len &&
		    !strncasecmp((const char *)text, units[i], len))
			return units[i];
	return NULL;
}
