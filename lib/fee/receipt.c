#include <config.h>

#include <errno.h>
#include <inttypes.h>

#include "fee/receipt.h"
#include "store/query.h"

int ck_receipt_payments(struct ck_store *store, struct ck_doc *doc,
			const char *declaration,
			const struct ck_value **ret_payments)
{
	struct ck_value *payments = ck_new_array(doc);

	*ret_payments = payments;
	return ck_rows_of(ck_query(store, CK_SQL_RECEIPT_PAYMENTS, "s",
				   declaration), doc, payments);
}

int ck_receipt_get(struct ck_store *store, struct ck_doc *doc,
		   const char *receipt, const struct ck_value **ret_row)
{
	return ck_row_of(ck_query(store, CK_SQL_RECEIPT_GET, "s", receipt),
			 doc, ret_row);
}

static int next_number(struct ck_store *store, const char *series,
		       int64_t *ret_number)
{
	return ck_next_of(ck_query(store, CK_SQL_RECEIPT_NUMBER, "s", series),
			  ret_number);
}

static struct ck_value *body_of(struct ck_doc *doc, const struct ck_site *site,
				const char *series, int64_t number,
				const struct ck_receipt_new *receipt)
{
	struct ck_value *body = ck_new_object(doc);

	ck_set_str(body, "site", site->code);
	ck_set_str(body, "series", series);
	ck_set_int(body, "number", number);
	ck_set_str(body, "declaration", receipt->declaration);
	ck_set_str(body, "charge", receipt->charge);
	ck_set_int(body, "amount_minor", receipt->amount_minor);
	ck_set_str(body, "currency", receipt->currency);
	ck_set_bool(body, "unconfirmed", receipt->unconfirmed);
	ck_set_str(body, "reference", receipt->reference);
	ck_set_str(body, "means", receipt->means);
	ck_set_str(body, "replaces", receipt->replaces);
	ck_set(body, "payments", ck_copy(doc, receipt->payments));
	return body;
}

int ck_receipt_issue(struct ck_txn *txn, const struct ck_site *site,
		     const struct ck_receipt_new *receipt,
		     const char **ret_receipt)
{
	const struct ck_value *receipts =
		ck_get(ck_get(site->document, "tariff"), "receipts");
	const char *series = ck_get_str(receipts, "prefix");
	int digits = (int)ck_get_int(receipts, "digits", 1);
	struct ck_doc *doc = ck_txn_doc(txn);
	const char *id;
	int64_t number = 1;
	int r = series ? next_number(ck_txn_store(txn), series, &number)
		       : -ENOENT;

	if (r < 0)
		return r;
	id = ck_doc_format(doc, "%s-%0*" PRId64, series, digits, number);
	r = ck_append(txn, "receipt.issued", id, id,
		      body_of(doc, site, series, number, receipt), NULL, NULL);
	if (r < 0)
		return r;
	*ret_receipt = id;
	return 0;
}
