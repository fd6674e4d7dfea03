#include <config.h>

#include <errno.h>
#include <string.h>

#include "clear/load.h"
#include "store/query.h"

/* A handing over from the vehicle of a trip. */
struct handover {
	struct ck_txn *txn;
	const struct ck_case *c;
	const char *vehicle;
	const struct ck_value *document;
	struct ck_value *given;		/* who has, when this is done */
};

/* -- the check ------------------------------------------------------------ */

static bool moves_load(const struct ck_case *c, const char *check)
{
	const char *moves =
		ck_get_str(ck_site_find_check(c->site, check), "moves");

	return moves && !strcmp(moves, "load");
}

/* As it stands in the store, not as it was read before. 1: it is confirmed,
 * *ret_at: since then; 0: not. -ENOENT: the trip does not need it any more. */
static int is_signed(const struct ck_case *c, const char *check,
		     int64_t *ret_at)
{
	const struct ck_value *row = NULL;
	const char *state;
	int r = ck_row_of(ck_query(c->store, CK_SQL_CLEAR_CHECK, "sss",
				   c->declaration, c->trip, check),
			  c->doc, &row);

	if (r < 0 || !row)
		return r < 0 ? r : -ENOENT;
	state = ck_get_str(row, "state");
	*ret_at = ck_get_int(row, "verdict_at", 0);
	return state && !strcmp(state, "confirmed");
}

/* -- the event ------------------------------------------------------------ */

static void put_seals(const struct handover *h, struct ck_value *entry,
		      const char *key, const char *vehicle)
{
	const struct ck_value *seals =
		ck_get(ck_get(ck_get(h->document, "vehicles"), vehicle),
		       "seals");
	struct ck_value *numbers;

	if (!ck_count(seals))
		return;
	numbers = ck_set_array(entry, key);
	for (size_t i = 0; i < ck_count(seals); i++)
		ck_push(numbers, ck_get(ck_at(seals, i), "number"));
}

static void put_load(const struct handover *h, struct ck_value *loads,
		     const struct ck_value *t)
{
	struct ck_value *entry = ck_push_object(loads);

	CK_SET_SAME(entry, t, "from", "from_unit", "to", "to_unit", "goods",
		    "packages", "gross_g", "value_minor");
	put_seals(h, entry, "from_seals", ck_get_str(t, "from"));
	put_seals(h, entry, "to_seals", ck_get_str(t, "to"));
}

static int put_trip(const struct handover *h, struct ck_value *trips,
		    const char *trip)
{
	struct ck_value *list = ck_new_array(h->c->doc);
	struct ck_value *entry;
	struct ck_case c;
	int r = ck_case_open(h->c->store, h->c->doc, trip, &c);

	if (r == 0)
		r = ck_load_list(&c, h->given, list);
	if (r < 0)
		return r;
	entry = ck_push_object(trips);
	ck_set_str(entry, "trip", trip);
	ck_set_bool(entry, "laden", ck_count(list) > 0);
	return 0;
}

/* The giving trip, and whoever is at the other end. */
static int put_trips(const struct handover *h, struct ck_value *body)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(h->c->store, CK_SQL_LOAD_TAKERS, "ss",
				     h->c->declaration, h->vehicle);
	struct ck_value *trips = ck_set_array(body, "trips");
	int r = put_trip(h, trips, h->c->trip);
	int more = 0;

	while (r == 0 && (more = ck_step(q)) > 0)
		r = put_trip(h, trips,
			     ck_doc_strdup(h->c->doc, ck_column_text(q, 0)));
	return r < 0 ? r : more;
}

static int append_moved(struct handover *h, const char *check, int64_t at,
			const struct ck_event_id *cause)
{
	const struct ck_value *transfers = ck_get(h->document, "transfers");
	struct ck_value *body = ck_new_object(h->c->doc);
	struct ck_value *loads;
	int r;

	ck_set_str(body, "check", check);
	ck_set_str(body, "vehicle", h->vehicle);
	ck_set_int(body, "moved_at", at);
	loads = ck_set_array(body, "loads");
	for (size_t i = 0; i < ck_count(transfers); i++)
		if (ck_is(ck_at(transfers, i), "from", h->vehicle) &&
		    ck_get_str(ck_at(transfers, i), "to"))
			put_load(h, loads, ck_at(transfers, i));
	ck_set_str(h->given, h->vehicle, h->c->trip);
	r = put_trips(h, body);
	return r < 0 ? r : ck_append(h->txn, "load.moved", h->c->declaration,
				     h->c->trip, body, cause, NULL);
}

static int append_returned(struct handover *h, const char *check,
			   const struct ck_event_id *cause)
{
	struct ck_value *body = ck_new_object(h->c->doc);
	int r;

	ck_set_str(body, "check", check);
	ck_set_str(body, "vehicle", h->vehicle);
	ck_unset(h->given, h->vehicle);
	r = put_trips(h, body);
	return r < 0 ? r : ck_append(h->txn, "load.returned",
				     h->c->declaration, h->c->trip, body,
				     cause, NULL);
}

/* An amendment forgets what was moved; whether the vehicle is laden it knows
 * only on the way out. */
static int is_there(const struct handover *h, bool confirmed)
{
	struct ck_value *list = ck_new_array(h->c->doc);
	int r;

	if (ck_get(h->given, h->vehicle))
		return confirmed;
	if (confirmed)
		return 0;
	r = ck_load_list(h->c, h->given, list);
	return r < 0 ? r : !ck_count(list) ==
				   !ck_get_int(h->c->row, "laden", 0);
}

int ck_load_follow(struct ck_txn *txn, const struct ck_case *c,
		   const char *check, const struct ck_event_id *cause)
{
	struct ck_case now;
	struct handover h = { .txn = txn };
	int64_t at = 0;
	int confirmed, r;

	if (ck_txn_dry(txn) || !moves_load(c, check))
		return 0;
	r = ck_case_open(c->store, c->doc, c->trip, &now);
	if (r == 0)
		r = ck_load_given(&now, &h.given);
	if (r < 0)
		return r;
	confirmed = is_signed(&now, check, &at);
	if (confirmed < 0)
		return confirmed == -ENOENT ? 0 : confirmed;
	h.c = &now;
	h.vehicle = ck_get_str(now.row, "vehicle_ref");
	h.document = ck_case_document(&now);
	r = is_there(&h, confirmed);
	if (r != 0)
		return r < 0 ? r : 0;
	return confirmed ? append_moved(&h, check, at, cause)
			 : append_returned(&h, check, cause);
}

int ck_load_follow_all(struct ck_txn *txn, const struct ck_site *site,
		       const char *trip, const struct ck_event_id *cause)
{
	const struct ck_value *checks = ck_get(site->document, "checks");
	struct ck_case c;
	int r = ck_case_open(ck_txn_store(txn), ck_txn_doc(txn), trip, &c);

	for (size_t i = 0; r >= 0 && i < ck_count(checks); i++)
		r = ck_load_follow(txn, &c, ck_key_at(checks, i), cause);
	return r;
}
