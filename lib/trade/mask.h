/* Personal data as everybody may see it: initials, last digits. */
#ifndef CK_TRADE_MASK_H
#define CK_TRADE_MASK_H

#include "record/value.h"

/* "Nguyễn Văn An" to "N. V. A."; a name without spaces to its first letter. */
const char *ck_mask_name(struct ck_doc *doc, const char *name);
/* "0912345678" to "…678": at most a third of it. */
const char *ck_mask_number(struct ck_doc *doc, const char *number);
/* Has it the form that one of them makes: "…" first; a name of initials alone?
 * What is written so says nothing. */
bool ck_mask_made(const char *text, bool name);
/* The members of a person's value, each masked by its name: name by initials,
 * numbers by last digits, any other text by "…"; what is no text stands in the
 * log, and here. */
struct ck_value *ck_mask_person(struct ck_doc *doc,
				const struct ck_value *value);

#endif
