#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clear/auto.h"
#include "clear/left.h"
#include "clear/need.h"
#include "lane/move.h"
#include "queue/queue.h"
#include "store/query.h"

/* One trip through one lane. */
struct moving {
	struct ck_txn *txn;
	struct ck_doc *doc;
	const struct ck_passage *passage;
	const struct ck_site *site;
	const struct ck_gate *gate;
	const struct ck_value *row;	/* the trip before it moved */
	const char *declaration;
	bool ahead;		/* over the line, the way of its goods */
	struct ck_event_id moved;
	struct ck_passed out;
};

static bool has(const struct moving *m, const char *flag)
{
	return ck_get_int(m->row, flag, 0) != 0;
}

/* -- what kind of passage it is ------------------------------------------- */

/* Export goes out, import comes in; anything else over the line is the way
 * back. */
static bool goes_ahead(const struct moving *m)
{
	const char *way = m->gate->crossing;

	if (!way || has(m, "turned_back") || !ck_is(m->row, "leg", "out"))
		return false;
	return !strcmp(way, ck_is(m->row, "direction", "export") ? "out" : "in");
}

/* On our side, what came over the line in another vehicle. */
static bool takes_over(const struct moving *m)
{
	struct ck_way_of trip = ck_gate_way_of(m->row);

	return ck_way_takes(&trip) && ck_is(m->row, "direction", "import") &&
	       !has(m, "came_in");
}

/* Laden, in its direction, once; a new vehicle is its own load. The
 * vehicle that takes the load over the line counts, not who brought it. */
static bool is_counted(const struct moving *m)
{
	return m->ahead && !takes_over(m) && !has(m, "counted") &&
	       (has(m, "laden") || ck_is(m->row, "role", "goods"));
}

/* It came from where the line leads to. */
static bool is_foreign(const struct moving *m)
{
	return ck_is(m->row, "direction", "import") ? !takes_over(m)
					    : has(m, "came_in");
}

/* An export that stays behind: another vehicle has taken all of it. */
static bool is_emptied(const struct moving *m)
{
	return ck_is(m->row, "direction", "export") && has(m, "given") &&
	       !has(m, "laden");
}

static bool comes_home(const struct moving *m)
{
	const char *direction = ck_get_str(m->row, "direction");
	const struct ck_value *rule = ck_get(
		ck_get(m->site->document, "home_leg"), direction);
	const struct ck_value *list = ck_get(rule, "nationality");

	for (size_t i = 0; i < ck_count(list); i++) {
		const char *nationality = ck_str(ck_at(list, i));

		if (nationality && ck_is(m->row, "nationality", nationality))
			return !ck_is(m->row, "role", "goods");
	}
	return false;
}

/* It goes back, to another gate, or without its load. */
static const char *ending(const struct moving *m)
{
	const char *text = ck_get_str(m->row, "ending");

	return text ? text : "turned_back";
}

/* The outcome with which it is done where it comes to; NULL: it is not. */
static const char *outcome(const struct moving *m)
{
	bool abroad = ck_site_zone_abroad(m->site, m->gate->to);
	bool import = ck_is(m->row, "direction", "import");

	if (ck_site_zone_inside(m->site, m->gate->to))
		return NULL;
	if (has(m, "turned_back"))
		return abroad == is_foreign(m) ? ending(m) : NULL;
	if (ck_is(m->row, "leg", "home"))
		return abroad == import ? "returned" : NULL;
	if (abroad == import)
		return !abroad && is_emptied(m) ? "transferred" : NULL;
	if (abroad)
		return comes_home(m) ? NULL : "crossed";
	return takes_over(m) ? "transferred" : "crossed";
}

/* -- events --------------------------------------------------------------- */

static int append(struct moving *m, const char *kind,
		  const struct ck_value *body, struct ck_event_id *ret_id)
{
	const struct ck_event_id *cause = ret_id == &m->moved ? &m->out.id
							      : &m->moved;

	return ck_append(m->txn, kind, m->declaration, m->passage->trip, body,
			 cause, ret_id);
}

/* A laden way home is the trip of another declaration, which continues this
 * one: on its own way home a vehicle crosses empty, unless it was
 * turned back and takes its goods with it. */
