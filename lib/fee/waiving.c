#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/verbs.h"
#include "fee/answer.h"
#include "fee/change.h"
#include "fee/verbs.h"
#include "store/query.h"

struct asked {
	struct ck_fee_target of;
	const char *currency;
	const char *reason;
	const char *order;
	int64_t amount_minor;		/* 0: all that is open */
};

int ck_cashier_waive_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_cashier *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	struct ck_value *content = ck_new_object(item->doc);
	int r = ck_fee_target_read(s, item, &a->of);

	if (r == 0)
		r = ck_fee_currency(s, item, &a->currency);
	if (r == 0)
		r = ck_fee_amount(s, item, a->currency, &a->amount_minor);
	if (r == 0)
		r = ck_reason_given(s, item, set->reason, "waive", &a->reason);
	if (r == 0)
		r = ck_fee_word_plain(s, item, set->order, "/order",
			_("say by whose decision with --order: its number, without blanks"),
			&a->order);
	if (r < 0)
		return r;
	ck_fee_target_cover(&a->of, content);
	ck_set_int(content, "amount", a->amount_minor);
	ck_set_str(content, "reason", a->reason);
	ck_set_str(content, "order", a->order);
	item->content = content;
	item->prepared = a;
	return 0;
}

/* -- answers -------------------------------------------------------------- */

/* row: reason, amount_minor, waived_at, version; actor of one told again. */
static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *fee, const struct ck_value *row,
		  int64_t open, struct ck_value **ret_record)
{
	const struct asked *a = item->prepared;
	int r = ck_fee_answer(s, item, "waiver", fee, row, a->currency,
			      ck_get_int(row, "waived_at", 0), ret_record);

	if (r < 0)
		return r;
	ck_set(*ret_record, "open", ck_fee_money(item->doc, open, a->currency));
	ck_set(*ret_record, "reason", ck_get(row, "reason"));
	ck_set_str(*ret_record, "order", a->order);
	return 0;
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *fee, const char *code,
		     const char *message)
{
	const struct asked *a = item->prepared;
	struct ck_value *record = NULL;
	int r = ck_fee_answer_no(s, item, "waiver", &a->of, fee, &record);

	if (r < 0)
		return r;
	ck_set(record, "fee", ck_get(fee, "fee"));
	ck_set_str(record, "order", a->order);
	return ck_fee_no(record, code, message);
}

/* -- deciding ------------------------------------------------------------- */

static int waive(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const struct ck_value *fee,
		 int64_t amount)
{
	const struct asked *a = item->prepared;
	struct ck_value *row = ck_new_object(item->doc);
	struct ck_value *record = NULL;
	int64_t seq = 0;
	int confirmed = ck_fee_waive(s->txn, site, fee, amount, a->reason,
				     a->order, &seq);
	int r;

	if (confirmed < 0)
		return ck_fail_store(s, item, confirmed);
	ck_set_int(row, "amount_minor", amount);
	ck_set_str(row, "reason", a->reason);
	ck_set_int(row, "waived_at", ck_txn_occurred(s->txn));
	if (seq)
		ck_set_int(row, "version", seq);
	r = answer(s, item, fee, row, ck_fee_open(fee) - amount, &record);
	if (r == 0)
		ck_set_bool(record, "confirmed", confirmed > 0);
	return r;
}

/* What the order has waived of this fee before: 1 when it was told again. */
static int repeat(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *fee)
{
	const struct asked *a = item->prepared;
	const struct ck_value *row = NULL;
	struct ck_value *record = NULL;
	int r = ck_row_of(ck_query(s->store, CK_SQL_WAIVER_GET, "sss",
				   ck_get_str(fee, "declaration"),
				   ck_get_str(fee, "fee"), a->order),
			  item->doc, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row)
		return 0;
	if (strcmp(ck_get_str(row, "reason"), a->reason) ||
	    (a->amount_minor &&
	     a->amount_minor != ck_get_int(row, "amount_minor", 0)))
		return ck_fee_used(s, item, "/order",
			_("order %s was used before for this fee, for something else"),
			a->order);
	r = answer(s, item, fee, row, ck_fee_open(fee), &record);
	if (r < 0)
		return r;
	ck_set_bool(record, "repeated", true);
	return 1;
}

static int waive_fee(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const struct ck_value *fee)
{
	const struct asked *a = item->prepared;
	int64_t open = ck_fee_open(fee);
	int r = repeat(s, item, fee);

	if (r != 0)
		return r < 0 ? r : 0;
	if (!open)
		return answer_no(s, item, fee, "nothing-open",
				 _("nothing of it is open"));
	if (a->amount_minor > open)
		return answer_no(s, item, fee, "too-much",
				 _("more than is open cannot be waived"));
	return waive(s, item, site, fee,
		     a->amount_minor ? a->amount_minor : open);
}

/* Of several fees those that are open, or that the order was for. */
static int waive_all(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const struct ck_value *fees)
{
	const struct asked *a = item->prepared;
	size_t said = 0;
	int r = 0;

	if (a->amount_minor && ck_count(fees) > 1)
		return ck_fail(s, item, -EEXIST, NULL, "which-fee",
			       _("the trip has several fees: say which"));
	for (size_t i = 0; r >= 0 && i < ck_count(fees); i++) {
		const struct ck_value *fee = ck_at(fees, i);

		r = repeat(s, item, fee);
		said += r > 0;
		if (r != 0 || !ck_fee_open(fee))
			continue;
		r = waive_fee(s, item, site, fee);
		said++;
	}
	if (r < 0 || said)
		return r < 0 ? r : 0;
	return answer_no(s, item, NULL, "nothing-open",
			 ck_count(fees) ? _("nothing is open")
					: _("no fee is assessed yet: ck-fee assess says what is due"));
}

int ck_cashier_waive(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	const struct ck_site *site = NULL;
	const struct ck_value *fees = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow_above(s, item, site);
	if (r == 0)
		r = ck_fee_target_rows(s, item, &a->of, &fees);
	if (r < 0)
		return r;
	if (ck_count(fees) == 1)
		return waive_fee(s, item, site, ck_at(fees, 0));
	return waive_all(s, item, site, fees);
}
