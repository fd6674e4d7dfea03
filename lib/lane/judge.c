#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "hold/hold.h"
#include "lane/judge.h"
#include "lane/permit.h"
#include "queue/place.h"
#include "store/query.h"

struct ck_value *ck_judge_reason(struct ck_judging *j, const char *code)
{
	struct ck_value *reason = ck_push_object(j->reasons);

	ck_set_str(reason, "code", code);
	return reason;
}

/* Trips, holds, queues and the site are the site's own: a lane's store has
 * their events under the site's name, not under its own. */
static const char *origin_of(const struct ck_judging *j)
{
	const char *own = ck_store_origin(j->store);

	return strchr(own, '/') ? j->gate->site : own;
}

void ck_judge_rest_on(struct ck_judging *j, int64_t seq)
{
	const char *event;

	if (!seq)
		return;
	event = ck_doc_format(j->doc, "%s:%lld", origin_of(j), (long long)seq);
	for (size_t i = 0; i < ck_count(j->rests_on); i++)
		if (!strcmp(ck_str(ck_at(j->rests_on, i)), event))
			return;
	ck_push_str(j->rests_on, event);
}

static const char *get(const struct ck_judging *j, const char *key)
{
	return ck_get_str(j->row, key);
}

static bool is(const struct ck_judging *j, const char *key, const char *text)
{
	const char *s = get(j, key);

	return s && !strcmp(s, text);
}

static const char *duty(const struct ck_judging *j)
{
	return ck_get_str(ck_get(j->gate->document, "duty"), "agency");
}

/* -- place and direction -------------------------------------------------- */

/* The lanes that begin where the trip is and that it may use. */
static int other_lanes(struct ck_judging *j, struct ck_value *lanes)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(j->store, CK_SQL_GATE_LANES_FROM, "ss",
				     j->gate->site, get(j, "zone"));
	struct ck_way_of way = ck_gate_way_of(j->row);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = ck_row_object(q, j->doc);
		const struct ck_value *lane = ck_get(row, "document");

		if (ck_get_int(row, "reversed", 0))
			lane = ck_gate_turn(j->doc, lane);
		if (ck_gate_way(lane, &way) != CK_WAY_NONE)
			ck_push(lanes, ck_get(row, "lane"));
	}
	return r;
}

static int judge_place(struct ck_judging *j, enum ck_way way)
{
	struct ck_value *reason;

	if (!is(j, "zone", j->gate->from)) {
		reason = ck_judge_reason(j, "wrong-zone");
		ck_set_str(reason, "zone", get(j, "zone"));
		ck_set_str(reason, "expected", j->gate->from);
	}
	if (way != CK_WAY_NONE)
		return 0;
	reason = ck_judge_reason(j, "wrong-lane");
	return other_lanes(j, ck_set_array(reason, "lanes"));
}

/* -- holds and other admissions ------------------------------------------- */

static void judge_hold(struct ck_judging *j, const struct ck_value *hold)
{
	struct ck_value *reason = ck_judge_reason(j, "held");

	ck_set(reason, "hold", ck_get(hold, "hold"));
	ck_set(reason, "agency", ck_get(hold, "agency"));
	ck_set(reason, "reason", ck_get(hold, "reason"));
	ck_set(reason, "since", ck_get(hold, "placed_at"));
}

/* Most trips have none, and that is quickly said; which of them stop this trip
 * is the agencies' own question. */
static int any_hold(struct ck_judging *j)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(j->store, CK_SQL_GATE_HOLD_ANY, "sss",
				     j->gate->site, j->trip,
				     get(j, "declaration"));

	return ck_step(q);
}

/* How many silent holds there are is nobody's business at a lane. */
static int judge_holds(struct ck_judging *j)
{
	const struct ck_value *holds = NULL;
	bool silent = false;
	int r = any_hold(j);

	if (r <= 0)
		return r;
	r = ck_hold_list(j->store, j->doc, j->trip, &holds);
	for (size_t i = 0; r >= 0 && i < ck_count(holds); i++) {
		const struct ck_value *hold = ck_at(holds, i);

		ck_judge_rest_on(j, ck_get_int(hold, "version", 0));
		if (ck_get_int(hold, "silent", 0))
			silent = true;
		else
			judge_hold(j, hold);
	}
	if (r >= 0 && silent)
		ck_set_str(ck_judge_reason(j, "see-officer"), "agency",
			   duty(j));
	return r;
}

