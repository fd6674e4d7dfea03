#include <config.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "clear/verdict.h"

/* What one item asks for, made ready before the lock. */
struct asked {
	const char *check;		/* NULL: the only one open */
	const char *reason;
	const struct ck_value *conditions;
	struct ck_clear_goods goods;	/* of a refusal: only these */
	int64_t seen;
	const char **trips;
	size_t count;
};

/* -- what was seen -------------------------------------------------------- */

static int version_of(struct ck_session *s, struct ck_item *item,
		      int64_t *ret_seen)
{
	const struct ck_value *version = ck_get(item->record, "version");

	*ret_seen = s->options.seen;
	if (!version || *ret_seen)
		return 0;
	if (!ck_int(version, ret_seen) || *ret_seen < 1)
		return ck_fail(s, item, -EBADMSG, "/version", "version",
			       _("a version is a whole number above zero"));
	return 0;
}

/* Only a person who is shown it can confirm what no version names. */
static int look(struct ck_session *s, struct ck_item *item, struct asked *a)
{
	struct ck_case c;
	int64_t version = 0;
	int r;

	if (!isatty(STDERR_FILENO) || item->line)
		return ck_fail(s, item, item->record ? -EBADMSG : -EINVAL,
			       item->record ? "/version" : NULL,
			       "version-missing",
			       _("say which version was looked at, with --seen: ck-clear status prints it"));
	for (size_t i = 0; i < a->count; i++) {
		const char *check = a->check;

		r = ck_clear_open(s, item, a->trips[i], &c);
		if (r == 0 && !check)
			r = ck_clear_only(s, item, &c, ck_check_is_open,
					  &check);
		if (r == 0)
			r = ck_clear_show(s, &c, check);
		if (r < 0)
			return r;
		r = ck_case_version(&c, &version);
		if (r < 0)
			return ck_fail_store(s, item, r);
		a->seen = version > a->seen ? version : a->seen;
	}
	return 0;
}

static int prepare(struct ck_session *s, struct ck_item *item,
		   struct asked *a)
{
	int r = ck_clear_check(s, item, &a->check);

	if (r == 0)
		r = ck_clear_trips(s, item, &a->trips, &a->count);
	if (r == 0)
		r = version_of(s, item, &a->seen);
	if (r == 0 && !a->seen)
		r = look(s, item, a);
	item->prepared = a;
	return r;
}

int ck_clear_confirm_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_conditions(s, item, &a->conditions);

	return r < 0 ? r : prepare(s, item, a);
}

int ck_clear_refuse_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_reason(s, item, "refuse", &a->reason);

	if (r == 0)
		r = ck_clear_goods(s, item, &a->goods);

	return r < 0 ? r : prepare(s, item, a);
}

/* -- answering ------------------------------------------------------------ */

static void set_given(struct ck_session *s, struct ck_value *answer,
		      const struct ck_case *c, const struct ck_verdict *v,
		      const struct ck_verdict_ask *ask)
{
	int64_t at = v->repeated ? ck_get_int(v->check, "verdict_at", 0)
				 : ck_txn_occurred(s->txn);

	ck_set_str(answer, "state", ask->state);
	ck_set_str(answer, "reason", ask->reason);
	ck_set(answer, "conditions", ck_verdict_conditions(v->check, ask));
	ck_set_str(answer, "actor", ask->actor);
	ck_set_str(answer, "for", s->options.on_behalf);
	ck_set_str(answer, "at", ck_time_text(c->doc, c->site, at));
	ck_set(answer, "vouched", v->repeated ? ck_get(v->check, "vouched")
					      : v->vouched);
	if (v->version)
		ck_set_int(answer, "version", v->version);
	if (v->repeated)
		ck_set_bool(answer, "repeated", true);
}

/* -- deciding ------------------------------------------------------------- */

static int fail_seen(struct ck_session *s, struct ck_item *item,
		     const struct ck_case *c, int64_t seen)
{
	return ck_fail(s, item, -EBADMSG, item->record ? "/version" : NULL,
		       "version-unknown",
		       _("%s, %s, has no version %lld; ck-clear status prints the one to look at"),
		       c->trip, ck_get_str(c->row, "label"), (long long)seen);
}

