#include <config.h>

#include "base/text.h"
#include "trade/balance.h"
#include "trade/load_work.h"
#include "trade/submit.h"

/* What the document itself carries under a customs entry. */
static struct ck_balance_sum carried(const struct ck_value *document,
				     const char *customs)
{
	const struct ck_value *goods = ck_get(document, "goods");
	const struct ck_value *vehicles = ck_get(document, "vehicles");
	struct ck_balance_sum sum = { .packages_known = true,
				      .gross_known = true };

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *load =
			ck_get(ck_at(vehicles, i), "carries");

		for (size_t k = 0; k < ck_count(load); k++) {
			const struct ck_value *e = ck_at(load, k);
			const char *g = ck_get_str(e, "goods");
			struct ck_balance_sum part = { 0 };

			if (!ck_is(ck_get(goods, g), "customs", customs))
				continue;
			part.packages_known =
				ck_int(ck_get(e, "packages"), &part.packages);
			part.gross_known =
				ck_int(ck_get(e, "gross_g"), &part.gross_g);
			ck_balance_add(&sum, &part);
		}
	}
	return sum;
}

static const char *figures(struct ck_doc *doc, int64_t packages, int64_t gross)
{
	if (!packages)
		return ck_load_figure(doc, CK_GROSS, gross);
	if (!gross)
		return ck_load_figure(doc, CK_PACKAGES, packages);
	return ck_doc_format(doc, "%s, %s",
			     ck_load_figure(doc, CK_PACKAGES, packages),
			     ck_load_figure(doc, CK_GROSS, gross));
}

static int64_t excess(int64_t total, bool known, int64_t drawn, bool drawn_known)
{
	return known && drawn_known && drawn > total ? drawn - total : 0;
}

/* What trips have of it, those of the declaration that is amended left out. */
static struct ck_balance_sum others_of(const struct ck_submission *sub,
				       const struct ck_balance *b,
				       size_t *ret_count)
{
	struct ck_balance_sum others = { .packages_known = true,
					 .gross_known = true };

	*ret_count = 0;
	for (size_t i = 0; i < ck_count(b->trips); i++) {
		const struct ck_value *trip = ck_at(b->trips, i);
		struct ck_balance_sum part = ck_balance_of(trip);

		if (sub->declaration &&
		    ck_is(trip, "declaration", sub->declaration))
			continue;
		++*ret_count;
		if (ck_balance_draw(trip) != CK_DRAW_ENDED)
			ck_balance_add(&others, &part);
	}
	return others;
}

static void judge(struct ck_submission *sub, const char *ref,
		  const char *number, const struct ck_balance *b,
		  const struct ck_balance_sum *own)
{
	size_t count;
	struct ck_balance_sum others = others_of(sub, b, &count);
	struct ck_balance_sum drawn = others;
	int64_t packages, gross;

	ck_balance_add(&drawn, own);
	packages = excess(b->declared.packages, b->declared.packages_known,
			  drawn.packages, drawn.packages_known);
	gross = excess(b->declared.gross_g, b->declared.gross_known,
		       drawn.gross_g, drawn.gross_known);
	if (!packages && !gross)
		return;
	ck_find(&sub->findings, CK_F_CUSTOMS_OVERDRAWN,
		ck_doc_format(sub->doc, "/customs/%s/number", ref),
		_("%s has %s in all, and other trips (%zu) have %s of it; this is %s too much. Cancel what will not come, or name the right number"),
		number,
		figures(sub->doc, b->declared.packages, b->declared.gross_g),
		count,
		figures(sub->doc, others.packages, others.gross_g),
		figures(sub->doc, packages, gross));
}

/* The total of the document's own entry, and that of the store. */
static void compare(struct ck_submission *sub, const char *ref,
		    const struct ck_value *entry, const struct ck_value *row)
{
	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		const struct ck_value *mine = ck_get(entry, ck_amounts[k]);
		const struct ck_value *known = ck_get(row, ck_amounts[k]);
		int64_t n, m;

		if (!ck_int(mine, &n) || !ck_int(known, &m) || n == m)
			continue;
		ck_find(&sub->findings, CK_F_CUSTOMS_TOTAL,
			ck_doc_format(sub->doc, "/customs/%s/%s", ref,
				      k == CK_PACKAGES ? "packages"
						       : "gross_kg"),
			ck_is(row, "total_by", "customs")
			? _("%s has %s by customs, not %s; which is right?")
			: _("%s was declared with %s before, not %s; which is right?"),
			ck_get_str(entry, "number"),
			ck_load_figure(sub->doc, k, m),
			ck_load_figure(sub->doc, k, n));
	}
}

static bool has_total(const struct ck_value *v)
{
	return ck_get(v, "packages") || ck_get(v, "gross_g");
}

/* A total that only this document gives counts from now on. */
static const struct ck_value *with_total(struct ck_doc *doc,
					 const struct ck_value *entry,
					 const struct ck_value *row)
{
	struct ck_value *whole = ck_new_object(doc);

	CK_SET_SAME(whole, entry, "customs", "packages", "gross_g");
	ck_set_str(whole, "total_by", "declarant");
	for (size_t i = 0; i < ck_count(row); i++)
		ck_set(whole, ck_key_at(row, i), ck_at(row, i));
	return whole;
}

/* As it was read when the rules were asked; NULL: the site does not know it,
 * or no trip draws on it. */
static const struct ck_value *known_row(const struct ck_submission *sub,
					const struct ck_value *entry)
{
	const char *id = ck_get_str(entry, "customs");
	const struct ck_value *row = NULL;

	for (size_t i = 0; id && !row && i < sub->trip_count; i++)
		row = ck_get(sub->trips[i].known, id);
	return row;
}

static int draw(struct ck_submission *sub, struct ck_store *store,
		const char *ref, const struct ck_value *entry)
{
	const struct ck_value *row = known_row(sub, entry);
	struct ck_balance_sum own;
	struct ck_balance b;
	int r;

	compare(sub, ref, entry, row);
	if (!ck_get(entry, "customs") || (!has_total(row) && !has_total(entry)))
		return 0;
	r = ck_balance_read(store, sub->doc, with_total(sub->doc, entry, row),
			    &b);
	if (r < 0)
		return r;
	own = carried(sub->document.stored, ref);
	judge(sub, ref, ck_get_str(entry, "number"), &b, &own);
	return 0;
}

int ck_submission_draw(struct ck_submission *sub, struct ck_store *store)
{
	const struct ck_value *customs =
		ck_get(sub->document.stored, "customs");
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(customs); i++)
		r = draw(sub, store, ck_key_at(customs, i), ck_at(customs, i));
	return r;
}
