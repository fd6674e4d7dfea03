#include <config.h>

#include <stdlib.h>

#include "base/text.h"
#include "trade/load.h"
#include "trade/load_work.h"
#include "trade/mass.h"

const char *const ck_amounts[] = { "packages", "gross_g" };

/* -- who carries what ----------------------------------------------------- */

const struct ck_value *ck_load_entry(const struct ck_value *vehicle,
				     const char *goods)
{
	const struct ck_value *carries = ck_get(vehicle, "carries");

	for (size_t i = 0; i < ck_count(carries); i++)
		if (ck_is(ck_at(carries, i), "goods", goods))
			return ck_at(carries, i);
	return NULL;
}

static size_t carriers_of(const struct ck_load_work *l, const char *goods)
{
	size_t count = 0;

	for (size_t i = 0; i < ck_count(l->vehicles); i++)
		count += ck_load_entry(ck_at(l->vehicles, i), goods) != NULL;
	return count;
}

/* The one vehicle that may carry what nobody says they carry: of those that
 * leave it open, the only one of a role that carries. */
static const struct ck_value *only_candidate(const struct ck_load_work *l,
					     size_t *ret_count)
{
	static const char *const roles[] = { "main", "goods", "power" };
	const struct ck_value *found = NULL;

	*ret_count = 0;
	for (size_t k = 0; k < 3 && !(*ret_count && k == 2); k++)
		for (size_t i = 0; i < ck_count(l->vehicles); i++) {
			const struct ck_value *v = ck_at(l->vehicles, i);

			if (ck_get(v, "carries") || !ck_is(v, "role", roles[k]))
				continue;
			found = v;
			++*ret_count;
		}
	return *ret_count == 1 ? found : NULL;
}

static void put_wholly(struct ck_load_work *l, struct ck_value *carries,
		       size_t i)
{
	const struct ck_value *g = ck_at(l->goods, i);
	struct ck_value *entry = ck_push_object(carries);

	ck_set_str(entry, "goods", ck_key_at(l->goods, i));
	ck_set(entry, "packages", ck_get(g, "packages"));
	ck_set(entry, "gross_g", ck_get(g, "gross_g"));
}

static void miss_carrier(struct ck_load_work *l, const char *goods, size_t candidates)
{
	const char *path = ck_doc_format(l->doc, "/goods/%s", goods);

	if (candidates)
		ck_find(l->findings, CK_F_CARRIES_MISSING, path,
			_("%zu vehicles may carry %s; say under carries which one carries how much"),
			candidates, goods);
	else
		ck_find(l->findings, CK_F_CARRIES_MISSING, path,
			_("no vehicle carries %s"), goods);
}

static void assign(struct ck_load_work *l)
{
	size_t candidates;
	const struct ck_value *only = only_candidate(l, &candidates);
	struct ck_value *carries = ck_new_array(l->doc);

	for (size_t i = 0; i < ck_count(l->goods); i++) {
		if (carriers_of(l, ck_key_at(l->goods, i)))
			continue;
		if (only)
			put_wholly(l, carries, i);
		else
			miss_carrier(l, ck_key_at(l->goods, i), candidates);
	}
	for (size_t i = 0; i < ck_count(l->vehicles); i++) {
		const struct ck_value *v = ck_at(l->vehicles, i);

		if (!ck_get(v, "carries"))
			ck_set(ck_writable(v), "carries",
			       v == only ? carries : ck_new_array(l->doc));
	}
}

/* -- figures that go without saying --------------------------------------- */

static void fill_entry(struct ck_load_work *l, const struct ck_value *entry,
		       const char *path)
{
	const char *ref = ck_get_str(entry, "goods");
	const struct ck_value *g = ref ? ck_get(l->goods, ref) : NULL;
	bool alone = ref && carriers_of(l, ref) == 1;

	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		const struct ck_value *whole = ck_get(g, ck_amounts[k]);

		if (!whole || ck_get(entry, ck_amounts[k]))
			continue;
		if (alone)
			ck_set(ck_writable(entry), ck_amounts[k], whole);
		else
			ck_find(l->findings, CK_F_CARRIES_MISSING, path,
				k == CK_PACKAGES
				? _("several vehicles carry %s; say how many packages of it are here")
				: _("several vehicles carry %s; say how many kilograms of it are here"),
				ref);
	}
}

