#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "fee/pay.h"
#include "fee/verbs.h"
#include "fee/word.h"
#include "store/query.h"
#include "trade/money.h"

enum { WORD_MOST = 64 };

/* What one item brings, made ready before the lock. */
struct brought {
	const char *fee;		/* this one, or */
	const char **trips;		/* what is open of these */
	size_t count;
	const char *currency;
	struct ck_payment payment;
};

/* -- reading -------------------------------------------------------------- */

/* The option, else the record's member. */
static const char *word(struct ck_item *item, const char *option,
			const char *key)
{
	const struct ck_value *v = ck_get(item->record, key);

	if (option)
		return option;
	return ck_str(v) ? ck_str(v) : ck_number_text(v);
}

static int fail_word(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *pointer,
		     const char *message)
{
	bool given = option || !item->record;

	return ck_fail(s, item, given ? -EINVAL : -EBADMSG,
		       given ? NULL : pointer, pointer + 1, "%s", message);
}

static bool is_plain(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f)
			return false;
	return *text && strlen(text) <= WORD_MOST;
}

static int read_amount(struct ck_session *s, struct ck_item *item,
		       struct brought *b)
{
	const struct ck_cashier *set = s->settings;
	const char *text = word(item, set->amount, "amount");
	int r = text ? ck_money_parse(text, b->currency,
				      &b->payment.amount_minor) : -EBADMSG;

	if (!text)
		return fail_word(s, item, NULL, "/amount",
				 _("say how much with --amount"));
	if (r == 0 && b->payment.amount_minor > 0)
		return 0;
	return fail_word(s, item, set->amount, "/amount",
			 ck_fee_amount_fault(item->doc, text, b->currency));
}

static int read_words(struct ck_session *s, struct ck_item *item,
		      struct brought *b)
{
	const struct ck_cashier *set = s->settings;
	const char *fault;

	b->payment.reference = word(item, set->reference, "reference");
	b->payment.means = word(item, set->means, "means");
	if (!b->payment.reference || !is_plain(b->payment.reference))
		return fail_word(s, item, set->reference, "/reference",
				 _("say which payment it is with --reference: the bank's number or the receipt's, without blanks"));
	if (!b->payment.means || !is_plain(b->payment.means))
		return fail_word(s, item, set->means, "/means",
				 _("say how it was paid with --means, as cash or transfer"));
	fault = ck_fee_means_fault(item->doc, b->payment.means);
	return fault ? fail_word(s, item, set->means, "/means", fault) : 0;
}

static int read_currency(struct ck_session *s, struct ck_item *item,
			 struct brought *b)
{
	const struct ck_cashier *set = s->settings;
	const char *text = word(item, set->currency, "currency");
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	b->currency = ck_get_str(ck_get(site->document, "tariff"), "currency");
	if (!text || !strcmp(text, b->currency))
		return 0;
	return fail_word(s, item, set->currency, "/currency",
			 ck_doc_format(item->doc,
				       _("fees are paid in %s here, not in %s"),
				       b->currency, text));
}

/* A fee's id has a stroke, nothing else that is paid has. */
static int read_target(struct ck_session *s, struct ck_item *item,
		       struct brought *b)
{
	const char *fee = ck_get_str(item->record, "fee");

	if (item->operand && strstr(item->operand, "/F"))
		fee = item->operand;
	if (!fee)
		return ck_item_trips(s, item, &b->trips, &b->count);
	b->fee = fee;
	if (!strchr(fee, '/'))
		return ck_fail(s, item, -ENOENT, NULL, "no-such-fee",
			       _("no such fee: %s"), fee);
	return 0;
}

static void cover(struct ck_item *item, const struct brought *b)
{
	struct ck_value *content = ck_new_object(item->doc);

	if (!item->record || !ck_get(item->record, "key"))
		return;
	ck_set_str(content, "fee", b->fee);
	for (size_t i = 0; i < b->count; i++)
		ck_set_bool(content, b->trips[i], true);
	ck_set_int(content, "amount", b->payment.amount_minor);
	ck_set_str(content, "reference", b->payment.reference);
	ck_set_str(content, "means", b->payment.means);
	item->content = content;
}

