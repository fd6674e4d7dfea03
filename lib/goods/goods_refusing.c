#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/mass.h"

/* -- what is meant -------------------------------------------------------- */

static int read_packages(struct ck_session *s, struct ck_item *item,
			 const char *option, int64_t *ret_packages)
{
	const struct ck_value *given = ck_get(item->record, "packages");
	char *end = NULL;

	if (option) {
		*ret_packages = strtoll(option, &end, 10);
		if (end != option && !*end && *ret_packages > 0)
			return 0;
	} else if (!given || (ck_int(given, ret_packages) &&
			      *ret_packages > 0)) {
		return 0;
	}
	return ck_fail(s, item, option ? -EINVAL : -EBADMSG,
		       option ? NULL : "/packages", "packages", "%s",
		       _("packages are a whole number above zero"));
}

static int read_gross(struct ck_session *s, struct ck_item *item,
		      const char *option, int64_t *ret_gross)
{
	const struct ck_value *given = ck_get(item->record, "gross_kg");
	const char *text = option ? option : ck_number_text(given);

	if (!option && !given)
		return 0;
	if (text && ck_mass_parse(text, ret_gross) == 0 && *ret_gross > 0)
		return 0;
	return ck_fail(s, item, option ? -EINVAL : -EBADMSG,
		       option ? NULL : "/gross_kg", "gross_kg", "%s",
		       _("a number of kilograms above zero is expected"));
}

int ck_clear_goods(struct ck_session *s, struct ck_item *item,
		   struct ck_clear_goods *ret_goods)
{
	const struct ck_clear *set = s->settings;
	struct ck_clear_goods goods = {
		.ref = set->goods ? set->goods
				  : ck_get_str(item->record, "goods"),
		.amount = { -1, -1 },
	};
	int r = 0;

	if (!goods.ref && (set->packages || set->gross))
		return ck_fail(s, item, -EINVAL, NULL, "goods-missing", "%s",
			       _("say of which goods with --goods"));
	if (goods.ref)
		r = read_packages(s, item, set->packages,
				  &goods.amount.packages);
	if (r == 0 && goods.ref)
		r = read_gross(s, item, set->gross, &goods.amount.gross_g);
	if (r == 0)
		*ret_goods = goods;
	return r;
}

int ck_clear_goods_line(struct ck_session *s, struct ck_item *item,
			const struct ck_case *c, const char *ref,
			struct ck_goods_line *ret_line)
{
	int r = ck_goods_line_read(c, ref, ret_line);

	if (r == -ENOENT)
		return ck_fail(s, item, r, item->record ? "/goods" : NULL,
			       "no-such-goods",
			       _("%s does not carry %s; it carries %s"),
			       ck_get_str(c->row, "label"), ref,
			       ck_goods_refs(c));
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* -- why not -------------------------------------------------------------- */

struct ck_value *ck_clear_goods_reason(struct ck_value *reasons,
				       const char *code,
				       const struct ck_goods_line *line)
{
	struct ck_value *reason = ck_push_object(reasons);

	ck_set_str(reason, "code", code);
	ck_set_str(reason, "goods", line->ref);
	return reason;
}

static void add_refused(const struct ck_case *c, struct ck_value *reasons,
			const struct ck_goods_line *line)
{
	struct ck_value *reason = ck_clear_goods_reason(reasons,
							"goods-refused", line);

	ck_set_str(reason, "agency", line->agency);
	ck_set_str(reason, "actor", line->actor);
	ck_set_str(reason, "reason", line->reason);
	ck_set_str(reason, "at", ck_time_text(c->doc, c->site, line->at));
}

int ck_clear_goods_share(struct ck_session *s, struct ck_item *item,
			 const struct ck_goods_line *line,
			 const struct ck_goods_amount *left,
			 const struct ck_goods_amount *asked,
			 struct ck_value *reasons,
			 struct ck_goods_amount *ret_amount)
{
	int r = ck_goods_share(left, asked, ret_amount);

	if (r == -EINVAL)
		return ck_fail(s, item, item->record ? -EBADMSG : r,
			       item->record ? "/packages" : NULL, "packages",
			       _("%s are counted in packages: say how many"),
			       line->ref);
	if (r == -ERANGE)
		ck_goods_set_amount(item->doc,
				    ck_clear_goods_reason(reasons,
							  "goods-exceeded",
							  line), left);
	return 0;
}

/* -- refusing a part of the load ------------------------------------------ */

static int read_needs(const struct ck_case *c, struct ck_value **ret_names)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_NEED_OF_TRIP, "ss",
				     c->declaration, c->trip);
	struct ck_value *names = ck_new_object(c->doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_set_bool(names, ck_column_text(q, 0), true);
	*ret_names = names;
	return r;
}

static void set_unneeded(struct ck_value *answer,
			 const struct ck_value *before,
			 const struct ck_value *after)
{
	struct ck_value *names = ck_set_array(answer, "unneeded");

	for (size_t i = 0; i < ck_count(before); i++)
		if (!ck_get(after, ck_key_at(before, i)))
			ck_push_str(names, ck_key_at(before, i));
}

/* Who, when, and by which event. */
static void sign(const struct ck_session *s, const struct ck_case *c,
		 struct ck_value *answer, const struct ck_event_id *id)
{
	ck_set_str(answer, "actor", s->user);
	ck_set_str(answer, "for", s->options.on_behalf);
	ck_set_str(answer, "at", ck_time_text(c->doc, c->site,
					      ck_txn_occurred(s->txn)));
	if (id->seq)
		ck_set_int(answer, "version", id->seq);
}

