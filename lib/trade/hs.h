/* Goods codes: HS has 6 digits, AHTN (Vietnam) 8, China's tariff 10. Stored
 * as digits only, shown as 0810.60.00. Chapters run from 01 to 97; 98 and 99
 * are for national use. Whether a code exists is for a loaded list to say.
 */
#ifndef CK_TRADE_HS_H
#define CK_TRADE_HS_H

#include "base/status.h"

#define CK_HS_SIZE 11
#define CK_HS_FORMAT_SIZE 14

struct ck_hs {
	char digits[CK_HS_SIZE];
	int chapter;
};

/* Points and spaces are left out, fullwidth digits folded. -EBADMSG: not 6, 8
 * or 10 digits, or chapter 00. */
CK_MUST_CHECK int ck_hs_parse(const char *text, struct ck_hs *ret_hs);

/* 0810.60, 0810.60.00, 0810.60.00.90. */
void ck_hs_format(const struct ck_hs *hs, char ret_text[CK_HS_FORMAT_SIZE]);

#endif
