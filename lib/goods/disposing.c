#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "trade/offer.h"

/* -- what is asked for ---------------------------------------------------- */

const struct ck_value *ck_clear_reason_name(const struct ck_site *site,
					    const char *const *groups,
					    const char *reason)
{
	const struct ck_value *name = NULL;

	for (; !name && *groups; groups++)
		name = ck_site_find_reason(site, *groups, reason);
	return name;
}

/* The number of a decision is a word on a paper: "12/QD-HQ". */
static int read_order(struct ck_session *s, struct ck_item *item, bool must,
		      const char **ret_order)
{
	const struct ck_clear *set = s->settings;
	const char *given = ck_get_str(item->record, "order");
	const char *order = set->order ? set->order : given;
	size_t len = order ? strlen(order) : 0;

	if (!order && !must)
		return 0;
	if (!order || !len || ck_utf8_count(order, len) > CK_ORDER_MOST ||
	    order[strcspn(order, " \t\n\r\v\f\x7f")])
		return ck_fail(s, item, set->order || !given ? -EINVAL
							     : -EBADMSG,
			       given && !set->order ? "/order" : NULL, "order",
			       _("say by whose decision with --order: its number, without blanks, at most %d characters"),
			       CK_ORDER_MOST);
	*ret_order = order;
	return 0;
}

static const char *keys_of(struct ck_doc *doc, const struct ck_value *object)
{
	struct ck_value *names = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(object); i++)
		ck_push_str(names, ck_key_at(object, i));
	return ck_names(doc, names);
}

static int read_gate(struct ck_session *s, struct ck_item *item,
		     const char **ret_gate)
{
	const char *given = ck_get_str(item->record, "gate");
	const char *gate = s->own_count ? s->own[0] : given;
	const struct ck_site *site = NULL;
	const struct ck_value *gates;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	gates = ck_get(site->document, "gates");
	if (!gate)
		return ck_fail(s, item, -EINVAL, NULL, "gate-missing",
			       _("say to which gate: %s"),
			       keys_of(item->doc, gates));
	if (!strcmp(gate, site->code) || (gates && !ck_get(gates, gate)))
		return ck_fail(s, item, s->own_count ? -EINVAL : -EBADMSG,
			       s->own_count ? NULL : "/gate", "no-such-gate",
			       _("%s sends nobody to %s; there are %s"),
			       site->code, gate, keys_of(item->doc, gates));
	*ret_gate = gate;
	return 0;
}

static int prepare(struct ck_session *s, struct ck_item *item, const char *act,
		   const char *const *groups, bool ordered)
{
	const struct ck_clear *set = s->settings;
	struct ck_clear_away *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_session_reason(s, item, groups, set->reason,
				  &a->disposal.reason);

	a->disposal.act = act;
	a->groups = groups;
	if (r == 0)
		r = ck_clear_goods(s, item, &a->goods);
	/* Goods come off by a decision only; a driver may be sent back. */
	if (r == 0)
		r = read_order(s, item, ordered || a->goods.ref,
			       &a->disposal.order);
	if (r == 0 && !strcmp(act, "diverted"))
		r = read_gate(s, item, &a->disposal.gate);
	if (r == 0)
		r = ck_clear_trips(s, item, &a->trips, &a->count);
	item->prepared = a;
	return r;
}

int ck_clear_turn_prepare(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "turn_back", NULL };

	return prepare(s, item, "turned_back", groups, false);
}

int ck_clear_divert_prepare(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "divert", NULL };

	return prepare(s, item, "diverted", groups, false);
}

/* It is impounded for what was found, or for what is looked into. */
int ck_clear_impound_prepare(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "refuse", "hold", "dispose",
					      NULL };

	return prepare(s, item, "impounded", groups, true);
}

int ck_clear_dispose_prepare(struct ck_session *s, struct ck_item *item)
{
	static const char *const groups[] = { "dispose", NULL };

	return prepare(s, item, "disposed", groups, true);
}

/* -- goods ---------------------------------------------------------------- */

static struct ck_value *begin(struct ck_session *s, struct ck_item *item,
			      const struct ck_case *c,
			      const struct ck_disposal *d,
			      const struct ck_goods_line *line, bool done)
{
	struct ck_value *answer = ck_clear_answer(s, item, "disposition", c);

	ck_set_str(answer, "act", d->act);
	ck_set_str(answer, "gate", d->gate);
	ck_set_str(answer, "order", d->order);
	ck_set_str(answer, "goods", line->ref);
	ck_set(answer, "zone", ck_get(c->row, "zone"));
	ck_set_bool(answer, "done", done);
	return answer;
}

static int take(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const struct ck_disposal *d,
		const struct ck_goods_line *line,
		const struct ck_goods_amount *amount)
{
	const struct ck_clear_away *a = item->prepared;
	struct ck_goods_amount open = ck_goods_open(line);
	const char *number = NULL;
	struct ck_event_id id = { 0 };
	struct ck_value *answer;
	int r = ck_goods_dispose(s->txn, c, line, amount, d, &number, &id);

	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = begin(s, item, c, d, line, true);
	if (!s->options.dry_run)
		ck_set_str(answer, "disposition", number);
	ck_set_str(answer, "agency", d->agency);
	ck_set_str(answer, "reason", d->reason);
	ck_set(answer, "reason_name",
	       ck_clear_reason_name(c->site, a->groups, d->reason));
	ck_goods_set_amount(c->doc, answer, amount);
	open = ck_goods_minus(&open, amount);
	ck_goods_set_amount(c->doc, ck_set_object(answer, "left"), &open);
	if (id.seq)
		ck_set_int(answer, "version", id.seq);
	return 0;
}

/* What was refused and nobody has decided about is meant, unless more is said
 * or nothing was refused: its last part takes all of its mass. */
static struct ck_goods_amount meant(const struct ck_goods_line *line,
				    const struct ck_clear_goods *goods,
				    const struct ck_goods_amount *open)
{
	struct ck_goods_amount pool = ck_goods_undecided(line);
	bool within = goods->amount.gross_g < 0 &&
		      goods->amount.packages <= pool.packages;
	bool said = goods->amount.packages >= 0 || goods->amount.gross_g >= 0;

	return (said && !within) || ck_goods_none(&pool) ? *open : pool;
}

int ck_clear_dispose_goods(struct ck_session *s, struct ck_item *item,
			   const struct ck_case *c, const struct ck_disposal *d)
{
	const struct ck_clear_away *a = item->prepared;
	struct ck_value *reasons = ck_new_array(item->doc);
	struct ck_goods_amount open, left, amount = { -1, -1 };
	struct ck_goods_line line;
	int r = ck_clear_goods_line(s, item, c, a->goods.ref, &line);

	if (r < 0)
		return r;
	open = ck_goods_open(&line);
	left = meant(&line, &a->goods, &open);
	if (ck_goods_none(&open))
		ck_clear_goods_reason(reasons, "goods-decided", &line);
	else
		r = ck_clear_goods_share(s, item, &line, &left,
					 &a->goods.amount, reasons, &amount);
	if (r < 0)
		return r;
	if (!ck_count(reasons))
		return take(s, item, c, d, &line, &amount);
	return ck_clear_set_reasons(s, item,
				    begin(s, item, c, d, &line, false), c,
				    NULL, reasons);
}