int ck_cashier_pay_prepare(struct ck_session *s, struct ck_item *item)
{
	struct brought *b = ck_doc_alloc(item->doc, sizeof(*b));
	int r = read_target(s, item, b);

	if (r == 0)
		r = read_currency(s, item, b);
	if (r == 0)
		r = read_amount(s, item, b);
	if (r == 0)
		r = read_words(s, item, b);
	if (r == 0)
		cover(item, b);
	item->prepared = b;
	return r;
}

/* -- what is to be paid --------------------------------------------------- */

static int one_fee(struct ck_session *s, struct ck_item *item,
		   const struct brought *b, struct ck_value *fees)
{
	const char *declaration =
		ck_doc_format(item->doc, "%.*s", (int)strcspn(b->fee, "/"),
			      b->fee);
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(s->store, CK_SQL_FEE_GET, "ss", declaration,
				   b->fee), item->doc, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row)
		return ck_fail(s, item, -ENOENT, NULL, "no-such-fee",
			       _("no such fee: %s"), b->fee);
	ck_push(fees, row);
	return 0;
}

static int fees_of(struct ck_session *s, struct ck_item *item,
		   const struct ck_value **ret_fees)
{
	const struct brought *b = item->prepared;
	struct ck_value *fees = ck_new_array(item->doc);
	int r = b->fee ? one_fee(s, item, b, fees) : 0;

	for (size_t i = 0; r == 0 && i < b->count; i++) {
		const struct ck_value *of = NULL;

		r = ck_fee_of_trip(s->store, item->doc, b->trips[i], &of);
		if (r < 0)
			return ck_fail_store(s, item, r);
		for (size_t k = 0; k < ck_count(of); k++)
			ck_push(fees, ck_at(of, k));
	}
	*ret_fees = fees;
	return r;
}

static const struct ck_value *find_fee(const struct ck_value *fees,
				       const char *id)
{
	for (size_t i = 0; i < ck_count(fees); i++)
		if (!strcmp(ck_get_str(ck_at(fees, i), "fee"), id))
			return ck_at(fees, i);
	return NULL;
}

/* -- answers -------------------------------------------------------------- */

static int answer_trip(struct ck_session *s, struct ck_item *item,
		       struct ck_value *answer, const char *trip)
{
	int r = trip ? ck_record_trip(s, item->doc, answer, trip) : 0;

	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* Who took it: of one that is told again, who did then. */
static void put_actor(struct ck_session *s, struct ck_value *record,
		      const struct ck_value *made)
{
	if (ck_get(made, "actor")) {
		ck_set(record, "actor", ck_get(made, "actor"));
		ck_set(record, "for", ck_get(made, "on_behalf"));
	} else {
		ck_set_str(record, "actor", s->user);
		ck_set_str(record, "for", s->options.on_behalf);
	}
}

/* made: payment, fee, amount_minor; open: what then is open of the fee. */
static int answer(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *made, const struct ck_value *fee,
		  int64_t open, int64_t at)
{
	const struct brought *b = item->prepared;
	struct ck_value *record = ck_answer(s, item, "payment");
	char text[CK_TIME_TEXT];
	int r = answer_trip(s, item, record, ck_get_str(fee, "trip"));

	if (r < 0)
		return r;
	ck_set_bool(record, "done", true);
	if (!s->options.dry_run)
		ck_set(record, "payment", ck_get(made, "payment"));
	ck_set(record, "fee", ck_get(fee, "fee"));
	ck_set(record, "charge", ck_get(fee, "kind"));
	ck_set(record, "amount",
	       ck_fee_money(item->doc, ck_get_int(made, "amount_minor", 0),
			    b->currency));
	ck_set_str(record, "currency", b->currency);
	ck_set(record, "open", ck_fee_money(item->doc, open, b->currency));
	ck_set_str(record, "reference", b->payment.reference);
	ck_set_str(record, "means", b->payment.means);
	ck_time_print(at, s->utc_offset_min, text);
	ck_set_str(record, "at", text);
	put_actor(s, record, made);
	ck_set_bool(record, "confirmed", ck_is_true(ck_get(made, "confirmed")));
	if (ck_get_int(made, "version", 0))
		ck_set(record, "version", ck_get(made, "version"));
	return 0;
}

static int answer_made(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *made,
		       const struct ck_value *fees)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(made); i++) {
		const struct ck_value *m = ck_at(made, i);
		const struct ck_value *fee = find_fee(fees,
						      ck_get_str(m, "fee"));
		int64_t open = ck_get_int(fee, "amount_minor", 0) -
			       ck_get_int(fee, "paid_minor", 0) -
			       ck_get_int(m, "amount_minor", 0);

		r = answer(s, item, m, fee, open, ck_txn_occurred(s->txn));
	}
	return r;
}

