#include <config.h>

#include <string.h>

#include "store/query.h"
#include "trade/amend.h"

static const struct ck_value *vehicle_of(const struct ck_value *document,
					 const char *ref)
{
	return ck_get(ck_get(document, "vehicles"), ref);
}

static bool differs(const struct ck_value *a, const struct ck_value *b,
		    const char *member)
{
	return !ck_equal(ck_get(a, member), ck_get(b, member));
}

/* -- which vehicle it is -------------------------------------------------- */

static bool is_identity(const struct ck_amendment *a,
			const struct ck_value *vehicle, const char *member)
{
	const struct ck_value *members =
		ck_get(ck_get(a->site->document, "amend"), "identity");

	if (members)
		return ck_lists(members, member);
	if (!strcmp(member, "container"))
		return !ck_get(vehicle, "plate") && !ck_get(vehicle, "chassis") &&
		       !ck_get(vehicle, "unit");
	return !strcmp(member, "plate") || !strcmp(member, "chassis") ||
	       !strcmp(member, "unit");
}

/* A number that was left out before, of the vehicle that bears this plate. */
static bool is_added(const struct ck_value *old, const struct ck_value *new,
		     const char *member)
{
	return !ck_get(old, member) && ck_get(old, "plate") &&
	       !differs(old, new, "plate");
}

static bool is_other(const struct ck_amendment *a, const struct ck_value *old,
		     const struct ck_value *new)
{
	for (size_t i = 0; i < CK_AMEND_READABLE; i++)
		if (differs(old, new, ck_amend_readable[i]) &&
		    is_identity(a, old, ck_amend_readable[i]) &&
		    !is_added(old, new, ck_amend_readable[i]))
			return true;
	return false;
}

const struct ck_value *ck_amend_put_right(const struct ck_amendment *a)
{
	struct ck_value *document = ck_copy(a->doc, a->ask.dry ? a->known
							       : a->before);

	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];
		const char *ref = ck_get_str(t->row, "vehicle_ref");
		struct ck_value *vehicle;

		if (!ck_count(t->near))
			continue;
		vehicle = ck_writable(vehicle_of(document, ref));
		for (size_t k = 0; k < CK_AMEND_READABLE; k++)
			ck_set(vehicle, ck_amend_readable[k],
			       ck_get(t->planned->stored, ck_amend_readable[k]));
	}
	return document;
}

/* -- the place ------------------------------------------------------------ */

static int times_broken(const struct ck_amendment *a, struct ck_store *store,
			const char *trip, int64_t *ret_times)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_AMENDMENT_BROKEN, "s",
				     a->declaration);
	int64_t times = 0;
	int r;

	while ((r = ck_step(q)) > 0)
		times += ck_lists(ck_get(ck_row_object(q, a->doc), "broken"),
			       trip);
	*ret_times = times;
	return r;
}

/* 1: the site's rule lets another vehicle take the place. */
static int takes_place(const struct ck_amendment *a, struct ck_store *store,
		       const struct ck_amend_trip *t)
{
	const struct ck_value *rule =
		ck_get(ck_get(a->site->document, "amend"), "breakdown");
	int64_t times = 0;
	int r;

	if (!rule || !ck_lists(ck_get(rule, "zones"),
			    ck_get_str(t->row, "zone")))
		return 0;
	r = times_broken(a, store, t->trip, &times);
	return r < 0 ? r : times < ck_get_int(rule, "most", INT64_MAX);
}

static const char *class_after(const struct ck_amendment *a,
			       const struct ck_amend_trip *t)
{
	const char *queue = ck_get_str(t->entry, "queue");
	const char *name = queue ? strchr(queue, '/') : NULL;

	return ck_ruled_first(t->planned->ruling,
			      ck_doc_format(a->doc, "/queues/%s/classes",
					    name ? name + 1 : ""));
}

int ck_amend_entry(struct ck_amendment *a, struct ck_store *store,
		   struct ck_amend_trip *t)
{
	int r = ck_row_of(ck_query(store, CK_SQL_AMEND_QUEUE_ENTRY, "s",
				   t->trip), a->doc, &t->entry);

	if (r >= 0 && t->entry && !t->planned)
		t->lost = "cancelled";
	return r;
}

static int judge_place(struct ck_amendment *a, struct ck_store *store,
		       struct ck_amend_trip *t)
{
	const char *class;
	int r = ck_amend_entry(a, store, t);

	if (r < 0 || !t->entry)
		return r;
	class = class_after(a, t);
	if (t->other && !a->ask.breakdown)
		t->lost = "identity-changed";
	else if (!class)
		t->lost = "queue-not-needed";
	else if (strcmp(class, ck_get_str(t->entry, "class")) != 0)
		t->lost = "class-changed";
	return 0;
}

int ck_amend_place(struct ck_amendment *a, struct ck_store *store,
		   struct ck_amend_trip *t)
{
	const char *ref = ck_get_str(t->row, "vehicle_ref");
	const struct ck_value *old = vehicle_of(a->before, ref);
	const struct ck_value *new = t->planned->stored;
	int r = 0;

	if (a->ask.present ||
	    ck_site_zone_inside(a->site, ck_get_str(t->row, "zone")))
		r = ck_amend_misread(a, store, ref, old, new, &t->near);
	if (r < 0)
		return r;
	t->other = !t->near && is_other(a, old, new);
	if (t->other && a->ask.breakdown) {
		r = takes_place(a, store, t);
		if (r < 0)
			return r;
		if (!r && !a->obstacle.code)
			a->obstacle = (struct ck_amend_obstacle){
				.code = "breakdown-not-allowed",
				.trip = t->trip,
				.label = ck_get_str(t->row, "label"),
				.zone = ck_get_str(t->row, "zone"),
			};
	}
	return judge_place(a, store, t);
}