static void judge_elsewhere(struct ck_judging *j, const struct ck_value *row)
{
	struct ck_value *reason;

	if (!ck_get_str(row, "elsewhere"))
		return;
	ck_judge_rest_on(j, ck_get_int(row, "elsewhere_version", 0));
	reason = ck_judge_reason(j, "already-admitted");
	ck_set(reason, "lane", ck_get(row, "elsewhere"));
	ck_set(reason, "until", ck_get(row, "elsewhere_until"));
}

/* -- the queue ------------------------------------------------------------ */

/* A call that was answered by driving out of its zone holds for later lanes
 * that name the same queue. */
static bool was_called(const struct ck_judging *j)
{
	return is(j, "queue_state", "called") ||
	       (is(j, "queue_state", "left") && is(j, "queue_reason", "passed"));
}

static bool call_is_over(const struct ck_judging *j)
{
	int64_t grace = ck_get_int(j->gate->queue_rule, "grace_min", 0);
	int64_t window;

	return is(j, "queue_state", "called") &&
	       ck_int(ck_get(j->row, "window_to"), &window) &&
	       j->now > window + grace * CK_MINUTE_MS;
}

static struct ck_value *queue_reason(struct ck_judging *j, const char *code)
{
	struct ck_value *reason = ck_judge_reason(j, code);

	ck_set(reason, "agency", ck_get(j->gate->queue_rule, "agency"));
	ck_set_str(reason, "queue", ck_queue_name(j->gate->queue));
	return reason;
}

static int add_place(struct ck_judging *j, struct ck_value *reason)
{
	struct ck_queue_entry entry;
	int64_t place = 0;
	int r = ck_queue_entry_get(j->store, j->doc, j->gate->queue, j->trip,
				   &entry);

	if (r == 0)
		r = ck_queue_place(j->store, j->gate->queue, &entry, &place);
	if (r < 0)
		return r;
	ck_set_str(reason, "class", entry.class);
	if (place)
		ck_set_int(reason, "place", place);
	return 0;
}

/* What was loaded here was called with the vehicle that brought it. */
static bool queue_binds(const struct ck_judging *j, enum ck_way way)
{
	return j->gate->queue && way != CK_WAY_HOME &&
	       !ck_get_int(j->row, "taken", 0) && ck_get_int(j->row, "laden", 0) && is(j, "leg", "out") &&
	       !ck_get_int(j->row, "turned_back", 0) &&
	       ck_lists(ck_get(j->gate->queue_rule, "directions"),
			get(j, "direction"));
}

static int judge_queue(struct ck_judging *j, enum ck_way way)
{
	struct ck_value *reason;

	if (!queue_binds(j, way))
		return 0;
	ck_judge_rest_on(j, ck_get_int(j->row, "queue_version", 0));
	if (call_is_over(j)) {
		reason = queue_reason(j, "call-expired");
		ck_set(reason, "window_to", ck_get(j->row, "window_to"));
		return 0;
	}
	if (was_called(j))
		return 0;
	reason = queue_reason(j, "not-called");
	return is(j, "queue_state", "waiting") ? add_place(j, reason) : 0;
}

/* -- checks --------------------------------------------------------------- */

static const char *check_code(const char *state)
{
	if (!strcmp(state, "refused"))
		return "check-refused";
	return strcmp(state, "stale") ? "check-open" : "check-stale";
}

/* A need whose verdict was never opened waits since nobody knows when. */
static void judge_check(struct ck_judging *j, struct ck_stmt *q)
{
	const char *state = ck_column_text(q, 2);
	struct ck_value *reason;

	ck_judge_rest_on(j, ck_column_int(q, 4));
	if (state && !strcmp(state, "confirmed"))
		return;
	state = state ? state : "open";
	reason = ck_judge_reason(j, check_code(state));
	ck_set_str(reason, "check", ck_doc_strdup(j->doc,
						  ck_column_text(q, 0)));
	if (ck_column_text(q, 1))
		ck_set_str(reason, "agency",
			   ck_doc_strdup(j->doc, ck_column_text(q, 1)));
	ck_set_str(reason, "state", ck_doc_strdup(j->doc, state));
	if (!ck_column_null(q, 3))
		ck_set_int(reason, "since", ck_column_int(q, 3));
}