static void twice(struct ck_load_work *l, const struct ck_value *carries, size_t i,
		  const char *path)
{
	const char *ref = ck_get_str(ck_at(carries, i), "goods");

	for (size_t k = 0; ref && k < i; k++)
		if (ck_is(ck_at(carries, k), "goods", ref))
			ck_find(l->findings, CK_F_REF_DUPLICATE, path,
				_("%s stands twice under carries; add the figures up"),
				ref);
}

static void fill(struct ck_load_work *l)
{
	for (size_t i = 0; i < ck_count(l->vehicles); i++) {
		const struct ck_value *carries =
			ck_get(ck_at(l->vehicles, i), "carries");

		for (size_t k = 0; k < ck_count(carries); k++) {
			const char *path = ck_doc_format(
				l->doc, "/vehicles/%s/carries/%zu",
				ck_key_at(l->vehicles, i), k);

			fill_entry(l, ck_at(carries, k), path);
			twice(l, carries, k, path);
		}
	}
}

/* -- sums ----------------------------------------------------------------- */

static struct ck_sum carried(const struct ck_load_work *l, const char *goods,
			  enum ck_amount amount)
{
	struct ck_sum sum = { .known = true };

	for (size_t i = 0; i < ck_count(l->vehicles); i++) {
		const struct ck_value *entry =
			ck_load_entry(ck_at(l->vehicles, i), goods);

		if (entry)
			ck_sum_add(&sum, ck_get(entry, ck_amounts[amount]));
	}
	return sum;
}

const char *ck_load_figure(struct ck_doc *doc, enum ck_amount amount,
			   int64_t n)
{
	char kg[CK_DECIMAL_SIZE];

	if (amount == CK_PACKAGES)
		return ck_doc_format(doc, _("%lld packages"), (long long)n);
	ck_mass_text(n, kg);
	return ck_doc_format(doc, _("%s kg"), kg);
}

/* The one figure that, taken for tonnes, makes the sum right; its path. */
static const char *slip_of(const struct ck_load_work *l, const char *goods,
			   int64_t sum, int64_t whole)
{
	if (ck_load_slipped(whole, whole, sum))
		return ck_doc_format(l->doc, "/goods/%s/gross_kg", goods);
	for (size_t i = 0; i < ck_count(l->vehicles); i++) {
		const struct ck_value *carries =
			ck_get(ck_at(l->vehicles, i), "carries");

		for (size_t k = 0; k < ck_count(carries); k++)
			if (ck_is(ck_at(carries, k), "goods", goods) &&
			    ck_load_slipped(ck_get_int(ck_at(carries, k),
						       "gross_g", 0),
					    sum, whole))
				return ck_doc_format(
					l->doc,
					"/vehicles/%s/carries/%zu/gross_kg",
					ck_key_at(l->vehicles, i), k);
	}
	return NULL;
}

static void miss_sum(const struct ck_load_work *l, const char *ref,
		     enum ck_amount k, int64_t sum, int64_t whole)
{
	const char *slip = k == CK_GROSS ? slip_of(l, ref, sum, whole) : NULL;

	if (slip)
		ck_find(l->findings, CK_F_CARRIES_SUM, slip,
			_("%s of %s are declared and the vehicles carry %s; were tonnes meant here?"),
			ck_load_figure(l->doc, k, whole), ref,
			ck_load_figure(l->doc, k, sum));
	else
		ck_find(l->findings, CK_F_CARRIES_SUM,
			ck_doc_format(l->doc, "/goods/%s", ref),
			sum < whole
			? _("the vehicles carry %s of %s of %s; %s are on none")
			: _("the vehicles carry %s of %s of %s; %s too many"),
			ck_load_figure(l->doc, k, sum),
			ck_load_figure(l->doc, k, whole), ref,
			ck_load_figure(l->doc, k, llabs(whole - sum)));
}