static int give(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const struct ck_value *check,
		const struct ck_verdict_ask *ask)
{
	const struct asked *a = item->prepared;
	struct ck_value *answer;
	struct ck_verdict v;
	bool done;
	int r = ck_verdict_judge(c, check, ask, &v);

	if (r == -ERANGE)
		return fail_seen(s, item, c, ask->seen);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (a->goods.ref)
		return ck_clear_refuse_goods(s, item, c, &v, ask, &a->goods);
	done = !ck_count(v.reasons);
	if (done && !v.repeated)
		r = ck_verdict_give(s->txn, c, ask, &v);
	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = ck_clear_answer_check(s, item, "confirmation", c, check, done);
	if (!done)
		return ck_clear_set_reasons(s, item, answer, c, check,
					    v.reasons);
	set_given(s, answer, c, &v, ask);
	return 0;
}

/* A check that only these goods needed went with them. */
static int refused_before(struct ck_session *s, struct ck_item *item,
			  const struct ck_case *c, const char *name,
			  const struct ck_verdict_ask *ask)
{
	const struct asked *a = item->prepared;
	struct ck_value *check = ck_new_object(item->doc);
	struct ck_verdict v = { .check = check,
				.reasons = ck_new_array(item->doc) };
	struct ck_value *reason = ck_push_object(v.reasons);

	ck_set_str(check, "name", name);
	ck_set(check, "agency", ck_get(ck_site_find_check(c->site, name),
				       "agency"));
	ck_set_str(reason, "code", "not-needed");
	ck_set_str(reason, "check", name);
	return ck_clear_refuse_goods(s, item, c, &v, ask, &a->goods);
}

/* What a fact confirms is confirmed by hand for a reason; of what a person
 * confirms anyway the option may say one, too. */
static int hand_reason(struct ck_session *s, struct ck_item *item,
		       const struct ck_case *c, const char *name,
		       struct ck_verdict_ask *ask)
{
	const struct ck_clear *set = s->settings;
	bool automatic = ck_get(ck_site_find_check(c->site, name), "auto");
	bool given = set->reason ||
		     (automatic && ck_get_str(item->record, "reason"));

	if (!given || strcmp(ask->state, "confirmed"))
		return 0;
	return ck_clear_reason(s, item, "confirm", &ask->reason);
}

static int give_trip(struct ck_session *s, struct ck_item *item,
		     const char *trip, const void *ctx)
{
	struct ck_verdict_ask ask = *(const struct ck_verdict_ask *)ctx;
	const struct asked *a = item->prepared;
	const char *name = a->check;
	const struct ck_value *rows = NULL;
	struct ck_case c;
	int no = 0;
	int r = ck_clear_open(s, item, trip, &c);

	if (r == 0 && !name)
		r = ck_clear_only(s, item, &c, ck_check_is_open, &name);
	if (r == 0)
		r = ck_session_allow(s, ck_get_str(ck_site_find_check(c.site,
							name), "agency"));
	if (r == 0)
		r = hand_reason(s, item, &c, name, &ask);
	if (r < 0)
		return r;
	r = ck_case_rows(&c, name, &rows);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!ck_count(rows))
		return a->goods.ref ? refused_before(s, item, &c, name, &ask)
				    : ck_clear_not_needed(s, item,
							  "confirmation", &c,
							  name);
	/* Goods are refused once, whichever number they travel under. */
	for (size_t i = 0; r >= 0 && i < (a->goods.ref ? 1 : ck_count(rows));
	     i++) {
		r = give(s, item, &c, ck_at(rows, i), &ask);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}

static int decide(struct ck_session *s, struct ck_item *item,
		  const char *state)
{
	const struct ck_clear *set = s->settings;
	const struct asked *a = item->prepared;
	const struct ck_verdict_ask ask = {
		.state = state, .reason = a->reason, .seen = a->seen,
		.conditions = a->conditions,
		.actor = s->user, .overrule = set->overrule,
		.now = ck_txn_occurred(s->txn),
	};

	return ck_clear_each(s, item, a->trips, a->count, give_trip, &ask);
}

int ck_clear_confirm(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "confirmed");
}

int ck_clear_refuse(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "refused");
}
