/* What a cashier writes: amounts and means of payment. */
#ifndef CK_FEE_WORD_H
#define CK_FEE_WORD_H

#include "record/value.h"

/* Why the text is no amount above zero, and what to write instead. */
const char *ck_fee_amount_fault(struct ck_doc *doc, const char *text,
				const char *currency);

/* How money comes in: cash, transfer (a bank's, by QR code too), card, cheque.
 * NULL when it is one of these, else why not. */
const char *ck_fee_means_fault(struct ck_doc *doc, const char *means);

#endif
