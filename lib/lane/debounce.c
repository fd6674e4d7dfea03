#include <config.h>

#include "lane/debounce.h"

void ck_debounce_init(struct ck_debounce *debounce)
{
	debounce->level = CK_LEVEL_UNKNOWN;
	debounce->raw = CK_LEVEL_UNKNOWN;
	debounce->since = 0;
	debounce->fault = false;
}

bool ck_debounce_eager(enum ck_lane_input line)
{
	return line == CK_LOOP_SAFETY || line == CK_ESTOP || line == CK_FIRE;
}

int64_t ck_debounce_due(const struct ck_debounce *debounce, int64_t hold_ms)
{
	if (debounce->raw == debounce->level)
		return INT64_MAX;
	return debounce->since + hold_ms;
}

static int take(struct ck_debounce *debounce, enum ck_lane_input line,
		struct ck_edge *ret_edge)
{
	debounce->level = debounce->raw;
	*ret_edge = (struct ck_edge){ .line = line, .level = debounce->level,
				      .at = debounce->since };
	return 1;
}

int ck_debounce_settle(struct ck_debounce *debounce, enum ck_lane_input line,
		       int64_t now, int64_t hold_ms, struct ck_edge *ret_edge)
{
	if (now < ck_debounce_due(debounce, hold_ms))
		return 0;
	return take(debounce, line, ret_edge);
}

int ck_debounce_feed(struct ck_debounce *debounce, const struct ck_edge *edge,
		     struct ck_edge *ret_edge)
{
	bool fault = edge->level == CK_LEVEL_UNKNOWN;
	bool eager = edge->level == CK_LEVEL_ON &&
		     ck_debounce_eager(edge->line);

	if (edge->level == debounce->raw && fault == debounce->fault)
		return 0;
	debounce->raw = edge->level;
	debounce->since = edge->at;
	debounce->fault = fault;
	if (!fault && (!eager || debounce->raw == debounce->level))
		return 0;
	return take(debounce, edge->line, ret_edge);
}
