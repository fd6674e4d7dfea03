#include <config.h>

#include <string.h>

#include "lane/way.h"

static bool lists(const struct ck_value *array, const char *word)
{
	for (size_t i = 0; word && i < ck_count(array); i++) {
		const char *item = ck_str(ck_at(array, i));

		if (item && !strcmp(item, word))
			return true;
	}
	return false;
}

static bool is(const struct ck_value *trip, const char *member,
	       const char *value)
{
	const char *text = ck_get_str(trip, member);

	return text && !strcmp(text, value);
}

static bool turned_back(const struct ck_value *trip)
{
	return ck_get_int(trip, "turned_back", 0) != 0;
}

enum ck_way ck_lane_way(const struct ck_lane_row *lane,
			const struct ck_value *trip)
{
	const char *direction = ck_get_str(trip, "direction");
	bool out = lists(ck_get(lane->document, "directions"), direction);
	bool home = lists(ck_get(lane->document, "home"), direction);

	if (turned_back(trip) && is(trip, "role", "receiving") &&
	    is(trip, "direction", "import"))
		return out ? CK_WAY_HOME : CK_WAY_NONE;
	if (turned_back(trip))
		return home ? CK_WAY_HOME : CK_WAY_NONE;
	if (out)
		return CK_WAY_OUT;
	return home && is(trip, "leg", "home") ? CK_WAY_HOME : CK_WAY_NONE;
}

const struct ck_value *ck_lane_requires(const struct ck_lane_row *lane,
					const struct ck_value *trip)
{
	switch (ck_lane_way(lane, trip)) {
	case CK_WAY_OUT:
		return ck_get(lane->document, "require");
	case CK_WAY_HOME:
		return ck_get(lane->document, "require_home");
	default:
		return NULL;
	}
}

bool ck_lane_queued(const struct ck_lane_row *lane,
		    const struct ck_value *trip)
{
	return lane->queue && ck_lane_way(lane, trip) == CK_WAY_OUT &&
	       is(trip, "direction", "export") && is(trip, "leg", "out") &&
	       !is(trip, "role", "receiving") &&
	       ck_get_int(trip, "laden", 0) != 0;
}
