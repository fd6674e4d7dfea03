#include <config.h>

#include <string.h>

#include "base/memory.h"
#include "store/apply.h"
#include "trade/apply_work.h"

/* -- declaration.submitted ------------------------------------------------ */

static int put_goods(struct ck_store *store, const char *id,
		     const struct ck_value *goods)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(goods); i++) {
		const struct ck_value *g = ck_at(goods, i);

		r = ck_run(store, CK_SQL_GOODS_PUT, "ssvvvvvvvvv", id,
			   ck_key_at(goods, i), ck_get(g, "customs"),
			   ck_get(g, "hs"), ck_get(g, "origin"),
			   ck_get(g, "packages"), ck_get(g, "unit"),
			   ck_get(g, "gross_g"), ck_get(g, "net_g"),
			   ck_get(g, "value_minor"), ck_get(g, "currency"));
	}
	return r;
}

static int put_customs(struct ck_store *store, const char *id,
		       const struct ck_value *customs)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(customs); i++) {
		const struct ck_value *c = ck_at(customs, i);

		r = ck_run(store, CK_SQL_CUSTOMS_USE_PUT, "ssvv", id,
			   ck_key_at(customs, i), ck_get(c, "customs"),
			   ck_get(c, "paper"));
	}
	return r;
}

static int put_carries(struct ck_store *store, const char *id,
		       const struct ck_value *vehicles)
{
	int r = 0;

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *carries =
			ck_get(ck_at(vehicles, i), "carries");

		for (size_t j = 0; r >= 0 && j < ck_count(carries); j++) {
			const struct ck_value *c = ck_at(carries, j);

			r = ck_run(store, CK_SQL_CARRIES_PUT, "ssvvvv", id,
				   ck_key_at(vehicles, i), ck_get(c, "goods"),
				   ck_get(c, "packages"), ck_get(c, "gross_g"),
				   ck_get(c, "value_minor"));
		}
	}
	return r;
}

static int put_transfers(struct ck_store *store, const char *id,
			 const struct ck_value *transfers)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(transfers); i++) {
		const struct ck_value *t = ck_at(transfers, i);

		r = ck_run(store, CK_SQL_TRANSFER_PUT, "sivvvvvv", id,
			   (int64_t)i + 1, ck_get(t, "from"), ck_get(t, "to"),
			   ck_get(t, "goods"), ck_get(t, "packages"),
			   ck_get(t, "gross_g"), ck_get(t, "value_minor"));
	}
	return r;
}

static int put_needs(struct ck_store *store, const struct ck_line *line,
		     const char *id, const char *trip,
		     const struct ck_value *checks)
{
	ck_autofree char *root = ck_format("declaration:%s", id);
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(checks); i++) {
		const struct ck_value *c = ck_at(checks, i);
		const char *scope = ck_get_str(c, "scope");

		r = ck_run(store, CK_SQL_NEED_PUT, "ssvv", id, trip,
			   ck_get(c, "name"), ck_get(c, "subject"));
		/* A customs number's verdict is of another root, and opened by
		 * an event of its own. */
		if (r >= 0 && scope && strcmp(scope, "customs") != 0)
			r = ck_run(store, CK_SQL_VERDICT_OPEN, "svvvsii", root,
				   ck_get(c, "subject"), ck_get(c, "name"),
				   ck_get(c, "agency"), scope, line->at,
				   line->seq);
	}
	return r;
}

int ck_apply_identities(struct ck_store *store, const char *id,
			const char *trip, const struct ck_value *identities)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(identities); i++) {
		const struct ck_value *v = ck_at(identities, i);

		r = ck_run(store, CK_SQL_TRIP_IDENTITY_PUT, "ssvvvv", id, trip,
			   ck_get(v, "kind"), ck_get(v, "normal"),
			   ck_get(v, "match"), ck_get(v, "reversed"));
	}
	return r;
}

