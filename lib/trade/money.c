#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "trade/money.h"

static const struct {
	const char *code;
	int decimals;
} currencies[] = {
	{ "CNY", 2 },
	{ "USD", 2 },
	{ "VND", 0 },
};

int ck_currency_decimals(const char *currency)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++)
		if (!strcmp(currencies[i].code, currency))
			return currencies[i].decimals;
	return -ENOENT;
}

#define DIGITS "0123456789"

/* With an exponent nobody parts thousands. */
static bool has_decimals(const char *major, int decimals)
{
	const char *point = strchr(major, '.');

	return !point || strpbrk(major, "eE") ||
	       strspn(point + 1, DIGITS) <= (size_t)decimals;
}

int ck_money_parse(const char *major, const char *currency, int64_t *ret_minor)
{
	int decimals = ck_currency_decimals(currency);
	int64_t minor;
	int err;

	if (decimals < 0)
		return decimals;
	err = ck_decimal_parse(major, decimals, &minor);
	if (err == 0 && !has_decimals(major, decimals))
		err = -EDOM;
	if (err == 0)
		*ret_minor = minor;
	return err;
}

int ck_money_join(const char *major, char ret_joined[CK_DECIMAL_SIZE])
{
	char joined[CK_DECIMAL_SIZE];
	size_t len = strspn(major, DIGITS);
	char sign = major[len];

	if (!len || len > 3 || !sign || !strchr(".,' ", sign))
		return -EBADMSG;
	memcpy(joined, major, len);
	for (major += len; *major; major += 4) {
		if (*major != sign || strspn(major + 1, DIGITS) != 3 ||
		    len + 3 >= CK_DECIMAL_SIZE)
			return -EBADMSG;
		memcpy(joined + len, major + 1, 3);
		len += 3;
	}
	joined[len] = '\0';
	memcpy(ret_joined, joined, len + 1);
	return 0;
}

int ck_money_text(int64_t minor, const char *currency,
		  char ret_major[CK_DECIMAL_SIZE])
{
	int decimals = ck_currency_decimals(currency);

	if (decimals < 0)
		return decimals;
	ck_decimal_text(minor, decimals, false, ret_major);
	return !strchr(ret_major, '.');
}
