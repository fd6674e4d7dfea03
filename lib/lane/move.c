#include <config.h>

#include <string.h>

#include "clear/auto.h"
#include "clear/need.h"
#include "lane/move.h"
#include "store/query.h"

/* One trip through one lane. */
struct moving {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_site *site;
	const struct ck_lane_row *lane;
	const struct ck_value *trip;
	const char *id;
	const char *declaration;
	const char *leg;		/* as it was before */
	bool ahead;			/* over the line, the way of its goods */
	struct ck_event_id passed;
	struct ck_event_id moved;
};

static bool is(const struct ck_value *trip, const char *member,
	       const char *value)
{
	const char *text = ck_get_str(trip, member);

	return text && !strcmp(text, value);
}

static bool laden(const struct moving *m)
{
	return ck_get_int(m->trip, "laden", 0) != 0;
}

static bool turned_back(const struct moving *m)
{
	return ck_get_int(m->trip, "turned_back", 0) != 0;
}

/* Export goes out, import comes in; anything else over the line is the way
 * back. */
static bool goes_ahead(const struct moving *m)
{
	const char *way = m->lane->crossing;

	if (!way || turned_back(m) || strcmp(m->leg, "out") != 0)
		return false;
	return is(m->trip, "direction", "export") ? !strcmp(way, "out")
						  : !strcmp(way, "in");
}

/* MODEL 7: laden, in its direction, once; receiving vehicles in no total. */
static bool is_counted(const struct moving *m)
{
	return m->ahead && laden(m) && !is(m->trip, "role", "receiving") &&
	       !ck_get(m->trip, "crossed_at");
}

static int append_moved(struct moving *m)
{
	struct ck_value *b = ck_new_object(m->doc);

	ck_set_str(b, "from", m->lane->from);
	ck_set_str(b, "to", m->lane->to);
	ck_set_str(b, "lane", m->lane->name);
	if (!ck_get(m->trip, "entered_at") &&
	    ck_site_zone_inside(m->site, m->lane->to))
		ck_set_bool(b, "enters", true);
	if (m->lane->crossing) {
		ck_set_str(b, "crossing", m->lane->crossing);
		ck_set_bool(b, "counted", is_counted(m));
	}
	ck_set_str(b, "leg", m->leg);
	ck_set_bool(b, "laden", laden(m));
	return ck_append(m->txn, "trip.moved", m->declaration, m->id, b,
			 &m->passed, &m->moved);
}

/* -- goods passed, number by number --------------------------------------- */

static int read_goods(struct moving *m, struct ck_value *ret_rows)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(ck_txn_store(m->txn), CK_SQL_LANE_PASSED_GOODS, "ss",
			 m->declaration, ck_get_str(m->trip, "vehicle_ref"));
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push(ret_rows, ck_row_object(q, m->doc));
	return r;
}

static int append_goods(struct moving *m)
{
	struct ck_value *rows = ck_new_array(m->doc);
	int r = is_counted(m) ? read_goods(m, rows) : 0;

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const char *customs = ck_get_str(row, "customs");
		struct ck_value *b = ck_new_object(m->doc);

		ck_set_str(b, "trip", m->id);
		ck_set(b, "packages", ck_get(row, "packages"));
		ck_set(b, "gross_g", ck_get(row, "gross_g"));
		ck_set_str(b, "lane", m->lane->name);
		r = ck_append(m->txn, "customs.passed", customs, customs, b,
			      &m->moved, NULL);
	}
	return r;
}

/* -- the way home --------------------------------------------------------- */

static bool comes_home(const struct moving *m)
{
	const char *direction = ck_get_str(m->trip, "direction");
	const struct ck_value *list =
		ck_get(ck_get(ck_get(m->site->document, "home_leg"),
			      direction ? direction : ""), "nationality");

	for (size_t i = 0; i < ck_count(list); i++)
		if (is(m->trip, "nationality", ck_str(ck_at(list, i))))
			return !is(m->trip, "role", "goods");
	return false;
}

