#include <config.h>

#include <errno.h>
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

int ck_money_parse(const char *major, const char *currency, int64_t *ret_minor)
{
	int decimals = ck_currency_decimals(currency);

	if (decimals < 0)
		return decimals;
	return ck_decimal_parse(major, decimals, ret_minor);
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
