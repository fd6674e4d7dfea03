#include <config.h>

#include "trade/amend.h"

static const char *const amounts[] = { "packages", "gross_kg" };

/* -- carries -------------------------------------------------------------- */

static bool carries_any(const struct ck_value *vehicle)
{
	return !ck_is(vehicle, "role", "receiving");
}

static size_t carriers(const struct ck_value *vehicles)
{
	size_t count = 0;

	for (size_t i = 0; i < ck_count(vehicles); i++)
		count += carries_any(ck_at(vehicles, i));
	return count;
}

static bool same_refs(const struct ck_value *a, const struct ck_value *b)
{
	if (ck_count(a) != ck_count(b))
		return false;
	for (size_t i = 0; i < ck_count(a); i++)
		if (!ck_get(b, ck_key_at(a, i)))
			return false;
	return true;
}

static size_t entries_of(const struct ck_value *vehicles, const char *goods)
{
	size_t count = 0;

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *carries =
			ck_get(ck_at(vehicles, i), "carries");

		for (size_t k = 0; k < ck_count(carries); k++)
			count += ck_is(ck_at(carries, k), "goods", goods);
	}
	return count;
}

/* An amount that was that of the whole line is left to follow it. */
static void free_amounts(struct ck_value *entry, const struct ck_value *whole)
{
	for (size_t i = 0; i < 2; i++)
		if (ck_get(entry, amounts[i]) &&
		    ck_equal(ck_get(entry, amounts[i]),
			     ck_get(whole, amounts[i])))
			ck_unset(entry, amounts[i]);
}

static void follow_carries(const struct ck_value *vehicles,
			   struct ck_value *vehicle,
			   const struct ck_value *goods_before)
{
	const struct ck_value *carries = ck_get(vehicle, "carries");

	for (size_t k = 0; k < ck_count(carries); k++) {
		const char *goods = ck_get_str(ck_at(carries, k), "goods");

		if (goods && entries_of(vehicles, goods) == 1)
			free_amounts(ck_writable(ck_at(carries, k)),
				     ck_get(goods_before, goods));
	}
}

static void follow_vehicles(struct ck_value *after,
			    const struct ck_value *before)
{
	const struct ck_value *vehicles = ck_get(after, "vehicles");
	const struct ck_value *then = ck_get(before, "vehicles");
	bool alone = carriers(vehicles) == 1 && carriers(then) == 1;
	bool same = same_refs(ck_get(after, "goods"), ck_get(before, "goods"));

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		struct ck_value *v = ck_writable(ck_at(vehicles, i));
		const char *ref = ck_key_at(vehicles, i);
		const struct ck_value *old = ref ? ck_get(then, ref) : NULL;

		if (!old || !ck_get(v, "carries") ||
		    !ck_equal(ck_get(v, "carries"), ck_get(old, "carries")))
			continue;
		if (alone && !same && carries_any(v) && carries_any(old))
			ck_unset(v, "carries");
		else
			follow_carries(vehicles, v, ck_get(before, "goods"));
	}
}

/* -- transfers ------------------------------------------------------------ */

static size_t parts_of(const struct ck_value *transfers,
		       const struct ck_value *t)
{
	size_t count = 0;

	for (size_t i = 0; i < ck_count(transfers); i++)
		count += ck_is(ck_at(transfers, i), "from",
			       ck_get_str(t, "from")) &&
			 ck_is(ck_at(transfers, i), "goods",
			       ck_get_str(t, "goods"));
	return count;
}

static const struct ck_value *carried(const struct ck_value *document,
				      const struct ck_value *t)
{
	const char *from = ck_get_str(t, "from");
	const struct ck_value *carries =
		ck_get(from ? ck_get(ck_get(document, "vehicles"), from) : NULL,
		       "carries");

	for (size_t k = 0; k < ck_count(carries); k++)
		if (ck_is(ck_at(carries, k), "goods", ck_get_str(t, "goods")))
			return ck_at(carries, k);
	return NULL;
}

static void follow_transfers(struct ck_value *after,
			     const struct ck_value *before)
{
	const struct ck_value *transfers = ck_get(after, "transfers");

	for (size_t i = 0; i < ck_count(transfers); i++) {
		struct ck_value *t = ck_writable(ck_at(transfers, i));
		const char *ref = ck_key_at(transfers, i);
		const struct ck_value *old =
			ref ? ck_get(ck_get(before, "transfers"), ref) : NULL;

		if (old && ck_equal(old, t) && parts_of(transfers, t) == 1)
			free_amounts(t, carried(before, t));
	}
}

void ck_amend_follow(struct ck_value *after, const struct ck_value *before)
{
	follow_vehicles(after, before);
	follow_transfers(after, before);
}
