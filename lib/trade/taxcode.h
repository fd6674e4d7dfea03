/* Vietnamese tax codes.
 *
 * Ten digits: two of the province, seven of the serial number, a check digit:
 * weights 31 29 23 19 17 13 7 5 3, check = 10 - (sum mod 11); a serial whose
 * check would be 10 is not used. A branch adds three digits, 001 to 999. The
 * weights are published by no law; they are those of python-stdnum's
 * stdnum.vn.mst, which 161 codes in use bear out (tests/data).
 * Households and persons use their twelve-digit personal number since
 * 1 July 2025 (Circular 86/2024/TT-BTC): three digits of the province of
 * birth, 001 to 096, one of century and sex, two of the year, six more; no
 * check digit. A personal number is personal data.
 */
#ifndef CK_TRADE_TAXCODE_H
#define CK_TRADE_TAXCODE_H

#include "base/status.h"

#define CK_TAXCODE_FORMAT_SIZE 15

enum ck_taxcode_kind {
	CK_TAXCODE_ENTERPRISE,	/* 10 digits */
	CK_TAXCODE_BRANCH,	/* 13 digits */
	CK_TAXCODE_PERSON,	/* 12 digits */
};

struct ck_taxcode {
	char digits[14];	/* normal form: digits only */
	enum ck_taxcode_kind kind;
};

/* Spaces, points and hyphens are left out, fullwidth digits folded. Returns
 * 0; CK_WRONG_CHECK (trade/fold.h), filled in, when only the check digit is
 * wrong; -EBADMSG for any other shape, serial 0000000 and branch 000. */
CK_MUST_CHECK int ck_taxcode_parse(const char *text,
				   struct ck_taxcode *ret_code);

/* The check digit that follows from the first nine digits; NUL: the serial is
 * not used. */
char ck_taxcode_check(const char *digits);

/* As it is written: 0100112437, 0100112437-011, 001085006789. */
void ck_taxcode_format(const struct ck_taxcode *code,
		       char ret_text[CK_TAXCODE_FORMAT_SIZE]);

#endif
