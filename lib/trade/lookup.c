#include <config.h>

#include <errno.h>
#include <string.h>

#include "store/query.h"
#include "trade/facts.h"
#include "trade/lookup.h"

static int one(struct ck_stmt *q, struct ck_doc *doc,
	       const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(q, doc, &row);

	if (r < 0)
		return r;
	if (!row)
		return -ENOENT;
	*ret_row = row;
	return 0;
}

int ck_declaration_get(struct ck_store *store, struct ck_doc *doc,
		       const char *declaration, const struct ck_value **ret_row)
{
	return one(ck_query(store, CK_SQL_DECLARATION_ROW, "s", declaration),
		   doc, ret_row);
}

int ck_declaration_links(struct ck_store *store, struct ck_doc *doc,
			 const char *declaration, struct ck_value *record)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_DECLARATIONS_LINKED, "s",
				     declaration);
	const struct ck_value *row = NULL;
	struct ck_value *list = ck_new_array(doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(list, ck_column_text(q, 0));
	if (ck_count(list))
		ck_set(record, "linked_by", list);
	if (r == 0)
		r = ck_row_of(ck_query(store, CK_SQL_DECLARATION_LINKED, "s",
				       declaration), doc, &row);
	ck_set(record, "linked", ck_get(row, "linked"));
	return r;
}

int ck_trip_get(struct ck_store *store, struct ck_doc *doc, const char *trip,
		const struct ck_value **ret_row)
{
	return one(ck_query(store, CK_SQL_TRIP_ROW, "s", trip), doc, ret_row);
}

int ck_customs_get(struct ck_store *store, struct ck_doc *doc,
		   const char *customs, const struct ck_value **ret_row)
{
	return one(ck_query(store, CK_SQL_CUSTOMS_ROW, "s", customs), doc,
		   ret_row);
}

int ck_trips_of(struct ck_store *store, struct ck_doc *doc,
		const char *declaration, const struct ck_value **ret_trips)
{
	struct ck_value *trips = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_TRIP_ROWS_OF_DECLARATION, "s",
				    declaration),
			   doc, trips);

	if (r < 0)
		return r;
	*ret_trips = trips;
	return 0;
}

/* The rows of the trips whose ids a query lists. */
static int rows_of_ids(struct ck_store *store, struct ck_doc *doc,
		       struct ck_stmt *query,
		       const struct ck_value **ret_trips)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = query;
	struct ck_value *trips = ck_new_array(doc);
	const struct ck_value *row;
	int r;

	while ((r = ck_step(q)) > 0) {
		r = ck_trip_get(store, doc, ck_column_text(q, 0), &row);
		if (r < 0)
			return r;
		ck_push(trips, row);
	}
	if (r < 0)
		return r;
	*ret_trips = trips;
	return 0;
}

/* A declaration may have trips whose goods are under another of its numbers. */
static bool draws_on(struct ck_store *store, struct ck_doc *doc,
		     const struct ck_value *trip, const char *customs,
		     int *ret_err)
{
	const struct ck_value *row, *ids;
	int r = ck_declaration_get(store, doc, ck_get_str(trip, "declaration"),
				   &row);

	if (r < 0) {
		*ret_err = r;
		return false;
	}
	ids = ck_facts_customs(doc, ck_get(row, "document"),
			       ck_get_str(trip, "vehicle_ref"));
	for (size_t i = 0; i < ck_count(ids); i++)
		if (!strcmp(ck_str(ck_at(ids, i)), customs))
			return true;
	return false;
}

int ck_trips_of_customs(struct ck_store *store, struct ck_doc *doc,
			const char *customs, const struct ck_value **ret_trips)
{
	const struct ck_value *all = NULL;
	struct ck_value *trips = ck_new_array(doc);
	int r = rows_of_ids(store, doc,
			    ck_query(store, CK_SQL_TRIP_IDS_BY_CUSTOMS, "s",
				     customs), &all);

	for (size_t i = 0; r == 0 && i < ck_count(all); i++)
		if (draws_on(store, doc, ck_at(all, i), customs, &r))
			ck_push(trips, ck_at(all, i));
	if (r < 0)
		return r;
	*ret_trips = trips;
	return 0;
}

int ck_customs_rows(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_value *ids,
		    const struct ck_value **ret_rows)
{
	struct ck_value *rows = ck_new_object(doc);

	for (size_t i = 0; i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));
		const struct ck_value *row;
		int r = ck_customs_get(store, doc, id, &row);

		if (r == 0)
			ck_set(rows, id, row);
		else if (r != -ENOENT)
			return r;
	}
	*ret_rows = rows;
	return 0;
}

const char *ck_trip_declaration(struct ck_doc *doc, const char *trip)
{
	return ck_doc_format(doc, "%.*s", (int)strcspn(trip, "."), trip);
}

const char *ck_customs_id(struct ck_doc *doc, const char *site,
			  const char *identity)
{
	return ck_doc_format(doc, "%s/%s", site, identity);
}
