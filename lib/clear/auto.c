#include <config.h>

#include <string.h>

#include "base/memory.h"
#include "clear/auto.h"
#include "clear/expiry.h"
#include "clear/follow.h"
#include "clear/vouch.h"
#include "store/query.h"

/* One question: does this fact about this trip confirm its checks? */
struct ask {
	struct ck_txn *txn;
	struct ck_case c;
	const char *on;
	const struct ck_value *fact;
	const struct ck_event_id *cause;
	bool known;			/* the fact is no news */
	const struct ck_value *facts;	/* of the trip; read when needed */
};

static bool same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

/* What the site file does not name may be anything. */
static bool fits(const struct ck_value *wanted, const struct ck_value *got)
{
	return !wanted || same(ck_str(wanted), ck_str(got));
}

static bool passes(const struct ck_value *automatic,
		   const struct ck_value *fact)
{
	return fits(ck_get(automatic, "from"), ck_get(fact, "from")) &&
	       fits(ck_get(automatic, "to"), ck_get(fact, "to")) &&
	       fits(ck_get(automatic, "lane_point"), ck_get(fact, "point"));
}

/* 1 when every number that the trip's goods travel under is in one of the
 * states, 0 when one is not or there is none. */
static int is_released(const struct ask *a, const struct ck_value *states)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(a->c.store, CK_SQL_CLEAR_RELEASE, "s",
				     a->c.trip);
	int seen = 0;
	int r;

	while ((r = ck_step(q)) > 0) {
		if (!ck_lists(states, ck_column_text(q, 1)))
			return 0;
		seen = 1;
	}
	return r < 0 ? r : seen;
}

static int is_paid(const struct ask *a)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(a->c.store, CK_SQL_CLEAR_FEES, "ss",
				     a->c.declaration, a->c.trip);
	int r = ck_step(q);

	if (r <= 0)
		return r;
	return ck_column_int(q, 0) > 0 && ck_column_int(q, 1) == 0;
}

/* 1, 0, or a negative errno. */
static int holds(const struct ask *a, const struct ck_value *automatic)
{
	if (!strcmp(a->on, "passage"))
		return passes(automatic, a->fact);
	if (!strcmp(a->on, "customs"))
		return is_released(a, ck_get(automatic, "release"));
	if (!strcmp(a->on, "fee"))
		return is_paid(a);
	return !ck_is_true(ck_get(a->fact, "question"));
}

/* -- appending ------------------------------------------------------------ */

static struct ck_value *body_of(struct ask *a, const struct ck_value *check)
{
	struct ck_value *body = ck_new_object(a->c.doc);

	ck_set(body, "name", ck_get(check, "name"));
	for (size_t i = 0; i < ck_count(a->fact); i++)
		ck_set(body, ck_key_at(a->fact, i), ck_at(a->fact, i));
	return body;
}

static int append(struct ask *a, const char *kind,
		  const struct ck_value *check, const struct ck_value *body)
{
	ck_autofree char *actor = ck_format("rule:%s",
					    ck_get_str(check, "name"));
	bool fell = strcmp(kind, "check.confirmed") != 0;
	struct ck_event_id id = { 0 };
	int r = ck_append_as(a->txn, actor, kind, ck_get_str(check, "root"),
			     ck_get_str(check, "subject"), body, a->cause,
			     &id);

	if (r >= 0)
		r = ck_check_follow(a->txn, &a->c, check,
				    ck_get(body, "conditions"), fell, &id);
	return r < 0 ? r : 1;
}

static int confirm(struct ask *a, const struct ck_value *check,
		   const struct ck_value *definition)
{
	const struct ck_value *pointers = ck_get(definition, "vouches");
	struct ck_value *body = body_of(a, check);
	int64_t end = ck_expiry_of(&a->c, ck_get_str(check, "name"),
				   ck_txn_occurred(a->txn));

	/* It would not last. */
	if (end && end <= ck_txn_occurred(a->txn))
		return 0;
	if (end)
		ck_set_int(body, "ends_at", end);
	if (ck_is(check, "state", "resulted"))
		ck_set(body, "conditions", ck_get(check, "conditions"));
	if (pointers) {
		if (!a->facts)
			a->facts = ck_case_facts(&a->c);
		ck_set(body, "vouched",
		       ck_vouch(a->c.doc, pointers,
				ck_vouch_values(a->c.doc, a->facts,
						pointers)));
	}
	return append(a, "check.confirmed", check, body);
}

