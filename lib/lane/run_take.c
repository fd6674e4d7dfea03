#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/late.h"
#include "lane/link.h"
#include "lane/move.h"
#include "lane/permit.h"
#include "lane/run.h"
#include "store/query.h"

/* -- admissions ----------------------------------------------------------- */

static bool is_held(const struct ck_runner *run, const char *opened_by)
{
	for (int i = 0; i < CK_GRANTS; i++) {
		if (run->grants[i].id &&
		    !strcmp(run->grants[i].opened_by, opened_by))
			return true;
	}
	return false;
}

/* The vehicle of an admission from before a restart is seen again, before the
 * arm, which may have come down: it is opened anew. */
static void seen_again(struct ck_runner *run, const char *opened_by)
{
	struct ck_lane_cause revoke = { .kind = CK_INPUT_REVOKE };
	struct ck_lane_step step;

	for (int i = 0; i < CK_GRANTS; i++) {
		struct ck_grant_of *grant = &run->grants[i];

		if (!grant->id || !grant->resumed || !run->state.resumed ||
		    strcmp(grant->opened_by, opened_by))
			continue;
		revoke.id = grant->id;
		ck_lane_step(&run->config, &run->state, &revoke,
			     run->feed->now, &run->state, &step);
		grant->id = 0;
	}
}

const char *ck_run_label(const struct ck_value *record)
{
	return ck_get_str(ck_get(record, "vehicle"), "label");
}

void ck_run_for(const struct ck_value *body, struct ck_admitting *a)
{
	a->trip = ck_get_str(body, "trip");
	a->permit = ck_get_str(body, "permit");
	a->seen = ck_get_str(body, "seen");
	a->label = ck_run_label(body);
}

bool ck_run_hold(struct ck_runner *run, const struct ck_admitting *a,
		 struct ck_lane_cause *ret_cause)
{
	struct ck_grant_of *grant = ck_run_grant(run, 0);

	if (!a->opened_by || !grant || is_held(run, a->opened_by))
		return false;
	*grant = (struct ck_grant_of){ .id = ++run->last_id,
				       .by_hand = a->by_hand,
				       .until = a->until };
	snprintf(grant->opened_by, sizeof(grant->opened_by), "%s",
		 a->opened_by);
	snprintf(grant->trip, sizeof(grant->trip), "%s",
		 a->trip ? a->trip : "");
	snprintf(grant->permit, sizeof(grant->permit), "%s",
		 a->permit ? a->permit : "");
	snprintf(grant->seen, sizeof(grant->seen), "%s",
		 a->seen ? a->seen : "");
	snprintf(grant->label, sizeof(grant->label), "%s",
		 a->label ? a->label : "");
	*ret_cause = (struct ck_lane_cause){
		.kind = CK_INPUT_ADMIT,
		.by = a->by_hand ? CK_BY_HAND : CK_BY_DECISION,
		.id = grant->id, .until = a->until,
	};
	return true;
}

static int admit(struct ck_runner *run, struct ck_item *item,
		 const struct ck_admitting *a)
{
	struct ck_lane_cause cause;

	if (a->opened_by)
		seen_again(run, a->opened_by);
	if (!ck_run_hold(run, a, &cause))
		return 0;
	return ck_run_step(run, item, &cause);
}

/* What is denied now was perhaps admitted a moment ago. */
static int revoke(struct ck_runner *run, struct ck_item *item,
		  const char *subject)
{
	struct ck_lane_cause cause = { .kind = CK_INPUT_REVOKE };
	int r = 0;

	for (int i = 0; r == 0 && subject && i < CK_GRANTS; i++) {
		const struct ck_grant_of *grant = &run->grants[i];

		if (!grant->id || (strcmp(grant->trip, subject) &&
				   strcmp(grant->permit, subject)))
			continue;
		cause.id = grant->id;
		r = ck_run_step(run, item, &cause);
	}
	return r;
}

/* Whoever waited went back, and another stands there: what was opened for the
 * first is not for the second, who would pass as the first. */
static int forget_left(struct ck_runner *run, struct ck_item *item,
		       const char *subject)
{
	const struct ck_lane_state *s = &run->state;
	const struct ck_grant_of *grant =
		s->left && s->grant_id ? ck_run_grant(run, s->grant_id) : NULL;
	struct ck_lane_cause cause = { .kind = CK_INPUT_REVOKE };

	if (!grant || grant->by_hand ||
	    (subject && (!strcmp(grant->trip, subject) ||
			 !strcmp(grant->permit, subject))))
		return 0;
	cause.id = grant->id;
	return ck_run_step(run, item, &cause);
}

/* By the clock whoever was read then may have gone: of what was answered before
 * the decision is told, and nothing is opened. A replay takes it up again. */
