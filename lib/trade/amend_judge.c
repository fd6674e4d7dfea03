#include <config.h>

#include <string.h>

#include "trade/amend.h"
#include "trade/identity.h"
#include "trade/validate_date.h"

static const struct ck_submission_trip *planned_of(const struct ck_amendment *a,
						   const char *ref)
{
	for (size_t i = 0; i < a->sub->trip_count; i++)
		if (!strcmp(a->sub->trips[i].vehicle, ref))
			return &a->sub->trips[i];
	return NULL;
}

static const struct ck_value *row_of(const struct ck_amendment *a,
				     const char *ref)
{
	for (size_t i = 0; i < ck_count(a->trips); i++)
		if (!strcmp(ck_get_str(ck_at(a->trips, i), "vehicle_ref"), ref))
			return ck_at(a->trips, i);
	return NULL;
}

static const struct ck_value *vehicle_before(const struct ck_amendment *a,
					     const char *ref)
{
	return ck_get(ck_get(a->known, "vehicles"), ref);
}

static void obstruct(struct ck_amendment *a, const char *code,
		     const char *pointer, const struct ck_value *row)
{
	if (a->obstacle.code)
		return;
	a->obstacle = (struct ck_amend_obstacle){
		.code = code,
		.pointer = pointer,
		.trip = ck_get_str(row, "trip"),
		.label = ck_get_str(row, "label"),
		.zone = ck_get_str(row, "zone"),
	};
}

static bool same(const struct ck_value *a, const struct ck_value *b,
		 const char *member)
{
	return ck_equal(ck_get(a, member), ck_get(b, member));
}

/* -- what cannot be amended ----------------------------------------------- */

static void look_at_trip(struct ck_amendment *a, const struct ck_value *row)
{
	const char *ref = ck_get_str(row, "vehicle_ref");
	const struct ck_value *before = vehicle_before(a, ref);
	const struct ck_submission_trip *planned = planned_of(a, ref);
	const char *path = ck_doc_format(a->doc, "/vehicles/%s", ref);

	if (ck_get(row, "closed_at")) {
		if (before && (!planned || !ck_equal(planned->stored, before)))
			obstruct(a, "trip-closed", path, row);
	} else if (!planned) {
		if (ck_get(row, "entered_at") || ck_get(row, "crossed_at"))
			obstruct(a, "trip-begun", path, row);
	} else if (!same(planned->stored, before, "role")) {
		obstruct(a, "role-fixed",
			 ck_doc_format(a->doc, "%s/role", path), row);
	}
}

static void look(struct ck_amendment *a)
{
	const char *state = ck_get_str(a->row, "state");

	if (strcmp(state, "open") != 0)
		obstruct(a, "declaration-closed", NULL, NULL);
	if (!same(a->before, a->sub->document.stored, "direction"))
		obstruct(a, "direction-fixed", "/direction", NULL);
	for (size_t i = 0; i < ck_count(a->trips); i++)
		look_at_trip(a, ck_at(a->trips, i));
}

/* -- the trips ------------------------------------------------------------ */

static int64_t number_of(const char *trip)
{
	int64_t n = 0;

	for (const char *c = strrchr(trip, '.') + 1; *c; c++)
		n = 10 * n + (*c - '0');
	return n;
}

static const char *next_id(const struct ck_amendment *a)
{
	int64_t last = 0;

	for (size_t i = 0; i < ck_count(a->trips); i++) {
		int64_t n = number_of(ck_get_str(ck_at(a->trips, i), "trip"));

		last = n > last ? n : last;
	}
	for (size_t i = 0; i < a->effect_count; i++)
		last += !a->effects[i].row;
	return ck_doc_format(a->doc, "%s.%lld", a->declaration,
			     (long long)last + 1);
}

static struct ck_amend_trip *add(struct ck_amendment *a,
				 const struct ck_value *row,
				 const struct ck_submission_trip *planned)
{
	const char *id = row ? ck_get_str(row, "trip") : next_id(a);
	struct ck_amend_trip *t = &a->effects[a->effect_count++];

	t->row = row;
	t->planned = planned;
	t->trip = id;
	t->stale = ck_new_array(a->doc);
	t->open = ck_new_array(a->doc);
	t->needed = ck_new_array(a->doc);
	t->unneeded = ck_new_array(a->doc);
	t->fees = ck_new_array(a->doc);
	return t;
}

