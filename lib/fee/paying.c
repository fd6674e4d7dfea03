#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "fee/answer.h"
#include "fee/change.h"
#include "fee/pay.h"
#include "fee/verbs.h"
#include "store/query.h"
#include "trade/money.h"

/* What one item brings, made ready before the lock. */
struct brought {
	struct ck_fee_target of;
	const char *currency;
	bool excess;			/* take more than is open */
	struct ck_payment payment;
};

/* -- reading -------------------------------------------------------------- */

static int read_words(struct ck_session *s, struct ck_item *item,
		      struct brought *b)
{
	const struct ck_cashier *set = s->settings;
	int r = ck_fee_word_plain(s, item, set->reference, "/reference",
		_("say which payment it is with --reference: the bank's number or the receipt's, without blanks"),
		&b->payment.reference);

	if (r == 0)
		r = ck_fee_word_plain(s, item, set->means, "/means",
			_("say how it was paid with --means, as cash or transfer"),
			&b->payment.means);
	return r < 0 ? r : ck_fee_means(s, item, b->payment.means);
}

static int read_amount(struct ck_session *s, struct ck_item *item,
		       struct brought *b)
{
	const struct ck_cashier *set = s->settings;
	int r = ck_fee_currency(s, item, &b->currency);

	if (r == 0)
		r = ck_fee_amount(s, item, b->currency,
				  &b->payment.amount_minor);
	if (r == 0 && !b->payment.amount_minor)
		return ck_fee_word_fail(s, item, NULL, "/amount",
					_("say how much with --amount"));
	b->excess = set->excess || ck_is_true(ck_get(item->record, "excess"));
	return r;
}

static void cover(struct ck_item *item, const struct brought *b)
{
	struct ck_value *content = ck_new_object(item->doc);

	if (!item->record || !ck_get(item->record, "key"))
		return;
	ck_fee_target_cover(&b->of, content);
	ck_set_int(content, "amount", b->payment.amount_minor);
	ck_set_str(content, "reference", b->payment.reference);
	ck_set_str(content, "means", b->payment.means);
	item->content = content;
}

int ck_cashier_pay_prepare(struct ck_session *s, struct ck_item *item)
{
	struct brought *b = ck_doc_alloc(item->doc, sizeof(*b));
	int r = ck_fee_target_read(s, item, &b->of);

	if (r == 0)
		r = read_amount(s, item, b);
	if (r == 0)
		r = read_words(s, item, b);
	if (r == 0)
		cover(item, b);
	item->prepared = b;
	return r;
}

/* -- answers -------------------------------------------------------------- */

/* made: payment, fee, amount_minor; open: what then is open of the fee. */
static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *made, const struct ck_value *fee,
		  int64_t open, int64_t at, struct ck_value **ret_record)
{
	const struct brought *b = item->prepared;
	struct ck_value *record = NULL;
	int r = ck_fee_answer(s, item, "payment", fee, made, b->currency, at,
			      &record);

	if (r < 0)
		return r;
	if (!s->options.dry_run)
		ck_set(record, "payment", ck_get(made, "payment"));
	ck_set(record, "open", ck_fee_money(item->doc, open, b->currency));
	ck_set_str(record, "reference", b->payment.reference);
	ck_set_str(record, "means", b->payment.means);
	ck_set_bool(record, "confirmed", ck_is_true(ck_get(made, "confirmed")));
	*ret_record = record;
	return 0;
}

static int answer_made(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *made,
		       const struct ck_value *fees)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(made); i++) {
		const struct ck_value *m = ck_at(made, i);
		const struct ck_value *fee = ck_fee_find(fees,
						ck_get_str(m, "fee"));
		int64_t open = ck_fee_open(fee) -
			       ck_get_int(m, "amount_minor", 0);
		struct ck_value *record = NULL;

		r = answer(s, item, m, fee, open > 0 ? open : 0,
			   ck_txn_occurred(s->txn), &record);
	}
	return r;
}

/* Nothing is owed is another thing than that nobody has worked it out. */
static const char *nothing_open(const struct ck_value *fees)
{
	return ck_count(fees)
		       ? _("nothing is open; nothing was taken")
		       : _("no fee is assessed yet, nothing was taken: ck-fee assess says what is due");
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *fees, int64_t open)
{
	const struct brought *b = item->prepared;
	bool none = open == 0;
	struct ck_value *record = NULL;
	const char *message;
	char text[CK_DECIMAL_SIZE];
	int r = ck_fee_answer_no(s, item, "payment", &b->of, ck_at(fees, 0),
				 &record);

	if (r < 0)
		return r;
	if (ck_money_text(open, b->currency, text) < 0)
		return ck_fail_store(s, item, -EINVAL);
	message = none ? nothing_open(fees)
		       : ck_doc_format(item->doc,
				       _("only %s %s is open; nothing was taken"),
				       text, b->currency);
	ck_set(record, "open", ck_fee_money(item->doc, open, b->currency));
	ck_set_str(record, "currency", b->currency);
	ck_set_str(record, "reference", b->payment.reference);
	return ck_fee_no(record, none ? "nothing-open" : "overpaid", message);
}

/* -- deciding ------------------------------------------------------------- */

static int repeat(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *before, const struct ck_value *fees)
{
	const struct brought *b = item->prepared;
	const struct ck_fee_again again = {
		.before = before, .fees = fees, .means = b->payment.means,
		.amount_minor = b->payment.amount_minor,
	};
	struct ck_value *record = NULL;
	int r = 0;

	if (!ck_fee_is_again(&again))
		return ck_fee_used(s, item, "/reference",
			_("reference %s was used before, for something else"),
			b->payment.reference);
	for (size_t i = 0; r == 0 && i < ck_count(before); i++) {
		const struct ck_value *p = ck_at(before, i);

		r = answer(s, item, p, ck_fee_find(fees, ck_get_str(p, "fee")),
			   ck_get_int(p, "open_minor", 0),
			   ck_get_int(p, "paid_at", 0), &record);
		if (r == 0)
			ck_set_bool(record, "repeated", true);
	}
	return r;
}

static int take(struct ck_session *s, struct ck_item *item,
		const struct ck_site *site, const struct ck_value *fees)
{
	struct brought *b = item->prepared;
	const struct ck_value *made = NULL;
	int64_t open = ck_payment_open(fees);
	int r;

	if (b->payment.amount_minor > open &&
	    !(b->excess && ck_count(fees)))
		return answer_no(s, item, fees, open);
	b->payment.declaration = ck_get_str(ck_at(fees, 0), "declaration");
	r = ck_payment_make(s->txn, item->doc, site, &b->payment, fees, &made);
	return r < 0 ? ck_fail_store(s, item, r)
		     : answer_made(s, item, made, fees);
}

int ck_cashier_pay(struct ck_session *s, struct ck_item *item)
{
	const struct brought *b = item->prepared;
	const struct ck_site *site = NULL;
	const struct ck_value *fees = NULL;
	const struct ck_value *before = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow(s, item, site);
	if (r == 0)
		r = ck_fee_target_rows(s, item, &b->of, &fees);
	if (r < 0)
		return r;
	r = ck_payment_of_reference(s->store, item->doc, b->payment.reference,
				    &before);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return ck_count(before) ? repeat(s, item, before, fees)
				: take(s, item, site, fees);
}
