/* Money: int64 minor units inside, outside a number in major units, whole or
 * with all the decimals of its currency, always with the currency's code.
 * Decimals as in ISO 4217: VND none, CNY and USD two.
 */
#ifndef CK_TRADE_MONEY_H
#define CK_TRADE_MONEY_H

#include <stdint.h>

#include "base/status.h"
#include "trade/decimal.h"

/* Decimals of an upper-case code. -ENOENT: a currency not known here. */
CK_MUST_CHECK int ck_currency_decimals(const char *currency);

/* "1850000000" VND, "12.5" CNY. -ENOENT as above. -EBADMSG: not a number
 * (trade/decimal.h). -EDOM: finer than the minor unit. -ERANGE: too great. */
CK_MUST_CHECK int ck_money_parse(const char *major, const char *currency,
				 int64_t *ret_minor);

/* "1850000000", "12", "12.50". Returns 1 when the amount is whole (it may
 * stand as a JSON number), else 0; -ENOENT as above. */
CK_MUST_CHECK int ck_money_text(int64_t minor, const char *currency,
				char ret_major[CK_DECIMAL_SIZE]);

#endif