static void list_trips(struct ck_amendment *a)
{
	size_t most = ck_count(a->trips) + a->sub->trip_count;

	a->effect_count = 0;
	a->effects = ck_doc_alloc(a->doc, (most + 1) * sizeof(*a->effects));
	for (size_t i = 0; i < ck_count(a->trips); i++) {
		const struct ck_value *row = ck_at(a->trips, i);

		if (!ck_get(row, "closed_at"))
			add(a, row, planned_of(a, ck_get_str(row,
							     "vehicle_ref")));
	}
	for (size_t i = 0; i < a->sub->trip_count; i++)
		if (!row_of(a, a->sub->trips[i].vehicle))
			add(a, NULL, &a->sub->trips[i]);
}

/* -- what a row of table trip says ---------------------------------------- */

static bool same_rows(const struct ck_value *row, const struct ck_value *body)
{
	static const char *const members[] = {
		"kind", "class", "nationality", "label", "vehicle", "axles",
		"self_g", "gross_g", "value_minor", "continues",
	};

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		if (!same(row, body, members[i]))
			return false;
	return (ck_get_int(row, "laden", 0) != 0) ==
	       ck_is_true(ck_get(body, "laden"));
}

/* On the way home a trip is laden or not by what it does, and what it needs is
 * told by events of its own. */
static void describe(struct ck_amendment *a, struct ck_amend_trip *t)
{
	const char *ref = t->planned->vehicle;
	struct ck_value *body = ck_submission_trip_body(a->sub, t->planned,
							t->trip);

	t->body = body;
	if (!t->row)
		return;
	ck_unset(body, "checks");
	ck_unset(body, "zone");
	ck_set(body, "leg", ck_get(t->row, "leg"));
	if (!strcmp(ck_get_str(t->row, "leg"), "home"))
		ck_set_bool(body, "laden", ck_get_int(t->row, "laden", 0));
	if (same_rows(t->row, body) &&
	    ck_equal(ck_identity_keys(a->doc, vehicle_before(a, ref)),
		     t->planned->keys))
		t->body = NULL;
}

static bool is_changed(const struct ck_amendment *a,
		       const struct ck_amend_trip *t)
{
	return !ck_equal(ck_identity_keys(a->doc,
					  vehicle_before(a,
							 t->planned->vehicle)),
			 t->planned->keys) ||
	       !same(vehicle_before(a, t->planned->vehicle),
		     t->planned->stored, "continues");
}

static int judge_trips(struct ck_amendment *a, struct ck_store *store)
{
	const struct ck_value *before;
	int r = 0;

	for (size_t i = 0; r >= 0 && i < a->effect_count; i++) {
		struct ck_amend_trip *t = &a->effects[i];

		if (!t->planned) {
			r = ck_amend_entry(a, store, t);
			continue;
		}
		describe(a, t);
		if (!t->row || is_changed(a, t))
			r = ck_submission_meet_trip(a->sub, t->planned, store);
		if (r >= 0 && t->row)
			r = ck_amend_place(a, store, t);
	}
	before = ck_amend_put_right(a);
	for (size_t i = 0; r >= 0 && i < a->effect_count; i++)
		if (a->effects[i].row && a->effects[i].planned)
			r = ck_amend_checks(a, store, before, &a->effects[i]);
	if (r >= 0)
		ck_amend_linked(a);
	return r < 0 ? r : 0;
}

/* What customs says of a number in the meantime is not for the amendment of
 * something else to answer for. */
static bool draws(const struct ck_amendment *a)
{
	for (size_t i = 0; i < ck_count(a->changes); i++) {
		const char *pointer = ck_get_str(ck_at(a->changes, i),
						 "pointer");

		if (ck_amend_touches(pointer, "/customs") ||
		    ck_amend_touches(pointer, "/goods") ||
		    strstr(pointer, "/carries") ||
		    (ck_amend_touches(pointer, "/vehicles") &&
		     !strchr(pointer + strlen("/vehicles/"), '/')))
			return true;
	}
	return false;
}

int ck_amendment_judge(struct ck_amendment *a, struct ck_store *store,
		       int64_t now)
{
	int r = 0;

	look(a);
	if (a->obstacle.code)
		return 0;
	if (draws(a))
		r = ck_submission_draw(a->sub, store);
	if (r < 0)
		return r;
	ck_validate_now(a->sub->document.stored, a->site, now,
			&a->sub->findings);
	list_trips(a);
	return judge_trips(a, store);
}
