#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/error_text.h"
#include "base/text.h"
#include "lane/alive.h"
#include "lane/link.h"
#include "lane/listener.h"
#include "lane/run.h"

/* -- outputs -------------------------------------------------------------- */

/* During an item an output is one of its answers, told after the commit. */
static int tell_output(void *ctx, enum ck_lane_output line, bool value)
{
	struct ck_runner *run = ctx;
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = NULL;

	ck_panel_note(run->panel, CK_LANE_INPUTS + (int)line,
		      value ? CK_LEVEL_ON : CK_LEVEL_OFF, run->feed->now,
		      ck_day_start(run->feed->now, run->s->utc_offset_min));
	if (run->leaving)
		return 0;
	if (run->item) {
		struct ck_value *answers = run->item->answers;

		ck_push(answers, ck_gate_output(run->s, run->item->doc,
						run->gate.lane, line, value,
						run->feed->now));
		return 0;
	}
	doc = ck_doc_new();
	return ck_print(run->s, ck_gate_output(run->s, doc, run->gate.lane,
					       line, value, run->feed->now));
}

int ck_run_drive(struct ck_runner *run)
{
	int r = ck_lane_lines_drive(run->lines, run->state.outputs);

	ck_panel_fault(run->panel, run->state.faults);
	if (r < 0)
		return ck_fail(run->s, run->item, r, NULL, "lines",
			       _("the lines of lane %s: %s"), run->gate.lane,
			       ck_error_text(-r));
	return 0;
}

/* -- one step ------------------------------------------------------------- */

static void forget_lapsed(struct ck_runner *run,
			  const struct ck_lane_step *step)
{
	for (int i = 0; i < step->count; i++) {
		const struct ck_lane_event *e = &step->events[i];
		struct ck_grant_of *grant = e->id ? ck_run_grant(run, e->id)
						  : NULL;

		if (grant && (e->kind == CK_LANE_LAPSED ||
			      e->kind == CK_LANE_PASSED))
			grant->id = 0;
	}
}

int ck_run_step(struct ck_runner *run, struct ck_item *item,
		const struct ck_lane_cause *cause)
{
	struct ck_lane_state before = run->state;
	struct ck_lane_step step;
	int r = 0;

	ck_lane_step(&run->config, &before, cause, run->feed->now,
		     &run->state, &step);
	/* What must stop, stops before anything is written down. */
	if (ck_lane_lines_drive(run->lines,
				run->lines->driven & run->state.outputs) < 0)
		return ck_run_drive(run);
	for (int i = 0; r == 0 && i < step.count; i++)
		r = ck_run_log(run, item, &step.events[i]);
	forget_lapsed(run, &step);
	return r;
}

void ck_run_replay(struct ck_runner *run, const struct ck_lane_cause *cause)
{
	struct ck_lane_state before = run->state;
	struct ck_lane_step step;

	ck_lane_step(&run->config, &before, cause, run->feed->now,
		     &run->state, &step);
	forget_lapsed(run, &step);
	run->lines->driven = run->state.outputs;
	ck_panel_fault(run->panel, run->state.faults);
}

/* -- a command ------------------------------------------------------------ */

static int print_answers(struct ck_runner *run, struct ck_item *item)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(item->answers); i++)
		r = ck_print(run->s, ck_at(item->answers, i));
	return r < 0 ? r : ck_print_flush(run->s);
}

static int act_new(struct ck_runner *run, struct ck_item *item,
		   const struct ck_run_act *act, const char *digest)
{
	int r = act->act(run, item, act->ctx);

	/* As records they are answers like the others, and kept with them. */
	if (r == 0 && !run->wiring)
		r = ck_run_drive(run);
	if (r == 0 && *digest)
		r = ck_journal_add(run->s, item, digest, CK_EXIT_OK);
	return r;
}

static int in_txn(struct ck_runner *run, struct ck_item *item,
		  const struct ck_run_act *act, const char *digest)
{
	CK_CLEANUP(ck_txn_free) struct ck_txn *txn = NULL;
	int r = ck_lane_enter(run->s, item, run->feed->now, run->actor, &txn);

	if (r == 0 && *digest)
		r = ck_journal_find(run->s, item, digest);
	if (r == 0)
		r = act_new(run, item, act, digest);
	else if (r > 0 && act->again)
		act->again(run, item, act->ctx);
	run->s->txn = NULL;
	return r < 0 ? r : ck_lane_leave(run->s, item, txn);
}