static int answer_no(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *fees, int64_t open)
{
	const struct brought *b = item->prepared;
	bool none = open == 0;
	const char *trip = ck_get_str(ck_at(fees, 0), "trip");
	struct ck_value *record = ck_answer(s, item, "payment");
	struct ck_value *reason;
	const char *message;
	char text[CK_DECIMAL_SIZE];
	int r = answer_trip(s, item, record,
			    trip ? trip : b->count ? b->trips[0] : NULL);

	if (r < 0)
		return r;
	if (ck_money_text(open, b->currency, text) < 0)
		return ck_fail_store(s, item, -EINVAL);
	message = none ? _("nothing is open; nothing was taken")
		       : ck_doc_format(item->doc,
				       _("only %s %s is open; nothing was taken"),
				       text, b->currency);
	ck_set_bool(record, "done", false);
	ck_set_str(record, "fee", b->fee);
	ck_set(record, "open", ck_fee_money(item->doc, open, b->currency));
	ck_set_str(record, "currency", b->currency);
	ck_set_str(record, "reference", b->payment.reference);
	reason = ck_push_object(ck_set_array(record, "reasons"));
	ck_set_str(reason, "code", none ? "nothing-open" : "overpaid");
	ck_set_str(reason, "message", message);
	ck_set_str(record, "message", message);
	return 1;
}

/* -- deciding ------------------------------------------------------------- */

/* The same money told twice: for the same fees, as much, by the same means. */
static bool is_same(const struct brought *b, const struct ck_value *before,
		    const struct ck_value *fees)
{
	int64_t sum = 0;

	for (size_t i = 0; i < ck_count(before); i++) {
		const struct ck_value *p = ck_at(before, i);

		if (!find_fee(fees, ck_get_str(p, "fee")) ||
		    strcmp(ck_get_str(p, "means"), b->payment.means))
			return false;
		sum += ck_get_int(p, "amount_minor", 0);
	}
	return sum == b->payment.amount_minor;
}

static int repeat(struct ck_session *s, struct ck_item *item,
		  const struct ck_value *before, const struct ck_value *fees)
{
	const struct brought *b = item->prepared;
	int r = 0;

	if (!is_same(b, before, fees))
		return ck_fail(s, item, -EBADMSG,
			       item->record ? "/reference" : NULL,
			       "reference-used",
			       _("reference %s was used before, for something else"),
			       b->payment.reference);
	for (size_t i = 0; r == 0 && i < ck_count(before); i++) {
		const struct ck_value *p = ck_at(before, i);

		r = answer(s, item, p, find_fee(fees, ck_get_str(p, "fee")),
			   ck_get_int(p, "open_minor", 0),
			   ck_get_int(p, "paid_at", 0));
		if (r == 0)
			ck_set_bool((struct ck_value *)ck_at(item->answers,
					ck_count(item->answers) - 1),
				    "repeated", true);
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

	if (b->payment.amount_minor > open)
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
		r = fees_of(s, item, &fees);
	if (r < 0)
		return r;
	r = ck_payment_of_reference(s->store, item->doc, b->payment.reference,
				    &before);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return ck_count(before) ? repeat(s, item, before, fees)
				: take(s, item, site, fees);
}
