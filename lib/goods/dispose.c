#include <config.h>

#include <string.h>

#include "goods/dispose.h"
#include "store/query.h"

static const char rule_actor[] = "rule:goods";

const char *ck_disposal_ending(const struct ck_disposal *disposal)
{
	if (strcmp(disposal->act, "disposed") != 0)
		return disposal->act;
	return !strcmp(disposal->reason, "destroy") ? "destroyed"
						    : "turned_back";
}

int ck_disposal_number(const struct ck_case *c, const char **ret_id)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_DISPOSITION_LAST, "s",
				     c->declaration);
	int r = ck_step(q);

	if (r < 0)
		return r;
	*ret_id = ck_doc_format(c->doc, "%s/D%lld", c->declaration,
				(long long)ck_column_int(q, 0) + 1);
	return 0;
}

struct ck_goods_amount ck_goods_open(const struct ck_goods_line *line)
{
	return ck_goods_minus(&line->carried, &line->decided);
}

/* -- what it takes with it ------------------------------------------------ */

/* Parts of a value add up to it exactly, whatever the order. */
static int64_t value_of(const struct ck_goods_line *line,
			const struct ck_goods_amount *amount)
{
	bool packed = line->carried.packages > 0;
	int64_t whole = packed ? line->carried.packages
			       : line->carried.gross_g;
	int64_t before = packed ? line->decided.packages
				: line->decided.gross_g;
	int64_t now = before + (packed ? amount->packages : amount->gross_g);

	return ck_goods_part(line->value_minor, now, whole) -
	       ck_goods_part(line->value_minor, before, whole);
}

/* An import has crossed the line with the goods before anybody looked. */
static int reduce_passed(struct ck_txn *txn, const struct ck_case *c,
			 const struct ck_goods_line *line,
			 const struct ck_goods_amount *amount,
			 const struct ck_event_id *cause)
{
	const struct ck_value *numbers = ck_get(ck_case_document(c), "customs");
	const char *ref = ck_get_str(line->goods, "customs");
	const char *customs = ck_get_str(ref ? ck_get(numbers, ref) : NULL,
					 "customs");
	struct ck_value *body;
	int passed;

	{
		CK_CLEANUP(ck_stmt_done)
		struct ck_stmt *q = ck_query(c->store, CK_SQL_GOODS_HAVE_PASSED,
					     "ss", customs, c->trip);

		passed = ck_step(q);
	}
	if (passed <= 0)
		return passed;
	body = ck_new_object(c->doc);
	ck_set_str(body, "trip", c->trip);
	ck_goods_put_amount(body, amount);
	return ck_append_as(txn, rule_actor, "customs.reduced", customs,
			    customs, body, cause, NULL);
}

static int stale_weight(struct ck_txn *txn, const struct ck_case *c,
			const struct ck_event_id *cause)
{
	const char *name = ck_get_str(ck_get(c->site->document, "weights"),
				      "check");
	const struct ck_value *rows = NULL, *row;
	struct ck_value *body;
	const char *state;
	int r = name ? ck_case_rows(c, name, &rows) : 0;

	row = ck_at(rows, 0);
	state = ck_get_str(row, "state");
	if (r < 0 || !state || strcmp(state, "confirmed") != 0)
		return r;
	body = ck_new_object(c->doc);
	ck_set_str(body, "name", name);
	ck_push_str(ck_set_array(body, "pointers"), "/vehicle/carries");
	return ck_append_as(txn, rule_actor, "check.staled",
			    ck_get_str(row, "root"), ck_get_str(row, "subject"),
			    body, cause, NULL);
}

/* -- deciding ------------------------------------------------------------- */

static struct ck_value *body_of(const struct ck_case *c,
				const struct ck_goods_line *line,
				const struct ck_goods_amount *amount,
				const struct ck_disposal *d, const char *id)
{
	struct ck_value *body = ck_new_object(c->doc);

	ck_set_str(body, "disposition", id);
	ck_set_str(body, "goods", line->ref);
	ck_set_str(body, "gate", d->gate);
	ck_set_str(body, "order", d->order);
	ck_set_str(body, "agency", d->agency);
	ck_set_str(body, "reason", d->reason);
	ck_goods_put_amount(body, amount);
	if (line->value_minor >= 0)
		ck_set_int(body, "value_minor", value_of(line, amount));
	return body;
}

static int refuse_rest(struct ck_txn *txn, const struct ck_case *c,
		       const struct ck_goods_line *line,
		       const struct ck_goods_amount *amount,
		       const struct ck_disposal *d)
{
	struct ck_goods_amount pool = ck_goods_undecided(line);
	const struct ck_goods_refusal refusal = {
		.agency = d->agency, .reason = d->reason,
		.amount = ck_goods_minus(amount, &pool),
	};
	struct ck_event_id id;
	int r = 0;

	if (!ck_goods_none(&refusal.amount) && !line->whole)
		r = ck_goods_refuse(txn, c, line, &refusal, &id);
	return r < 0 ? r : 0;
}

int ck_goods_dispose(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_goods_line *line,
		     const struct ck_goods_amount *amount,
		     const struct ck_disposal *d, const char **ret_disposition,
		     struct ck_event_id *ret_id)
{
	const char *event = ck_doc_format(c->doc, "goods.%s", d->act);
	const char *number = NULL;
	struct ck_event_id id = { 0 };
	int r = refuse_rest(txn, c, line, amount, d);

	if (r == 0)
		r = ck_disposal_number(c, &number);
	if (r == 0)
		r = ck_append(txn, event, c->declaration, c->trip,
			      body_of(c, line, amount, d, number), NULL, &id);
	if (r < 0)
		return r;
	*ret_disposition = number;
	*ret_id = id;
	if (ck_txn_dry(txn))
		return 0;
	r = reduce_passed(txn, c, line, amount, &id);
	if (r >= 0)
		r = stale_weight(txn, c, &id);
	if (r >= 0)
		r = ck_goods_release(txn, c, &id);
	return r < 0 ? r : 0;
}
