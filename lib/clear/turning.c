#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/load.h"
#include "clear/reason.h"
#include "clear/turn.h"
#include "clear/verbs.h"
#include "store/query.h"

/* In whose name, when that agency may turn vehicles back. */
static int find_agency(struct ck_session *s, struct ck_item *item,
		       const struct ck_site *site, const char **ret_agency)
{
	int r = ck_clear_agency(s, item, site, ret_agency);

	if (r < 0 || ck_turn_right(site, *ret_agency))
		return r;
	return ck_fail(s, item, -EPERM, NULL, "other-agency",
		       _("%s has no check to give and no lane to keep here"),
		       ck_agency_word(site, *ret_agency,
				      ck_clear_language(s)));
}

/* A vehicle that is turned back has a record of its own. */
static struct ck_value *begin(struct ck_session *s, struct ck_item *item,
			      const struct ck_case *c,
			      const struct ck_disposal *d, bool done)
{
	bool back = !strcmp(d->act, "turned_back");
	struct ck_value *answer = ck_clear_answer(
		s, item, back ? "turn_back" : "disposition", c);

	if (!back) {
		ck_set_str(answer, "act", d->act);
		ck_set_str(answer, "gate", d->gate);
	}
	ck_set_str(answer, "order", d->order);
	ck_set(answer, "zone", ck_get(c->row, "zone"));
	ck_set_bool(answer, "done", done);
	return answer;
}

static int refuse(struct ck_session *s, struct ck_item *item,
		  const struct ck_case *c, const struct ck_disposal *d,
		  const char *code)
{
	struct ck_value *answer = begin(s, item, c, d, false);
	struct ck_value *reasons = ck_new_array(item->doc);
	struct ck_value *reason = ck_push_object(reasons);
	const struct ck_value *said;

	ck_set_str(reason, "code", code);
	ck_set(reason, "outcome", ck_get(c->row, "outcome"));
	said = ck_reasons_say(c, reasons, ck_clear_language(s));
	ck_set(answer, "reasons", said);
	ck_set_str(answer, "message", ck_reasons_text(item->doc, said));
	return 1;
}

/* What it has to have now. */
static int put_checks(const struct ck_case *c, struct ck_value *answer)
{
	struct ck_value *names = ck_set_array(answer, "checks");
	struct ck_case now = *c;
	int r = ck_case_read_checks(&now);

	for (size_t i = 0; r == 0 && i < ck_count(now.checks); i++)
		ck_push(names, ck_get(ck_at(now.checks, i), "name"));
	return r;
}

/* It is decided already; the checks stand as that left them. */
static int turned_before(struct ck_session *s, struct ck_item *item,
			 const struct ck_case *c, const struct ck_disposal *d)
{
	struct ck_value *answer = begin(s, item, c, d, true);
	int64_t version = 0;
	int r = put_checks(c, answer);

	if (r == 0)
		r = ck_case_version(c, &version);
	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_set_bool(answer, "closed", ck_get(c->row, "closed_at") != NULL);
	ck_set_bool(answer, "repeated", true);
	ck_set_int(answer, "version", version);
	return 0;
}

static int turn(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const struct ck_clear_away *a,
		const struct ck_disposal *d)
{
	const char *number = NULL;
	struct ck_event_id id = { 0 };
	struct ck_value *answer;
	int closed = ck_turn_back(s->txn, c, d, &number, &id);
	int r = 0;

	if (closed < 0)
		return ck_fail_store(s, item, closed);
	answer = begin(s, item, c, d, true);
	ck_set_str(answer, "disposition", number);
	ck_set_str(answer, "agency", d->agency);
	ck_set_str(answer, "reason", d->reason);
	ck_set(answer, "reason_name",
	       ck_clear_reason_name(c->site, a->groups, d->reason));
	ck_set_bool(answer, "closed", closed);
	if (id.seq)
		ck_set_int(answer, "version", id.seq);
	if (closed)
		ck_set_array(answer, "checks");
	else if (ck_txn_dry(s->txn))	/* the tables do not say it yet */
		ck_set(answer, "checks", ck_turn_needs(c));
	else
		r = put_checks(c, answer);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* Its own checks would be asked no more, for which the load's new vehicle
 * waits. 1: a signed transfer has taken its load off, and it would go. */
static int is_given(const struct ck_case *c, const struct ck_disposal *d)
{
	struct ck_value *given = NULL;
	int r;

	if (strcmp(d->act, "turned_back") != 0 && strcmp(d->act, "diverted") != 0)
		return 0;
	r = ck_load_given(c, &given);
	return r < 0 ? r
		     : ck_get(given, ck_get_str(c->row, "vehicle_ref")) != NULL;
}

/* The way back of an export's receiver is over the line: with the load on it,
 * that would be the export, unweighed and unpaid. */
static int is_taken(const struct ck_case *c, const struct ck_disposal *d)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_TAKEN, "ss",
				     ck_get_str(c->row, "vehicle_ref"),
				     c->declaration);

	if (!ck_is(c->row, "direction", "export") ||
	    (strcmp(d->act, "turned_back") != 0 &&
	     strcmp(d->act, "diverted") != 0))
		return 0;
	return ck_step(q);
}

/* Why its load does not let it go back; NULL: it may. */
static int find_load(const struct ck_case *c, const struct ck_disposal *d,
		     const char **ret_code)
{
	int r = is_given(c, d);

	if (r > 0)
		*ret_code = "load-given";
	if (r == 0 && (r = is_taken(c, d)) > 0)
		*ret_code = "load-taken";
	return r;
}

static int turn_trip(struct ck_session *s, struct ck_item *item,
		     const char *trip, const void *ctx)
{
	const struct ck_clear_away *a = ctx;
	const struct ck_site *site = NULL;
	struct ck_disposal d = a->disposal;
	const char *code = NULL;
	struct ck_case c;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = find_agency(s, item, site, &d.agency);
	if (r == 0)
		r = ck_clear_open(s, item, trip, &c);
	if (r < 0)
		return r;
	if (!a->goods.ref && ck_turn_is_done(&c, &d))
		return turned_before(s, item, &c, &d);
	if (ck_get(c.row, "closed_at"))
		return refuse(s, item, &c, &d, "trip-closed");
	if (ck_turn_crossed(&c))
		return refuse(s, item, &c, &d, "crossed");
	if (a->goods.ref)
		return ck_clear_dispose_goods(s, item, &c, &d);
	r = find_load(&c, &d, &code);
	if (r < 0)
		return ck_fail_store(s, item, r);
	return r ? refuse(s, item, &c, &d, code)
		 : turn(s, item, &c, a, &d);
}

int ck_clear_turn(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear_away *a = item->prepared;

	return ck_clear_each(s, item, a->trips, a->count, turn_trip, a);
}
