/* Exact decimal numbers: text to an integer count of the smallest unit and
 * back, never through a double.
 *
 * Read is the number of RFC 8259 (an exponent included), and leading zeros
 * besides: -12, 21500.5, 2.15e4, 007. Not read: a sign +, a decimal comma,
 * spaces, ".5", "5.".
 */
#ifndef CK_TRADE_DECIMAL_H
#define CK_TRADE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

#define CK_DECIMAL_SIZE 32	/* of any text written here */

/* "12.5" with 3 places is 12500; there are 9 at most. Zeros past the places are
 * no loss. -EBADMSG: not a number. -EDOM: finer than the places. -ERANGE: does
 * not fit in int64. */
CK_MUST_CHECK int ck_decimal_parse(const char *text, int places,
				   int64_t *ret_scaled);

/* The decimal text: without a fraction when it is zero; otherwise without
 * the fraction's trailing zeros when `shortest`, else with all its places. */
void ck_decimal_text(int64_t scaled, int places, bool shortest,
		     char ret_text[CK_DECIMAL_SIZE]);

#endif