static void check_carried(struct ck_load_work *l, size_t i)
{
	const char *ref = ck_key_at(l->goods, i);

	if (!carriers_of(l, ref))
		return;
	for (int k = CK_PACKAGES; k <= CK_GROSS; k++) {
		int64_t whole;
		struct ck_sum sum = carried(l, ref, k);

		if (ck_int(ck_get(ck_at(l->goods, i), ck_amounts[k]), &whole) &&
		    sum.known && sum.total != whole)
			miss_sum(l, ref, k, sum.total, whole);
	}
}

/* -- value ---------------------------------------------------------------- */

static void value_goods(struct ck_load_work *l, size_t i)
{
	const struct ck_value *g = ck_at(l->goods, i);
	const char *ref = ck_key_at(l->goods, i);
	int64_t value = ck_get_int(g, "value_minor", -1);
	struct ck_sum sum = carried(l, ref, CK_PACKAGES);
	enum ck_amount by = sum.known && sum.total ? CK_PACKAGES : CK_GROSS;
	int64_t upto = 0, part = 0;

	if (by == CK_GROSS)
		sum = carried(l, ref, CK_GROSS);
	if (value < 0 || !sum.known || !sum.total)
		return;
	for (size_t k = 0; k < ck_count(l->vehicles); k++) {
		const struct ck_value *entry =
			ck_load_entry(ck_at(l->vehicles, k), ref);

		if (!entry)
			continue;
		part = ck_load_share(value, upto, sum.total);
		upto += ck_get_int(entry, ck_amounts[by], 0);
		ck_set_int(ck_writable(entry), "value_minor",
			   ck_load_share(value, upto, sum.total) - part);
	}
}

/* -- all of it ------------------------------------------------------------ */

static bool is_spoilt(const struct ck_load_work *l, const char *ref,
		      const char *member)
{
	return ck_findings_spoil(l->findings,
				 ck_doc_format(l->doc, "/vehicles/%s/%s", ref,
					       member));
}

/* A fault of the load is told once, where it is, not again by every sum. */
static bool loads_spoilt(const struct ck_load_work *l)
{
	for (size_t i = 0; i < ck_count(l->vehicles); i++) {
		const char *ref = ck_key_at(l->vehicles, i);

		if (is_spoilt(l, ref, "carries") || is_spoilt(l, ref, "role") ||
		    ck_findings_at(l->findings,
				   ck_doc_format(l->doc, "/vehicles/%s", ref)))
			return true;
	}
	return ck_findings_at(l->findings, "/vehicles") ||
	       ck_findings_spoil(l->findings, "/goods");
}

void ck_load_complete(struct ck_value *stored, struct ck_findings *findings)
{
	struct ck_load_work l = {
		.doc = findings->doc,
		.findings = findings,
		.stored = stored,
		.goods = ck_get(stored, "goods"),
		.vehicles = ck_get(stored, "vehicles"),
	};

	if (findings->errors && loads_spoilt(&l))
		return;
	assign(&l);
	fill(&l);
	for (size_t i = 0; i < ck_count(l.goods); i++) {
		check_carried(&l, i);
		value_goods(&l, i);
	}
	if (!findings->errors || !loads_spoilt(&l))
		ck_transfers_complete(&l);
}

void ck_load_sum(const struct ck_value *load, const struct ck_value *goods,
		 const char *currency, struct ck_load_sum *ret_sum)
{
	struct ck_load_sum sum = { .mass_known = true, .value_known = true };

	for (size_t i = 0; i < ck_count(load); i++) {
		const struct ck_value *entry = ck_at(load, i);
		const char *ref = ck_get_str(entry, "goods");
		const struct ck_value *g = ref ? ck_get(goods, ref) : NULL;
		const struct ck_value *mass = ck_get(entry, "gross_g");
		const struct ck_value *value = ck_get(entry, "value_minor");

		sum.lines++;
		sum.packages += ck_get_int(entry, "packages", 0);
		sum.gross_g += ck_get_int(entry, "gross_g", 0);
		sum.mass_known &= mass != NULL;
		if (value && currency && ck_is(g, "currency", currency))
			sum.value_minor += ck_get_int(entry, "value_minor", 0);
		else
			sum.value_known = false;
	}
	*ret_sum = sum;
}
