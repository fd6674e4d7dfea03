#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/reason.h"
#include "clear/step.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/declarant.h"

enum { WITHDRAW_MIN = 15 };

/* What one item asks for, made ready before the lock. */
struct asked {
	const char *check;		/* NULL: the only one that fits */
	const char *reason;
	const struct ck_value *conditions;
	const char **trips;
	size_t count;
};

static int prepare(struct ck_session *s, struct ck_item *item,
		   struct asked *a)
{
	int r = ck_clear_check(s, item, &a->check);

	if (r == 0)
		r = ck_clear_trips(s, item, &a->trips, &a->count);
	item->prepared = a;
	return r;
}

int ck_clear_step_prepare(struct ck_session *s, struct ck_item *item)
{
	return prepare(s, item, ck_doc_alloc(item->doc, sizeof(struct asked)));
}

/* A reason says what was found; without one nothing was. */
int ck_clear_result_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_conditions(s, item, &a->conditions);

	if (r == 0 && (set->reason || ck_get_str(item->record, "reason")))
		r = ck_clear_reason(s, item, "refuse", &a->reason);
	return r < 0 ? r : prepare(s, item, a);
}

bool ck_clear_withdraw_alone(const struct ck_session *s)
{
	const struct ck_clear *set = s->settings;

	return set->last;
}

int ck_clear_withdraw_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r;

	if (set->last && (item->record || item->operand || s->own_count))
		return ck_fail(s, item, -EINVAL, NULL, "operands",
			       _("--last is the last act, whichever it was: name no check and no trip"));
	if (set->last)
		return 0;
	r = ck_clear_reason(s, item, "withdraw", &a->reason);
	return r < 0 ? r : prepare(s, item, a);
}

/* -- answering ------------------------------------------------------------ */

static int set_done(struct ck_session *s, struct ck_value *answer,
		    const struct ck_case *c, const struct ck_step_ask *ask,
		    const struct ck_step *step)
{
	ck_set_str(answer, "state", step->state);
	if (!strcmp(ask->state, "withdrawn"))
		ck_set(answer, "was", ck_get(step->check, "state"));
	ck_set_str(answer, "reason", ask->reason);
	ck_set(answer, "conditions", ask->conditions);
	ck_set_str(answer, "actor", ask->actor);
	ck_set_str(answer, "for", s->options.on_behalf);
	if (!step->repeated)
		ck_set_str(answer, "at",
			   ck_time_text(c->doc, c->site,
					ck_txn_occurred(s->txn)));
	else
		ck_set_bool(answer, "repeated", true);
	if (step->version)
		ck_set_int(answer, "version", step->version);
	return 0;
}

static int take(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const struct ck_value *check,
		const struct ck_step_ask *ask)
{
	struct ck_value *answer;
	struct ck_step step;
	bool done;
	int r = ck_step_judge(c, check, ask, &step);

	done = r == 0 && !ck_count(step.reasons);
	if (done && !step.repeated)
		r = ck_step_take(s->txn, c, ask, &step);
	if (r < 0)
		return ck_fail_store(s, item, r);
	answer = ck_clear_answer_check(s, item, "step", c, check, done);
	if (!done)
		return ck_clear_set_reasons(s, item, answer, c, check,
					    step.reasons);
	return set_done(s, answer, c, ask, &step);
}

/* -- deciding ------------------------------------------------------------- */

/* Whoever may declare for the load asks for its checks, too. */
static int allow(struct ck_session *s, struct ck_item *item,
		 const struct ck_case *c, const char *name,
		 const struct ck_step_ask *ask)
{
	const char *agency =
		ck_get_str(ck_site_find_check(c->site, name), "agency");
	const struct ck_value *agencies = NULL;
	int r;

	if (strcmp(ask->state, "requested"))
		return ck_session_allow(s, agency);
	r = ck_session_agencies(s, item->doc, &agencies);
	if (r < 0 || ck_lists(agencies, agency))
		return r;
	return ck_declarant_allow_request(s, item, c->declaration);
}

static int take_trip(struct ck_session *s, struct ck_item *item,
		     const char *trip, const void *ctx)
{
	const struct ck_step_ask *ask = ctx;
	bool withdraws = !strcmp(ask->state, "withdrawn");
	const struct asked *a = item->prepared;
	const char *name = a->check;
	const struct ck_value *rows = NULL;
	struct ck_case c;
	int no = 0;
	int r = ck_clear_open(s, item, trip, &c);

	if (r == 0 && !name)
		r = ck_clear_only(s, item, &c,
				  withdraws ? ck_step_withdrawable
					    : ck_check_is_open, &name);
	if (r == 0)
		r = allow(s, item, &c, name, ask);
	if (r < 0)
		return r;
	r = ck_case_rows(&c, name, &rows);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!ck_count(rows))
		return ck_clear_not_needed(s, item, "step", &c, name);
	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		r = take(s, item, &c, ck_at(rows, i), ask);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}

