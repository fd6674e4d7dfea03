#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "goods/goods.h"
#include "clear/expiry.h"
#include "hold/hold.h"
#include "clear/load.h"
#include "note/note.h"
#include "clear/past.h"
#include "clear/reason.h"
#include "hold/silent.h"
#include "clear/status.h"
#include "clear/status_fee.h"
#include "record/value.h"
#include "store/query.h"
#include "trade/lookup.h"

/* What is gathered for one record. */
struct gather {
	const struct ck_case *c;
	const struct ck_status_view *view;
	struct ck_value *record;
	struct ck_value *driver;	/* what to tell the driver */
	bool ungiven;			/* the load it waits for does not come */
};

static void set_time(const struct ck_case *c, struct ck_value *object,
		     const char *key, const struct ck_value *ms)
{
	int64_t n;

	if (ck_int(ms, &n))
		ck_set_str(object, key, ck_time_text(c->doc, c->site, n));
}

/* -- what to tell the driver ---------------------------------------------- */

/* The same words once, however many say them. */
static void tell(struct gather *g, const char *code,
		 const struct ck_value *words)
{
	struct ck_value *line;

	for (size_t i = 0; i < ck_count(g->driver); i++)
		if (!strcmp(ck_get_str(ck_at(g->driver, i), "code"), code))
			return;
	if (!words || ck_get(g->c->row, "closed_at"))
		return;
	line = ck_push_object(g->driver);
	ck_set_str(line, "code", code);
	CK_SET_SAME(line, words, "vi", "en", "zh");
}

static void tell_reason(struct gather *g, const char *code)
{
	tell(g, code, ck_site_find_reason(g->c->site, "driver", code));
}

/* -- checks --------------------------------------------------------------- */

static void set_contact(const struct ck_case *c, struct ck_value *object,
			const char *agency)
{
	ck_set(object, "contact",
	       ck_get(ck_site_find_agency(c->site, agency), "contact"));
}

/* From its start to its verdict is touch, the rest waiting; what goes on is
 * counted to this moment. */
static void set_spans(struct gather *g, const struct ck_value *row,
		      struct ck_value *check)
{
	int64_t opened = ck_get_int(row, "opened_at", 0);
	int64_t now = ck_get_int(g->c->row, "closed_at", g->view->now);
	int64_t end = ck_get_int(row, "verdict_at", now);
	int64_t started = ck_get_int(row, "started_at", end);
	int64_t touch = end > started ? end - started : 0;
	int64_t all = end > opened ? end - opened : 0;

	ck_set_int(check, "waiting_min",
		   (all > touch ? all - touch : 0) / CK_MINUTE_MS);
	if (ck_get(row, "started_at"))
		ck_set_int(check, "touch_min", touch / CK_MINUTE_MS);
}

static struct ck_value *begin_check(struct gather *g,
				    const struct ck_value *row,
				    struct ck_value *list)
{
	const struct ck_case *c = g->c;
	const char *name = ck_get_str(row, "name");
	const struct ck_value *definition = ck_site_find_check(c->site, name);
	struct ck_value *check = ck_push_object(list);

	ck_set_str(check, "check", name);
	ck_set(check, "alias", ck_get(definition, "alias"));
	ck_set_str(check, "name",
		   ck_check_word(c->site, name, g->view->language));
	ck_set(check, "agency", ck_get(row, "agency"));
	set_contact(c, check, ck_get_str(row, "agency"));
	ck_set(check, "scope", ck_get(row, "scope"));
	ck_set(check, "state", ck_get(row, "state"));
	set_time(c, check, "since", ck_get(row, "opened_at"));
	set_time(c, check, "started_at", ck_get(row, "started_at"));
	set_time(c, check, "at", ck_get(row, "verdict_at"));
	set_spans(g, row, check);
	ck_set(check, "actor", ck_get(row, "actor"));
	ck_set(check, "for", ck_get(row, "on_behalf"));
	CK_SET_SAME(check, row, "reason", "conditions", "version");
	return check;
}

/* A confirmation that ends by itself says when. */
static void set_expiry(struct gather *g, const struct ck_value *row,
		       struct ck_value *check)
{
	int64_t end = ck_get_int(row, "ends_at", 0);

