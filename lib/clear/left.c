#include <config.h>

#include <string.h>

#include "clear/left.h"
#include "clear/need.h"
#include "store/query.h"

static bool is_waited_for(const struct ck_site *site,
			  const struct ck_value *needs, const char *name)
{
	for (size_t i = 0; i < ck_count(needs); i++) {
		const char *need = ck_get_str(ck_at(needs, i), "name");

		if (ck_lists(ck_get(ck_site_find_check(site, need),
				    "after_linked"), name))
			return true;
	}
	return false;
}

int ck_left_names(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_site *site, const char *declaration,
		  const char *vehicle, const struct ck_value *needs,
		  struct ck_value *names)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_LEFT_NAMES, "ss", declaration,
				    vehicle),
			   doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const char *name = ck_get_str(ck_at(rows, i), "name");

		if (is_waited_for(site, needs, name))
			ck_push_str(names, name);
	}
	return r;
}

int ck_left_follow(struct ck_txn *txn, const struct ck_site *site,
		   const char *declaration, const char *vehicle,
		   const struct ck_event_id *cause)
{
	struct ck_value *rows = ck_new_array(ck_txn_doc(txn));
	int r = ck_txn_dry(txn)
			? 0
			: ck_rows_of(ck_query(ck_txn_store(txn),
					      CK_SQL_LEFT_TAKERS, "ss",
					      declaration, vehicle),
				     ck_txn_doc(txn), rows);

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++)
		r = ck_need_update(txn, site,
				   ck_get_str(ck_at(rows, i), "trip"), cause);
	return r < 0 ? r : 0;
}
