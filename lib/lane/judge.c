#include <config.h>

#include <errno.h>
#include <string.h>

#include "clear/hold.h"
#include "lane/judge.h"
#include "lane/way.h"
#include "store/query.h"

struct judging {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_lane_row *lane;
	const struct ck_value *trip;
	const char *id;
	int64_t at;
	struct ck_judgement j;
};

static struct ck_value *reason(struct judging *g, const char *code)
{
	struct ck_value *r = ck_push_object(g->j.reasons);

	ck_set_str(r, "code", code);
	return r;
}

static void rest_on(struct judging *g, int64_t seq)
{
	if (seq)
		ck_push(g->j.rests_on, ck_new_int(g->doc, seq));
}

/* -- where it is, and where the lane leads -------------------------------- */

static void judge_place(struct judging *g)
{
	const char *zone = ck_get_str(g->trip, "zone");

	if (ck_get(g->trip, "closed_at"))
		reason(g, "closed");
	if (!zone || strcmp(zone, g->lane->from) != 0)
		ck_set_str(reason(g, "wrong-zone"), "zone", zone);
	if (ck_lane_way(g->lane, g->trip) == CK_WAY_NONE)
		reason(g, "wrong-lane");
}

/* -- its turn ------------------------------------------------------------- */

static int judge_queue(struct judging *g)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	const char *state;
	struct ck_value *r;
	int step;

	if (!ck_lane_queued(g->lane, g->trip))
		return 0;
	q = ck_query(g->store, CK_SQL_LANE_QUEUE, "ss", g->lane->queue, g->id);
	step = ck_step(q);
	if (step < 0)
		return step;
	state = step ? ck_column_text(q, 0) : "none";
	rest_on(g, step ? ck_column_int(q, 4) : 0);
	if (!strcmp(state, "called"))
		return 0;
	r = reason(g, "not-called");
	ck_set_str(r, "queue", g->lane->queue);
	ck_set_str(r, "state", state);
	if (step)
		ck_set_int(r, "ticket", ck_column_int(q, 2));
	return 0;
}

/* -- what the agencies say ------------------------------------------------ */

static bool asked(const struct ck_value *names, const char *name)
{
	for (size_t i = 0; i < ck_count(names); i++)
		if (!strcmp(ck_str(ck_at(names, i)), name))
			return true;
	return false;
}

static const char *code_of(const char *state)
{
	if (!strcmp(state, "refused"))
		return "check-refused";
	return strcmp(state, "stale") ? "check-open" : "check-stale";
}

static void judge_check(struct judging *g, struct ck_stmt *q)
{
	const char *state = ck_column_text(q, 1);
	struct ck_value *r;

	rest_on(g, ck_column_int(q, 4));
	if (state && !strcmp(state, "confirmed"))
		return;
	r = reason(g, code_of(state ? state : "open"));
	ck_set_str(r, "check", ck_column_text(q, 0));
	ck_set_str(r, "agency", ck_column_text(q, 2));
	ck_set_str(r, "state", state);
	if (!ck_column_null(q, 3))
		ck_set_int(r, "since", ck_column_int(q, 3));
}

static int judge_checks(struct judging *g)
{
	const struct ck_value *names = ck_lane_requires(g->lane, g->trip);
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (!ck_count(names))
		return 0;
	q = ck_query(g->store, CK_SQL_LANE_CHECKS, "ss",
		     ck_get_str(g->trip, "declaration"), g->id);
	while ((r = ck_step(q)) > 0)
		if (asked(names, ck_column_text(q, 0)))
			judge_check(g, q);
	return r;
}

/* A silent hold shows nothing but the way to a desk. */
static int judge_holds(struct judging *g)
{
	const struct ck_value *holds = NULL;
	int r = ck_hold_list(g->store, g->doc, g->id, &holds);

	for (size_t i = 0; r == 0 && i < ck_count(holds); i++) {
		const struct ck_value *hold = ck_at(holds, i);
		bool silent = ck_get_int(hold, "silent", 0) != 0;
		struct ck_value *why =
			reason(g, silent ? "see-officer" : "held");

		rest_on(g, ck_get_int(hold, "version", 0));
		ck_set(why, "agency", ck_get(hold, "agency"));
		if (silent)
			continue;
		ck_set(why, "hold", ck_get(hold, "hold"));
		ck_set(why, "reason", ck_get(hold, "reason"));
	}
	return r;
}

/* -- one admission at a time ---------------------------------------------- */

static int judge_admissions(struct judging *g)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(g->store, CK_SQL_LANE_ADMITTED_ELSEWHERE, "ss", g->id,
			 g->lane->id);
	int r;

	while ((r = ck_step(q)) > 0)
		if (ck_column_int(q, 1) > g->at)
			ck_set_str(reason(g, "already-admitted"), "lane",
				   ck_column_text(q, 0));
	return r;
}

int ck_lane_judge(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_lane_row *lane, const struct ck_value *trip,
		  int64_t at, struct ck_judgement *ret_judgement)
{
	struct judging g = {
		.store = store, .doc = doc, .lane = lane, .trip = trip,
		.id = ck_get_str(trip, "trip"), .at = at,
		.j = { ck_new_array(doc), ck_new_array(doc) },
	};
	int r;

	rest_on(&g, ck_get_int(trip, "version", 0));
	judge_place(&g);
	r = judge_queue(&g);
	if (r == 0)
		r = judge_holds(&g);
	if (r == 0)
		r = judge_checks(&g);
	if (r == 0)
		r = judge_admissions(&g);
	if (r == 0)
		*ret_judgement = g.j;
	return r;
}
