/* Declaration numbers of the Vietnamese customs system (VNACCS/VCIS).
 *
 * Twelve digits. The first says the direction: 1 import, 3 export; others
 * exist (5 is commonly said to be independent transport) and say nothing
 * here. The twelfth counts amendments from 0, so the first eleven identify
 * the declaration, and a number is also met without the twelfth.
 */
#ifndef CK_TRADE_CUSTOMS_NUMBER_H
#define CK_TRADE_CUSTOMS_NUMBER_H

#include "base/status.h"

#define CK_CUSTOMS_IDENTITY_SIZE 12

struct ck_customs_number {
	char number[13];	/* normal form, 12 digits (or 11) */
	char identity[CK_CUSTOMS_IDENTITY_SIZE];
	int amendment;		/* 0-9, -1 when the twelfth is not given */
	const char *direction;	/* "import", "export", "" when not told */
};

/* Spaces are left out, fullwidth digits folded. -EBADMSG: not 11 or 12
 * digits, or nothing but zeros. */
CK_MUST_CHECK int ck_customs_number_parse(const char *text,
				struct ck_customs_number *ret_number);

#endif
