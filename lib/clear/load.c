#include <config.h>

#include <errno.h>

#include "goods/goods.h"
#include "clear/load.h"
#include "store/query.h"

int ck_load_given(const struct ck_case *c, struct ck_value **ret_trips)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(c->store, CK_SQL_LOAD_MOVED, "s",
				     c->declaration);
	struct ck_value *trips = ck_new_object(c->doc);
	int r;

	while ((r = ck_step(q)) > 0)
		ck_set_str(trips, ck_column_text(q, 0), ck_column_text(q, 1));
	if (r == 0)
		*ret_trips = trips;
	return r;
}

static struct ck_goods_amount amount_of(const struct ck_value *entry)
{
	return (struct ck_goods_amount){ ck_get_int(entry, "packages", -1),
					 ck_get_int(entry, "gross_g", -1) };
}

static void add(const struct ck_case *c, struct ck_value *list,
		const struct ck_value *entry,
		const struct ck_goods_amount *amount, const char *from)
{
	const char *goods = ck_get_str(entry, "goods");
	const struct ck_value *line =
		ck_get(ck_get(ck_case_document(c), "goods"), goods ?: "");
	struct ck_value *object;

	if (ck_goods_none(amount))
		return;
	object = ck_push_object(list);
	ck_set_str(object, "goods", goods);
	ck_set(object, "name", ck_get(line, "name"));
	ck_goods_set_amount(c->doc, object, amount);
	if (from)
		ck_set(object, "unit", ck_get(entry, "to_unit"));
	ck_set_str(object, "from", from);
}

/* What it carried, without what has come off and what was handed over. */
static int add_own(const struct ck_case *c, const char *vehicle, bool given,
		   struct ck_value *list)
{
	const struct ck_value *d = ck_case_document(c);
	const struct ck_value *carries = ck_get(
		ck_get(ck_get(d, "vehicles"), vehicle), "carries");
	const struct ck_value *transfers = ck_get(d, "transfers");

	for (size_t i = 0; i < ck_count(carries); i++) {
		const struct ck_value *entry = ck_at(carries, i);
		const char *goods = ck_get_str(entry, "goods");
		struct ck_goods_amount amount = amount_of(entry);
		struct ck_goods_line line;
		int r = ck_goods_line_read(c, goods ?: "", &line);

		if (r < 0)
			return r == -ENOENT ? 0 : r;
		amount = ck_goods_minus(&amount, &line.decided);
		for (size_t k = 0; given && k < ck_count(transfers); k++) {
			const struct ck_value *t = ck_at(transfers, k);
			struct ck_goods_amount part = amount_of(t);

			if (ck_is(t, "from", vehicle) &&
			    ck_is(t, "goods", goods))
				amount = ck_goods_minus(&amount, &part);
		}
		add(c, list, entry, &amount, NULL);
	}
	return 0;
}

int ck_load_list(const struct ck_case *c, const struct ck_value *given,
		 struct ck_value *list)
{
	const char *vehicle = ck_get_str(c->row, "vehicle_ref");
	const struct ck_value *transfers =
		ck_get(ck_case_document(c), "transfers");
	int r = add_own(c, vehicle, ck_get(given, vehicle) != NULL, list);

	for (size_t i = 0; r == 0 && i < ck_count(transfers); i++) {
		const struct ck_value *t = ck_at(transfers, i);
		const char *from = ck_get_str(t, "from");
		const char *trip = ck_get_str(given, from ?: "");
		struct ck_goods_amount amount = amount_of(t);

		if (trip && ck_is(t, "to", vehicle))
			add(c, list, t, &amount, trip);
	}
	return r;
}

int ck_load_fill(const struct ck_case *c, struct ck_value *record)
{
	struct ck_value *given = NULL;
	int r = ck_load_given(c, &given);

	return r < 0 ? r : ck_load_list(c, given, ck_set_array(record, "load"));
}