static int judge_checks(struct ck_judging *j, enum ck_way way)
{
	const struct ck_value *required =
		ck_get(j->gate->document,
		       way == CK_WAY_HOME ? "require_home" : "require");
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r;

	if (!ck_count(required))
		return 0;
	q = ck_query(j->store, CK_SQL_GATE_CHECKS, "ss",
		     get(j, "declaration"), j->trip);
	while ((r = ck_step(q)) > 0) {
		if (ck_lists(required, ck_column_text(q, 0)))
			judge_check(j, q);
	}
	return r;
}

/* Who shows the pass of a trip that is over may have been declared again. */
static int judge_closed(struct ck_judging *j)
{
	struct ck_value *reason = ck_judge_reason(j, "closed");
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(j->store, CK_SQL_GATE_DECLARED_AGAIN,
				     "sss", get(j, "declaration"), j->trip,
				     j->gate->site);
	int r;

	ck_set(reason, "outcome", ck_get(j->row, "outcome"));
	ck_set(reason, "closed_at", ck_get(j->row, "closed_at"));
	r = ck_step(q);
	if (r <= 0)
		return r;
	ck_set_str(reason, "again", ck_doc_strdup(j->doc,
						  ck_column_text(q, 0)));
	ck_judge_rest_on(j, ck_column_int(q, 1));
	return 0;
}

/* -- all of it ------------------------------------------------------------ */

int ck_judge_trip(struct ck_judging *j)
{
	struct ck_way_of trip = ck_gate_way_of(j->row);
	enum ck_way way = ck_gate_way(j->gate->document, &trip);
	int r;

	ck_judge_rest_on(j, j->gate->site_seq);
	ck_judge_rest_on(j, ck_get_int(j->row, "version", 0));
	if (ck_get(j->row, "closed_at"))
		return judge_closed(j);
	r = judge_place(j, way);
	if (r >= 0)
		r = judge_holds(j);
	if (r < 0)
		return r;
	judge_elsewhere(j, j->row);
	/* What the lane asks is asked of those whom it is for. */
	if (way == CK_WAY_NONE)
		return 0;
	r = judge_queue(j, way);
	return r < 0 ? r : judge_checks(j, way);
}

/* -- a permit ------------------------------------------------------------- */

static int judge_holds_on(struct ck_judging *j, const char *normal)
{
	struct ck_value *holds = ck_new_array(j->doc);
	int r = ck_rows_of(ck_query(j->store, CK_SQL_GATE_HOLD_ON, "ss",
				    j->gate->site, normal), j->doc, holds);

	for (size_t i = 0; r >= 0 && i < ck_count(holds); i++)
		judge_hold(j, ck_at(holds, i));
	return r;
}

static void judge_time(struct ck_judging *j, const struct ck_value *permit)
{
	const char *state = ck_permit_state(permit, j->now);
	struct ck_value *reason;

	if (!strcmp(state, "valid"))
		return;
	reason = ck_judge_reason(j, "permit-over");
	ck_set(reason, "permit", ck_get(permit, "permit"));
	if (!strcmp(state, "early"))
		ck_set(reason, "from", ck_get(permit, "valid_from"));
	else if (!strcmp(state, "over"))
		ck_set(reason, "until", ck_get(permit, "valid_until"));
	else
		ck_set(reason, "ended_at", ck_get(permit, "ended_at"));
}

/* One vehicle, one passage: as for a trip. */
static int judge_other_lanes(struct ck_judging *j, const char *permit)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(j->store, CK_SQL_GATE_ELSEWHERE, "sssi",
				   j->gate->site, permit, j->gate->id, j->now),
			  j->doc, &row);

	if (r == 0)
		judge_elsewhere(j, row);
	return r;
}

int ck_judge_permit(struct ck_judging *j, const struct ck_value *permit)
{
	struct ck_value *reason;
	int r;

	ck_judge_rest_on(j, j->gate->site_seq);
	ck_judge_rest_on(j, ck_get_int(permit, "version", 0));
	judge_time(j, permit);
	if (!ck_permit_covers(permit, j->gate->lane)) {
		reason = ck_judge_reason(j, "permit-lane");
		ck_set(reason, "permit", ck_get(permit, "permit"));
		ck_set(reason, "lanes", ck_get(permit, "lanes"));
	}
	r = judge_other_lanes(j, ck_get_str(permit, "permit"));
	return r < 0 ? r : judge_holds_on(j, ck_get_str(permit, "normal"));
}
