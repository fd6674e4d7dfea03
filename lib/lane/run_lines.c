#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/run.h"

/* -- what is written down ------------------------------------------------- */

struct trouble {
	const char *line;
	const char *code;
};

static int log_trouble(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct trouble *t = ctx;

	return ck_run_fault(run, item, t->line, t->code);
}

static int tell(struct ck_runner *run, const char *line, const char *code)
{
	struct trouble t = { line, code };
	const struct ck_run_act act = { log_trouble, NULL, &t };

	return ck_run_alone(run, &act);
}

static int lose(struct ck_runner *run)
{
	const struct ck_lines_trouble *t = run->lines->ops->trouble(run->lines);
	const struct ck_lane_cause lost = { .kind = CK_INPUT_LOST };
	bool first = !run->lines_lost;
	int r;

	ck_gate_say_lines(run->s, run->gate.lane, run->wiring, t);
	ck_panel_lose(run->panel, t);
	run->lines_lost = true;
	if (!first)
		return 0;
	r = ck_feed_until(run->feed, ck_feed_now(run->feed));
	if (r >= 0)
		r = tell(run, t->line ? t->line : "guard", "lines-lost");
	ck_edges_init(&run->edges, &run->gate);
	return r < 0 ? r : ck_run_cause_alone(run, &lost);
}

/* Outputs that were on come on again by the new lines. */
static int wire_anew(struct ck_runner *run)
{
	struct ck_wiring *wiring = ck_doc_alloc(run->s->doc, sizeof(*wiring));
	uint32_t driven = run->lines->driven;
	int r = ck_gate_wiring(run->s, &run->gate, wiring);

	if (r < 0)
		return r;
	run->leaving = true;
	ck_lane_lines_close(run->lines);
	run->leaving = false;
	run->lines = ck_lane_lines_gpiod(wiring, run->output, run);
	run->lines->driven = driven & wiring->outputs;
	run->wiring = wiring;
	run->wired = run->gate.document;
	run->feed->asides[run->lines_aside].fd = ck_lane_lines_fd(run->lines);
	ck_say(run->s, _("lane %s: wired as the new site file says"),
	       run->gate.lane);
	return ck_run_drive(run);
}

static int take(struct ck_runner *run, const struct ck_edge *edge)
{
	struct ck_lane_cause cause;
	int r = ck_feed_until(run->feed, edge->at);

	ck_run_note(run, edge);
	if (run->lines_lost) {
		ck_say(run->s, _("lane %s: the lines are back"),
		       run->gate.lane);
		ck_panel_lose(run->panel, NULL);
	}
	run->lines_lost = false;
	if (r >= 0 && edge->lost)
		r = tell(run, ck_lane_input_name(edge->line), "edge-lost");
	if (r < 0 || !ck_run_counts(run, edge, &cause))
		return r;
	return ck_run_cause_alone(run, &cause);
}

/* Another site file may wire the lane otherwise. */
static bool is_wired_so(const struct ck_runner *run)
{
	static const char *const members[] = { "lines", "wiring", "safe",
					       "watchdog" };

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		const struct ck_value *was = ck_get(run->wired, members[i]);
		const struct ck_value *is = ck_get(run->gate.document,
						   members[i]);

		if (!ck_equal(was, is))
			return false;
	}
	return true;
}

static int follow_site(struct ck_runner *run)
{
	int r = ck_run_service(run, NULL);

	if (r < 0 || run->wired == run->gate.document)
		return r;
	if (!is_wired_so(run))
		return wire_anew(run);
	run->wired = run->gate.document;
	return 0;
}

/* -- while the store is waited for ---------------------------------------- */

static bool opens_over(const struct ck_lane_step *step)
{
	for (int i = 0; i < step->count; i++) {
		if (step->events[i].kind == CK_LANE_OPENED &&
		    step->events[i].by == CK_BY_SAFETY)
			return true;
	}
	return false;
}

/* Edges wait with the lane then. What they will say of somebody under the arm
 * is done now. */
