/* Inside ck-store codes: one row, from cells of text to a row in inside units
 * and back. */
#ifndef CK_KEEPER_CODES_ROW_H
#define CK_KEEPER_CODES_ROW_H

#include "trade/codes_kind.h"

/* The member of a row that a column or a JSON member of this name fills:
 * &ck_codes_code for the code itself, NULL when there is none. */
extern const struct ck_codes_member ck_codes_code;
const struct ck_codes_member *
ck_codes_member_named(const struct ck_codes_kind *kind, const char *name);

/* Puts the text, which is not empty, into the row. NULL, or a translated
 * sentence about what was expected. */
const char *ck_codes_cell(const struct ck_codes_kind *kind,
			  const struct ck_codes_member *member,
			  const char *text, int offset_min,
			  struct ck_value *row);

/* The row is complete: its code is made where it is made of its members. NULL,
 * or what is missing or contradicts itself: a sentence with one %s for
 * *ret_name, which is then set. */
const char *ck_codes_row_end(const struct ck_codes_kind *kind,
			     struct ck_value *row, const char **ret_name);

#endif
