#include <config.h>

#include <errno.h>
#include <string.h>

#include "clear/auto.h"
#include "clear/load.h"
#include "clear/need.h"
#include "clear/renew.h"
#include "hold/hold.h"
#include "queue/queue.h"
#include "trade/amend.h"
#include "trade/outside.h"

static const char rule_actor[] = "rule:amend";

/* -- the event ------------------------------------------------------------ */

/* Public values stand in the document; of the changes the line says where. */
struct ck_value *ck_amend_pointers(const struct ck_amendment *a)
{
	struct ck_value *list = ck_new_array(a->doc);

	for (size_t i = 0; i < ck_count(a->changes); i++)
		ck_push(list, ck_get(ck_at(a->changes, i), "pointer"));
	return list;
}

static struct ck_value *retired(const struct ck_amendment *a)
{
	struct ck_value *before = ck_amend_refs(a->doc, a->before);
	struct ck_value *after = ck_amend_refs(a->doc,
					       a->sub->document.stored);
	struct ck_value *gone = ck_new_object(a->doc);

	for (size_t i = 0; i < ck_count(before); i++)
		if (!ck_get(after, ck_key_at(before, i)))
			ck_set(gone, ck_key_at(before, i), ck_at(before, i));
	return gone;
}

static void put_places(const struct ck_amendment *a, struct ck_value *body)
{
	struct ck_value *places = ck_new_array(a->doc);

	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];
		struct ck_value *place;

		if (!t->entry)
			continue;
		place = ck_push_object(places);
		ck_set_str(place, "trip", t->trip);
		ck_set(place, "queue", ck_get(t->entry, "queue"));
		ck_set_str(place, "place", t->lost ? "lost" : "kept");
		ck_set_str(place, "reason", t->lost);
	}
	if (ck_count(places))
		ck_set(body, "places", places);
}

static void put_trips(const struct ck_amendment *a, struct ck_value *body)
{
	struct ck_value *trips = ck_set_array(body, "trips");
	struct ck_value *opened = ck_set_array(body, "opened");
	struct ck_value *near = ck_new_array(a->doc);
	struct ck_value *broken = ck_new_array(a->doc);

	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];

		ck_push(t->row ? trips : opened, t->body);
		for (size_t k = 0; k < ck_count(t->near); k++)
			ck_push(near, ck_at(t->near, k));
		if (t->other && a->ask.breakdown)
			ck_push_str(broken, t->trip);
	}
	if (ck_count(near))
		ck_set(body, "near", near);
	if (!ck_count(broken))
		return;
	ck_set_str(body, "breakdown", a->ask.breakdown);
	ck_set(body, "broken", broken);
}

static struct ck_value *body_of(struct ck_amendment *a)
{
	const struct ck_value *document = a->sub->document.stored;
	struct ck_value *body = ck_new_object(a->doc);

	ck_set_str(body, "reason", a->ask.reason);
	if (a->ask.request)
		ck_set_int(body, "request", a->ask.request);
	ck_set(body, "changed", ck_amend_pointers(a));
	if (a->ask.kept || a->ask.keep)
		ck_set(body, "patch", a->ask.kept ? a->ask.kept
						  : ck_amend_keep_patch(a));
	CK_SET_SAME(body, document, "direction", "regime", "expected_at");
	ck_set_str(body, "digest", a->sub->digest);
	ck_set(body, "enterprise",
	       ck_get(ck_get(document, "enterprise"), "tax_code"));
	ck_set_int(body, "site_version", a->site->version);
	ck_set(body, "document", document);
	ck_set(body, "retired", retired(a));
	put_trips(a, body);
	put_places(a, body);
	return body;
}

/* -- what follows --------------------------------------------------------- */

static int leave_queue(struct ck_txn *txn, const struct ck_amend_trip *t,
		       const char *reason, const struct ck_event_id *cause)
{
	if (ck_txn_dry(txn))
		return 0;
	return ck_queue_leave_all(txn, t->trip, reason, cause);
}

static int close_trip(struct ck_amendment *a, struct ck_txn *txn,
		      const struct ck_amend_trip *t,
		      const struct ck_event_id *cause)
{
	struct ck_value *body = ck_new_object(a->doc);
	int r = leave_queue(txn, t, "cancelled", cause);

	if (r >= 0)
		r = ck_hold_outlive(txn, t->trip, NULL, cause);
	ck_set_str(body, "outcome", "cancelled");
	return r < 0 ? r : ck_append(txn, "trip.closed", a->declaration,
				     t->trip, body, cause, NULL);
}

static int rename_entry(struct ck_amendment *a, struct ck_txn *txn,
			const struct ck_amend_trip *t,
			const struct ck_event_id *cause)
{
	const char *queue = ck_get_str(t->entry, "queue");
	struct ck_value *body;

	if (!t->body || ck_equal(ck_get(t->entry, "label"),
				 ck_get(t->body, "label")))
		return 0;
	body = ck_new_object(a->doc);
	ck_set_str(body, "queue", queue);
	ck_set(body, "label", ck_get(t->body, "label"));
	return ck_append(txn, "queue.renamed", queue, t->trip, body, cause,
			 NULL);
}

static int keep_place(struct ck_amendment *a, struct ck_txn *txn,
		      const struct ck_amend_trip *t,
		      const struct ck_event_id *cause)
{
	if (!t->entry)
		return 0;
	return t->lost ? leave_queue(txn, t, t->lost, cause)
		       : rename_entry(a, txn, t, cause);
}

