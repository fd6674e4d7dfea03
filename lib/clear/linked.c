#include <config.h>

#include <string.h>

#include "clear/follow.h"
#include "clear/linked.h"
#include "store/query.h"

/* One trip at the other end. */
struct other {
	struct ck_txn *txn;
	const struct ck_case *c;	/* whose verdict has fallen */
	struct ck_case there;
	const struct ck_event_id *cause;
};

static int append(struct other *o, const struct ck_value *row,
		  const struct ck_value *reason)
{
	struct ck_value *body = ck_new_object(o->c->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set(body, "name", ck_get(row, "name"));
	ck_set(body, "after", ck_get(reason, "check"));
	ck_set_str(body, "trip", o->c->trip);
	r = ck_append_as(o->txn, "rule:linked", "check.staled",
			 ck_get_str(row, "root"), ck_get_str(row, "subject"),
			 body, o->cause, &id);
	return r < 0 ? r : ck_check_follow(o->txn, &o->there, row, NULL, true,
					   &id);
}

/* The check of the case's trip that it waits for again; NULL: none. */
static int find_missing(const struct other *o, const char *name,
			const struct ck_value **ret_reason)
{
	struct ck_value *reasons = ck_new_array(o->c->doc);
	int r = ck_case_missing(&o->there, name, reasons);

	*ret_reason = NULL;
	for (size_t i = 0; r == 0 && i < ck_count(reasons); i++)
		if (ck_is(ck_at(reasons, i), "code", "after") &&
		    ck_is(ck_at(reasons, i), "trip", o->c->trip))
			*ret_reason = ck_at(reasons, i);
	return r;
}

static int follow_check(struct other *o, const char *name)
{
	const struct ck_value *rows = NULL, *reason = NULL;
	int r = ck_case_rows(&o->there, name, &rows);

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);

		if (!ck_is(row, "state", "confirmed"))
			continue;
		r = find_missing(o, name, &reason);
		if (r == 0 && reason)
			r = append(o, row, reason);
	}
	return r;
}

static int follow_trip(struct other *o, const char *trip)
{
	const struct ck_value *checks = ck_get(o->c->site->document, "checks");
	int r = ck_case_open(o->c->store, o->c->doc, trip, &o->there);

	if (r < 0 || ck_get(o->there.row, "closed_at"))
		return r;
	for (size_t i = 0; r >= 0 && i < ck_count(checks); i++)
		if (ck_get(ck_at(checks, i), "after_linked") &&
		    !ck_get(ck_at(checks, i), "auto"))
			r = follow_check(o, ck_key_at(checks, i));
	return r;
}

static int find_trips(const struct ck_case *c, struct ck_value *trips)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_LINKED, "ss",
				     ck_get_str(c->row, "vehicle_ref"),
				     c->declaration);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(trips, ck_column_text(q, 0));
	return r;
}

int ck_linked_follow(struct ck_txn *txn, const struct ck_case *c,
		     const struct ck_event_id *cause)
{
	struct other o = { .txn = txn, .c = c, .cause = cause };
	struct ck_value *trips = ck_new_array(c->doc);
	int r = ck_txn_dry(txn) ? 0 : find_trips(c, trips);

	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = follow_trip(&o, ck_str(ck_at(trips, i)));
	return r;
}
