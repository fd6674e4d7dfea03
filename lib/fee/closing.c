#include <config.h>

#include <errno.h>
#include <inttypes.h>

#include "base/digest.h"
#include "base/text.h"
#include "fee/target.h"
#include "fee/verbs.h"
#include "store/query.h"

/* A hand-over under way. */
struct closing {
	const struct ck_site *site;
	const char *collector;
	const char *currency;
	int64_t from;			/* seq the last one ended with */
	int64_t to;
	int64_t number;
	int64_t total;
	struct ck_value *takings;
	struct ck_value *split;
	struct ck_value *receipts;
};

/* -- working it out ------------------------------------------------------- */

static int read_last(struct ck_store *store, struct closing *c)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_CLOSING_LAST, "ss",
				     c->site->code, c->collector);
	int r = ck_step(q);

	if (r > 0) {
		c->number = ck_column_int(q, 0) + 1;
		c->from = ck_column_int(q, 1);
	}
	return r < 0 ? r : 0;
}

static int read_takings(struct ck_store *store, struct closing *c)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_CLOSING_TAKINGS, "siis",
				     c->collector, c->from, c->to,
				     c->site->code);
	int r;

	while ((r = ck_step(q)) > 0) {
		struct ck_value *line = ck_push_object(c->takings);
		int64_t paid = ck_column_int(q, 1);
		int64_t back = ck_column_int(q, 2);

		ck_set_str(line, "means", ck_column_text(q, 0));
		ck_set_int(line, "paid_minor", paid);
		ck_set_int(line, "refunded_minor", back);
		ck_set_int(line, "amount_minor", paid - back);
		ck_set_int(line, "payments", ck_column_int(q, 3));
		ck_set_int(line, "refunds", ck_column_int(q, 4));
		c->total += paid - back;
	}
	return r;
}

static int read_receipts(struct ck_store *store, struct ck_doc *doc,
			 struct closing *c)
{
	return ck_rows_of(ck_query(store, CK_SQL_CLOSING_RECEIPTS, "ssii",
				   c->site->code, c->collector, c->from,
				   c->to), doc, c->receipts);
}

/* Shares of the running total, so that they sum to it whatever is rounded. */
static int share_out(struct closing *c)
{
	const struct ck_value *split =
		ck_get(ck_get(c->site->document, "tariff"), "split");
	int64_t percent = 0;
	int64_t given = 0;

	for (size_t i = 0; i < ck_count(split); i++) {
		const struct ck_value *part = ck_at(split, i);
		struct ck_value *line = ck_push_object(c->split);
		int64_t upto;

		percent += ck_get_int(part, "percent", 0);
		if (__builtin_mul_overflow(c->total, percent, &upto))
			return -ERANGE;
		upto /= 100;
		ck_set(line, "to", ck_get(part, "to"));
		ck_set(line, "percent", ck_get(part, "percent"));
		ck_set_int(line, "amount_minor", upto - given);
		given = upto;
	}
	return 0;
}

static int work_out(struct ck_session *s, struct ck_item *item,
		    struct closing *c)
{
	char hash[CK_DIGEST_HEX];
	int r = read_last(s->store, c);

	c->to = ck_txn_head(s->txn, hash);
	if (r == 0)
		r = read_takings(s->store, c);
	if (r == 0)
		r = read_receipts(s->store, item->doc, c);
	if (r == 0)
		r = share_out(c);
	return r;
}

/* -- the record ----------------------------------------------------------- */

/* The lines with money as people read it: NAME_minor becomes NAME. */
static void add_lines(struct ck_doc *doc, const struct closing *c,
		      const struct ck_value *lines, const char *key,
		      struct ck_value *record)
{
	static const char *const money[] = { "paid", "refunded", "amount" };
	struct ck_value *list = ck_set_array(record, key);

	for (size_t i = 0; i < ck_count(lines); i++) {
		const struct ck_value *line = ck_at(lines, i);
		struct ck_value *out = ck_push_object(list);

		CK_SET_SAME(out, line, "means", "to", "percent", "payments",
			    "refunds", "series", "first", "last", "count",
			    "voided");
		for (size_t k = 0; k < sizeof(money) / sizeof(*money); k++) {
			const struct ck_value *minor = ck_get(line,
				ck_doc_format(doc, "%s_minor", money[k]));
			int64_t n;

			if (ck_int(minor, &n))
				ck_set(out, money[k],
				       ck_fee_money(doc, n, c->currency));
		}
	}
}

static void fill(struct ck_session *s, struct ck_item *item,
		 const struct closing *c, const char *id, int64_t seq,
		 struct ck_value *record)
{
	ck_set_bool(record, "done", true);
	ck_set_str(record, "closing", id);
	ck_set_str(record, "collector", c->collector);
	ck_set_int(record, "from_version", c->from);
	ck_set_int(record, "to_version", c->to);
	ck_set(record, "amount",
	       ck_fee_money(item->doc, c->total, c->currency));
	ck_set_str(record, "currency", c->currency);
	add_lines(item->doc, c, c->takings, "takings", record);
	add_lines(item->doc, c, c->split, "split", record);
	add_lines(item->doc, c, c->receipts, "receipts", record);
	ck_set_time(record, "at", ck_txn_occurred(s->txn), s->utc_offset_min);
	ck_fee_put_actor(s, NULL, record);
	if (seq)
		ck_set_int(record, "version", seq);
}

/* -- deciding ------------------------------------------------------------- */

static int append(struct ck_session *s, const struct closing *c,
		  const char *id, struct ck_event_id *ret_event)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(s->txn));

	ck_set_str(body, "site", c->site->code);
	ck_set_int(body, "number", c->number);
	ck_set_str(body, "collector", c->collector);
	ck_set_int(body, "from_seq", c->from);
	ck_set_int(body, "to_seq", c->to);
	ck_set_str(body, "currency", c->currency);
	ck_set_int(body, "total_minor", c->total);
	ck_set(body, "takings", c->takings);
	ck_set(body, "split", c->split);
	ck_set(body, "receipts", c->receipts);
	return ck_append(s->txn, "closing.made", id, id, body, NULL,
			 ret_event);
}

static int make(struct ck_session *s, struct ck_item *item,
		const struct closing *c)
{
	const char *id = ck_doc_format(item->doc, "%s-K%05" PRId64,
				       c->site->code, c->number);
	struct ck_event_id event = { 0 };
	struct ck_value *record = ck_answer(s, item, "closing");
	int r;

	if (!ck_count(c->takings)) {
		ck_set_str(record, "collector", c->collector);
		return ck_fee_no(record, "nothing-taken",
				 _("nothing was taken since the last closing"));
	}
	r = append(s, c, id, &event);
	if (r < 0)
		return ck_fail_store(s, item, r);
	fill(s, item, c, s->options.dry_run ? NULL : id, event.seq, record);
	return 0;
}

int ck_cashier_close(struct ck_session *s, struct ck_item *item)
{
	struct closing c = {
		.collector = s->own_count ? s->own[0] : s->user,
		.number = 1,
		.takings = ck_new_array(item->doc),
		.split = ck_new_array(item->doc),
		.receipts = ck_new_array(item->doc),
	};
	int r = ck_session_site(s, item, &c.site);

	if (r == 0)
		r = ck_cashier_allow_above(s, item, c.site);
	if (r == 0)
		r = ck_fee_currency(s, item, &c.currency);
	if (r < 0)
		return r;
	r = work_out(s, item, &c);
	return r < 0 ? ck_fail_store(s, item, r) : make(s, item, &c);
}
