#include <config.h>

#include <errno.h>

#include "scale/weighing_trip.h"
#include "store/query.h"

/* Policy: a vehicle stands no longer on a scale after it was weighed. */
enum { RECENT_MS = 15 * 60000 };

/* An empty vehicle carries nothing; a receiving one is declared with what it
 * is to receive. */
static bool load_of(const struct ck_value *row, int64_t *ret_g)
{
	bool receiving = ck_is(row, "role", "receiving");

	if (receiving && ck_get_int(row, "received_unknown", 0))
		return false;
	if (receiving)
		*ret_g = ck_get_int(row, "received_g", 0);
	else if (!ck_get_int(row, "laden", 0))
		*ret_g = 0;
	else
		return ck_int(ck_get(row, "gross_g"), ret_g);
	return true;
}

/* A vehicle that is itself the goods has one mass, declared once or twice. */
static bool goods_mass(const struct ck_value *row, int64_t *ret_g)
{
	return ck_int(ck_get(row, "gross_g"), ret_g) ||
	       ck_int(ck_get(row, "self_g"), ret_g);
}

static void declare(const struct ck_value *row, struct ck_weighing_trip *trip)
{
	int64_t own = 0;

	if (!ck_is(row, "role", "goods"))
		trip->own_g = ck_get_int(row, "self_g", 0);
	trip->has_load = !ck_is(row, "role", "goods") &&
			 load_of(row, &trip->load_g);
	trip->has_sent = !ck_get_int(row, "sent_unknown", 0);
	trip->sent_g = trip->has_sent ? ck_get_int(row, "sent_g", 0) : 0;
	if (ck_is(row, "role", "goods"))
		trip->has_declared = goods_mass(row, &own);
	else
		trip->has_declared = ck_int(ck_get(row, "self_g"), &own) &&
				     trip->has_load;
	if (!trip->has_declared)
		return;
	trip->declared_own_g = own;
	trip->declared_g = own + trip->load_g;
}

static int read_weighings(struct ck_store *store, struct ck_doc *doc,
			  struct ck_weighing_trip *trip)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_WEIGH_OF_TRIP, "s",
				     trip->trip);
	struct ck_value *rows = ck_new_array(doc);
	int r;

	trip->rows = rows;
	while ((r = ck_step(q)) > 0) {
		struct ck_value *row = ck_row_object(q, doc);

		ck_push(rows, row);
		trip->weighings++;
		if (ck_is(row, "weighs", "tare"))
			trip->last_tare = row;
		else
			trip->last_gross = row;
	}
	return r;
}

int ck_weighing_trip_get(struct ck_store *store, struct ck_doc *doc,
			 const char *trip, struct ck_weighing_trip *ret_trip)
{
	const struct ck_value *row = NULL;
	struct ck_weighing_trip t = { .trip = ck_doc_strdup(doc, trip) };
	int r = ck_row_of(ck_query(store, CK_SQL_WEIGH_TRIP, "s", trip), doc,
			  &row);

	if (r < 0 || !row)
		return r < 0 ? r : -ENOENT;
	t.declaration = ck_get_str(row, "declaration");
	t.zone = ck_get_str(row, "zone");
	t.closed = ck_get(row, "closed_at") != NULL;
	t.trailer = ck_get_int(row, "trailers", 0) > 0;
	t.axles = ck_get_int(row, "axles", 0);
	t.rig = ck_get_str(row, "rig");
	declare(row, &t);
	r = read_weighings(store, doc, &t);
	if (r >= 0)
		*ret_trip = t;
	return r;
}

int ck_weighing_trip_there(struct ck_store *store,
			   const struct ck_weighing_trip *trip,
			   const char *from, const char *to, int64_t when)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_WEIGH_THERE, "ssssi",
				     trip->declaration, trip->trip, from, to,
				     when);

	return ck_step(q);
}

int ck_weighing_trip_before(struct ck_store *store, struct ck_doc *doc,
			    const struct ck_scale_spec *scale,
			    const char *trip, int64_t grams, int64_t now,
			    const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int64_t apart;
	int r = 0;

	if (scale->from && scale->to)
		r = ck_row_of(ck_query(store, CK_SQL_WEIGH_STANDING, "sssii",
				       scale->from, scale->to, scale->name,
				       now - RECENT_MS, now),
			      doc, &row);
	if (r < 0)
		return r;
	if (row && ck_is(row, "trip", trip))
		row = NULL;
	apart = ck_get_int(row, "gross_g", 0) - grams;
	if (apart < 0)
		apart = -apart;
	*ret_row = row && apart < scale->e_g ? row : NULL;
	return 0;
}
