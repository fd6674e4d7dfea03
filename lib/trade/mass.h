/* Masses: int64 grams inside, kilograms with at most three decimals outside.
 * A reading may be negative; whether a mass may be is for the caller.
 */
#ifndef CK_TRADE_MASS_H
#define CK_TRADE_MASS_H

#include <stdint.h>

#include "base/status.h"
#include "trade/decimal.h"

/* "15200", "21500.5". -EBADMSG: not a number (trade/decimal.h). -EDOM: finer
 * than a gram. -ERANGE: too great. */
CK_MUST_CHECK int ck_mass_parse(const char *kg, int64_t *ret_grams);

/* The shortest text in kilograms: 15200, 21500.5, -20. */
void ck_mass_text(int64_t grams, char ret_kg[CK_DECIMAL_SIZE]);

#endif
