#include <config.h>

#include <errno.h>

#include "base/clock.h"
#include "base/text.h"
#include "lane/edge.h"
#include "lane/verbs.h"
#include "trade/offer.h"

void ck_edges_init(struct ck_edges *edges, const struct ck_gate *gate)
{
	edges->gate = gate;
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		ck_debounce_init(&edges->line[i]);
}

/* -- reading -------------------------------------------------------------- */

static int read_level(const struct ck_value *value, enum ck_level *ret_level)
{
	int64_t n;

	if (ck_is_null(value)) {
		*ret_level = CK_LEVEL_UNKNOWN;
		return value ? 0 : -EBADMSG;
	}
	if (ck_type(value) == CK_TRUE || ck_type(value) == CK_FALSE)
		n = ck_is_true(value);
	else if (!ck_int(value, &n) || (n != 0 && n != 1))
		return -EBADMSG;
	*ret_level = n ? CK_LEVEL_ON : CK_LEVEL_OFF;
	return 0;
}

static const char *offer_input(struct ck_doc *doc, const char *name)
{
	const char *names[CK_LANE_INPUTS + 1] = { NULL };

	for (int i = 0; i < CK_LANE_INPUTS; i++)
		names[i] = ck_lane_input_name(i);
	return ck_offer_words(doc, name, names);
}

int ck_edge_read(struct ck_session *s, struct ck_item *item, int64_t now,
		 struct ck_edge *ret_edge)
{
	const char *name = ck_get_str(item->record, "line");
	const char *at = ck_get_str(item->record, "at");
	struct ck_edge edge = { .at = now };
	int line = ck_lane_input_find(name);

	if (line < 0)
		return ck_fail(s, item, -EBADMSG, "/line", "line",
			       _("no such line: %s%s"), name ? name : "-",
			       offer_input(item->doc, name ? name : ""));
	if (read_level(ck_get(item->record, "value"), &edge.level) < 0)
		return ck_fail(s, item, -EBADMSG, "/value", "value",
			       _("expected 1, 0, or null for a fault"));
	if (at && ck_time_parse(at, &edge.at) < 0)
		return ck_fail(s, item, -EBADMSG, "/at", "time",
			       _("not an RFC 3339 time: %s"), at);
	edge.line = (enum ck_lane_input)line;
	*ret_edge = edge;
	return 0;
}

/* -- debouncing ----------------------------------------------------------- */

static int64_t hold_ms(const struct ck_edges *edges, enum ck_lane_input line)
{
	static const struct ck_gate usual;

	return ck_gate_debounce(edges->gate ? edges->gate : &usual, line);
}

int ck_edges_feed(struct ck_edges *edges, const struct ck_edge *edge,
		  struct ck_edge *ret_edge)
{
	return ck_debounce_feed(&edges->line[edge->line], edge, ret_edge);
}

static int first_due(const struct ck_edges *edges, int64_t *ret_due)
{
	int first = -1;

	*ret_due = INT64_MAX;
	for (int i = 0; i < CK_LANE_INPUTS; i++) {
		int64_t due = ck_debounce_due(
			&edges->line[i],
			hold_ms(edges, (enum ck_lane_input)i));

		if (due < *ret_due) {
			*ret_due = due;
			first = i;
		}
	}
	return first;
}

int ck_edges_settle(struct ck_edges *edges, int64_t now,
		    struct ck_edge *ret_edge)
{
	int64_t due;
	int line = first_due(edges, &due);

	if (line < 0 || due > now)
		return 0;
	return ck_debounce_settle(&edges->line[line], (enum ck_lane_input)line,
				  now, hold_ms(edges, (enum ck_lane_input)line),
				  ret_edge);
}

void ck_edges_shift(struct ck_edges *edges, int64_t by)
{
	for (int i = 0; i < CK_LANE_INPUTS; i++)
		edges->line[i].since += by;
}

int64_t ck_edges_due(const struct ck_edges *edges)
{
	int64_t due;

	first_due(edges, &due);
	return due;
}

/* -- printing ------------------------------------------------------------- */

struct ck_value *ck_edge_record(struct ck_session *s, struct ck_doc *doc,
				const char *lane, const struct ck_edge *edge)
{
	struct ck_value *record = ck_record(s, doc, "edge");

	ck_set_str(record, "lane", lane);
	ck_set_str(record, "line", ck_lane_input_name(edge->line));
	if (edge->level == CK_LEVEL_UNKNOWN)
		ck_set_null(record, "value");
	else
		ck_set_int(record, "value", edge->level == CK_LEVEL_ON);
	ck_gate_set_time(s, record, "at", edge->at);
	return record;
}
