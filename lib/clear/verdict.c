#include <config.h>

#include <string.h>

#include "clear/expiry.h"
#include "clear/follow.h"
#include "clear/reason.h"
#include "clear/seen.h"
#include "clear/verdict.h"
#include "clear/vouch.h"
#include "store/query.h"

static struct ck_value *add(struct ck_verdict *v, const char *code)
{
	struct ck_value *reason = ck_push_object(v->reasons);

	ck_set_str(reason, "code", code);
	ck_set(reason, "check", ck_get(v->check, "name"));
	ck_set(reason, "agency", ck_get(v->check, "agency"));
	return reason;
}

/* Who has given the verdict that stands in the way, and when. */
static void add_given(const struct ck_case *c, struct ck_verdict *v,
		      const char *code)
{
	struct ck_value *reason = add(v, code);

	ck_set(reason, "actor", ck_get(v->check, "actor"));
	ck_set(reason, "for", ck_get(v->check, "on_behalf"));
	ck_set(reason, "reason", ck_get(v->check, "reason"));
	ck_set_str(reason, "at",
		   ck_time_text(c->doc, c->site,
				ck_get_int(v->check, "verdict_at", 0)));
}

static bool is_repeated(const struct ck_value *check,
			const struct ck_verdict_ask *ask)
{
	return ck_is(check, "state", ask->state) &&
	       ck_is(check, "actor", ask->actor) &&
	       (!ask->reason || ck_is(check, "reason", ask->reason)) &&
	       (!ask->conditions ||
		ck_equal(ck_get(check, "conditions"), ask->conditions));
}

static void judge_state(const struct ck_case *c,
			const struct ck_verdict_ask *ask, struct ck_verdict *v)
{
	bool confirms = !strcmp(ask->state, "confirmed");

	if (ck_get(c->row, "closed_at"))
		ck_set(add(v, "trip-closed"), "outcome",
		       ck_get(c->row, "outcome"));
	if (confirms && ck_is(v->check, "state", "confirmed"))
		add_given(c, v, "already-confirmed");
	if (confirms && ck_is(v->check, "state", "refused") && !ask->overrule)
		add_given(c, v, "check-refused");
}

static int is_weighed(const struct ck_case *c)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_WEIGHED, "s",
				     c->trip);

	return ck_step(q);
}

/* A fact confirms it; a person does so only answering for it. */
static int judge_hand(const struct ck_case *c,
		      const struct ck_verdict_ask *ask, struct ck_verdict *v)
{
	const struct ck_value *definition =
		ck_site_find_check(c->site, ck_get_str(v->check, "name"));
	const struct ck_value *automatic = ck_get(definition, "auto");
	int r = 1;

	if (!automatic || strcmp(ask->state, "confirmed"))
		return 0;
	if (ck_is(automatic, "on", "weighing"))
		r = is_weighed(c);
	if (r == 0)
		add(v, "not-weighed");
	else if (r > 0 && !ask->reason)
		ck_set(add(v, "by-fact"), "on", ck_get(automatic, "on"));
	return r < 0 ? r : 0;
}

/* What would end as it is given is not given. */
static void judge_expiry(const struct ck_case *c,
			 const struct ck_verdict_ask *ask,
			 struct ck_verdict *v)
{
	if (strcmp(ask->state, "confirmed") != 0)
		return;
	v->ends_at = ck_expiry_of(c, ck_get_str(v->check, "name"), ask->now);
	if (v->ends_at && v->ends_at <= ask->now)
		ck_set_str(add(v, "expired"), "at",
			   ck_time_text(c->doc, c->site, v->ends_at));
}

static int judge_ground(const struct ck_case *c,
			const struct ck_verdict_ask *ask, struct ck_verdict *v)
{
	const char *name = ck_get_str(v->check, "name");

	judge_expiry(c, ask, v);
	if (!ck_case_present(c, name))
		ck_set(add(v, "not-present"), "zone", ck_get(c->row, "zone"));
	return strcmp(ask->state, "confirmed")
		       ? 0 : ck_case_missing(c, name, v->reasons);
}

static int judge_seen(const struct ck_case *c,
		      const struct ck_verdict_ask *ask, struct ck_verdict *v)
{
	struct ck_value *changes = ck_new_array(c->doc);
	int r = ck_seen_check(c, v->check, ask->seen);

	if (r == 0)
		r = ck_vouch_changes(c, v->check, ask->seen, changes);

	for (size_t i = 0; r == 0 && i < ck_count(changes); i++) {
		const struct ck_value *change = ck_at(changes, i);
		struct ck_value *reason = add(v, "changed");

		for (size_t k = 0; k < ck_count(change); k++)
			ck_set(reason, ck_key_at(change, k), ck_at(change, k));
	}
	return r;
}

int ck_verdict_judge(const struct ck_case *c, const struct ck_value *check,
		     const struct ck_verdict_ask *ask,
		     struct ck_verdict *ret_verdict)
{
	struct ck_verdict v = { .check = check,
				.reasons = ck_new_array(c->doc),
				.version = ck_get_int(check, "version", 0),
				.repeated = is_repeated(check, ask) };
	int r = 0;

	if (!v.repeated)
		judge_state(c, ask, &v);
	if (!v.repeated && !ck_count(v.reasons)) {
		r = judge_hand(c, ask, &v);
		if (r == 0)
			r = judge_ground(c, ask, &v);
		if (r == 0)
			r = judge_seen(c, ask, &v);
	}
	if (r == 0)
		*ret_verdict = v;
	return r;
}

const struct ck_value *ck_verdict_conditions(const struct ck_value *check,
					     const struct ck_verdict_ask *ask)
{
	bool there = ck_is(check, "state", "resulted") ||
		     ck_is(check, "state", "confirmed");

	if (ask->conditions || strcmp(ask->state, "confirmed"))
		return ask->conditions;
	return there ? ck_get(check, "conditions") : NULL;
}

int ck_verdict_give(struct ck_txn *txn, const struct ck_case *c,
		    const struct ck_verdict_ask *ask,
		    struct ck_verdict *verdict)
{
	const char *name = ck_get_str(verdict->check, "name");
	bool confirms = !strcmp(ask->state, "confirmed");
	const struct ck_value *pointers =
		ck_get(ck_site_find_check(c->site, name), "vouches");
	struct ck_value *body = ck_new_object(c->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "name", name);
	ck_set_str(body, "reason", ask->reason);
	if (confirms && ck_is(verdict->check, "state", "refused"))
		ck_set_bool(body, "overrules", true);
	if (confirms)
		ck_set(body, "conditions", ck_verdict_conditions(verdict->check,
								 ask));
	ck_set_int(body, "seen", ask->seen);
	verdict->vouched = ck_vouch(c->doc, pointers,
				    ck_vouch_values(c->doc, ck_case_facts(c),
						    pointers));
	ck_set(body, "vouched", verdict->vouched);
	if (verdict->ends_at)
		ck_set_int(body, "ends_at", verdict->ends_at);
	r = ck_append(txn, confirms ? "check.confirmed" : "check.refused",
		      ck_get_str(verdict->check, "root"),
		      ck_get_str(verdict->check, "subject"), body, NULL, &id);
	if (r < 0)
		return r;
	verdict->version = id.seq;
	return ck_check_follow(txn, c, verdict->check,
			       ck_get(body, "conditions"), !confirms, &id);
}