/* One verdict may be asked by several trips; it goes stale once. */
static bool is_first(const struct ck_amendment *a, size_t trip,
		     const struct ck_value *stale)
{
	for (size_t i = 0; i < trip; i++)
		for (size_t k = 0; k < ck_count(a->effects[i].stale); k++) {
			const struct ck_value *other =
				ck_at(a->effects[i].stale, k);

			if (ck_equal(ck_get(other, "check"),
				     ck_get(stale, "check")) &&
			    ck_equal(ck_get(other, "subject"),
				     ck_get(stale, "subject")))
				return false;
		}
	return true;
}

static int append_stale(struct ck_amendment *a, struct ck_txn *txn,
			const struct ck_value *check, const char *name,
			const struct ck_value *pointers,
			const struct ck_event_id *cause)
{
	struct ck_value *body = ck_new_object(a->doc);
	struct ck_event_id id = { 0 };
	int r;

	ck_set_str(body, "name", name);
	ck_set(body, "pointers", pointers);
	r = ck_append_as(txn, rule_actor, "check.staled",
			 ck_get_str(check, "root"),
			 ck_get_str(check, "subject"), body, cause, &id);
	return r < 0 ? r : ck_need_follow(txn, a->site, check, NULL, &id);
}

static int stale_checks(struct ck_amendment *a, struct ck_txn *txn, size_t i,
			const struct ck_event_id *cause)
{
	const struct ck_value *stale = a->effects[i].stale;
	int r = 0;

	for (size_t k = 0; r >= 0 && k < ck_count(stale); k++) {
		const struct ck_value *check = ck_at(stale, k);

		if (is_first(a, i, check))
			r = append_stale(a, txn, check,
					 ck_get_str(check, "check"),
					 ck_get(check, "pointers"), cause);
	}
	return r;
}

/* What customs has said of the trip's numbers counts for it too. */
static int take_release(struct ck_amendment *a, struct ck_txn *txn,
			const struct ck_amend_trip *t,
			const struct ck_event_id *cause)
{
	const struct ck_value *known = t->planned->known;
	struct ck_value *fact = ck_new_object(a->doc);

	for (size_t i = 0; i < ck_count(known); i++) {
		const char *release = ck_get_str(ck_at(known, i), "release");

		if (!release || !strcmp(release, "none"))
			continue;
		ck_set_str(fact, "customs", ck_key_at(known, i));
		return ck_check_auto_known(txn, a->site, t->trip, "customs",
					   fact, cause);
	}
	return 0;
}

/* The rules are asked again in a new transaction's tables: in a dry run they
 * would find the old ones. */
static int follow(struct ck_amendment *a, struct ck_txn *txn, size_t i,
		  const struct ck_event_id *cause)
{
	const struct ck_amend_trip *t = &a->effects[i];
	int r;

	if (!t->planned)
		return close_trip(a, txn, t, cause);
	if (ck_txn_dry(txn))
		return 0;
	if (!t->row)
		r = ck_need_open(txn, ck_get(t->body, "checks"), cause);
	else
		r = ck_need_update(txn, a->site, t->trip, cause);
	if (r >= 0)
		r = stale_checks(a, txn, i, cause);
	if (r >= 0)
		r = ck_renew(txn, t->trip, t->needed, rule_actor, cause);
	if (r >= 0 && t->row)
		r = ck_load_follow_all(txn, a->site, t->trip, cause);
	if (r >= 0)
		r = keep_place(a, txn, t, cause);
	if (r >= 0 && t->row)
		r = ck_hold_keep(txn, t->trip, t->held, cause);
	return r < 0 ? r : take_release(a, txn, t, cause);
}

/* What stops the trips as they are. */
static int read_held(struct ck_amendment *a, struct ck_txn *txn)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < a->effect_count; i++)
		if (a->effects[i].row && !ck_txn_dry(txn))
			r = ck_hold_list(ck_txn_store(txn), a->doc,
					 a->effects[i].trip,
					 &a->effects[i].held);
	return r;
}

/* The document is written anew: what a trip that is over has handed over is
 * told again, too, before anybody asks what it has left. */
static int follow_closed(struct ck_amendment *a, struct ck_txn *txn,
			 const struct ck_event_id *cause)
{
	int r = 0;

	for (size_t i = 0; !ck_txn_dry(txn) && r >= 0 &&
			   i < ck_count(a->trips); i++)
		if (ck_get(ck_at(a->trips, i), "closed_at"))
			r = ck_load_follow_all(txn, a->site,
					       ck_get_str(ck_at(a->trips, i),
							  "trip"), cause);
	return r;
}

int ck_amendment_append(struct ck_amendment *a, struct ck_txn *txn)
{
	struct ck_event_id cause = { 0 };
	int r = read_held(a, txn);

	if (r == 0)
		r = ck_append(txn, "declaration.amended", a->declaration,
			      a->declaration, body_of(a), NULL, &cause);
	if (r >= 0)
		r = ck_submission_add_persons(a->sub, txn);
	if (r >= 0 && a->ask.keep && !a->ask.kept && !ck_txn_dry(txn))
		r = ck_person_add(ck_txn_store(txn), &a->patch);
	if (r >= 0)
		r = ck_submission_declare_numbers(a->sub, txn, &cause);
	if (r >= 0)
		r = follow_closed(a, txn, &cause);
	for (size_t i = 0; r >= 0 && i < a->effect_count; i++)
		r = follow(a, txn, i, &cause);
	a->version = cause.seq;
	return r < 0 ? r : 0;
}
