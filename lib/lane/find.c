#include <config.h>

#include <string.h>

#include "lane/find.h"
#include "lane/way.h"
#include "store/query.h"
#include "trade/plate_key.h"
#include "trade/plate_near.h"

/* Candidates of one way of looking, best first is decided at the end. */
struct looking {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_lane_row *lane;
	const char *plate;		/* as read */
	struct ck_value *rows;		/* array of trips */
};

const char *ck_found_word(enum ck_found found)
{
	switch (found) {
	case CK_FOUND_EXACT:
		return "exact";
	case CK_FOUND_PROVINCE:
		return "province";
	case CK_FOUND_CONFUSED:
		return "confused";
	default:
		return NULL;
	}
}

static int collect(struct looking *l, struct ck_stmt *statement)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = statement;
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push(l->rows, ck_row_object(q, l->doc));
	return r;
}

static int by_normal(struct looking *l, const char *normal)
{
	if (!normal)
		return 0;
	return collect(l, ck_query(l->store, CK_SQL_LANE_TRIPS_BY_NORMAL, "ss",
				   normal, l->lane->site));
}

static int by_trip(struct looking *l, const char *trip)
{
	return collect(l, ck_query(l->store, CK_SQL_LANE_TRIP, "ss", trip,
				   l->lane->site));
}

/* -- choosing ------------------------------------------------------------- */

static bool same_vehicle(const struct ck_value *a, const struct ck_value *b)
{
	return ck_equal(ck_get(a, "vehicle"), ck_get(b, "vehicle"));
}

/* How well a trip fits the lane: it stands before it, may use it, is inside. */
static int fit(const struct looking *l, const struct ck_value *trip)
{
	const char *zone = ck_get_str(trip, "zone");

	return 4 * (zone && !strcmp(zone, l->lane->from)) +
	       2 * (ck_lane_way(l->lane, trip) != CK_WAY_NONE) +
	       (ck_get(trip, "entered_at") != NULL);
}

/* One vehicle's best trip, the oldest of equals; several vehicles are told
 * apart only by their fit. */
static enum ck_found choose(const struct looking *l, enum ck_found how,
			    const struct ck_value **ret_trip)
{
	const struct ck_value *best = NULL;
	bool tied = false;
	int best_fit = -1;

	for (size_t i = 0; i < ck_count(l->rows); i++) {
		const struct ck_value *trip = ck_at(l->rows, i);
		int fits = fit(l, trip);

		if (fits > best_fit) {
			best = trip;
			best_fit = fits;
			tied = false;
		} else if (fits == best_fit && !same_vehicle(best, trip)) {
			tied = true;
		}
	}
	*ret_trip = tied ? NULL : best;
	return tied ? CK_FOUND_MANY : best ? how : CK_FOUND_NONE;
}

/* -- what was not read quite as it stands --------------------------------- */

static bool is_expected(const struct looking *l, const struct ck_value *trip)
{
	return fit(l, trip) >= 6;
}

/* Exactly one expected vehicle, or none. */
static enum ck_found choose_expected(const struct looking *l, enum ck_found how,
				     const struct ck_value **ret_trip)
{
	const struct ck_value *only = NULL;

	for (size_t i = 0; i < ck_count(l->rows); i++) {
		const struct ck_value *trip = ck_at(l->rows, i);

		if (!is_expected(l, trip))
			continue;
		if (only && !same_vehicle(only, trip))
			return CK_FOUND_NONE;
		if (!only)
			only = trip;
	}
	*ret_trip = only;
	return only ? how : CK_FOUND_NONE;
}

static int by_match(struct looking *l, const char *plate)
{
	char key[CK_PLATE_SIZE];

	if (ck_plate_bare_key(plate, key) < 0)
		return 0;
	return collect(l, ck_query(l->store, CK_SQL_LANE_TRIPS_BY_MATCH, "ss",
				   key, l->lane->site));
}

/* Two provinces are two plates, whatever their keys have in common. */
static void drop_others(struct looking *l)
{
	struct ck_value *kept = ck_new_array(l->doc);

	for (size_t i = 0; i < ck_count(l->rows); i++) {
		const struct ck_value *trip = ck_at(l->rows, i);

		if (ck_plate_same(ck_get_str(trip, "normal"), l->plate))
			ck_push(kept, trip);
	}
	l->rows = kept;
}

static int visit_near(const char *variant, void *arg)
{
	struct looking *l = arg;

	return strcmp(variant, l->plate) ? by_match(l, variant) : 0;
}

static int find_unclear(struct looking *l, const struct ck_value **ret_trip,
			enum ck_found *ret_found)
{
	int r = by_match(l, l->plate);

	if (r < 0)
		return r;
	drop_others(l);
	*ret_found = choose_expected(l, CK_FOUND_PROVINCE, ret_trip);
	if (*ret_found != CK_FOUND_NONE || ck_count(l->rows))
		return 0;
	r = ck_plate_near(l->plate, visit_near, l);
	if (r == 0)
		*ret_found = choose_expected(l, CK_FOUND_CONFUSED, ret_trip);
	return r;
}

/* -- in order of certainty ------------------------------------------------ */

static int find_exact(struct looking *l, const struct ck_sighting *s)
{
	int r = s->trip ? by_trip(l, s->trip) : 0;

	if (r == 0 && !ck_count(l->rows))
		r = by_normal(l, s->plate);
	if (r == 0 && !ck_count(l->rows))
		r = by_normal(l, s->container);
	if (r == 0 && !ck_count(l->rows))
		r = by_normal(l, s->other);
	return r;
}

int ck_lane_find(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_lane_row *lane,
		 const struct ck_sighting *sighting,
		 const struct ck_value **ret_trip, enum ck_found *ret_found)
{
	struct looking l = { .store = store, .doc = doc, .lane = lane,
			     .plate = sighting->plate,
			     .rows = ck_new_array(doc) };
	const struct ck_value *trip = NULL;
	enum ck_found found;
	int r = find_exact(&l, sighting);

	if (r < 0)
		return r;
	found = choose(&l, CK_FOUND_EXACT, &trip);
	if (found == CK_FOUND_NONE && l.plate)
		r = find_unclear(&l, &trip, &found);
	if (r < 0)
		return r;
	*ret_trip = trip;
	*ret_found = found;
	return 0;
}