static struct ck_value *begin(struct ck_session *s, struct ck_item *item,
			      const struct ck_case *c, const char *check,
			      const char *agency, const char *goods, bool done)
{
	struct ck_value *answer = ck_clear_answer(s, item, "goods_refusal", c);

	ck_set_str(answer, "check", check);
	ck_set_str(answer, "agency", agency);
	ck_set_str(answer, "goods", goods);
	ck_set_bool(answer, "done", done);
	return answer;
}

static int take(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const struct ck_goods_line *line,
		struct ck_verdict *v, const struct ck_verdict_ask *ask,
		const struct ck_goods_amount *amount)
{
	const struct ck_goods_refusal refusal = {
		.check = ck_get_str(v->check, "name"),
		.agency = ck_get_str(v->check, "agency"),
		.reason = ask->reason, .seen = ask->seen, .amount = *amount,
	};
	struct ck_value *before = NULL, *after = NULL, *answer;
	struct ck_event_id id = { 0 };
	int all = 0;
	int r = read_needs(c, &before);

	if (r == 0)
		all = r = ck_goods_refuse(s->txn, c, line, &refusal, &id);
	if (r > 0)
		r = ck_verdict_give(s->txn, c, ask, v);
	if (r == 0)
		r = read_needs(c, &after);
	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = begin(s, item, c, refusal.check, refusal.agency, line->ref,
		       true);
	ck_set_str(answer, "reason", ask->reason);
	ck_goods_set_amount(c->doc, answer, amount);
	ck_set_bool(answer, "nothing_passes", all > 0);
	set_unneeded(answer, before, after);
	sign(s, c, answer, &id);
	return 0;
}

static int repeated(struct ck_session *s, struct ck_item *item,
		    const struct ck_case *c, const struct ck_goods_line *line,
		    const struct ck_verdict *v)
{
	struct ck_value *answer = begin(s, item, c,
					ck_get_str(v->check, "name"),
					line->agency, line->ref, true);

	ck_set_str(answer, "reason", line->reason);
	ck_set_str(answer, "actor", line->actor);
	ck_set_str(answer, "at", ck_time_text(c->doc, c->site, line->at));
	ck_set_bool(answer, "repeated", true);
	ck_set_int(answer, "version", line->version);
	return 0;
}

static bool is_same(const struct ck_goods_line *line,
		    const struct ck_verdict_ask *ask)
{
	return line->whole && !strcmp(line->actor, ask->actor) &&
	       !strcmp(line->reason, ask->reason);
}

int ck_clear_refuse_goods(struct ck_session *s, struct ck_item *item,
			  const struct ck_case *c, struct ck_verdict *v,
			  const struct ck_verdict_ask *ask,
			  const struct ck_clear_goods *goods)
{
	struct ck_goods_amount left, amount = { -1, -1 };
	struct ck_goods_line line;
	int r = ck_clear_goods_line(s, item, c, goods->ref, &line);

	if (r < 0)
		return r;
	if (!ck_get(c->row, "closed_at") && is_same(&line, ask))
		return repeated(s, item, c, &line, v);
	if (v->repeated)
		ck_clear_goods_reason(v->reasons, "all-refused", &line);
	left = ck_goods_passing(&line);
	if (line.whole)
		add_refused(c, v->reasons, &line);
	else
		r = ck_clear_goods_share(s, item, &line, &left, &goods->amount,
					 v->reasons, &amount);
	if (r < 0)
		return r;
	if (!ck_count(v->reasons))
		return take(s, item, c, &line, v, ask, &amount);
	return ck_clear_set_reasons(s, item,
			begin(s, item, c, ck_get_str(v->check, "name"),
			      ck_get_str(v->check, "agency"), line.ref, false),
			c, v->check, v->reasons);
}

/* -- taking it back ------------------------------------------------------- */

static int readmit(struct ck_session *s, struct ck_item *item,
		   const struct ck_case *c, const struct ck_goods_line *line,
		   const char *reason)
{
	struct ck_event_id id = { 0 };
	struct ck_value *answer;
	int r = ck_goods_readmit(s->txn, c, line, reason, &id);

	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = begin(s, item, c, NULL, line->agency, line->ref, true);
	ck_set_bool(answer, "readmitted", true);
	ck_set_str(answer, "reason", reason);
	sign(s, c, answer, &id);
	return 0;
}

int ck_clear_readmit(struct ck_session *s, struct ck_item *item,
		     const char *trip, const char *ref, const char *reason)
{
	struct ck_value *reasons = ck_new_array(item->doc);
	struct ck_goods_line line;
	struct ck_case c;
	int r = ck_clear_open(s, item, trip, &c);

	if (r == 0)
		r = ck_clear_goods_line(s, item, &c, ref, &line);
	if (r == 0 && line.agency)
		r = ck_session_allow(s, line.agency);
	if (r < 0)
		return r;
	if (ck_get(c.row, "closed_at"))
		ck_set(ck_clear_goods_reason(reasons, "trip-closed", &line),
		       "outcome", ck_get(c.row, "outcome"));
	else if (!line.agency)
		ck_clear_goods_reason(reasons, "goods-pass", &line);
	else if (line.decided.packages || line.decided.gross_g)
		ck_clear_goods_reason(reasons, "goods-decided", &line);
	if (!ck_count(reasons))
		return readmit(s, item, &c, &line, reason);
	return ck_clear_set_reasons(s, item,
			begin(s, item, &c, NULL, line.agency, ref, false),
			&c, NULL, reasons);
}
