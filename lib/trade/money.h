/* Money: int64 minor units inside, outside a number in major units, whole or
 * with all the decimals of its currency, always with the currency's code.
 * Decimals as in ISO 4217, list one, as of share/codes/currencies.csv: VND
 * none, CNY, KHR and LAK two, KWD three. What has no minor unit there, as gold
 * and XXX, is no currency.
 */
#ifndef CK_TRADE_MONEY_H
#define CK_TRADE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "trade/decimal.h"

/* Decimals of an upper-case code. -ENOENT: no currency of the list. */
CK_MUST_CHECK int ck_currency_decimals(const char *currency);

/* "1850000000" VND, "12.5" CNY. -ENOENT as above. -EBADMSG: not a number
 * (trade/decimal.h). -ERANGE: too great. -EDOM: finer than the minor unit, or
 * written with more decimals than the currency has, zeros too: 790.000 VND is
 * 790000 to who wrote it in Vietnam, and 12.000 CNY may be. */
CK_MUST_CHECK int ck_money_parse(const char *major, const char *currency,
				 int64_t *ret_minor);

/* What 790.000, 1,250,000 or 12 500 may mean: "790000". 0, or -EBADMSG when
 * the text does not part thousands by one sign. */
CK_MUST_CHECK int ck_money_join(const char *major,
				char ret_joined[CK_DECIMAL_SIZE]);

/* Does a sign in it stand before decimals, as far as anybody can tell? 12.555
 * of a currency that has two is finer than its minor unit to who wrote it, and
 * 12555 to nobody; of VND it is 12555, and 1.250.000 USD has too many. */
bool ck_money_is_finer(const char *major, const char *currency);

/* "1850000000", "12", "12.50". Returns 1 when the amount is whole (it may
 * stand as a JSON number), else 0; -ENOENT as above. */
CK_MUST_CHECK int ck_money_text(int64_t minor, const char *currency,
				char ret_major[CK_DECIMAL_SIZE]);

#endif