	if (end)
		ck_set_str(check, "expires_at",
			   ck_time_text(g->c->doc, g->c->site, end));
}

static bool is_passage(const struct ck_value *definition)
{
	const char *on = ck_get_str(ck_get(definition, "auto"), "on");

	return on && !strcmp(on, "passage");
}

/* Nothing is to be done or paid for a load that does not come. */
static int find_giver(struct gather *g)
{
	const char *giver = NULL;
	int r = ck_case_ungiven(g->c, &giver);

	g->ungiven = r > 0;
	if (g->ungiven)
		tell_reason(g, "see-officer");
	return r < 0 ? r : 0;
}

static void tell_request(struct gather *g, const struct ck_value *missing)
{
	for (size_t i = 0; i < ck_count(missing); i++)
		if (!strcmp(ck_get_str(ck_at(missing, i), "code"),
			    "not-requested"))
			tell_reason(g, "not-requested");
}

static int add_open(struct gather *g, struct ck_value *check, const char *name)
{
	const struct ck_case *c = g->c;
	const struct ck_value *definition = ck_site_find_check(c->site, name);
	struct ck_value *missing = ck_new_array(c->doc);
	bool present = ck_case_present(c, name);
	int r = ck_case_missing(c, name, missing);

	if (r < 0)
		return r;
	tell_request(g, missing);
	ck_set_bool(check, "present", present);
	ck_set_bool(check, "ready", present && !ck_count(missing));
	if (ck_count(missing))
		ck_set(check, "waits_for",
		       ck_reasons_say(c, missing, g->view->language));
	/* A passage confirms itself: nobody has to be told. */
	if (present && !ck_count(missing) && !is_passage(definition) &&
	    !g->ungiven)
		tell(g, name, ck_get(definition, "driver"));
	return 0;
}

static int add_checks(struct gather *g)
{
	struct ck_value *list = ck_new_array(g->c->doc);
	int64_t open = 0;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(g->c->checks); i++) {
		const struct ck_value *row = ck_at(g->c->checks, i);
		const char *state = ck_get_str(row, "state");
		struct ck_value *check = begin_check(g, row, list);

		if (!strcmp(state, "refused"))
			tell_reason(g, "check-refused");
		if (!strcmp(state, "stale"))
			tell_reason(g, "check-stale");
		if (!strcmp(state, "confirmed"))
			set_expiry(g, row, check);
		open += strcmp(state, "confirmed") != 0;
		if (ck_check_is_open(state))
			r = add_open(g, check, ck_get_str(row, "name"));
	}
	ck_set_int(g->record, "open", open);
	ck_set(g->record, "checks", list);
	return r;
}

/* -- turned back ---------------------------------------------------------- */

/* What was refused is not asked for any more, and is why it goes. */
static int add_refusals(struct gather *g, struct ck_value *list)
{
	const struct ck_case *c = g->c;
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_REFUSALS, "sss",
				     c->trip, c->declaration,
				     ck_get_str(c->row, "vehicle_ref"));
	int r;

	while ((r = ck_step(q)) > 0)
		begin_check(g, ck_row_object(q, c->doc), list);
	return r;
}

static bool is_impounded(const struct ck_case *c)
{
	const char *outcome = ck_get_str(c->row, "outcome");

	return outcome && !strcmp(outcome, "impounded");
}

/* Every act has its own reasons; what goes back has the first group. */
static const char *reason_word(const struct gather *g, const char *reason)
{
	static const char *const groups[] = { "turn_back", "divert", "dispose",
					      "refuse", "hold" };
	const struct ck_site *site = g->c->site;
	const struct ck_value *words = NULL;

	for (size_t i = 0; reason && !words &&
			   i < sizeof(groups) / sizeof(*groups); i++)
		words = ck_site_find_reason(site, groups[i], reason);
	return ck_site_word(site, words, g->view->language);
}

