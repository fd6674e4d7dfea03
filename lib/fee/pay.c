#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "clear/auto.h"
#include "fee/change.h"
#include "fee/pay.h"
#include "fee/tariff.h"
#include "store/query.h"

int ck_payment_of_reference(struct ck_store *store, struct ck_doc *doc,
			    const char *reference,
			    const struct ck_value **ret_payments)
{
	struct ck_value *payments = ck_new_array(doc);

	*ret_payments = payments;
	return ck_rows_of(ck_query(store, CK_SQL_PAYMENT_OF_REFERENCE, "s",
				   reference), doc, payments);
}

int64_t ck_payment_open(const struct ck_value *fees)
{
	int64_t open = 0;

	for (size_t i = 0; i < ck_count(fees); i++)
		open += ck_fee_open(ck_at(fees, i));
	return open;
}

/* A command under way. */
struct work {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_site *site;
	const struct ck_payment *payment;
	struct ck_value *made;
	int64_t left;
	int64_t number;			/* of the last payment */
	const struct ck_value *last;	/* takes what is beyond all of them */
};

static int read_number(struct work *w)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(ck_txn_store(w->txn),
				     CK_SQL_PAYMENT_COUNT, "s",
				     w->payment->declaration);
	int r = ck_step(q);

	if (r > 0)
		w->number = ck_column_int(q, 0);
	return r < 0 ? r : 0;
}

static int pay(struct work *w, const struct ck_value *fee, int64_t amount)
{
	const char *id = ck_get_str(fee, "fee");
	const char *payment = ck_doc_format(w->doc, "%s/P%" PRId64,
					    w->payment->declaration,
					    ++w->number);
	struct ck_value *body = ck_new_object(w->doc);
	struct ck_value *fact = ck_new_object(w->doc);
	struct ck_value *made = ck_push_object(w->made);
	struct ck_event_id event = { 0 };
	int r;

	ck_set_str(body, "payment", payment);
	ck_set_str(body, "reference", w->payment->reference);
	ck_set_str(body, "means", w->payment->means);
	ck_set_int(body, "amount_minor", amount);
	r = ck_append(w->txn, "fee.paid", w->payment->declaration, id, body,
		      NULL, &event);
	ck_set_str(fact, "fee", id);
	if (r == 0)
		r = ck_check_auto(w->txn, w->site, ck_get_str(fee, "trip"),
				  "fee", fact, &event);
	if (r < 0)
		return r;
	ck_set_str(made, "payment", payment);
	ck_set_str(made, "fee", id);
	ck_set_int(made, "amount_minor", amount);
	ck_set_int(made, "version", event.seq);
	ck_set_bool(made, "confirmed", r > 0);
	return 0;
}

static int pay_kind(struct work *w, const struct ck_value *fees,
		    const char *kind)
{
	int r = 0;

	for (size_t i = 0; r == 0 && w->left && i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);
		int64_t open = fee == w->last ? w->left : ck_fee_open(fee);
		int64_t amount = open < w->left ? open : w->left;

		if (!amount || strcmp(ck_get_str(fee, "kind"), kind))
			continue;
		w->left -= amount;
		r = pay(w, fee, amount);
	}
	return r;
}

/* Of what is paid beyond what is open: the last fee in the order of payment
 * that is not paid, else the last. */
static const struct ck_value *last_of(const struct ck_value *fees)
{
	const struct ck_value *last = NULL;

	for (int kind = 0; kind < CK_CHARGE_KINDS; kind++)
		for (size_t i = 0; i < ck_count(fees); i++) {
			const struct ck_value *fee = ck_at(fees, i);

			if (!strcmp(ck_get_str(fee, "kind"),
				    ck_charge_names[kind]) &&
			    (!last || ck_fee_open(fee) || !ck_fee_open(last)))
				last = fee;
		}
	return last;
}

int ck_payment_make(struct ck_txn *txn, struct ck_doc *doc,
		    const struct ck_site *site,
		    const struct ck_payment *payment,
		    const struct ck_value *fees,
		    const struct ck_value **ret_made)
{
	struct work w = { .txn = txn, .doc = doc, .site = site,
			  .payment = payment, .made = ck_new_array(doc),
			  .left = payment->amount_minor };
	int r = read_number(&w);

	if (w.left > ck_payment_open(fees))
		w.last = last_of(fees);
	for (int kind = 0; r == 0 && kind < CK_CHARGE_KINDS; kind++)
		r = pay_kind(&w, fees, ck_charge_names[kind]);
	*ret_made = w.made;
	return r;
}
