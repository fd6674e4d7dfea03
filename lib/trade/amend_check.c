#include <config.h>

#include <errno.h>

#include "clear/case.h"
#include "clear/need.h"
#include "clear/vouch.h"
#include "fee/assess.h"
#include "trade/amend.h"
#include "trade/facts.h"
#include "trade/outside.h"

/* One trip, its checks before and the facts on both sides. */
struct work {
	struct ck_amendment *a;
	struct ck_amend_trip *t;
	struct ck_case c;
	const struct ck_value *before;	/* facts */
	const struct ck_value *after;
};

/* -- stale ---------------------------------------------------------------- */

/* A confirmation keeps its own list; what is open goes by the site's. */
static const struct ck_value *pointers_of(const struct work *w,
					  const struct ck_value *check)
{
	const struct ck_value *own =
		ck_get(ck_get(check, "vouched"), "pointers");

	return own ? own
		   : ck_get(ck_site_find_check(w->a->site,
					       ck_get_str(check, "name")),
			    "vouches");
}

static struct ck_value *changed(const struct work *w,
				const struct ck_value *pointers)
{
	struct ck_doc *doc = w->a->doc;
	const struct ck_value *was = ck_vouch_values(doc, w->before, pointers);
	const struct ck_value *now = ck_vouch_values(doc, w->after, pointers);
	struct ck_value *list = ck_new_array(doc);

	for (size_t i = 0; i < ck_count(now); i++)
		if (!ck_equal(ck_at(now, i), ck_get(was, ck_key_at(now, i))))
			ck_push_str(list, ck_key_at(now, i));
	return list;
}

static bool has_need(const struct ck_value *needs,
		     const struct ck_value *check)
{
	for (size_t i = 0; i < ck_count(needs); i++)
		if (ck_is(ck_at(needs, i), "name", ck_get_str(check, "name")) &&
		    ck_is(ck_at(needs, i), "subject",
			  ck_get_str(check, "subject")))
			return true;
	return false;
}

static void put_check(struct ck_value *list, const struct ck_value *check,
		      const struct ck_value *pointers)
{
	struct ck_value *entry = ck_push_object(list);

	ck_set(entry, "check", ck_get(check, "name"));
	CK_SET_SAME(entry, check, "agency", "scope", "subject", "root", "name",
		    "conditions");
	ck_set(entry, "pointers", pointers);
}

/* A refusal is not for an amendment to overturn. */
static void judge_check(struct work *w, const struct ck_value *check)
{
	const char *state = ck_get_str(check, "state");
	struct ck_value *list = ck_is(check, "state", "confirmed") ? w->t->stale
								: w->t->open;
	struct ck_value *pointers;

	if (list == w->t->open && !ck_check_is_open(state))
		return;
	if (has_need(w->t->unneeded, check))
		return;
	pointers = changed(w, pointers_of(w, check));
	if (ck_count(pointers))
		put_check(list, check, pointers);
}

/* -- fees ----------------------------------------------------------------- */

static void put_fee(struct work *w, const struct ck_value *fees,
		    enum ck_charge_kind kind, const struct ck_charge *charge)
{
	const char *name = ck_charge_names[kind];
	struct ck_fee_sum sum = ck_fee_sum(fees, name);
	int64_t due = charge->due ? charge->amount_minor : 0;
	struct ck_value *fee;

	if (!sum.count && !due)
		return;
	if (sum.amount_minor == due)
		return;
	fee = ck_push_object(w->t->fees);
	ck_set_str(fee, "kind", name);
	ck_set_int(fee, "assessed_minor", sum.amount_minor);
	ck_set_int(fee, "due_minor", due);
}

/* Only what was assessed can differ; a tariff that cannot be used is for the
 * fee office to find. */
static int judge_fees(struct work *w, const struct ck_value *document)
{
	struct ck_charge charges[CK_CHARGE_KINDS];
	const struct ck_value *fees = NULL;
	int r = ck_fee_of_trip(w->c.store, w->a->doc, w->t->trip, &fees);

	if (r < 0 || !ck_count(fees))
		return r;
	r = ck_fee_work_out_as(&w->c, document, w->t->planned->known, charges);
	if (r == -EINVAL || r == -ENOLINK || r == -ERANGE)
		return 0;
	for (int kind = 0; r == 0 && kind < CK_CHARGE_KINDS; kind++)
		put_fee(w, fees, kind, &charges[kind]);
	return r;
}