/* Chips are driven when the disk has it. */
static int drive_logged(struct ck_runner *run)
{
	static const uint32_t contacts = CK_LINE_BIT(CK_BARRIER_OPEN) |
					 CK_LINE_BIT(CK_BARRIER_CLOSE) |
					 CK_LINE_BIT(CK_BARRIER_STOP);
	int64_t now;

	if (!run->wiring)
		return 0;
	now = ck_feed_now(run->feed);
	if (run->state.outputs & ~run->lines->driven & contacts &&
	    now > run->feed->now)
		ck_lane_delay(&run->state, now - run->feed->now);
	return ck_run_drive(run);
}

/* A step that could not be written down did not happen; the lines are told
 * again what was before. */
int ck_run_command(struct ck_runner *run, struct ck_item *item,
		   const struct ck_run_act *act)
{
	struct ck_runner *before = ck_doc_alloc(item->doc, sizeof(*before));
	char digest[CK_DIGEST_HEX];
	int r;

	*before = *run;
	if (!item->answers)
		item->answers = ck_new_array(item->doc);
	run->item = item;
	ck_journal_prepare(run->s, item, digest);
	r = in_txn(run, item, act, digest);
	if (r == 0) {
		r = drive_logged(run);
		run->item = NULL;
		return r < 0 ? r : print_answers(run, item);
	}
	run->item = NULL;
	run->state = before->state;
	memcpy(run->grants, before->grants, sizeof(run->grants));
	/* Somebody may be under the arm now. */
	run->state.outputs &= run->lines->driven |
			      ~CK_LINE_BIT(CK_BARRIER_CLOSE);
	if (!run->urgent)
		(void)!ck_run_drive(run);
	return r;
}

/* -- a cause, on its own -------------------------------------------------- */

static int step_on(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	return ck_run_step(run, item, ctx);
}

static void step_again(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	(void)item;
	ck_run_replay(run, ctx);
}

bool ck_run_is_urgent(const struct ck_lane_step *step)
{
	for (int i = 0; i < step->count; i++) {
		const struct ck_lane_event *e = &step->events[i];

		if ((e->kind == CK_LANE_OPENED &&
		     (e->by == CK_BY_SAFETY || e->by == CK_BY_FIRE)) ||
		    (e->kind == CK_LANE_FAULTED && e->fault == CK_FAULT_ESTOP))
			return true;
	}
	return false;
}

/* What is told of it now is no answer of the item. */
static int drive_at_once(struct ck_runner *run,
			 const struct ck_lane_state *after)
{
	int r = ck_lane_lines_drive(run->lines, after->outputs);

	if (r >= 0 && !run->wiring)
		r = ck_print_flush(run->s);
	return r;
}

static int step_quietly(struct ck_runner *run,
			const struct ck_lane_cause *cause)
{
	struct ck_lane_step step;

	ck_lane_step(&run->config, &run->state, cause, run->feed->now,
		     &run->state, &step);
	return ck_run_drive(run);
}

/* What could not be written down ends the lane: not before the arm has heard. */
static int wait_pulse(const struct ck_runner *run, int err)
{
	const struct timespec pulse = {
		run->config.pulse_ms / 1000,
		run->config.pulse_ms % 1000 * 1000000,
	};

	if (run->wiring)
		nanosleep(&pulse, NULL);
	return err;
}

int ck_run_cause(struct ck_runner *run, struct ck_item *item,
		 const struct ck_lane_cause *cause)
{
	struct ck_lane_cause copy = *cause;
	const struct ck_run_act act = { step_on, step_again, &copy };
	struct ck_lane_state after;
	struct ck_lane_step step;
	int r;

	ck_lane_step(&run->config, &run->state, cause, run->feed->now, &after,
		     &step);
	/* Most edges only change a light. */
	if (step.count == 0)
		return step_quietly(run, cause);
	if (!ck_run_is_urgent(&step) || (!run->wiring && item->key))
		return ck_run_command(run, item, &act);
	run->urgent = true;
	(void)!drive_at_once(run, &after);
	r = ck_run_command(run, item, &act);
	run->urgent = false;
	return r < 0 ? wait_pulse(run, r) : r;
}

/* -- a command of its own ---------------------------------------------------- */

struct alone {
	const char *key;
	const struct ck_run_act *act;
	const struct ck_lane_cause *cause;
};

