#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lane/permit.h"
#include "store/query.h"

/* -- one permit ----------------------------------------------------------- */

int ck_permit_get(struct ck_store *store, struct ck_doc *doc,
		  const char *permit, const struct ck_value **ret_row)
{
	int r = ck_row_of(ck_query(store, CK_SQL_PERMIT_GET, "s", permit), doc,
			  ret_row);

	return r < 0 ? r : *ret_row ? 0 : -ENOENT;
}

const char *ck_permit_state(const struct ck_value *row, int64_t now)
{
	if (ck_get(row, "ended_at"))
		return "ended";
	if (now < ck_get_int(row, "valid_from", 0))
		return "early";
	return now < ck_get_int(row, "valid_until", 0) ? "valid" : "over";
}

bool ck_permit_covers(const struct ck_value *row, const char *lane)
{
	const struct ck_value *lanes = ck_get(row, "lanes");

	for (size_t i = 0; i < ck_count(lanes); i++)
		if (!strcmp(ck_str(ck_at(lanes, i)), lane))
			return true;
	return false;
}

/* -- of a vehicle --------------------------------------------------------- */

static int rank(const struct ck_value *row, const struct ck_gate *gate,
		int64_t now)
{
	if (strcmp(ck_permit_state(row, now), "valid"))
		return 1;
	return ck_permit_covers(row, gate->lane) ? 3 : 2;
}

static bool is_of_vehicle(const struct ck_clue *clue)
{
	return !clue->kind || (strcmp(clue->kind, "trip") &&
			       strcmp(clue->kind, "declaration"));
}

int ck_permit_find(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_gate *gate, int64_t now, int64_t since,
		   const struct ck_sighting *seen,
		   const struct ck_value **ret_row,
		   const struct ck_clue **ret_clue)
{
	const struct ck_value *best = NULL;
	int r = 0;

	for (int i = 0; r >= 0 && i < seen->count; i++) {
		const struct ck_clue *clue = &seen->clues[i];
		struct ck_value *rows = ck_new_array(doc);

		if (is_of_vehicle(clue))
			r = ck_rows_of(ck_query(store, CK_SQL_PERMIT_OF, "ssi",
						gate->site, clue->normal,
						since), doc, rows);
		for (size_t k = 0; k < ck_count(rows); k++) {
			const struct ck_value *row = ck_at(rows, k);

			if (best && rank(row, gate, now) <=
					    rank(best, gate, now))
				continue;
			best = row;
			*ret_clue = clue;
		}
	}
	*ret_row = best;
	return r < 0 ? r : 0;
}

/* -- giving and ending ---------------------------------------------------- */

static bool is_same(const struct ck_value *row,
		    const struct ck_permit_new *permit)
{
	return !ck_get(row, "ended_at") &&
	       ck_get_int(row, "valid_until", 0) == permit->until &&
	       ck_get_int(row, "valid_from", 0) <= permit->from &&
	       !strcmp(ck_get_str(row, "reason"), permit->reason) &&
	       ck_equal(ck_get(row, "lanes"), permit->lanes);
}

static int find_same(struct ck_txn *txn, const struct ck_permit_new *permit,
		     char ret_id[CK_PERMIT_ID])
{
	struct ck_value *rows = ck_new_array(ck_txn_doc(txn));
	int r = ck_rows_of(ck_query(ck_txn_store(txn), CK_SQL_PERMIT_OF, "ssi",
				    permit->site, permit->normal,
				    ck_txn_at(txn)), ck_txn_doc(txn), rows);

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);

		if (!is_same(row, permit))
			continue;
		snprintf(ret_id, CK_PERMIT_ID, "%s", ck_get_str(row, "permit"));
		return 1;
	}
	return r < 0 ? r : 0;
}

static int next_number(struct ck_store *store, const char *site,
		       int64_t *ret_number)
{
	return ck_next_of(ck_query(store, CK_SQL_PERMIT_NUMBER, "s", site),
			  ret_number);
}

static int append(struct ck_txn *txn, const struct ck_permit_new *permit,
		  int64_t number, const char *id,
		  struct ck_event_id *ret_event)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "site", permit->site);
	ck_set_int(body, "number", number);
	ck_set_str(body, "normal", permit->normal);
	ck_set_str(body, "label", permit->label);
	ck_set(body, "lanes", permit->lanes);
	ck_set_str(body, "reason", permit->reason);
	ck_set_int(body, "valid_from", permit->from);
	ck_set_int(body, "valid_until", permit->until);
	return ck_append(txn, "permit.given", id, id, body, NULL, ret_event);
}

int ck_permit_give(struct ck_txn *txn, const struct ck_permit_new *permit,
		   char ret_id[CK_PERMIT_ID], struct ck_event_id *ret_event)
{
	int64_t number = 1;
	int r = find_same(txn, permit, ret_id);

	if (r != 0)
		return r;
	r = next_number(ck_txn_store(txn), permit->site, &number);
	if (r < 0)
		return r;
	snprintf(ret_id, CK_PERMIT_ID, "%s-P%05" PRId64, permit->site, number);
	return append(txn, permit, number, ret_id, ret_event);
}

int ck_permit_end(struct ck_txn *txn, const char *permit, const char *reason,
		  struct ck_event_id *ret_event)
{
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	ck_set_str(body, "reason", reason);
	return ck_append(txn, "permit.ended", permit, permit, body, NULL,
			 ret_event);
}