static bool is_by_rule(const struct ck_value *check)
{
	const char *actor = ck_get_str(check, "actor");

	return actor && !strncmp(actor, "rule:", 5);
}

static bool is_by_person(const struct ck_value *check)
{
	return ck_get_str(check, "actor") && !is_by_rule(check);
}

/* Only what a rule has said does a rule take back. */
static int withdraw(struct ask *a, const struct ck_value *check)
{
	return is_by_rule(check)
		       ? append(a, "check.withdrawn", check, body_of(a, check))
		       : 0;
}

/* A release can be taken back, a weight may come to be doubted, and of fees
 * more may become due. */
static bool is_taken_back(const struct ask *a)
{
	return same(a->on, "customs") || same(a->on, "weighing") ||
	       same(a->on, "fee");
}

/* 1 when an event was appended. */
static int judge(struct ask *a, const struct ck_value *check,
		 const struct ck_value *definition, int held)
{
	const char *name = ck_get_str(check, "name");
	const char *state = ck_get_str(check, "state");
	bool confirmed = same(state, "confirmed");
	struct ck_value *missing;
	int r;

	if (confirmed)
		return !held && is_taken_back(a) ? withdraw(a, check) : 0;
	/* A person's refusal is not for a rule to overturn. */
	if (!held || !ck_check_is_open(state) ||
	    (a->known && is_by_person(check)))
		return 0;
	missing = ck_new_array(a->c.doc);
	r = ck_case_missing(&a->c, name, missing);
	if (r < 0 || ck_count(missing))
		return r < 0 ? r : 0;
	return confirm(a, check, definition);
}

/* How many events were appended for one check of the site. */
static int judge_check(struct ask *a, const char *name,
		       const struct ck_value *definition)
{
	const struct ck_value *automatic = ck_get(definition, "auto");
	const struct ck_value *rows = NULL;
	int count = 0;
	int held, r;

	if (!same(ck_get_str(automatic, "on"), a->on))
		return 0;
	held = holds(a, automatic);
	if (held < 0 || (!held && !is_taken_back(a)))
		return held;
	r = ck_case_rows(&a->c, name, &rows);
	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		r = judge(a, ck_at(rows, i), definition, held);
		count += r > 0;
	}
	return r < 0 ? r : count;
}

static int judge_trip(struct ask *a, const struct ck_site *site,
		      const char *trip)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	int count = 0;
	int r = ck_case_open(ck_txn_store(a->txn), ck_txn_doc(a->txn), trip,
			     &a->c);

	if (r < 0)
		return r;
	a->c.site = site;
	if (ck_get(a->c.row, "closed_at"))
		return 0;
	for (size_t i = 0; r >= 0 && i < ck_count(checks); i++) {
		r = judge_check(a, ck_key_at(checks, i), ck_at(checks, i));
		count += r > 0 ? r : 0;
	}
	return r < 0 ? r : count;
}

int ck_check_auto(struct ck_txn *txn, const struct ck_site *site,
		  const char *trip, const char *on,
		  const struct ck_value *fact,
		  const struct ck_event_id *cause)
{
	struct ask a = { .txn = txn, .on = on, .fact = fact, .cause = cause };

	return judge_trip(&a, site, trip);
}

int ck_check_auto_known(struct ck_txn *txn, const struct ck_site *site,
			const char *trip, const char *on,
			const struct ck_value *fact,
			const struct ck_event_id *cause)
{
	struct ask a = { .txn = txn, .on = on, .fact = fact, .cause = cause,
			 .known = true };

	return judge_trip(&a, site, trip);
}