int ck_apply_trip(struct ck_store *store, const struct ck_line *line,
		  const struct ck_value *t)
{
	const struct ck_value *b = line->body;
	const char *trip = ck_get_str(t, "trip");
	int r = ck_run(store, CK_SQL_TRIP_PUT, "ssvvvvvvvvvvvvvvvvivi",
		       line->subject, trip, ck_get(t, "vehicle_ref"),
		       ck_get(t, "role"), ck_get(b, "direction"),
		       ck_get(t, "kind"), ck_get(t, "laden"),
		       ck_get(t, "class"), ck_get(t, "nationality"),
		       ck_get(t, "label"), ck_get(t, "vehicle"),
		       ck_get(t, "axles"), ck_get(t, "self_g"),
		       ck_get(t, "gross_g"), ck_get(t, "value_minor"),
		       ck_get(t, "continues"), ck_get(t, "leg"),
		       ck_get(t, "zone"), line->at, ck_get(b, "site_version"),
		       line->seq);

	if (r >= 0)
		r = ck_run(store, CK_SQL_STAY_PUT, "ssvi", line->subject, trip,
			   ck_get(t, "zone"), line->at);
	if (r >= 0)
		r = ck_apply_identities(store, line->subject, trip,
					ck_get(t, "identities"));
	if (r >= 0)
		r = put_needs(store, line, line->subject, trip,
			      ck_get(t, "checks"));
	return r;
}

int ck_apply_document(struct ck_store *store, const char *id,
		      const struct ck_value *d)
{
	int r = put_goods(store, id, ck_get(d, "goods"));

	if (r >= 0)
		r = put_customs(store, id, ck_get(d, "customs"));
	if (r >= 0)
		r = put_carries(store, id, ck_get(d, "vehicles"));
	if (r >= 0)
		r = put_transfers(store, id, ck_get(d, "transfers"));
	return r;
}

int ck_apply_declaration_submitted(struct ck_store *store,
				   const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const struct ck_value *d = ck_get(b, "document");
	const struct ck_value *trips = ck_get(b, "trips");
	const char *id = line->subject;
	int r = ck_run(store, CK_SQL_DECLARATION_PUT, "svvvivvvvvviv", id,
		       ck_get(b, "site"), ck_get(b, "direction"),
		       ck_get(b, "regime"), line->at, ck_get(b, "expected_at"),
		       ck_get(b, "digest"), ck_get(b, "enterprise"),
		       ck_get(ck_get(d, "payer"), "tax_code"),
		       ck_get(b, "site_version"), d, line->seq,
		       ck_get(d, "linked"));

	if (r >= 0)
		r = ck_apply_document(store, id, d);
	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = ck_apply_trip(store, line, ck_at(trips, i));
	return r;
}

int ck_apply_declaration_cancelled(struct ck_store *store,
				   const struct ck_line *line)
{
	return ck_run(store, CK_SQL_DECLARATION_STATE, "sis", "cancelled",
		      line->seq, line->subject);
}

/* -- trips ---------------------------------------------------------------- */

static int put_crossing(struct ck_store *store, const struct ck_line *line,
			const char *id)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CROSSING_PUT, "ssivvvvv", id, line->subject,
		      line->occurred, ck_get(b, "crossing"), ck_get(b, "lane"),
		      ck_get(b, "leg"), ck_get(b, "laden"),
		      ck_get(b, "counted"));
}

static int put_stay(struct ck_store *store, const struct ck_line *line,
		    const char *id)
{
	int r = ck_run(store, CK_SQL_STAY_END, "iss", line->occurred, id,
		       line->subject);

	if (r < 0)
		return r;
	return ck_run(store, CK_SQL_STAY_PUT, "ssvi", id, line->subject,
		      ck_get(line->body, "to"), line->occurred);
}

int ck_apply_trip_moved(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *id = ck_line_declaration(line);
	bool crossing = ck_get_str(b, "crossing") != NULL;
	int r = ck_run(store, CK_SQL_TRIP_MOVE, "viIIiss", ck_get(b, "to"),
		       line->occurred,
		       ck_is_true(ck_get(b, "enters")) ? &line->occurred : NULL,
		       crossing ? &line->occurred : NULL, line->seq, id,
		       line->subject);

	if (r >= 0)
		r = put_stay(store, line, id);
	if (r >= 0 && crossing)
		r = put_crossing(store, line, id);
	return r;
}

