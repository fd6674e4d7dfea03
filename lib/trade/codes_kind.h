/* The lists of reference data that are known, and what a row of each holds. */
#ifndef CK_TRADE_CODES_KIND_H
#define CK_TRADE_CODES_KIND_H

#include "trade/codes.h"

enum ck_codes_type {
	CK_CODES_TEXT,
	CK_CODES_COUNT,		/* a whole number from 0 */
	CK_CODES_MASS,		/* kg with three decimals outside, grams in
				   `inside` */
	CK_CODES_FLAG,		/* true, false */
	CK_CODES_FROM,		/* a day: ms of its beginning */
	CK_CODES_UNTIL,		/* a day: ms of its end */
};

struct ck_codes_member {
	const char *name;	/* of the column or member */
	const char *inside;	/* in the row; NULL: the same */
	enum ck_codes_type type;
	bool needed;
};

struct ck_codes_kind {
	const char *name;
	const char *code;	/* what its code is called; NULL: the code is
				   made of the members (weights) */
	/* -EBADMSG. */
	int (*normal)(const char *text, char ret_code[CK_CODE_SIZE]);
	const char *expected;	/* N_(): how a code looks */
	const struct ck_codes_member *members;	/* a NULL name after the last */
};

/* NULL for no list of ours. */
const struct ck_codes_kind *ck_codes_kind(const char *name);
/* All, sorted by name; NULL after the last. */
const struct ck_codes_kind *ck_codes_kind_at(size_t i);

/* The code of a weight limit: "5" any body, "5+" with a trailer, "5-" without,
 * and the class behind. body: 1, 0, or -1 for any. */
int ck_codes_weight_code(int64_t axles, int body, const char *klass,
			 char ret_code[CK_CODE_SIZE]) CK_MUST_CHECK;

#endif