static void admit_again(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct ck_value *d = ck_at(item->answers, 0);
	const char *until = ck_get_str(d, "expires_at");
	struct ck_admitting a = { .opened_by = ck_get_str(d, "decision"),
			       .trip = ck_get_str(d, "trip"),
			       .permit = ck_get_str(d, "permit"),
			       .label = ck_run_label(d) };
	struct ck_lane_cause cause;

	(void)ctx;
	if (run->feed->time == CK_FEED_CLOCK) {
		item->answers = ck_new_array(item->doc);
		ck_push(item->answers, d);
		return;
	}
	if (!ck_is_true(ck_get(d, "admit")) || !until ||
	    ck_time_parse(until, &a.until) < 0)
		return;
	if (a.opened_by)
		seen_again(run, a.opened_by);
	if (ck_run_hold(run, &a, &cause))
		ck_run_replay(run, &cause);
}

/* -- a sighting ----------------------------------------------------------- */

int ck_run_decided(struct ck_runner *run, struct ck_item *item,
		   const struct ck_decision *d)
{
	struct ck_admitting a = { .opened_by = d->id, .trip = d->trip,
				  .permit = d->permit, .label = d->label,
				  .until = d->expires_at };
	const char *subject = d->trip ? d->trip : d->permit;
	int r;

	/* It says nothing of who stands there now. */
	if (ck_late_is(d->reasons))
		return 0;
	r = forget_left(run, item, subject);
	if (r < 0)
		return r;
	return d->admit ? admit(run, item, &a) : revoke(run, item, subject);
}

static int decide(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct ck_sighting *seen = ctx;
	struct ck_speaker speaker =
		ck_gate_speaker(run->s, item->doc, &run->gate);
	struct ck_decision d;
	int r = ck_run_service(run, item);

	if (r < 0)
		return r;
	r = ck_gate_decide(run->s->txn, item->doc, &run->gate, seen, &d);
	if (r == 0)
		r = ck_decision_fill(&speaker, &d, seen->body,
				     ck_answer(run->s, item, "decision"));
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	return ck_run_decided(run, item, &d);
}

static int take_sighting(struct ck_runner *run, struct ck_item *item)
{
	struct ck_sighting seen;
	const struct ck_run_act act = { decide, admit_again, &seen };
	int r = ck_gate_sighting(run->s, item, &seen);

	if (r == 0 && run->hearing)
		r = ck_item_answered(run->s, item);
	if (r != 0)
		return r < 0 ? r : 0;
	return run->link ? ck_link_ask(run->link, item)
			 : ck_run_command(run, item, &act);
}

/* -- a decision made elsewhere -------------------------------------------- */

static int admit_decided(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	struct ck_admission admission;
	struct ck_admitting a = { 0 };
	int r = ck_lane_admission(run->s, item, &run->gate,
				  ck_txn_at(run->s->txn), &admission);

	(void)ctx;
	if (r < 0)
		return r;
	a.opened_by = admission.decision;
	a.trip = admission.trip;
	a.permit = admission.permit;
	a.label = ck_run_label(item->record);
	a.until = admission.expires_at;
	r = forget_left(run, item, admission.subject);
	return r < 0 ? r : admit(run, item, &a);
}

static int take_decision(struct ck_runner *run, struct ck_item *item)
{
	const struct ck_run_act act = { admit_decided, NULL, NULL };

	if (!ck_is_true(ck_get(item->record, "admit")))
		return ck_feed_pass(run->feed, item);
	return ck_run_command(run, item, &act);
}

/* -- an opening by hand: what ck-gate open printed ------------------------ */

/* The line of the opening: of this store's own origin, and of this lane. */
static int read_opening(struct ck_runner *run, struct ck_item *item,
			struct ck_line *ret_line)
{
	int r = ck_gate_event(run->s, item, ck_get_str(item->record, "opened"),
			      ret_line);

	if (r < 0)
		return r;
	return strcmp(ret_line->event, "gate.opened") ||
			       strcmp(ck_get_str(ret_line->body, "lane"),
				      run->gate.id) ||
			       !ck_get_str(ret_line->body, "reason")
		       ? -ENOENT : 0;
}

static int admit_opened(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	struct ck_admitting a = { .by_hand = true };
	struct ck_line line;
	int r = read_opening(run, item, &line);

	(void)ctx;
	if (r == -ENOENT)
		return ck_fail(run->s, item, r, "/opened", "no-such-opening",
			       _("the log has no such opening of lane %s"),
			       run->gate.lane);
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	a.opened_by = ck_get_str(item->record, "opened");
	ck_run_for(line.body, &a);
	a.until = line.at + run->gate.admit_ms;
	if (a.until <= ck_txn_at(run->s->txn))
		return ck_fail(run->s, item, -EEXIST, "/opened",
			       "opening-expired", _("the opening is over"));
	return admit(run, item, &a);
}

static int take_output(struct ck_runner *run, struct ck_item *item)
{
	const struct ck_run_act act = { admit_opened, NULL, NULL };
	int r;

	if (!ck_get(item->record, "opened"))
		return ck_feed_pass(run->feed, item);
	r = ck_run_service(run, item);
	return r < 0 ? r : ck_run_command(run, item, &act);
}

/* -- a passage that people saw -------------------------------------------- */