/* An export vehicle has delivered when it crosses; a foreign import vehicle
 * is still laden, but from here on it is on its way home. */
static int open_home(struct moving *m)
{
	struct ck_value *b = ck_new_object(m->doc);
	struct ck_value *needs = NULL;
	int r = ck_need_home(ck_txn_store(m->txn), m->doc, m->site, m->id,
			     &needs);

	if (r < 0)
		return r;
	ck_set_str(b, "leg", "home");
	ck_set_bool(b, "laden", is(m->trip, "direction", "import"));
	ck_set(b, "checks", needs);
	r = ck_append(m->txn, "trip.leg_opened", m->declaration, m->id, b,
		      &m->moved, NULL);
	return r == 0 ? ck_need_open(m->txn, needs, &m->moved) : r;
}

/* -- the end -------------------------------------------------------------- */

/* The outcome with which it is done in the zone it has come to; NULL: it is
 * not done. */
static const char *outcome(const struct moving *m)
{
	bool inside = ck_site_zone_inside(m->site, m->lane->to);
	bool abroad = ck_site_zone_abroad(m->site, m->lane->to);

	if (inside)
		return NULL;
	if (turned_back(m))
		return "turned_back";
	if (is(m->trip, "role", "receiving"))
		return "transferred";
	if (!strcmp(m->leg, "home"))
		return abroad == is(m->trip, "direction", "import")
			       ? "returned" : NULL;
	if (abroad)
		return m->ahead && comes_home(m) ? NULL : "crossed";
	return is(m->trip, "direction", "import") ? "crossed" : NULL;
}

static int close_trip(struct moving *m, const char *how)
{
	struct ck_value *b = ck_new_object(m->doc);

	ck_set_str(b, "outcome", how);
	return ck_append(m->txn, "trip.closed", m->declaration, m->id, b,
			 &m->moved, NULL);
}

static int confirm_by_passage(struct moving *m)
{
	struct ck_value *fact = ck_new_object(m->doc);
	int r;

	ck_set_str(fact, "from", m->lane->from);
	ck_set_str(fact, "to", m->lane->to);
	ck_set_str(fact, "point", m->lane->point);
	r = ck_check_auto(m->txn, m->site, m->id, "passage", fact, &m->moved);
	return r < 0 ? r : 0;
}

static int move(struct moving *m)
{
	const char *how = outcome(m);
	int r = append_moved(m);

	if (r == 0)
		r = append_goods(m);
	if (r == 0)
		r = confirm_by_passage(m);
	if (r == 0 && m->ahead && comes_home(m))
		r = open_home(m);
	return r == 0 && how ? close_trip(m, how) : r;
}

/* -- the passage ---------------------------------------------------------- */

static int append_passed(struct moving *m, const struct ck_passage *passage)
{
	struct ck_value *b = ck_new_object(m->doc);

	ck_set_str(b, "lane", m->lane->id);
	ck_set_str(b, "trip", m->id);
	ck_set_str(b, "from", m->lane->from);
	ck_set_str(b, "to", m->lane->to);
	ck_set_bool(b, "admitted", passage->admitted);
	return ck_append(m->txn, "gate.passed", m->lane->id, passage->subject, b,
			 NULL, &m->passed);
}

int ck_lane_pass(struct ck_txn *txn, const struct ck_site *site,
		 const struct ck_lane_row *lane,
		 const struct ck_passage *passage, struct ck_event_id *ret_id)
{
	struct moving m = {
		.txn = txn, .doc = ck_txn_doc(txn), .site = site, .lane = lane,
		.trip = passage->trip,
		.id = ck_get_str(passage->trip, "trip"),
		.declaration = ck_get_str(passage->trip, "declaration"),
		.leg = ck_get_str(passage->trip, "leg"),
	};
	int r = append_passed(&m, passage);

	if (r == 0 && m.trip && !ck_get(m.trip, "closed_at")) {
		m.ahead = goes_ahead(&m);
		r = move(&m);
	}
	if (r == 0 && ret_id)
		*ret_id = m.passed;
	return r;
}
