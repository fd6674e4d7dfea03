#include <config.h>

#include <errno.h>
#include <string.h>

#include "clear/auto.h"
#include "goods/goods.h"
#include "hold/hold.h"
#include "clear/need.h"
#include "trade/facts.h"

static const char rule_actor[] = "rule:goods";
static const char hold_reason[] = "goods-refused";

static int place_hold(struct ck_txn *txn, const struct ck_case *c,
		      const struct ck_goods_refusal *refusal,
		      const struct ck_event_id *cause)
{
	struct ck_value *figures = ck_new_object(c->doc);
	const struct ck_hold_new hold = {
		.site = c->site->code, .agency = refusal->agency,
		.reason = hold_reason, .subject_kind = "trip",
		.subject = c->trip, .figures = figures, .actor = rule_actor,
	};
	char id[CK_HOLD_ID];
	int r;

	ck_goods_put_amount(figures, &refusal->amount);
	r = ck_hold_place(txn, &hold, cause, id, NULL);
	return r < 0 ? r : 0;
}

static int follow(struct ck_txn *txn, const struct ck_case *c, const char *ref,
		  const struct ck_event_id *cause)
{
	struct ck_value *fact = ck_new_object(c->doc);
	int r = ck_need_update(txn, c->site, c->trip, cause);

	ck_set_str(fact, "goods", ref);
	if (r >= 0)
		r = ck_check_auto_known(txn, c->site, c->trip, "customs", fact,
					cause);
	return r < 0 ? r : 0;
}

static bool is_all(const struct ck_goods_line *line,
		   const struct ck_goods_amount *amount)
{
	struct ck_goods_amount passing = ck_goods_passing(line);
	struct ck_goods_amount left = ck_goods_minus(&passing, amount);

	return ck_goods_none(&left);
}

int ck_goods_refuse(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_goods_line *line,
		    const struct ck_goods_refusal *refusal,
		    struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int on, r;

	ck_set_str(body, "goods", line->ref);
	ck_set_str(body, "check", refusal->check);
	ck_set_str(body, "agency", refusal->agency);
	ck_set_str(body, "reason", refusal->reason);
	ck_goods_put_amount(body, &refusal->amount);
	ck_set_bool(body, "whole", is_all(line, &refusal->amount));
	if (refusal->seen)
		ck_set_int(body, "seen", refusal->seen);
	r = ck_append(txn, "goods.refused", c->declaration, c->trip, body,
		      refusal->cause, &id);
	if (r == 0)
		*ret_id = id;
	if (r < 0 || ck_txn_dry(txn))
		return r;
	r = place_hold(txn, c, refusal, &id);
	on = r < 0 ? r : ck_goods_pass(c);
	if (on > 0)
		r = follow(txn, c, line->ref, &id);
	return r < 0 || on < 0 ? (r < 0 ? r : on) : !on;
}

int ck_goods_readmit(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_goods_line *line, const char *reason,
		     struct ck_event_id *ret_id)
{
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "goods", line->ref);
	ck_set_str(body, "reason", reason);
	r = ck_append(txn, "goods.readmitted", c->declaration, c->trip, body,
		      NULL, &id);
	if (r == 0)
		*ret_id = id;
	if (r < 0 || ck_txn_dry(txn))
		return r;
	r = follow(txn, c, line->ref, &id);
	if (r == 0)
		r = ck_goods_release(txn, c, &id);
	return r < 0 ? r : 0;
}

/* -- the hold ------------------------------------------------------------- */

static int undecided(const struct ck_case *c)
{
	const struct ck_value *goods = ck_get(ck_case_document(c), "goods");

	for (size_t i = 0; i < ck_count(goods); i++) {
		struct ck_goods_line line;
		struct ck_goods_amount open;
		int r = ck_goods_line_read(c, ck_key_at(goods, i), &line);

		if (r == -ENOENT)
			continue;
		if (r < 0)
			return r;
		open = ck_goods_undecided(&line);
		if (!ck_goods_none(&open))
			return 1;
	}
	return 0;
}

int ck_goods_release(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_event_id *cause)
{
	const struct ck_hold_new hold = { .site = c->site->code,
					  .subject = c->trip,
					  .actor = rule_actor };
	int r = undecided(c);

	if (r != 0)
		return r < 0 ? r : 0;
	return ck_hold_lift_ruled(txn, &hold, "decided", cause);
}