static int add_turning(struct gather *g)
{
	const struct ck_case *c = g->c;
	struct ck_value *turning;
	const char *agency;
	struct ck_line line;
	int r;

	if (!ck_get_int(c->row, "turned_back", 0) && !is_impounded(c))
		return 0;
	r = ck_past_turning(c->store, c->doc, c->declaration, c->trip, &line);
	if (r < 0)
		return r == -ENOENT ? -EBADMSG : r;
	turning = ck_set_object(g->record, "turning");
	agency = ck_get_str(line.body, "agency");
	ck_set_str(turning, "agency", agency);
	if (agency)
		set_contact(c, turning, agency);
	ck_set(turning, "reason", ck_get(line.body, "reason"));
	ck_set_str(turning, "name",
		   reason_word(g, ck_get_str(line.body, "reason")));
	ck_set_str(turning, "act", line.event + strlen("trip."));
	ck_set(turning, "gate", ck_get(line.body, "gate"));
	ck_set(turning, "order", ck_get(line.body, "order"));
	ck_set_str(turning, "at",
		   ck_time_text(c->doc, c->site, line.occurred));
	ck_set_str(turning, "actor", line.actor);
	ck_set_str(turning, "for", line.on_behalf);
	return add_refusals(g, ck_set_array(turning, "refused"));
}

/* -- holds ---------------------------------------------------------------- */

static void add_hold(struct gather *g, const struct ck_value *row,
		     struct ck_value *list)
{
	const struct ck_case *c = g->c;
	const char *agency = ck_get_str(row, "agency");
	const char *kind = ck_get_str(row, "subject_kind");
	const struct ck_value *name =
		ck_site_find_reason(c->site, "hold", ck_get_str(row, "reason"));
	struct ck_value *hold = ck_push_object(list);

	ck_set_str(hold, "code", "held");
	ck_set(hold, "hold", ck_get(row, "hold"));
	ck_set_str(hold, "agency", agency);
	set_contact(c, hold, agency);
	ck_set(hold, "reason", ck_get(row, "reason"));
	ck_set_str(hold, "name",
		   ck_site_word(c->site, name, g->view->language));
	ck_set_str(hold, "subject_kind", kind);
	if (strcmp(kind, "person"))
		ck_set(hold, "subject", ck_get(row, "subject"));
	ck_set_bool(hold, "silent", ck_get_int(row, "silent", 0));
	ck_set(hold, "figures", ck_get(row, "figures"));
	set_time(c, hold, "since", ck_get(row, "placed_at"));
	ck_set(hold, "actor", ck_get(row, "placed_by"));
	ck_set(hold, "for", ck_get(row, "placed_for"));
	set_time(c, hold, "review_at", ck_get(row, "review_at"));
	tell_reason(g, "held");
}

/* Of silent holds others learn that there is a desk to go to, and not how many
 * there are. */
static void add_silent(struct gather *g, struct ck_value *list)
{
	const char *desk = ck_site_desk(g->c->site,
					ck_get_str(g->c->row, "zone"));
	struct ck_value *line = ck_push_object(list);

	ck_set_str(line, "code", "see-officer");
	ck_set_str(line, "agency", desk);
	if (desk)
		set_contact(g->c, line, desk);
	tell_reason(g, "see-officer");
}

static int add_holds(struct gather *g)
{
	const struct ck_value *rows = NULL;
	struct ck_value *list = ck_new_array(g->c->doc);
	int r = ck_hold_list(g->c->store, g->c->doc, g->c->trip, &rows);
	bool silent = false;

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);

		if (ck_silent_row(g->c->site, row, g->view->agencies))
			silent = true;
		else
			add_hold(g, row, list);
	}
	if (r == 0 && silent)
		add_silent(g, list);
	ck_set(g->record, "holds", list);
	return r;
}

/* -- notes ---------------------------------------------------------------- */

static int add_notes(struct gather *g)
{
	const struct ck_case *c = g->c;
	const struct ck_value *rows = NULL;
	struct ck_value *list = ck_new_array(c->doc);
	int r = ck_note_of_trip(c->store, c->doc, c->declaration, c->trip,
				&rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		ck_note_fill(c->doc, c->site, ck_at(rows, i), g->view->now,
			     ck_push_object(list));
	ck_set(g->record, "notes", list);
	return r;
}

/* -- the queue ------------------------------------------------------------ */

static int count_before(const struct ck_case *c, const struct ck_value *entry,
			struct ck_value *queue)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_PLACE, "ssi",
				     ck_get_str(entry, "queue"),
				     ck_get_str(entry, "class"),
				     ck_get_int(entry, "ticket", 0));
	int r = ck_step(q);

	if (r > 0)
		ck_set_int(queue, "before", ck_column_int(q, 0));
	return r < 0 ? r : 0;
}

