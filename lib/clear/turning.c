#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "clear/reason.h"
#include "clear/turn.h"
#include "clear/verbs.h"

struct asked {
	const char *reason;
	const char **trips;
	size_t count;
};

int ck_clear_turn_prepare(struct ck_session *s, struct ck_item *item)
{
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_reason(s, item, "turn_back", &a->reason);

	if (r == 0)
		r = ck_item_trips(s, item, &a->trips, &a->count);
	if (r == 0)
		ck_clear_cover(item, s->settings, NULL);
	item->prepared = a;
	return r;
}

static int allow(struct ck_session *s, struct ck_item *item,
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

static struct ck_value *begin(struct ck_session *s, struct ck_item *item,
			      const struct ck_case *c, bool done)
{
	struct ck_value *answer = ck_clear_answer(s, item, "turn_back", c);

	ck_set(answer, "zone", ck_get(c->row, "zone"));
	ck_set_bool(answer, "done", done);
	return answer;
}

static int refuse(struct ck_session *s, struct ck_item *item,
		  const struct ck_case *c, const char *code)
{
	struct ck_value *answer = begin(s, item, c, false);
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

/* It is turned back already; the checks stand as the turning back left them. */
static int turned_before(struct ck_session *s, struct ck_item *item,
			 struct ck_case *c)
{
	struct ck_value *answer = begin(s, item, c, true);
	struct ck_value *names = ck_set_array(answer, "checks");

	int64_t version = 0;
	int r = ck_case_read_checks(c);

	if (r == 0)
		r = ck_case_version(c, &version);
	if (r < 0)
		return ck_fail_store(s, item, r);
	for (size_t i = 0; i < ck_count(c->checks); i++)
		ck_push(names, ck_get(ck_at(c->checks, i), "name"));
	ck_set_bool(answer, "closed", ck_get(c->row, "closed_at") != NULL);
	ck_set_bool(answer, "repeated", true);
	ck_set_int(answer, "version", version);
	return 0;
}

static int turn(struct ck_session *s, struct ck_item *item,
		const struct ck_case *c, const char *agency)
{
	const struct asked *a = item->prepared;
	struct ck_event_id id = { 0 };
	struct ck_value *answer;
	int closed = ck_turn_back(s->txn, c, a->reason, agency, &id);

	if (closed < 0)
		return ck_fail_store(s, item, closed);
	answer = begin(s, item, c, true);
	ck_set_str(answer, "agency", agency);
	ck_set_str(answer, "reason", a->reason);
	ck_set(answer, "reason_name",
	       ck_site_find_reason(c->site, "turn_back", a->reason));
	ck_set(answer, "checks",
	       closed ? ck_new_array(item->doc) : ck_turn_needs(c));
	ck_set_bool(answer, "closed", closed);
	if (id.seq)
		ck_set_int(answer, "version", id.seq);
	return 0;
}

static int turn_trip(struct ck_session *s, struct ck_item *item,
		     const char *trip)
{
	const struct ck_site *site = NULL;
	const char *agency = NULL;
	struct ck_case c;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = allow(s, item, site, &agency);
	if (r == 0)
		r = ck_clear_open(s, item, trip, &c);
	if (r < 0)
		return r;
	if (ck_get_int(c.row, "turned_back", 0))
		return turned_before(s, item, &c);
	if (ck_get(c.row, "closed_at"))
		return refuse(s, item, &c, "trip-closed");
	if (ck_turn_crossed(&c))
		return refuse(s, item, &c, "crossed");
	return turn(s, item, &c, agency);
}

int ck_clear_turn(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	int no = 0;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < a->count; i++) {
		r = turn_trip(s, item, a->trips[i]);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}
