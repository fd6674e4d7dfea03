#include <config.h>

#include "store/query.h"
#include "trade/balance.h"

static const struct ck_balance_sum nothing = {
	.packages_known = true, .gross_known = true,
};

void ck_balance_add(struct ck_balance_sum *sum,
		    const struct ck_balance_sum *part)
{
	sum->packages += part->packages;
	sum->gross_g += part->gross_g;
	sum->packages_known &= part->packages_known;
	sum->gross_known &= part->gross_known;
}

static struct ck_balance_sum sum_of(const struct ck_value *row,
				    const char *packages, const char *gross)
{
	struct ck_balance_sum sum = { 0 };

	sum.packages_known = ck_int(ck_get(row, packages), &sum.packages);
	sum.gross_known = ck_int(ck_get(row, gross), &sum.gross_g);
	return sum;
}

enum ck_draw ck_balance_draw(const struct ck_value *trip)
{
	if (ck_get_int(trip, "times", 0))
		return CK_DRAW_PASSED;
	return ck_get(trip, "closed_at") ? CK_DRAW_ENDED : CK_DRAW_PLANNED;
}

struct ck_balance_sum ck_balance_of(const struct ck_value *trip)
{
	if (ck_balance_draw(trip) == CK_DRAW_PASSED)
		return sum_of(trip, "passed_packages", "passed_g");
	return sum_of(trip, "packages", "gross_g");
}

static void count(struct ck_balance *b, const struct ck_value *trip)
{
	struct ck_balance_sum sum = ck_balance_of(trip);

	switch (ck_balance_draw(trip)) {
	case CK_DRAW_PLANNED:
		ck_balance_add(&b->planned, &sum);
		break;
	case CK_DRAW_PASSED:
		ck_balance_add(&b->passed, &sum);
		break;
	default:
		break;
	}
}

int ck_balance_read(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_value *customs,
		    struct ck_balance *ret_balance)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(store, CK_SQL_CUSTOMS_DRAWS, "s",
			 ck_get_str(customs, "customs"));
	struct ck_balance b = { .planned = nothing, .passed = nothing };
	struct ck_value *trips = ck_new_array(doc);
	int r;

	while ((r = ck_step(q)) > 0) {
		const struct ck_value *trip = ck_row_object(q, doc);

		ck_push(trips, trip);
		count(&b, trip);
	}
	if (r < 0)
		return r;
	b.trips = trips;
	b.by = ck_get_str(customs, "total_by");
	b.declared = sum_of(customs, "packages", "gross_g");
	if (!b.by) {
		b.by = "trips";
		b.declared = b.planned;
		ck_balance_add(&b.declared, &b.passed);
	}
	*ret_balance = b;
	return 0;
}