/* -- all of it ------------------------------------------------------------ */

int ck_amend_checks(struct ck_amendment *a, struct ck_store *store,
		    const struct ck_value *before, struct ck_amend_trip *t)
{
	const struct ck_value *after = a->sub->document.stored;
	const char *ref = ck_get_str(t->row, "vehicle_ref");
	struct work w = { .a = a, .t = t };
	int r = ck_case_open(store, a->doc, t->trip, &w.c);

	if (r == 0)
		r = ck_case_read_checks(&w.c);
	if (r == 0)
		r = ck_need_compare(store, a->doc, a->site, t->row, after,
				    &t->needed, &t->unneeded);
	if (r < 0)
		return r;
	w.before = ck_document_facts(a->doc, before, a->site->offset_min, ref);
	w.after = ck_document_facts(a->doc, after, a->site->offset_min, ref);
	t->checks = w.c.checks;
	for (size_t i = 0; i < ck_count(w.c.checks); i++)
		judge_check(&w, ck_at(w.c.checks, i));
	return judge_fees(&w, after);
}

/* -- the other end of a transfer ------------------------------------------ */

static bool lists(const struct ck_value *names, const struct ck_value *name)
{
	for (size_t i = 0; i < ck_count(names); i++)
		if (ck_equal(ck_at(names, i), name))
			return true;
	return false;
}

static bool is_linked(const struct ck_amendment *a,
		      const struct ck_amend_trip *one,
		      const struct ck_amend_trip *other)
{
	const struct ck_value *transfers =
		ck_get(a->sub->document.stored, "transfers");
	const char *here = ck_get_str(one->row, "vehicle_ref");
	const char *there = ck_get_str(other->row, "vehicle_ref");

	for (size_t i = 0; here && there && i < ck_count(transfers); i++) {
		const struct ck_value *t = ck_at(transfers, i);

		if ((ck_is(t, "from", here) && ck_is(t, "to", there)) ||
		    (ck_is(t, "from", there) && ck_is(t, "to", here)))
			return true;
	}
	return false;
}

/* Is it stale now, and was not before? */
static bool follow_check(const struct ck_amendment *a, struct ck_amend_trip *t,
			 const struct ck_amend_trip *other,
			 const struct ck_value *check)
{
	const struct ck_value *definition =
		ck_site_find_check(a->site, ck_get_str(check, "name"));
	const struct ck_value *after = ck_get(definition, "after_linked");

	/* A fact is as it was. */
	if (!after || ck_get(definition, "auto") ||
	    !ck_is(check, "state", "confirmed") ||
	    has_need(t->unneeded, check))
		return false;
	for (size_t k = 0; k < ck_count(t->stale); k++)
		if (ck_equal(ck_get(ck_at(t->stale, k), "check"),
			     ck_get(check, "name")))
			return false;
	for (size_t i = 0; i < ck_count(other->stale); i++) {
		const struct ck_value *stale = ck_at(other->stale, i);

		if (!lists(after, ck_get(stale, "check")))
			continue;
		put_check(t->stale, check, ck_get(stale, "pointers"));
		return true;
	}
	return false;
}

static bool follow_all(struct ck_amendment *a)
{
	bool changed = false;

	for (size_t i = 0; i < a->effect_count; i++) {
		struct ck_amend_trip *t = &a->effects[i];

		if (ck_get_int(t->row, "turned_back", 0) &&
		    !ck_get_int(t->row, "laden", 0))
			continue;
		for (size_t k = 0; k < a->effect_count; k++)
			for (size_t n = 0; k != i && n < ck_count(t->checks) &&
					   is_linked(a, t, &a->effects[k]);
			     n++)
				changed |= follow_check(a, t, &a->effects[k],
							ck_at(t->checks, n));
	}
	return changed;
}

void ck_amend_linked(struct ck_amendment *a)
{
	while (follow_all(a))
		;
}
