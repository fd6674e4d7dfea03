/* What changes the needs of several trips. */
#include <config.h>

#include "clear/need.h"
#include "store/query.h"
#include "trade/lookup.h"

int ck_need_update_customs(struct ck_txn *txn, const struct ck_site *site,
			   const char *customs, const struct ck_event_id *cause)
{
	const struct ck_value *trips = NULL;
	int changed = 0;
	int r = ck_trips_of_customs(ck_txn_store(txn), ck_txn_doc(txn), customs,
				    &trips);

	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++) {
		r = ck_need_update(txn, site, ck_get_str(ck_at(trips, i),
							 "trip"), cause);
		changed += r > 0 ? r : 0;
	}
	return r < 0 ? r : changed;
}

int ck_need_follow(struct ck_txn *txn, const struct ck_site *site,
		   const struct ck_value *check,
		   const struct ck_value *conditions,
		   const struct ck_event_id *cause)
{
	struct ck_value *trips = ck_new_array(ck_txn_doc(txn));
	int r;

	if (ck_txn_dry(txn) || (!conditions && !ck_get(check, "conditions")))
		return 0;
	r = ck_rows_of(ck_query(ck_txn_store(txn), CK_SQL_NEED_TRIPS, "ss",
				ck_get_str(check, "subject"),
				ck_get_str(check, "name")),
		       ck_txn_doc(txn), trips);
	for (size_t i = 0; r >= 0 && i < ck_count(trips); i++)
		r = ck_need_update(txn, site,
				   ck_get_str(ck_at(trips, i), "trip"), cause);
	return r < 0 ? r : 0;
}