static int decide(struct ck_session *s, struct ck_item *item,
		  const char *state)
{
	const struct asked *a = item->prepared;
	const struct ck_step_ask ask = { .state = state, .reason = a->reason,
					 .conditions = a->conditions,
					 .actor = s->user };

	return ck_clear_each(s, item, a->trips, a->count, take_trip, &ask);
}

int ck_clear_request(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "requested");
}

int ck_clear_start(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "started");
}

int ck_clear_sample(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "sampled");
}

int ck_clear_result(struct ck_session *s, struct ck_item *item)
{
	return decide(s, item, "resulted");
}

/* -- a slip of the hand --------------------------------------------------- */

static int find_last(struct ck_session *s, struct ck_item *item,
		     struct ck_line *ret_line)
{
	const struct ck_site *site = NULL;
	int64_t minutes, since;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	minutes = ck_get_int(site->document, "withdraw_min", WITHDRAW_MIN);
	since = ck_txn_at(s->txn) - minutes * CK_MINUTE_MS;
	r = ck_step_last(s->txn, item->doc, s->user, since, ret_line);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (r > 0)
		return 0;
	return ck_fail(s, item, -EEXIST, NULL, "nothing-last",
		       _("%s has done nothing to a check since %s that could be taken back; older acts are withdrawn with --reason"),
		       s->user, ck_time_text(item->doc, site, since));
}

static int find_row(const struct ck_case *c, const struct ck_line *line,
		    const struct ck_value **ret_row)
{
	const struct ck_value *rows = NULL;
	int r = ck_case_rows(c, ck_get_str(line->body, "name"), &rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		if (!strcmp(ck_get_str(ck_at(rows, i), "subject"),
			    line->subject) &&
		    ck_get_int(ck_at(rows, i), "version", 0) == line->seq)
			*ret_row = ck_at(rows, i);
	return r;
}

static int trip_of(struct ck_session *s, struct ck_item *item,
		   const struct ck_line *line, const char **ret_trip)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(s->store, CK_SQL_CLEAR_TRIP_OF, "ss",
				   line->subject,
				   ck_get_str(line->body, "name")),
			  item->doc, &row);

	if (r == 0)
		*ret_trip = ck_get_str(row, "trip");
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

static int gone_on(struct ck_session *s, struct ck_item *item,
		   const struct ck_line *line)
{
	return ck_fail(s, item, -EEXIST, NULL, "gone-on",
		       _("the last act of %s was on %s of %s, and that has gone on since"),
		       s->user, ck_get_str(line->body, "name"), line->subject);
}

static int withdraw_last(struct ck_session *s, struct ck_item *item)
{
	const struct ck_step_ask ask = { .state = "withdrawn", .last = true,
					 .actor = s->user };
	const struct ck_value *row = NULL;
	const char *trip = NULL;
	struct ck_line line;
	struct ck_case c;
	int r = find_last(s, item, &line);

	if (r == 0)
		r = trip_of(s, item, &line, &trip);
	if (r == 0 && !trip)
		r = gone_on(s, item, &line);
	if (r == 0)
		r = ck_clear_open(s, item, trip, &c);
	if (r < 0)
		return r;
	r = find_row(&c, &line, &row);
	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!row)
		return gone_on(s, item, &line);
	r = ck_session_allow(s, ck_get_str(row, "agency"));
	if (r < 0)
		return r;
	ck_say(s, "%s %s: %s", ck_get_str(c.row, "label"),
	       ck_get_str(row, "name"),
	       ck_check_word(c.site, ck_get_str(row, "name"),
			     ck_clear_language(s)));
	return take(s, item, &c, row, &ask);
}

int ck_clear_withdraw(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	const struct asked *a = item->prepared;
	const char *goods = set->goods ? set->goods
				       : ck_get_str(item->record, "goods");
	int no = 0;
	int r = 0;

	if (set->last)
		return withdraw_last(s, item);
	if (!goods)
		return decide(s, item, "withdrawn");
	for (size_t i = 0; r >= 0 && i < a->count; i++) {
		r = ck_clear_readmit(s, item, a->trips[i], goods, a->reason);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}