/* Of a vehicle that no trip names, the permit. */
static int find_permit(struct ck_runner *run, struct ck_item *item,
		       const struct ck_sighting *seen, struct ck_passage *p)
{
	int64_t now = ck_txn_at(run->s->txn);
	const struct ck_value *row = NULL;
	const struct ck_clue *clue;
	int r = ck_permit_find(run->s->store, item->doc, &run->gate, now, now,
			       seen, &row, &clue);

	if (r == 0 && row)
		p->permit = p->seen = ck_get_str(row, "permit");
	return r;
}

static int find_vehicle(struct ck_runner *run, struct ck_item *item,
			const struct ck_sighting *seen, struct ck_passage *p)
{
	struct ck_found found;
	int r = ck_gate_find(run->s->store, item->doc, &run->gate,
			     ck_txn_at(run->s->txn), seen, &found);

	p->seen = seen->text;
	if (r < 0)
		return r;
	if (!found.one)
		return find_permit(run, item, seen, p);
	p->trip = found.one->trip;
	return 0;
}

static int find_admission(struct ck_runner *run, struct ck_item *item,
			  struct ck_passage *p)
{
	const struct ck_value *row = NULL;
	const char *state;
	int r;

	if (!p->trip && !p->permit)
		return 0;
	r = ck_row_of(ck_query(run->s->store, CK_SQL_GATE_ADMISSION, "ss",
			       run->gate.id, p->trip ? p->trip : p->permit),
		      item->doc, &row);
	state = ck_get_str(row, "admission_state");
	if (state && !strcmp(state, "open")) {
		p->admitted = true;
		p->opened_by = ck_get_str(row, "decision");
	}
	return r;
}

static int pass_seen(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	struct ck_passage p = { .gate = &run->gate, .site = run->site };
	int r = find_vehicle(run, item, ctx, &p);

	if (r == 0)
		r = find_admission(run, item, &p);
	if (r < 0)
		return ck_fail_store(run->s, item, r);
	return ck_run_pass(run, item, &p);
}

/* One of a lane's own records that comes by has been logged. */
static int take_passage(struct ck_runner *run, struct ck_item *item)
{
	struct ck_sighting seen;
	const struct ck_run_act act = { pass_seen, NULL, &seen };
	int r;

	if (ck_get(item->record, "passage"))
		return ck_feed_pass(run->feed, item);
	r = ck_gate_sighting(run->s, item, &seen);
	return r < 0 ? r : ck_run_command(run, item, &act);
}

/* -- an edge -------------------------------------------------------------- */

/* Told once: without times nothing ever lasts, and no timer ends. */
static void say_timeless(struct ck_runner *run, const struct ck_item *item)
{
	if (run->timeless || run->feed->time != CK_FEED_RECORDS ||
	    ck_get(item->record, "at"))
		return;
	run->timeless = true;
	ck_say(run->s, _("lane %s: an edge without \"at\": on a simulated store no time goes by; to play by hand use a real store with --lines stdio"),
	       run->gate.lane);
}

static int take_edge(struct ck_runner *run, struct ck_item *item)
{
	struct ck_edge edge;
	int r = ck_edge_read(run->s, item, run->feed->now, &edge);

	if (r == 0)
		r = ck_run_service(run, item);
	if (r < 0)
		return r;
	if (!(run->config.inputs &
	      CK_LINE_BIT(ck_gate_line(&run->gate, edge.line))))
		return ck_fail(run->s, item, -EBADMSG, "/line", "line",
			       _("lane %s has no line %s"), run->gate.lane,
			       ck_lane_input_name(edge.line));
	say_timeless(run, item);
	ck_run_note(run, &edge);
	return ck_run_edge(run, item, &edge);
}

/* -- all of them ---------------------------------------------------------- */

static const struct {
	const char *kind;
	int (*take)(struct ck_runner *run, struct ck_item *item);
} kinds[] = {
	{ "edge", take_edge },
	{ "sighting", take_sighting },
	{ "decision", take_decision },
	{ "output", take_output },
	{ "passage", take_passage },
};

static int take_any(struct ck_runner *run, struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");
	struct ck_feed *feed = run->feed;

	if (run->hearing && (!kind || strcmp(kind, "sighting") ||
			     !ck_gate_is_own(item->record, run->gate.lane)))
		return ck_fail(run->s, item, -EBADMSG, "/kind", "listener",
			       _("cameras say what stands at lane %s, and nothing else"),
			       run->gate.lane);
	if (item->operand)
		return take_sighting(run, item);
	if (!kind || !ck_gate_is_own(item->record, run->gate.lane))
		return ck_feed_pass(feed, item);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!strcmp(kinds[i].kind, kind))
			return kinds[i].take(run, item);
	}
	return ck_feed_pass(feed, item);
}

int ck_run_take(struct ck_feed *feed, struct ck_item *item)
{
	struct ck_runner *run = feed->ctx;
	int r = ck_run_begin(run), told;

	if (r < 0)
		return r;
	r = take_any(run, item);
	told = run->link ? ck_link_turn(run->link) : 0;
	return r < 0 ? r : told;
}