static void look_under(void *ctx)
{
	static const enum ck_lane_input lines[] = { CK_LOOP_SAFETY, CK_ESTOP,
						    CK_FIRE };
	struct ck_runner *run = ctx;
	struct ck_lane_state before = run->state, after;
	struct ck_lane_cause cause = { .kind = CK_INPUT_EDGE,
				       .level = CK_LEVEL_ON };
	struct ck_lane_step step;

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		cause.line = lines[i];
		if (ck_lane_lines_level(run->lines, cause.line) != 1)
			continue;
		ck_lane_step(&run->config, &before, &cause, run->feed->now,
			     &after, &step);
		if (ck_run_is_urgent(&step))
			(void)!ck_lane_lines_drive(run->lines, after.outputs);
		run->unlogged |= opens_over(&step);
		before = after;
	}
}

static int log_over(struct ck_runner *run, struct ck_item *item, void *ctx)
{
	const struct ck_lane_event opened = { .kind = CK_LANE_OPENED,
					      .by = CK_BY_SAFETY };

	(void)ctx;
	return ck_run_log(run, item, &opened);
}

/* The edges have been read; one that came too late for the arm's own time has
 * said nothing of it. */
static int tell_over(struct ck_runner *run)
{
	const struct ck_run_act act = { log_over, NULL, NULL };

	return run->unlogged ? ck_run_alone(run, &act) : 0;
}

static int look(struct ck_feed *feed, void *ctx)
{
	struct ck_runner *run = ctx;
	struct ck_edge edge;
	int r = follow_site(run);

	if (r < 0)
		return r;

	do {
		r = ck_lane_lines_read(run->lines, &edge);
		if (r == 0)
			break;
		r = r > 0 ? take(run, &edge) : lose(run);
	} while (r >= 0);
	if (r >= 0)
		r = ck_feed_until(feed, ck_feed_now(feed));
	if (r >= 0 && ck_lane_lines_lapsed(run->lines))
		r = tell(run, "guard", "outputs-dropped");
	return r < 0 ? r : tell_over(run);
}

/* -- which lines ---------------------------------------------------------- */

static int use_chips(struct ck_runner *run, const struct ck_wiring *wiring,
		     ck_lane_output_fn *output)
{
	struct ck_feed *feed = run->feed;
	int r = ck_gate_load_gpio(run->s);

	if (r == 0)
		r = ck_gate_panel(run->s, &run->gate, false, &run->panel);
	if (r < 0)
		return r;
	run->output = output;
	run->wiring = wiring;
	run->wired = run->gate.document;
	run->lines = ck_lane_lines_gpiod(wiring, output, run);
	ck_store_while_waiting(run->s->store, look_under, run);
	feed->time = CK_FEED_CLOCK;
	feed->outlives = true;
	run->lines_aside = ck_feed_beside(feed, ck_lane_lines_fd(run->lines),
					  look, run);
	return 0;
}

/* A dry run changes nothing, and may run beside the lane. */
static int use_records(struct ck_runner *run, ck_lane_output_fn *output)
{
	int r = run->s->options.dry_run
			? 0
			: ck_gate_panel(run->s, &run->gate, true, &run->panel);

	if (r == 0)
		run->lines = ck_lane_lines_stdio(output, run);
	return r;
}

int ck_run_lines(struct ck_runner *run, ck_lane_output_fn *output)
{
	const struct ck_gate_settings *set = run->s->settings;
	struct ck_wiring *wiring = ck_doc_alloc(run->s->doc, sizeof(*wiring));
	bool chips;
	int r;

	if (set->lines && strcmp(set->lines, "gpiod") &&
	    strcmp(set->lines, "stdio"))
		return ck_usage(run->s, _("--lines is gpiod or stdio, not %s"),
				set->lines);
	chips = set->lines ? !strcmp(set->lines, "gpiod")
			   : !ck_store_simulated(run->s->store) &&
				     ck_get(run->gate.document, "lines");
	if (!chips)
		return use_records(run, output);
	r = ck_gate_wiring(run->s, &run->gate, wiring);
	return r < 0 ? r : use_chips(run, wiring, output);
}

void ck_run_lines_leave(struct ck_runner *run, ck_lane_output_fn *output)
{
	uint32_t driven = run->lines->driven;

	if (!run->wiring)
		return;
	run->leaving = true;
	ck_lane_lines_close(run->lines);
	run->leaving = false;
	run->lines = ck_lane_lines_stdio(output, run);
	run->lines->driven = driven;
}