static int add_queue(struct gather *g)
{
	const struct ck_case *c = g->c;
	const struct ck_value *entry = NULL;
	struct ck_value *queue;
	bool waits;
	int r = ck_row_of(ck_query(c->store, CK_SQL_CLEAR_QUEUE, "s", c->trip),
			  c->doc, &entry);

	if (r < 0 || !entry)
		return r;
	waits = !strcmp(ck_get_str(entry, "state"), "waiting");
	queue = ck_set_object(g->record, "queue");
	CK_SET_SAME(queue, entry, "queue", "class", "ticket", "state");
	set_time(c, queue, "joined_at", ck_get(entry, "joined_at"));
	set_time(c, queue, "called_at", ck_get(entry, "called_at"));
	set_time(c, queue, "window_to", ck_get(entry, "window_to"));
	if (waits)
		tell_reason(g, "not-called");
	else if (ck_get_int(entry, "window_to", INT64_MAX) < g->view->now &&
		 !ck_get(c->row, "entered_at"))
		tell_reason(g, "call-expired");
	return waits ? count_before(c, entry, queue) : 0;
}

/* -- arrival -------------------------------------------------------------- */

static int add_entered(struct gather *g)
{
	int64_t at = 0;
	int entered = ck_case_entered(g->c, &at);

	if (entered < 0)
		return entered;
	ck_set_bool(g->record, "entered", entered);
	if (entered)
		ck_set_str(g->record, "entered_for_all",
			   ck_time_text(g->c->doc, g->c->site, at));
	return 0;
}

/* -- the whole ------------------------------------------------------------ */

static void set_trip(struct gather *g)
{
	const struct ck_case *c = g->c;
	const char *zone = ck_get_str(c->row, "zone");

	CK_SET_SAME(g->record, c->row, "direction", "regime", "role", "class",
		    "nationality", "leg");
	ck_set_bool(g->record, "laden", ck_get_int(c->row, "laden", 0));
	ck_set_str(g->record, "zone", zone);
	ck_set_str(g->record, "zone_name",
		   ck_zone_word(c->site, zone, g->view->language));
	set_time(c, g->record, "since", ck_get(c->row, "zone_since"));
	set_time(c, g->record, "entered_at", ck_get(c->row, "entered_at"));
	set_time(c, g->record, "crossed_at", ck_get(c->row, "crossed_at"));
	ck_set_bool(g->record, "turned_back",
		    ck_get_int(c->row, "turned_back", 0));
	set_time(c, g->record, "closed_at", ck_get(c->row, "closed_at"));
	ck_set(g->record, "outcome", ck_get(c->row, "outcome"));
}

int ck_status_fill(const struct ck_case *c, const struct ck_status_view *view,
		   struct ck_value *record)
{
	struct gather g = { .c = c, .view = view, .record = record,
			    .driver = ck_new_array(c->doc) };
	int64_t version = 0;
	int r = ck_case_version(c, &version);

	set_trip(&g);
	if (r == 0)
		r = add_entered(&g);
	if (r == 0)
		r = add_holds(&g);
	if (r == 0)
		r = add_notes(&g);
	if (r == 0)
		r = add_queue(&g);
	if (r == 0)
		r = find_giver(&g);
	if (r == 0)
		r = add_checks(&g);
	if (r == 0)
		r = add_turning(&g);
	if (r == 0)
		r = ck_declaration_links(c->store, c->doc, c->declaration,
					 record);
	if (r == 0)
		r = ck_load_fill(c, record);
	if (r == 0)
		r = ck_goods_fill(c, view->language, record);
	if (r == 0)
		r = ck_status_fees(c, record);
	if (r < 0)
		return r;
	ck_set(record, "driver", g.driver);
	ck_set_int(record, "site_version",
		   ck_get_int(c->row, "site_version", 0));
	ck_set_int(record, "version", version);
	return 0;
}
