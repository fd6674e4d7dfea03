#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "lane/edge.h"
#include "lane/feed.h"
#include "lane/verbs.h"

enum { LANES_MOST = 64 };

/* Lanes are met as their edges come. */
struct watched {
	const char *lane;
	struct ck_gate gate;
	struct ck_edges edges;
};

struct watching {
	struct ck_session *s;
	const char *only;		/* NULL: every lane */
	struct watched *lanes[LANES_MOST];
	int count;
};

/* -- printing ------------------------------------------------------------- */

static int print_edge(struct watching *w, const struct watched *lane,
		      const struct ck_edge *edge)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

	return ck_print(w->s, ck_edge_record(w->s, doc, lane->lane, edge));
}

static int64_t next_due(struct ck_feed *feed)
{
	struct watching *w = feed->ctx;
	int64_t due = INT64_MAX;

	for (int i = 0; i < w->count; i++) {
		int64_t one = ck_edges_due(&w->lanes[i]->edges);

		due = one < due ? one : due;
	}
	return due;
}

static int settle(struct ck_feed *feed, struct ck_item *item)
{
	struct watching *w = feed->ctx;
	struct ck_edge edge;
	int r = 0;

	(void)item;
	for (int i = 0; r >= 0 && i < w->count; i++) {
		while (r >= 0 && ck_edges_settle(&w->lanes[i]->edges,
						 feed->now, &edge))
			r = print_edge(w, w->lanes[i], &edge);
	}
	return r;
}

static void shift(struct ck_feed *feed, int64_t by)
{
	struct watching *w = feed->ctx;

	for (int i = 0; i < w->count; i++)
		ck_edges_shift(&w->lanes[i]->edges, by);
}

/* -- lanes ---------------------------------------------------------------- */

/* The times are the site's where there is a store that knows the lane. */
static int add_lane(struct watching *w, struct ck_item *item, const char *name,
		    struct watched **ret_lane)
{
	struct watched *lane = ck_doc_alloc(w->s->doc, sizeof(*lane));
	int r;

	if (w->count == LANES_MOST)
		return ck_fail(w->s, item, -EBADMSG, "/lane", "lanes",
			       _("more than %d lanes in one stream"),
			       LANES_MOST);
	lane->lane = ck_doc_strdup(w->s->doc, name);
	if (w->s->store) {
		r = ck_gate_named(w->s, item, name, &lane->gate);
		if (r < 0)
			return r;
	}
	ck_edges_init(&lane->edges, w->s->store ? &lane->gate : NULL);
	w->lanes[w->count++] = lane;
	*ret_lane = lane;
	return 0;
}

static int find_lane(struct watching *w, struct ck_item *item,
		     struct watched **ret_lane)
{
	const char *name = ck_get_str(item->record, "lane");

	if (!name)
		return ck_fail(w->s, item, -EBADMSG, "/lane", "lane-missing",
			       _("an edge says of which lane it is"));
	name = ck_gate_short(name);
	for (int i = 0; i < w->count; i++) {
		if (!strcmp(w->lanes[i]->lane, name)) {
			*ret_lane = w->lanes[i];
			return 0;
		}
	}
	return add_lane(w, item, name, ret_lane);
}

/* -- records -------------------------------------------------------------- */

static bool is_own(const struct watching *w, const struct ck_item *item)
{
	const char *kind = ck_get_str(item->record, "kind");

	return kind && !strcmp(kind, "edge") &&
	       (!w->only || ck_gate_is_own(item->record, w->only));
}

static int take(struct ck_feed *feed, struct ck_item *item)
{
	struct watching *w = feed->ctx;
	struct watched *lane = NULL;
	struct ck_edge edge;
	struct ck_edge change;
	int r;

	if (!is_own(w, item))
		return ck_feed_pass(feed, item);
	r = find_lane(w, item, &lane);
	if (r == 0)
		r = ck_edge_read(w->s, item, feed->now, &edge);
	if (r < 0)
		return r;
	return ck_edges_feed(&lane->edges, &edge, &change)
		       ? print_edge(w, lane, &change) : 0;
}

/* What was pending when the input ended was never taken back. */
static int finish(struct ck_feed *feed)
{
	while (next_due(feed) != INT64_MAX) {
		int r;

		feed->now = next_due(feed);
		r = settle(feed, NULL);
		if (r < 0)
			return r;
	}
	return ck_print_flush(feed->s);
}

int ck_gate_run_watch(struct ck_session *s, int argc, char **argv)
{
	const struct ck_gate_settings *set = s->settings;
	struct watching *w = ck_doc_alloc(s->doc, sizeof(*w));
	struct ck_feed feed = { .s = s, .take = take, .due = next_due,
				.tick = settle, .stepped = shift,
				.ctx = w };
	int r;

	if (argc > 1)
		return ck_usage(s, _("one operand too many: %s"), argv[1]);
	w->s = s;
	w->only = argc ? ck_gate_short(argv[0])
		       : set->lane ? ck_gate_short(set->lane) : NULL;
	feed.time = s->store && ck_store_simulated(s->store)
			    ? CK_FEED_RECORDS : CK_FEED_FOLLOW;
	r = ck_feed_run(&feed);
	return r < 0 ? r : finish(&feed);
}
