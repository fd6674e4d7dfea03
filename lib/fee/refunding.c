#include <config.h>

#include <errno.h>
#include <inttypes.h>

#include "base/text.h"
#include "base/words.h"
#include "clear/verbs.h"
#include "fee/answer.h"
#include "fee/change.h"
#include "fee/verbs.h"
#include "store/query.h"

struct asked {
	struct ck_fee_target of;
	const char *currency;
	struct ck_fee_refund refund;	/* amount 0: all that can be */
};

int ck_cashier_refund_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_cashier *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	struct ck_value *content = ck_new_object(item->doc);
	int r = ck_fee_target_read(s, item, &a->of);

	a->refund = (struct ck_fee_refund){ 0 };
	if (r == 0)
		r = ck_fee_currency(s, item, &a->currency);
	if (r == 0)
		r = ck_fee_amount(s, item, a->currency,
				  &a->refund.amount_minor);
	if (r == 0)
		r = ck_reason_given(s, item, set->reason, "refund",
				    &a->refund.reason);
	if (r == 0)
		r = ck_fee_word_plain(s, item, set->reference, "/reference",
			_("say which order or voucher pays it back with --reference, without blanks"),
			&a->refund.reference);
	if (r == 0)
		r = ck_fee_word_plain(s, item, set->means, "/means",
			_("say how it is paid back with --means, as cash or transfer"),
			&a->refund.means);
	if (r == 0)
		r = ck_fee_means(s, item, a->refund.means);
	if (r < 0)
		return r;
	ck_fee_target_cover(&a->of, content);
	ck_set_int(content, "amount", a->refund.amount_minor);
	ck_set_str(content, "reason", a->refund.reason);
	ck_set_str(content, "reference", a->refund.reference);
	ck_set_str(content, "means", a->refund.means);
	item->content = content;
	item->prepared = a;
	return 0;
}

/* -- what can be paid back ------------------------------------------------ */

/* Nothing is owed for a passage that did not come to be. */
static bool went_back(const struct ck_value *trip)
{
	static const char *const outcomes[] = { "turned_back", "diverted",
		"cancelled", "expired", NULL };
	const char *outcome = ck_get_str(trip, "outcome");

	if (ck_get(trip, "crossed_at"))
		return false;
	return outcome ? ck_listed(outcomes, outcome) != NULL
		       : ck_get_int(trip, "turned_back", 0);
}

/* Of each fee, as an array of integers. */
static int refundable(struct ck_session *s, struct ck_item *item,
		      const struct ck_value *fees, struct ck_value *list,
		      int64_t *ret_sum)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);
		int64_t most = ck_fee_over(fee);
		struct ck_case c;
		int r = ck_case_open(s->store, item->doc,
				     ck_get_str(fee, "trip"), &c);

		if (r < 0)
			return ck_fail_store(s, item, r);
		if (went_back(c.row))
			most = ck_get_int(fee, "paid_minor", 0);
		ck_set_int(list, ck_get_str(fee, "fee"), most);
		sum += most;
	}
	*ret_sum = sum;
	return 0;
}

/* -- answers -------------------------------------------------------------- */

/* row: refund, amount_minor, paid_at, version; actor of one told again. */
static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *fee, const struct ck_value *row,
		  bool repeated)
{
	const struct asked *a = item->prepared;
	struct ck_value *record = NULL;
	int r = ck_fee_answer(s, item, "refund", fee, row, a->currency,
			      ck_get_int(row, "paid_at", 0), &record);

	if (r < 0)
		return r;
	if (repeated)
		ck_set_bool(record, "repeated", true);
	ck_set(record, "refund", ck_get(row, "refund"));
	ck_set_str(record, "reference", a->refund.reference);
	ck_set_str(record, "means", a->refund.means);
	ck_set_str(record, "reason", a->refund.reason);
	return 0;
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *fees, int64_t most)
{
	const struct asked *a = item->prepared;
	struct ck_value *record = NULL;
	int r = ck_fee_answer_no(s, item, "refund", &a->of, ck_at(fees, 0),
				 &record);

	if (r < 0)
		return r;
	ck_set(record, "refundable",
	       ck_fee_money(item->doc, most, a->currency));
	ck_set_str(record, "currency", a->currency);
	ck_set_str(record, "reference", a->refund.reference);
	return most ? ck_fee_no(record, "too-much",
				_("not so much can be paid back"))
		    : ck_fee_no(record, "nothing-over",
				_("nothing is paid beyond what is due, and the trip was not turned back"));
}

