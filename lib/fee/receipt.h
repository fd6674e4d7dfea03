/* Receipts (biên lai): each from the series of the site file, the numbers
 * without gaps. A number that was given stays used, also when its receipt is
 * void; a new one then replaces it.
 *
 * A receipt is for the payments that one reference made for one charge of one
 * declaration. */
#ifndef CK_FEE_RECEIPT_H
#define CK_FEE_RECEIPT_H

#include "site/site.h"
#include "store/log.h"

struct ck_receipt_new {
	const char *declaration;
	const char *charge;
	const char *reference;
	const char *means;
	const char *currency;
	const char *replaces;		/* the void one; NULL: none */
	int64_t amount_minor;
	bool unconfirmed;
	const struct ck_value *payments; /* [{"payment","fee","amount_minor"}] */
};

/* The payments of a declaration, in their order: payment, fee, reference,
 * means, amount_minor, trip, kind, currency, unconfirmed, declaration;
 * receipt: the one that stands for it; before: the last that is void. */
int ck_receipt_payments(struct ck_store *store, struct ck_doc *doc,
			const char *declaration,
			const struct ck_value **ret_payments) CK_MUST_CHECK;

/* The row of table receipt, payments read; NULL: none. */
int ck_receipt_get(struct ck_store *store, struct ck_doc *doc,
		   const char *receipt, const struct ck_value **ret_row)
	CK_MUST_CHECK;

/* Appends receipt.issued with the next number. -ENOENT: the site file has no
 * series. */
int ck_receipt_issue(struct ck_txn *txn, const struct ck_site *site,
		     const struct ck_receipt_new *receipt,
		     const char **ret_receipt) CK_MUST_CHECK;

#endif
