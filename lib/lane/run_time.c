/* What comes about in a lane without a record: timers, and edges that last. */
#include <config.h>

#include "base/clock.h"
#include "lane/link.h"
#include "lane/listener.h"
#include "lane/run.h"

/* -- timers --------------------------------------------------------------- */

/* A timer that a record's time brought has a name of its own, made of that
 * record's, so that a stream sent twice says nothing twice. */
static void name_tick(struct ck_runner *run, const struct ck_item *mover,
		      const char *what, struct ck_item *tick)
{
	struct ck_value *content;

	if (!mover || !mover->key)
		return;
	tick->line = mover->line;
	tick->key = ck_doc_format(tick->doc, "%s#%s%lld", mover->key, what,
				  (long long)run->feed->now);
	content = ck_new_object(tick->doc);
	ck_set_str(content, "tick", tick->key);
	tick->content = content;
}

static int tick_cause(struct ck_runner *run, const struct ck_item *mover,
		      const char *what, const struct ck_lane_cause *cause)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_item tick = { .source = "-", .doc = doc };
	struct ck_session *s = run->s;
	struct ck_item *outer = s->item;
	int r;

	name_tick(run, mover, what, &tick);
	s->item = &tick;
	r = ck_run_cause(run, &tick, cause);
	s->item = outer;
	return r;
}

static struct ck_lane_cause cause_of_edge(const struct ck_runner *run,
					  const struct ck_edge *edge)
{
	return (struct ck_lane_cause){ .kind = CK_INPUT_EDGE,
				       .line = ck_gate_line(&run->gate,
							    edge->line),
				       .level = edge->level };
}

int ck_run_tick(struct ck_feed *feed, struct ck_item *item)
{
	struct ck_runner *run = feed->ctx;
	const struct ck_lane_cause time = { .kind = CK_INPUT_TIME };
	struct ck_edge edge;
	int r = 0;

	while (r >= 0 && ck_edges_settle(&run->edges, feed->now, &edge)) {
		struct ck_lane_cause cause = cause_of_edge(run, &edge);

		r = tick_cause(run, item, ck_lane_input_name(edge.line),
			       &cause);
	}
	if (r >= 0 && ck_lane_due(&run->state) <= feed->now)
		r = tick_cause(run, item, "", &time);
	if (r >= 0 && run->link)
		r = ck_link_tick(run->link);
	return r < 0 ? r : ck_listener_tick(run->listener);
}

int64_t ck_run_lane_due(const struct ck_runner *run)
{
	int64_t edges = ck_edges_due(&run->edges);
	int64_t lane = ck_lane_due(&run->state);

	return edges < lane ? edges : lane;
}

int64_t ck_run_due(struct ck_feed *feed)
{
	const struct ck_runner *run = feed->ctx;
	int64_t link = run->link ? ck_link_due(run->link) : INT64_MAX;
	int64_t listener = ck_listener_due(run->listener);
	int64_t beside = link < listener ? link : listener;
	int64_t lane = ck_run_lane_due(run);

	return lane < beside ? lane : beside;
}

void ck_run_shift(struct ck_feed *feed, int64_t by)
{
	struct ck_runner *run = feed->ctx;

	ck_lane_shift(&run->state, by);
	ck_edges_shift(&run->edges, by);
	if (run->link)
		ck_link_shift(run->link, by);
	ck_listener_shift(run->listener, by);
}

/* -- edges ---------------------------------------------------------------- */

bool ck_run_counts(struct ck_runner *run, const struct ck_edge *edge,
		   struct ck_lane_cause *ret_cause)
{
	struct ck_edge change;

	if (!ck_edges_feed(&run->edges, edge, &change))
		return false;
	*ret_cause = cause_of_edge(run, &change);
	return true;
}

void ck_run_note(struct ck_runner *run, const struct ck_edge *edge)
{
	ck_panel_note(run->panel, (int)edge->line, edge->level, edge->at,
		      ck_day_start(edge->at, run->s->utc_offset_min));
}

int ck_run_edge(struct ck_runner *run, struct ck_item *item,
		const struct ck_edge *edge)
{
	struct ck_lane_cause cause;

	return ck_run_counts(run, edge, &cause)
		       ? ck_run_cause(run, item, &cause) : 0;
}
