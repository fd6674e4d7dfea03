#include <config.h>

#include <string.h>

#include "clear/left.h"
#include "clear/need.h"
#include "clear/turn.h"
#include "hold/hold.h"
#include "store/query.h"

static bool any_has(const struct ck_value *members, const char *inner,
		    const char *agency)
{
	for (size_t i = 0; i < ck_count(members); i++) {
		const struct ck_value *m = ck_at(members, i);

		if (ck_is(inner ? ck_get(m, inner) : m, "agency", agency))
			return true;
	}
	return false;
}

static bool has_part(const struct ck_site *site, const char *agency)
{
	return any_has(ck_get(site->document, "checks"), NULL, agency) ||
	       any_has(ck_get(site->document, "lanes"), "duty", agency);
}

bool ck_turn_right(const struct ck_site *site, const char *agency)
{
	const struct ck_value *all = ck_get(site->document, "agencies");

	if (has_part(site, agency))
		return true;
	for (size_t i = 0; i < ck_count(all); i++)
		if (ck_is(ck_at(all, i), "superior", agency) &&
		    ck_turn_right(site, ck_key_at(all, i)))
			return true;
	return false;
}

bool ck_turn_crossed(const struct ck_case *c)
{
	return ck_get(c->row, "crossed_at") &&
	       !ck_site_zone_inside(c->site, ck_get_str(c->row, "zone"));
}

const struct ck_value *ck_turn_needs(const struct ck_case *c)
{
	const struct ck_value *rules = ck_get(c->site->document, "turned_back");
	const char *direction = ck_get_str(c->row, "direction");
	const char *start =
		ck_site_start_zone(c->site, direction,
				   ck_get_str(c->row, "role"),
				   ck_get_str(c->row, "nationality"));
	const char *ours = strcmp(direction, "import") ? "export" : "receiving";
	bool abroad = start && ck_site_zone_abroad(c->site, start);
	const struct ck_value *names =
		ck_get(ck_get(rules, abroad ? "import" : ours), "require");

	return names ? names : ck_new_array(c->doc);
}

/* Nobody may be called who goes back. */
static int leave_queues(struct ck_txn *txn, const struct ck_case *c,
			const struct ck_event_id *cause)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_CLEAR_QUEUE, "s",
				     c->trip);
	struct ck_value *queues = ck_new_array(c->doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_push_str(queues, ck_column_text(q, 0));
	for (size_t i = 0; r >= 0 && i < ck_count(queues); i++) {
		const char *queue = ck_str(ck_at(queues, i));
		struct ck_value *body = ck_new_object(c->doc);

		ck_set_str(body, "queue", queue);
		ck_set_str(body, "reason", "turned-back");
		r = ck_append(txn, "queue.left", queue, c->trip, body, cause,
			      NULL);
	}
	return r < 0 ? r : 0;
}

/* The impounded vehicle stands; that was decided, and is nobody's to stop. */
static int lift_holds(struct ck_txn *txn, const struct ck_case *c,
		      const struct ck_disposal *d,
		      const struct ck_event_id *cause)
{
	const struct ck_hold_new hold = { .site = c->site->code,
					  .subject = c->trip,
					  .agency = d->agency,
					  .actor = "rule:impound" };

	return ck_hold_lift_over(txn, &hold, "decided", cause);
}

static int close_trip(struct ck_txn *txn, const struct ck_case *c,
		      const char *outcome, const struct ck_event_id *cause)
{
	struct ck_value *body = ck_new_object(c->doc);
	int r;

	ck_set_str(body, "outcome", outcome);
	r = ck_append(txn, "trip.closed", c->declaration, c->trip, body, cause,
		      NULL);
	if (r == 0)
		r = ck_left_follow(txn, c->site, c->declaration,
				   ck_get_str(c->row, "vehicle_ref"), cause);
	return r < 0 ? r : 1;
}

static bool is_act(const struct ck_disposal *d, const char *act)
{
	return !strcmp(d->act, act);
}

/* A vehicle that is turned back says nothing more than why and by whom. */
static struct ck_value *body_of(const struct ck_case *c,
				const struct ck_disposal *d, const char *number)
{
	struct ck_value *body = ck_new_object(c->doc);

	ck_set_str(body, "reason", d->reason);
	ck_set_str(body, "agency", d->agency);
	ck_set_str(body, "order", d->order);
	ck_set_str(body, "gate", d->gate);
	ck_set_str(body, "disposition", number);
	if (!is_act(d, "impounded") && !is_act(d, "turned_back"))
		ck_set_str(body, "ending", ck_disposal_ending(d));
	return body;
}

bool ck_turn_is_done(const struct ck_case *c, const struct ck_disposal *d)
{
	const char *ending = ck_get_str(c->row, "ending");

	if (ck_get(c->row, "closed_at"))
		return ck_is(c->row, "outcome", ck_disposal_ending(d));
	if (!ck_get_int(c->row, "turned_back", 0))
		return false;
	return !strcmp(ending ? ending : "turned_back", ck_disposal_ending(d));
}

int ck_turn_back(struct ck_txn *txn, const struct ck_case *c,
		 const struct ck_disposal *d, const char **ret_disposition,
		 struct ck_event_id *ret_id)
{
	const char *event = ck_doc_format(c->doc, "trip.%s", d->act);
	const char *zone = ck_get_str(c->row, "zone");
	const char *number = NULL;
	struct ck_event_id id = { 0 };
	int r = 0;

	if (!is_act(d, "turned_back"))
		r = ck_disposal_number(c, &number);
	if (r == 0)
		r = ck_append(txn, event, c->declaration, c->trip,
			      body_of(c, d, number), NULL, &id);
	if (r == 0)
		r = leave_queues(txn, c, &id);
	if (r < 0)
		return r;
	*ret_disposition = number;
	*ret_id = id;
	if (is_act(d, "impounded"))
		r = lift_holds(txn, c, d, &id);
	else if (!ck_site_zone_inside(c->site, zone))
		r = ck_hold_outlive(txn, c->trip, d->agency, &id);
	if (r < 0)
		return r;
	if (is_act(d, "impounded") || !ck_site_zone_inside(c->site, zone))
		return close_trip(txn, c, ck_disposal_ending(d), &id);
	r = ck_need_replace(txn, c->site, c->trip, ck_turn_needs(c), &id);
	return r < 0 ? r : 0;
}
