#include <config.h>

#include <string.h>

#include "fee/several.h"

/* Goods that are charged the same. */
struct kind {
	size_t first;
	struct ck_value *refs;
	int64_t value_minor;
};

struct work {
	struct ck_doc *doc;
	const struct ck_value *goods;
	const struct ck_charge *charges;
	struct kind *kinds;
	size_t count;
	const char *currency;		/* of all values; NULL: not comparable */
};

static bool is_comparable(const struct work *w)
{
	for (size_t i = 0; i < ck_count(w->goods); i++) {
		const struct ck_value *g = ck_at(w->goods, i);
		const char *currency = ck_get_str(g, "currency");

		if (!ck_get(g, "value_minor") || !currency ||
		    strcmp(currency, w->currency))
			return false;
	}
	return true;
}

static struct kind *kind_of(struct work *w, size_t i)
{
	struct kind *k = w->kinds;

	for (; k < w->kinds + w->count; k++)
		if (w->charges[k->first].amount_minor ==
		    w->charges[i].amount_minor)
			return k;
	w->count++;
	*k = (struct kind){ .first = i, .refs = ck_new_array(w->doc) };
	return k;
}

static void sort_out(struct work *w)
{
	w->kinds = ck_doc_alloc(w->doc,
				ck_count(w->goods) * sizeof(*w->kinds));
	for (size_t i = 0; i < ck_count(w->goods); i++) {
		const struct ck_value *g = ck_at(w->goods, i);
		struct kind *k = kind_of(w, i);

		ck_push(k->refs, ck_get(g, "goods"));
		k->value_minor += ck_get_int(g, "value_minor", 0);
	}
}

static bool is_dearer(const struct work *w, const struct kind *a,
		      const struct kind *b)
{
	if (w->currency && a->value_minor != b->value_minor)
		return a->value_minor > b->value_minor;
	return w->charges[a->first].amount_minor >
	       w->charges[b->first].amount_minor;
}

static const struct kind *dearest(const struct work *w)
{
	const struct kind *best = w->kinds;

	for (const struct kind *k = best + 1; k < w->kinds + w->count; k++)
		if (is_dearer(w, k, best))
			best = k;
	return best;
}

static void add_line(const struct work *w, const struct kind *best,
		     bool unconfirmed, struct ck_value *working)
{
	struct ck_value *line = ck_push_object(working);
	struct ck_value *others;

	ck_set_str(line, "code", "goods");
	if (unconfirmed)
		ck_set_bool(line, "unconfirmed", true);
	ck_set(line, "goods", best->refs);
	ck_set_str(line, "by", w->currency ? "value" : "amount");
	if (w->currency) {
		ck_set_int(line, "value_minor", best->value_minor);
		ck_set_str(line, "currency", w->currency);
	}
	others = ck_set_array(line, "others");
	for (const struct kind *k = w->kinds; k < w->kinds + w->count; k++) {
		struct ck_value *other;

		if (k == best)
			continue;
		other = ck_push_object(others);
		ck_set(other, "goods", k->refs);
		ck_set_int(other, "amount_minor",
			   w->charges[k->first].amount_minor);
	}
	ck_set_int(line, "amount_minor", w->charges[best->first].amount_minor);
}

struct ck_charge ck_several_choose(const struct ck_value *rule,
				   struct ck_doc *doc,
				   const struct ck_value *goods,
				   const struct ck_charge *charges)
{
	const char *by = ck_get_str(rule, "by");
	bool by_value = !by || strcmp(by, "amount");
	struct work w = { .doc = doc, .goods = goods, .charges = charges,
			  .currency = ck_get_str(ck_at(goods, 0), "currency") };
	const struct kind *best;
	struct ck_charge charge;
	bool unconfirmed;

	if (!by_value || !w.currency || !is_comparable(&w))
		w.currency = NULL;
	sort_out(&w);
	best = dearest(&w);
	charge = charges[best->first];
	unconfirmed = ck_is_true(ck_get(rule, "unconfirmed")) ||
		      (by_value && !w.currency);
	if (w.count < 2)
		return charge;
	charge.unconfirmed |= unconfirmed;
	add_line(&w, best, unconfirmed, charge.working);
	return charge;
}