int ck_apply_trip_leg_opened(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_TRIP_LEG, "vviss", ck_get(b, "leg"),
		       ck_get(b, "laden"), line->seq, id, line->subject);

	if (r < 0)
		return r;
	return put_needs(store, line, id, line->subject, ck_get(b, "checks"));
}

int ck_apply_trip_rejudged(struct ck_store *store, const struct ck_line *line)
{
	return ck_run(store, CK_SQL_TRIP_REJUDGE, "viss",
		      ck_get(line->body, "site_version"), line->seq,
		      ck_line_declaration(line), line->subject);
}

int ck_apply_trip_turned_back(struct ck_store *store,
			      const struct ck_line *line)
{
	return ck_run(store, CK_SQL_TRIP_TURN_BACK, "iss", line->seq,
		      ck_line_declaration(line),
		      line->subject);
}

/* With the last trip those of the declaration itself end too. */
static int end_verdicts(struct ck_store *store, const struct ck_line *line,
			 const char *id)
{
	ck_autofree char *root = ck_format("declaration:%s", id);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_TRIP_STILL_OPEN, "s", id);
	int r = ck_step(q);
	int64_t whole = r == 0;

	if (r >= 0)
		r = ck_run(store, CK_SQL_VERDICT_VOID_CLOSED, "issi",
			   line->seq, root, line->subject, whole);
	if (r >= 0)
		r = ck_run(store, CK_SQL_VERDICT_END_CLOSED, "ssi", root,
			   line->subject, whole);
	return r;
}

int ck_apply_trip_closed(struct ck_store *store, const struct ck_line *line)
{
	const char *id = ck_line_declaration(line);
	int r = ck_run(store, CK_SQL_TRIP_CLOSE, "iviss", line->occurred,
		       ck_get(line->body, "outcome"), line->seq, id,
		       line->subject);

	if (r >= 0)
		r = ck_run(store, CK_SQL_STAY_END, "iss", line->occurred, id,
			   line->subject);
	if (r >= 0)
		r = ck_run(store, CK_SQL_TRIP_IDENTITY_CLOSE, "ss", id,
			   line->subject);
	if (r >= 0)
		r = end_verdicts(store, line, id);
	if (r >= 0)
		r = ck_run(store, CK_SQL_DECLARATION_CLOSE_IF_DONE, "is",
			   line->seq, id);
	return r;
}

/* -- customs numbers ------------------------------------------------------ */

int ck_apply_customs_declared(struct ck_store *store,
			      const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CUSTOMS_PUT, "svvviivvv", line->subject,
		      ck_get(b, "number"), ck_get(b, "type"),
		      ck_get(b, "office"), line->at, line->seq,
		      ck_get(b, "packages"), ck_get(b, "gross_g"),
		      ck_get(b, "total_by"));
}

int ck_apply_customs_updated(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CUSTOMS_UPDATE, "vvvviivvvs",
		      ck_get(b, "number"), ck_get(b, "type"),
		      ck_get(b, "channel"), ck_get(b, "release"),
		      line->occurred, line->seq, ck_get(b, "packages"),
		      ck_get(b, "gross_g"), ck_get(b, "total_by"),
		      line->subject);
}

int ck_apply_customs_passed(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CUSTOMS_PASSED_PUT, "svvviv", line->subject,
		      ck_get(b, "trip"), ck_get(b, "packages"),
		      ck_get(b, "gross_g"), line->occurred, ck_get(b, "lane"));
}

/* What had passed and was taken out of the load afterwards. */
int ck_apply_customs_reduced(struct ck_store *store, const struct ck_line *line)
{
	const struct ck_value *b = line->body;

	return ck_run(store, CK_SQL_CUSTOMS_REDUCED_PUT, "svvvi", line->subject,
		      ck_get(b, "trip"), ck_get(b, "packages"),
		      ck_get(b, "gross_g"), line->occurred);
}