/* -- deciding ------------------------------------------------------------- */

static int next_number(struct ck_session *s, const char *declaration,
		       int64_t *ret_number)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(s->store, CK_SQL_REFUND_COUNT, "s",
				     declaration);
	int r = ck_step(q);

	if (r > 0)
		*ret_number = ck_column_int(q, 0) + 1;
	return r < 0 ? r : 0;
}

static int refund(struct ck_session *s, struct ck_item *item,
		  const struct ck_site *site, const struct ck_value *fee,
		  int64_t amount, int64_t number)
{
	const struct asked *a = item->prepared;
	struct ck_fee_refund one = a->refund;
	struct ck_value *row = ck_new_object(item->doc);
	int64_t seq = 0;
	int r;

	one.id = ck_doc_format(item->doc, "%s/B%" PRId64,
			       ck_get_str(fee, "declaration"), number);
	one.amount_minor = amount;
	r = ck_fee_refund(s->txn, site, fee, &one, &seq);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!s->options.dry_run)
		ck_set_str(row, "refund", one.id);
	ck_set_int(row, "amount_minor", amount);
	ck_set_int(row, "paid_at", ck_txn_occurred(s->txn));
	if (seq)
		ck_set_int(row, "version", seq);
	return answer(s, item, fee, row, false);
}

static int pay_back(struct ck_session *s, struct ck_item *item,
		    const struct ck_site *site, const struct ck_value *fees)
{
	const struct asked *a = item->prepared;
	struct ck_value *most = ck_new_object(item->doc);
	int64_t left = a->refund.amount_minor;
	int64_t number = 0;
	int64_t sum = 0;
	int r = refundable(s, item, fees, most, &sum);

	if (r < 0)
		return r;
	if (!sum || left > sum)
		return answer_no(s, item, fees, sum);
	r = next_number(s, ck_get_str(ck_at(fees, 0), "declaration"), &number);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!left)
		left = sum;
	for (size_t i = 0; r == 0 && left && i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);
		int64_t amount = ck_get_int(most, ck_get_str(fee, "fee"), 0);

		amount = amount < left ? amount : left;
		left -= amount;
		if (amount)
			r = refund(s, item, site, fee, amount, number++);
	}
	return r;
}

static int repeat(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *before, const struct ck_value *fees)
{
	const struct asked *a = item->prepared;
	const struct ck_fee_again again = {
		.before = before, .fees = fees, .means = a->refund.means,
		.reason = a->refund.reason,
		.amount_minor = a->refund.amount_minor,
	};
	int r = 0;

	if (!ck_fee_is_again(&again))
		return ck_fee_used(s, item, "/reference",
			_("reference %s was used before, for something else"),
			a->refund.reference);
	for (size_t i = 0; r == 0 && i < ck_count(before); i++)
		r = answer(s, item, ck_at(before, i), ck_at(before, i), true);
	return r;
}

int ck_cashier_refund(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	const struct ck_site *site = NULL;
	const struct ck_value *fees = NULL;
	struct ck_value *before = ck_new_array(item->doc);
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow(s, item, site);
	if (r == 0)
		r = ck_fee_target_rows(s, item, &a->of, &fees);
	if (r < 0)
		return r;
	r = ck_rows_of(ck_query(s->store, CK_SQL_REFUND_OF_REFERENCE, "s",
				a->refund.reference), item->doc, before);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return ck_count(before) ? repeat(s, item, before, fees)
				: pay_back(s, item, site, fees);
}
