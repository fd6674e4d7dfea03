/* Money that came in. */
#ifndef CK_FEE_PAY_H
#define CK_FEE_PAY_H

#include "site/site.h"
#include "store/log.h"

struct ck_payment {
	const char *declaration;
	const char *reference;		/* of the bank, or of the receipt */
	const char *means;
	int64_t amount_minor;
};

/* The payments that came under a reference: rows of table payment with trip,
 * kind, currency, version, open_minor of their fees. */
int ck_payment_of_reference(struct ck_store *store, struct ck_doc *doc,
			    const char *reference,
			    const struct ck_value **ret_payments) CK_MUST_CHECK;

/* What is open of the fees (rows of table fee), in minor units. */
int64_t ck_payment_open(const struct ck_value *fees);

/* Appends fee.paid for one fee after the other, infrastructure fees before
 * transfer fees, until the amount is used up. What exceeds all that is open
 * goes to the last of them, which is then paid too much; there must be one.
 * When all fees of a trip are paid its check is confirmed. The payments made:
 * [{"payment","fee","amount_minor","confirmed":bool}]. */
int ck_payment_make(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_site *site,
		    const struct ck_payment *payment,
		    const struct ck_value *fees,
		    const struct ck_value **ret_made) CK_MUST_CHECK;

#endif