static int do_alone(struct ck_runner *run, const struct alone *alone)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_item item = { .source = "-", .doc = doc,
				.key = alone->key };
	struct ck_item *outer = run->s->item;
	int r;

	if (item.key)
		item.content = ck_new_str(doc, item.key);
	run->s->item = &item;
	r = alone->act ? ck_run_command(run, &item, alone->act)
		       : ck_run_cause(run, &item, alone->cause);
	run->s->item = outer;
	return r;
}

int ck_run_alone(struct ck_runner *run, const struct ck_run_act *act)
{
	return do_alone(run, &(struct alone){ .act = act });
}

int ck_run_keyed(struct ck_runner *run, const char *key,
		 const struct ck_run_act *act)
{
	return do_alone(run, &(struct alone){ .key = key, .act = act });
}

int ck_run_cause_alone(struct ck_runner *run, const struct ck_lane_cause *cause)
{
	return do_alone(run, &(struct alone){ .cause = cause });
}

/* -- the run -------------------------------------------------------------- */

/* On a replay the first record brings the time. */
int ck_run_begin(struct ck_runner *run)
{
	int r;

	if (run->begun)
		return 0;
	run->begun = true;
	r = ck_run_resume(run);
	if (r >= 0)
		r = ck_run_drive(run);
	return r < 0 || !run->link ? r : ck_link_begin(run->link);
}

static int prepare(struct ck_runner *run, const char *lane)
{
	struct ck_session *s = run->s;
	const struct ck_gate_settings *set = s->settings;
	int r = ck_gate_named(s, NULL, lane, &run->gate);

	if (r == 0)
		r = ck_gate_allow(s, &run->gate);
	if (r < 0)
		return r;
	r = ck_site_get(s->store, s->site, &run->site);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	snprintf(run->actor, sizeof(run->actor), "lane:%s", run->gate.lane);
	ck_gate_config(&run->gate, &run->config);
	ck_lane_init(&run->config, &run->state);
	ck_edges_init(&run->edges, &run->gate);
	r = ck_run_lines(run, tell_output);
	if (r == 0 && set->decider)
		r = ck_link_new(run, set->decider, &run->link);
	if (r == 0 && set->listen)
		r = ck_listener_new(run, &run->listener);
	if (r < 0)
		return r;
	if (run->feed->time != CK_FEED_CLOCK)
		return 0;
	run->feed->now = ck_feed_now(run->feed);
	return ck_run_begin(run);
}

static void end_listener(struct ck_runner *run)
{
	ck_listener_free(run->listener);
	run->listener = NULL;
}

/* Whoever is between the loops when the lane ends is decided upon now: a
 * passage is never lost. */
static int finish(struct ck_runner *run)
{
	struct ck_feed *feed = run->feed;
	int r = 0;

	end_listener(run);
	while (r >= 0 && (ck_edges_due(&run->edges) != INT64_MAX ||
			  run->state.timer[CK_TIMER_GAP])) {
		feed->now = ck_run_lane_due(run);
		r = ck_run_tick(feed, NULL);
	}
	return r < 0 || !run->link ? r : ck_link_end(run->link);
}

static void let_go(struct ck_runner *run)
{
	ck_store_while_waiting(run->s->store, NULL, NULL);
	end_listener(run);
	ck_link_free(run->link);
	ck_lane_lines_close(run->lines);
	ck_panel_close(run->panel);
}

int ck_gate_run_lane(struct ck_session *s, int argc, char **argv)
{
	struct ck_runner *run = ck_doc_alloc(s->doc, sizeof(*run));
	struct ck_feed feed = { .s = s, .take = ck_run_take, .due = ck_run_due,
				.tick = ck_run_tick, .stepped = ck_run_shift,
				.ctx = run,
				.time = ck_feed_clock(s) };
	int r;

	if (argc != 1)
		return ck_usage(s, _("say which lane to run: LANE"));
	run->s = s;
	run->feed = &feed;
	r = prepare(run, ck_gate_short(argv[0]));
	if (r < 0) {
		let_go(run);
		return r;
	}
	ck_alive_begin(&feed);
	r = ck_feed_run(&feed);
	ck_run_lines_leave(run, tell_output);
	ck_alive_end(&feed);
	if (r == 0)
		r = finish(run);
	let_go(run);
	return r < 0 ? r : ck_print_flush(s);
}
