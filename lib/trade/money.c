#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "trade/money.h"

/* By the decimals; share/codes/currencies.csv has the names. */
static const char *const currencies[] = {
	[0] =
		"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF "
		"XPF ",
	[2] =
		"AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV "
		"BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP "
		"CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
		"GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
		"KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
		"MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
		"PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
		"STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU "
		"UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ",
	[3] =
		"BHD IQD JOD KWD LYD OMR TND ",
	[4] =
		"CLF UYW ",
};

int ck_currency_decimals(const char *currency)
{
	enum { LETTERS = 3 };

	if (strlen(currency) != LETTERS)
		return -ENOENT;
	for (int i = 0; i < (int)(sizeof(currencies) / sizeof(*currencies));
	     i++)
		for (const char *at = currencies[i]; at && *at;
		     at += LETTERS + 1)
			if (!strncmp(at, currency, LETTERS))
				return i;
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

bool ck_money_is_finer(const char *major, const char *currency)
{
	const char *sign = strpbrk(major, ".,");

	return ck_currency_decimals(currency) > 0 && sign &&
	       !strpbrk(sign + 1, "., '");
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
