/* Fees and payments as records. */
#ifndef CK_FEE_RECORD_H
#define CK_FEE_RECORD_H

#include "command/session.h"
#include "site/site.h"

/* The members of a fee from its row: fee, charge, amount, currency, paid,
 * waived (by orders), paid_back (and no longer due), open, over, state,
 * unconfirmed, assessed_at, version, working (each line with the amount and a
 * message), message (of all lines). */
void ck_fee_fill(struct ck_doc *doc, const struct ck_site *site,
		 const struct ck_value *row, const char *language,
		 struct ck_value *record);

/* Money as it stands in a record: a number when whole, else decimal text. */
const struct ck_value *ck_fee_money(struct ck_doc *doc, int64_t minor,
				    const char *currency);

#endif
