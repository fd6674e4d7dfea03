/* China's unified social credit code (GB 32100-2015).
 *
 * Eighteen characters of 0-9 and A-Z without I O S V Z: registering authority
 * (a digit, or A, N, Y), kind of organisation, six digits of the area, nine
 * characters of the organisation code, a check character: weights 1 3 9 27 19
 * 26 16 17 20 29 25 13 8 24 10 30 28, check = (31 - sum mod 31) mod 31 as an
 * index into that alphabet. The sample 91350211M000100Y43, printed in many
 * forms, is wrong: Y46 is right.
 */
#ifndef CK_TRADE_USCC_H
#define CK_TRADE_USCC_H

#include "base/status.h"

#define CK_USCC_SIZE 19

/* Spaces and hyphens are left out, case and fullwidth forms are folded.
 * Returns 0; CK_WRONG_CHECK (trade/fold.h), filled in, when only the check
 * character is wrong; -EBADMSG for any other shape. */
CK_MUST_CHECK int ck_uscc_parse(const char *text, char ret_code[CK_USCC_SIZE]);

/* The check character that follows from the seventeen before it, which a code
 * of wrong check has. */
char ck_uscc_check(const char *code);

#endif
