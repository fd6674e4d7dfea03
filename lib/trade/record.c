#include <config.h>

#include <errno.h>
#include <string.h>

#include "store/query.h"
#include "trade/lookup.h"
#include "trade/outside.h"
#include "trade/record.h"

static void put_bool(struct ck_value *record, const char *name,
		     const struct ck_value *row)
{
	int64_t n;

	if (ck_int(ck_get(row, name), &n))
		ck_set_bool(record, name, n != 0);
}

static void put_times(struct ck_value *record, const struct ck_value *row,
		      int offset_min)
{
	static const char *const names[] = {
		"zone_since", "opened_at", "entered_at", "crossed_at",
		"closed_at",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ck_set_time_of(record, names[i], ck_get(row, names[i]),
			       offset_min);
}

void ck_trip_fill(struct ck_value *record, const struct ck_value *row,
		  int offset_min)
{
	CK_SET_SAME(record, row, "trip", "declaration", "vehicle",
		    "vehicle_ref", "role", "direction", "class", "nationality");
	ck_set(record, "counts_as", ck_get(row, "kind"));
	put_bool(record, "laden", row);
	CK_SET_SAME(record, row, "leg", "zone");
	put_bool(record, "turned_back", row);
	put_times(record, row, offset_min);
	CK_SET_SAME(record, row, "outcome", "continues", "site_version",
		    "version");
}

/* -- checks --------------------------------------------------------------- */

/* A check of scope customs stands once for each number. */
static void push_once(struct ck_value *names, const char *name)
{
	size_t count = ck_count(names);

	if (!count || strcmp(ck_str(ck_at(names, count - 1)), name) != 0)
		ck_push_str(names, name);
}

/* Adds `checks`, the names of all that the trip needs, and `open`, those not
 * confirmed. */
static int fill_checks(struct ck_store *store, struct ck_value *record,
		       const struct ck_value *row)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_NEED_STATES_OF_TRIP, "ss",
			 ck_get_str(row, "declaration"),
			 ck_get_str(row, "trip"));
	struct ck_value *checks = ck_set_array(record, "checks");
	struct ck_value *open = ck_set_array(record, "open");
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *state = ck_column_text(q, 4);

		push_once(checks, ck_column_text(q, 0));
		if (!state || strcmp(state, "confirmed") != 0)
			push_once(open, ck_column_text(q, 0));
	}
	return r;
}

/* -- what was just submitted ---------------------------------------------- */

static void put_submitted_trip(const struct ck_submission *sub,
			       struct ck_value *trip,
			       const struct ck_value *body)
{
	const struct ck_value *needs = ck_get(body, "checks");
	struct ck_value *checks;

	if (sub->version)
		CK_SET_SAME(trip, body, "trip");
	CK_SET_SAME(trip, body, "vehicle", "vehicle_ref", "role", "class",
		    "nationality");
	ck_set(trip, "counts_as", ck_get(body, "kind"));
	CK_SET_SAME(trip, body, "laden", "leg", "zone", "continues");
	checks = ck_set_array(trip, "checks");
	for (size_t i = 0; i < ck_count(needs); i++)
		push_once(checks, ck_get_str(ck_at(needs, i), "name"));
	ck_set_int(trip, "site_version", sub->site->version);
	if (sub->version)
		ck_set_int(trip, "version", sub->version);
}

void ck_submission_fill(struct ck_value *record,
			const struct ck_submission *sub)
{
	const struct ck_value *document = sub->document.stored;
	struct ck_value *trips;

	if (sub->version)
		ck_set_str(record, "declaration", sub->declaration);
	CK_SET_SAME(record, document, "direction", "regime");
	ck_set_str(record, "state", "open");
	ck_set_time_of(record, "expected_at", ck_get(document, "expected_at"),
		       sub->site->offset_min);
	if (sub->version)
		ck_set_int(record, "version", sub->version);
	trips = ck_set_array(record, "trips");
	for (size_t i = 0; i < ck_count(sub->answer); i++)
		put_submitted_trip(sub, ck_push_object(trips),
				   ck_at(sub->answer, i));
	ck_set(record, "findings",
	       ck_findings_array(&sub->findings, sub->doc));
}

/* -- declarations --------------------------------------------------------- */

static int put_trips(struct ck_store *store, struct ck_value *record,
		     struct ck_doc *doc, const char *declaration,
		     int offset_min)
{
	struct ck_value *list = ck_set_array(record, "trips");
	const struct ck_value *rows = NULL;
	int r = ck_trips_of(store, doc, declaration, &rows);

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		struct ck_value *trip = ck_push_object(list);

		ck_trip_fill(trip, ck_at(rows, i), offset_min);
		r = fill_checks(store, trip, ck_at(rows, i));
	}
	return r;
}

int ck_declaration_fill(struct ck_store *store, struct ck_value *record,
			struct ck_doc *doc, const char *declaration,
			int offset_min, bool whole)
{
	const struct ck_value *row;
	struct ck_value *document;
	int r = ck_declaration_get(store, doc, declaration, &row);

	if (r < 0)
		return r;
	CK_SET_SAME(record, row, "declaration", "direction", "regime", "state");
	ck_set_time_of(record, "submitted_at", ck_get(row, "submitted_at"),
		       offset_min);
	ck_set_time_of(record, "expected_at", ck_get(row, "expected_at"),
		       offset_min);
	CK_SET_SAME(record, row, "version");
	r = ck_declaration_links(store, doc, declaration, record);
	if (r < 0)
		return r;
	r = put_trips(store, record, doc, declaration, offset_min);
	if (r < 0 || !whole)
		return r;
	r = ck_document_outside(store, doc, ck_get(row, "document"), offset_min,
				&document);
	if (r >= 0)
		ck_set(record, "document", document);
	return r;
}
