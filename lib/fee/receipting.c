#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/verbs.h"
#include "fee/receipt.h"
#include "fee/target.h"
#include "fee/verbs.h"
#include "store/query.h"
#include "trade/viewer.h"

/* -- the record ----------------------------------------------------------- */

static void add_payments(struct ck_doc *doc, const struct ck_value *row,
			 const char *currency, struct ck_value *record)
{
	const struct ck_value *payments = ck_get(row, "payments");
	struct ck_value *list = ck_set_array(record, "payments");

	for (size_t i = 0; i < ck_count(payments); i++) {
		const struct ck_value *p = ck_at(payments, i);
		struct ck_value *out = ck_push_object(list);

		ck_set(out, "payment", ck_get(p, "payment"));
		ck_set(out, "fee", ck_get(p, "fee"));
		ck_set(out, "amount",
		       ck_fee_money(doc, ck_get_int(p, "amount_minor", 0),
				    currency));
	}
}

static void fill(struct ck_session *s, struct ck_doc *doc,
		 const struct ck_value *row, struct ck_value *record)
{
	const char *currency = ck_get_str(row, "currency");
	bool voided = ck_get(row, "voided_at") != NULL;

	CK_SET_SAME(record, row, "receipt", "series", "number", "declaration",
		    "charge", "currency", "reference", "means", "replaces");
	ck_set(record, "amount",
	       ck_fee_money(doc, ck_get_int(row, "amount_minor", 0), currency));
	ck_set_bool(record, "unconfirmed", ck_get_int(row, "unconfirmed", 0));
	add_payments(doc, row, currency, record);
	ck_set_str(record, "state", voided ? "void" : "valid");
	ck_set_time_of(record, "issued_at", ck_get(row, "issued_at"),
		       s->utc_offset_min);
	ck_set(record, "actor", ck_get(row, "actor"));
	ck_set(record, "for", ck_get(row, "on_behalf"));
	ck_set_time_of(record, "voided_at", ck_get(row, "voided_at"),
		       s->utc_offset_min);
	ck_set(record, "voided_by", ck_get(row, "voided_by"));
	ck_set(record, "voided_for", ck_get(row, "voided_for"));
	ck_set(record, "reason", ck_get(row, "void_reason"));
	ck_set(record, "version", ck_get(row, "version"));
}

static int answer(struct ck_session *s, struct ck_item *item, const char *id,
		  bool repeated)
{
	const struct ck_value *row = NULL;
	struct ck_value *record;
	int r = ck_receipt_get(s->store, item->doc, id, &row);

	if (r < 0)
		return ck_fail_store(s, item, r);
	record = ck_answer(s, item, "receipt");
	ck_set_bool(record, "done", true);
	if (repeated)
		ck_set_bool(record, "repeated", true);
	fill(s, item->doc, row, record);
	return 0;
}

/* -- issuing -------------------------------------------------------------- */

struct asked {
	const char *payment;		/* this one, or */
	struct ck_fee_target of;
};

int ck_cashier_receipt_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = 0;

	*a = (struct asked){ 0 };
	a->payment = item->operand && strstr(item->operand, "/P")
			     ? item->operand
			     : ck_get_str(item->record, "payment");
	if (!a->payment)
		r = ck_fee_target_read(s, item, &a->of);
	item->prepared = a;
	return r;
}

static bool is_wanted(const struct asked *a, const struct ck_value *payment,
		      const char *trip)
{
	if (a->payment)
		return !strcmp(ck_get_str(payment, "payment"), a->payment);
	if (a->of.fee)
		return !strcmp(ck_get_str(payment, "fee"), a->of.fee);
	return !strcmp(ck_get_str(payment, "trip") ?: "", trip);
}

/* The payments asked for, of the declaration that `of` belongs to. */
static int gather(struct ck_session *s, struct ck_item *item, const char *of,
		  struct ck_value *payments)
{
	const char *declaration =
		ck_doc_format(item->doc, "%.*s", (int)strcspn(of, "./"), of);
	const struct ck_value *all = NULL;
	int r = ck_receipt_payments(s->store, item->doc, declaration, &all);