static bool is_laden(const struct moving *m)
{
	bool home = m->gate->crossing && ck_is(m->row, "leg", "home");

	return has(m, "laden") && (!home || has(m, "turned_back"));
}

static int append_moved(struct moving *m)
{
	struct ck_value *b = ck_new_object(m->doc);

	ck_set_str(b, "from", ck_get_str(m->row, "zone"));
	ck_set_str(b, "to", m->gate->to);
	ck_set_str(b, "lane", m->gate->lane);
	if (!ck_get(m->row, "entered_at") &&
	    ck_site_zone_inside(m->site, m->gate->to))
		ck_set_bool(b, "enters", true);
	if (m->gate->crossing) {
		ck_set_str(b, "crossing", m->gate->crossing);
		ck_set_bool(b, "counted", m->out.counted);
	}
	ck_set_str(b, "leg", ck_get_str(m->row, "leg"));
	ck_set_bool(b, "laden", is_laden(m));
	return append(m, "trip.moved", b, &m->moved);
}

/* Driving out of the queue's zone answers the call, or does without it. */
static int answer_call(struct moving *m)
{
	int r;

	if (!m->gate->queue)
		return 0;
	r = ck_queue_leave(m->txn, m->gate->queue, m->passage->trip, "passed",
			   &m->out.id);
	return r == -ENOENT ? 0 : r;
}

static int confirm_by_passage(struct moving *m)
{
	struct ck_value *fact = ck_new_object(m->doc);
	int r;

	ck_set_str(fact, "from", m->gate->from);
	ck_set_str(fact, "to", m->gate->to);
	ck_set_str(fact, "point", m->gate->point);
	r = ck_check_auto(m->txn, m->site, m->passage->trip, "passage", fact,
			  &m->moved);
	return r < 0 ? r : 0;
}

/* -- goods passed, number by number --------------------------------------- */

static int append_goods(struct moving *m, const struct ck_value *row)
{
	const char *customs = ck_get_str(row, "customs");
	struct ck_value *b = ck_new_object(m->doc);

	ck_set_str(b, "trip", m->passage->trip);
	ck_set(b, "packages", ck_get(row, "packages"));
	ck_set(b, "gross_g", ck_get(row, "gross_g"));
	ck_set_str(b, "lane", m->gate->lane);
	return ck_append(m->txn, "customs.passed", customs, customs, b,
			 &m->moved, NULL);
}

static int pass_goods(struct moving *m)
{
	struct ck_value *rows = ck_new_array(m->doc);
	int r;

	if (!m->out.counted)
		return 0;
	r = ck_rows_of(ck_query(ck_txn_store(m->txn), CK_SQL_GATE_PASSED_GOODS,
				"ss", m->declaration,
				ck_get_str(m->row, "vehicle_ref")),
		       m->doc, rows);
	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++)
		r = append_goods(m, ck_at(rows, i));
	return r;
}

/* -- the way home, and the end -------------------------------------------- */

/* An export vehicle has delivered when it crosses; a foreign import vehicle
 * is still laden, but from here on it is on its way home. */
static int open_home(struct moving *m)
{
	struct ck_value *b = ck_new_object(m->doc);
	struct ck_value *needs = NULL;
	int r;

	if (!m->ahead || !comes_home(m))
		return 0;
	r = ck_need_home(ck_txn_store(m->txn), m->doc, m->site,
			 m->passage->trip, &needs);
	if (r < 0)
		return r;
	ck_set_str(b, "leg", "home");
	ck_set_bool(b, "laden", ck_is(m->row, "direction", "import"));
	ck_set(b, "checks", needs);
	r = append(m, "trip.leg_opened", b, NULL);
	if (r == 0)
		r = ck_need_open(m->txn, needs, &m->moved);
	return r < 0 ? r : 0;
}

static int close_trip(struct moving *m)
{
	struct ck_value *b = ck_new_object(m->doc);
	int r;

	if (!m->out.outcome)
		return 0;
	ck_set_str(b, "outcome", m->out.outcome);
	r = append(m, "trip.closed", b, NULL);
	if (r == 0)
		r = ck_queue_leave_all(m->txn, m->passage->trip, "closed",
				       &m->moved);
	if (r >= 0)
		r = ck_left_follow(m->txn, m->site, m->declaration,
				   ck_get_str(m->row, "vehicle_ref"),
				   &m->moved);
	return r < 0 ? r : 0;
}

