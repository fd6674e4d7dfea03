#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "store/query.h"
#include "trade/list.h"
#include "trade/plate.h"
#include "trade/plate_key.h"

enum {
	PAGE = 200,		/* the limit in the queries */
	TAIL_LEAST = 3,
};

const char *const ck_trip_states[] = {
	[CK_TRIPS_OPEN] = "open",
	[CK_TRIPS_PLANNED] = "planned",
	[CK_TRIPS_INSIDE] = "inside",
	[CK_TRIPS_CLOSED] = "closed",
	[CK_TRIPS_ALL] = "all",
	[CK_TRIPS_ALL + 1] = NULL,
};

int ck_trip_state_parse(const char *word, enum ck_trip_state *ret_state)
{
	for (size_t i = 0; ck_trip_states[i]; i++)
		if (!strcmp(ck_trip_states[i], word)) {
			*ret_state = i;
			return 0;
		}
	return -EINVAL;
}

static bool state_passes(const struct ck_trip_filter *filter,
			 const struct ck_value *row)
{
	bool closed = ck_get(row, "closed_at") != NULL;

	switch (filter->state) {
	case CK_TRIPS_OPEN:
		return !closed;
	case CK_TRIPS_PLANNED:
		return !closed && !ck_get(row, "entered_at");
	case CK_TRIPS_INSIDE:
		return !closed && ck_site_zone_inside(filter->site,
						      ck_get_str(row, "zone"));
	case CK_TRIPS_CLOSED:
		return closed;
	default:
		return true;
	}
}

/* As an open trip is found by its index (command/lookup.h). */
static bool is_called(const char *known, const char *wanted)
{
	return known && (!strcmp(known, wanted) ||
			 ck_plate_same(known, wanted) ||
			 (ck_utf8_count(wanted, strlen(wanted)) >= TAIL_LEAST &&
			  ck_plate_tail_matches(known, wanted)));
}

static bool is_vehicle(const struct ck_value *vehicle, const char *text)
{
	static const char *const members[] = { "container", "chassis",
					       "unit" };
	const struct ck_value *plates = ck_get(vehicle, "plates");
	char wanted[CK_PLATE_SIZE];

	if (ck_plate_normalise(text, wanted, sizeof(wanted)) < 0)
		return false;
	for (size_t i = 0; i < ck_count(plates); i++)
		if (is_called(ck_str(ck_at(plates, i)), wanted))
			return true;
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		if (is_called(ck_get_str(vehicle, members[i]), wanted))
			return true;
	return false;
}

bool ck_trip_passes(const struct ck_trip_filter *filter,
		    const struct ck_value *row)
{
	return ck_is(row, "site", filter->site->code) &&
	       state_passes(filter, row) &&
	       (!filter->zone || ck_is(row, "zone", filter->zone)) &&
	       (!filter->direction ||
		ck_is(row, "direction", filter->direction)) &&
	       ck_get_int(row, "opened_at", 0) >= filter->since &&
	       (!filter->vehicle ||
		is_vehicle(ck_get(row, "vehicle"), filter->vehicle));
}

/* The day of an id is that of its opening. */
static const char *lowest_id(struct ck_doc *doc,
			     const struct ck_trip_filter *filter)
{
	char day[9];

	if (!filter->since)
		return "";
	ck_day_print(filter->since, filter->site->offset_min, day);
	return ck_doc_format(doc, "%s-%s", filter->site->code, day);
}

static void advance(struct ck_trip_cursor *cursor, const struct ck_value *row)
{
	snprintf(cursor->declaration, sizeof(cursor->declaration), "%s",
		 ck_get_str(row, "declaration"));
	snprintf(cursor->trip, sizeof(cursor->trip), "%s",
		 ck_get_str(row, "trip"));
}

/* Takes the query. 1: the page was full. */
static int read_page(struct ck_stmt *query, struct ck_doc *doc,
		     const struct ck_trip_filter *filter,
		     struct ck_trip_cursor *cursor, struct ck_value *rows)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = query;
	size_t count = 0;
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *row = ck_row_object(q, doc);

		advance(cursor, row);
		count++;
		if (ck_trip_passes(filter, row))
			ck_push(rows, row);
	}
	return r < 0 ? r : count == PAGE;
}

static const char *zone_at(const struct ck_trip_filter *filter, size_t i)
{
	if (filter->zone)
		return i ? NULL : filter->zone;
	return ck_key_at(ck_get(filter->site->document, "zones"), i);
}

static int page_by_zone(struct ck_store *store, struct ck_doc *doc,
			const struct ck_trip_filter *filter,
			struct ck_trip_cursor *cursor, struct ck_value *rows)
{
	const char *zone = zone_at(filter, cursor->zone);
	int r;

	if (!zone)
		return 0;
	r = read_page(ck_query(store, CK_SQL_TRIP_PAGE_IN_ZONE, "ssss", zone,
			       cursor->declaration, cursor->trip,
			       lowest_id(doc, filter)),
		      doc, filter, cursor, rows);
	if (r != 0)
		return r;
	*cursor = (struct ck_trip_cursor){ .zone = cursor->zone + 1 };
	return zone_at(filter, cursor->zone) != NULL;
}

int ck_trip_page(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_trip_filter *filter,
		 struct ck_trip_cursor *cursor,
		 const struct ck_value **ret_rows)
{
	struct ck_value *rows = ck_new_array(doc);
	bool open = filter->state != CK_TRIPS_CLOSED &&
		    filter->state != CK_TRIPS_ALL;
	int r;

	if (open)
		r = page_by_zone(store, doc, filter, cursor, rows);
	else
		r = read_page(ck_query(store, CK_SQL_TRIP_PAGE, "sss",
				       cursor->declaration, cursor->trip,
				       lowest_id(doc, filter)),
			      doc, filter, cursor, rows);
	if (r >= 0)
		*ret_rows = rows;
	return r;
}