	for (size_t i = 0; r == 0 && i < ck_count(all); i++)
		if (is_wanted(item->prepared, ck_at(all, i), of))
			ck_push(payments, ck_at(all, i));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static bool together(const struct ck_value *a, const struct ck_value *b)
{
	return !strcmp(ck_get_str(a, "declaration"),
		       ck_get_str(b, "declaration")) &&
	       !strcmp(ck_get_str(a, "kind"), ck_get_str(b, "kind")) &&
	       !strcmp(ck_get_str(a, "reference") ?: "",
		       ck_get_str(b, "reference") ?: "");
}

/* One receipt for the payment and those after it that go with it. */
static int issue(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const struct ck_value *payments,
		 size_t first)
{
	const struct ck_value *one = ck_at(payments, first);
	struct ck_value *list = ck_new_array(item->doc);
	struct ck_receipt_new new = {
		.declaration = ck_get_str(one, "declaration"),
		.charge = ck_get_str(one, "kind"),
		.reference = ck_get_str(one, "reference") ?: "-",
		.means = ck_get_str(one, "means"),
		.currency = ck_get_str(one, "currency"),
		.replaces = ck_get_str(one, "before"),
		.payments = list,
	};
	const char *id = NULL;
	int r;

	for (size_t i = first; i < ck_count(payments); i++) {
		const struct ck_value *p = ck_at(payments, i);
		struct ck_value *line;

		if (ck_get(p, "receipt") || !together(one, p))
			continue;
		line = ck_push_object(list);
		CK_SET_SAME(line, p, "payment", "fee", "amount_minor");
		new.amount_minor += ck_get_int(p, "amount_minor", 0);
		new.unconfirmed |= ck_get_int(p, "unconfirmed", 0) != 0;
	}
	r = ck_receipt_issue(s->txn, site, &new, &id);
	if (r == -ENOENT)
		return ck_fail(s, item, -EMEDIUMTYPE, NULL, "no-series",
			       _("the site file names no series of receipts"));
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!s->options.dry_run)
		return answer(s, item, id, false);
	return 1;
}

/* What a dry run would issue. */
static int answer_planned(struct ck_session *s, struct ck_item *item,
			  const struct ck_value *payments, size_t first)
{
	const struct ck_value *one = ck_at(payments, first);
	struct ck_value *record = ck_answer(s, item, "receipt");
	const char *currency = ck_get_str(one, "currency");
	int64_t sum = 0;

	for (size_t i = first; i < ck_count(payments); i++)
		if (!ck_get(ck_at(payments, i), "receipt") &&
		    together(one, ck_at(payments, i)))
			sum += ck_get_int(ck_at(payments, i), "amount_minor",
					  0);
	ck_set_bool(record, "done", true);
	ck_set(record, "declaration", ck_get(one, "declaration"));
	ck_set(record, "charge", ck_get(one, "kind"));
	CK_SET_SAME(record, one, "currency", "reference", "means");
	ck_set(record, "amount", ck_fee_money(item->doc, sum, currency));
	return 0;
}

/* Was it issued or told with one before it? */
static bool is_done(const struct ck_value *payments, size_t which)
{
	const struct ck_value *one = ck_at(payments, which);
	const char *receipt = ck_get_str(one, "receipt");

	for (size_t i = 0; i < which; i++) {
		const struct ck_value *p = ck_at(payments, i);
		const char *other = ck_get_str(p, "receipt");

		if (receipt ? other && !strcmp(receipt, other)
			    : !other && together(one, p))
			return true;
	}
	return false;
}

static int receipts(struct ck_session *s, struct ck_item *item,
		    const struct ck_site *site, const struct ck_value *payments)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(payments); i++) {
		const char *receipt = ck_get_str(ck_at(payments, i), "receipt");

		if (is_done(payments, i))
			continue;
		r = receipt ? answer(s, item, receipt, true)
			    : issue(s, item, site, payments, i);
		if (r > 0)
			r = answer_planned(s, item, payments, i);
	}
	return r;
}