static int move(struct moving *m)
{
	int r;

	m->ahead = goes_ahead(m);
	m->out.counted = is_counted(m);
	m->out.outcome = outcome(m);
	r = answer_call(m);
	if (r >= 0)
		r = append_moved(m);
	if (r >= 0)
		r = confirm_by_passage(m);
	if (r >= 0)
		r = pass_goods(m);
	if (r >= 0)
		r = open_home(m);
	return r < 0 ? r : close_trip(m);
}

/* -- the passage ---------------------------------------------------------- */

const char *ck_passage_from(const struct ck_passage *passage)
{
	return passage->against ? passage->gate->to : passage->gate->from;
}

static int append_passed(struct moving *m, const struct ck_event_id *cause)
{
	const struct ck_passage *p = m->passage;
	struct ck_value *b = ck_new_object(m->doc);
	const char *subject = p->trip ? p->trip : p->seen;

	ck_set_str(b, "lane", m->gate->id);
	ck_set_str(b, "trip", p->trip);
	ck_set_str(b, "permit", p->permit);
	ck_set_str(b, "from", ck_passage_from(p));
	ck_set_str(b, "to", p->against ? m->gate->from : m->gate->to);
	ck_set_bool(b, "admitted", p->admitted);
	ck_set_str(b, "opened_by", p->opened_by);
	if (p->against)
		ck_set_bool(b, "against", true);
	if (p->doubtful)
		ck_set_bool(b, "doubtful", true);
	return ck_append(m->txn, "gate.passed", m->gate->id,
			 subject ? subject : m->gate->id, b, cause,
			 &m->out.id);
}

static int append_identified(struct moving *m, const char *name)
{
	struct ck_value *b = ck_new_object(m->doc);
	struct ck_event_id cause = { 0 };

	snprintf(cause.text, sizeof(cause.text), "%s", name);
	ck_set_str(b, "lane", m->gate->id);
	ck_set_str(b, "trip", m->passage->trip);
	ck_set_str(b, "passage", name);
	return ck_append(m->txn, "gate.identified", m->gate->id,
			 m->passage->trip, b, &cause, &m->out.id);
}

static int read_trip(struct moving *m)
{
	int r;

	if (!m->passage->trip)
		return 0;
	r = ck_row_of(ck_query(ck_txn_store(m->txn), CK_SQL_GATE_PASSAGE_TRIP,
			       "s", m->passage->trip), m->doc, &m->row);
	/* A lane's own computer has no trips: the site moves them, when it
	 * is told. */
	if (r == 0 && !m->row &&
	    !ck_gate_own_store(ck_txn_store(m->txn)))
		r = -ENOENT;
	m->declaration = ck_get_str(m->row, "declaration");
	m->out.trip = m->row;
	return r;
}

int ck_trip_pass(struct ck_txn *txn, const struct ck_passage *passage,
		 const struct ck_event_id *cause, struct ck_passed *ret_passed)
{
	struct moving m = {
		.txn = txn, .doc = ck_txn_doc(txn), .passage = passage,
		.site = passage->site, .gate = passage->gate,
	};
	int r = read_trip(&m);

	if (r == 0)
		r = append_passed(&m, cause);
	if (r == 0 && m.row && !passage->against &&
	    !ck_get(m.row, "closed_at"))
		r = move(&m);
	if (r >= 0 && ret_passed)
		*ret_passed = m.out;
	return r < 0 ? r : 0;
}

int ck_trip_identify(struct ck_txn *txn, const struct ck_passage *passage,
		     const char *name, struct ck_passed *ret_passed)
{
	struct moving m = {
		.txn = txn, .doc = ck_txn_doc(txn), .passage = passage,
		.site = passage->site, .gate = passage->gate,
	};
	int r = read_trip(&m);

	if (r < 0 || !m.row)
		return r < 0 ? r : -ENOENT;
	if (ck_get(m.row, "closed_at"))
		return -ESTALE;
	if (!ck_is(m.row, "zone", ck_passage_from(passage)))
		return -EXDEV;
	r = append_identified(&m, name);
	if (r == 0 && !passage->against)
		r = move(&m);
	if (r >= 0)
		*ret_passed = m.out;
	return r < 0 ? r : 0;
}