int ck_cashier_receipt(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	const char *one = a->payment ? a->payment : a->of.fee;
	struct ck_value *payments = ck_new_array(item->doc);
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow(s, item, site);
	if (r == 0 && one)
		r = gather(s, item, one, payments);
	for (size_t i = 0; r == 0 && i < a->of.count; i++)
		r = gather(s, item, a->of.trips[i], payments);
	if (r < 0)
		return r;
	if (!ck_count(payments))
		return ck_fee_no(ck_answer(s, item, "receipt"), "nothing-paid",
				 _("nothing was paid: there is nothing to give a receipt for"));
	return receipts(s, item, site, payments);
}

/* -- voiding -------------------------------------------------------------- */

struct voiding {
	const char *receipt;
	const char *reason;
};

int ck_cashier_void_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_cashier *set = s->settings;
	struct voiding *v = ck_doc_alloc(item->doc, sizeof(*v));
	struct ck_value *content = ck_new_object(item->doc);
	int r = ck_reason_given(s, item, set->reason, "void", &v->reason);

	v->receipt = item->operand ? item->operand
				   : ck_get_str(item->record, "receipt");
	if (r == 0 && !v->receipt)
		r = ck_fail(s, item, -EBADMSG, "/receipt", "no-receipt",
			    _("the record names no receipt"));
	if (r < 0)
		return r;
	ck_set_str(content, "receipt", v->receipt);
	ck_set_str(content, "reason", v->reason);
	item->content = content;
	item->prepared = v;
	return 0;
}

static int void_one(struct ck_session *s, struct ck_item *item,
		    const struct ck_value *row)
{
	const struct voiding *v = item->prepared;
	struct ck_value *body = ck_new_object(item->doc);
	int r;

	if (ck_get(row, "voided_at"))
		return strcmp(ck_get_str(row, "void_reason"), v->reason)
			       ? ck_fee_no(ck_answer(s, item, "receipt"),
					   "void",
					   _("it is void already, for another reason"))
			       : answer(s, item, v->receipt, true);
	ck_set_str(body, "reason", v->reason);
	r = ck_append(s->txn, "receipt.voided", v->receipt, v->receipt, body,
		      NULL, NULL);
	return r < 0 ? ck_fail_store(s, item, r)
		     : answer(s, item, v->receipt, false);
}

int ck_cashier_void(struct ck_session *s, struct ck_item *item)
{
	const struct voiding *v = item->prepared;
	const struct ck_site *site = NULL;
	const struct ck_value *row = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_cashier_allow(s, item, site);
	if (r < 0)
		return r;
	r = ck_receipt_get(s->store, item->doc, v->receipt, &row);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row || strcmp(ck_get_str(row, "site"), site->code))
		return ck_fail(s, item, -ENOENT, NULL, "no-such-receipt",
			       _("no such receipt: %s"), v->receipt);
	return void_one(s, item, row);
}

/* -- the book ------------------------------------------------------------- */

static int read_page(struct ck_store *store, void *ctx, struct ck_doc *doc,
		     const struct ck_value *last, struct ck_value *rows)
{
	const struct ck_site *site = ctx;

	return ck_rows_of(ck_query(store, CK_SQL_RECEIPT_PAGE, "ssi",
				   site->code,
				   last ? ck_get_str(last, "series") : "",
				   ck_get_int(last, "number", 0)),
			  doc, rows);
}

static int print_row(struct ck_session *s, void *ctx, struct ck_doc *doc,
		     const struct ck_value *row)
{
	struct ck_value *record = ck_record(s, doc, "receipt");

	(void)ctx;
	fill(s, doc, row, record);
	return ck_print(s, record);
}

int ck_cashier_receipts(struct ck_session *s, int argc, char **argv)
{
	struct ck_pages pages = { read_page, print_row, NULL };
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, NULL, &site);

	(void)argc;
	(void)argv;
	pages.ctx = (void *)site;
	if (r == 0)
		r = ck_viewer_allow_all(s);
	return r < 0 ? r : ck_print_pages(s, &pages);
}
