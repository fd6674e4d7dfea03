#include <config.h>

#include <string.h>

#include "hold/hold.h"
#include "hold/person.h"
#include "store/query.h"
#include "trade/plate_key.h"

static bool has(const struct ck_value *holds, const char *id)
{
	for (size_t i = 0; i < ck_count(holds); i++)
		if (!strcmp(ck_get_str(ck_at(holds, i), "hold"), id))
			return true;
	return false;
}

static bool is_among(const struct ck_value *plates, const char *subject)
{
	for (size_t i = 0; i < ck_count(plates); i++)
		if (ck_plate_same(ck_get_str(ck_at(plates, i), "normal"),
				  subject))
			return true;
	return false;
}

/* A plate that is held with its province, declared without one. */
static int of_province(struct ck_store *store, struct ck_doc *doc,
		       const char *site, const char *declaration,
		       const char *trip, struct ck_value *holds)
{
	struct ck_value *all = ck_new_array(doc);
	struct ck_value *plates = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_HOLD_OF_PROVINCE, "s", site),
			   doc, all);

	if (r < 0 || !ck_count(all))
		return r;
	r = ck_rows_of(ck_query(store, CK_SQL_HOLD_PLATES, "ss", declaration,
				trip), doc, plates);
	for (size_t i = 0; r == 0 && i < ck_count(all); i++) {
		const struct ck_value *row = ck_at(all, i);

		if (!has(holds, ck_get_str(row, "hold")) &&
		    is_among(plates, ck_get_str(row, "subject")))
			ck_push(holds, row);
	}
	return r;
}

int ck_hold_list(struct ck_store *store, struct ck_doc *doc, const char *trip,
		 const struct ck_value **ret_holds)
{
	const char *site = ck_doc_format(doc, "%.*s",
					 (int)strcspn(trip, "-"), trip);
	const char *declaration = ck_doc_format(doc, "%.*s",
						(int)strcspn(trip, "."), trip);
	struct ck_value *holds = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_HOLD_OF_TRIP, "sss", site,
				    trip, declaration), doc, holds);

	if (r == 0)
		r = of_province(store, doc, site, declaration, trip, holds);
	if (r == 0)
		r = ck_hold_of_persons(store, doc, site, trip, holds);
	if (r < 0)
		return r;
	*ret_holds = holds;
	return 0;
}

/* -- a correction --------------------------------------------------------- */

static int keep(struct ck_txn *txn, const char *kind, const char *subject,
		const struct ck_value *row, const struct ck_event_id *cause)
{
	const struct ck_hold_new hold = {
		.site = ck_get_str(row, "site"),
		.agency = ck_get_str(row, "agency"),
		.reason = ck_get_str(row, "reason"),
		.subject_kind = kind, .subject = subject,
		.silent = ck_get_int(row, "silent", 0),
		.figures = ck_get(row, "figures"),
		.review_at = ck_get_int(row, "review_at", 0),
		.actor = "rule:hold",
	};
	char id[CK_HOLD_ID];

	return ck_hold_place(txn, &hold, cause, id, NULL);
}

int ck_hold_keep(struct ck_txn *txn, const char *trip,
		 const struct ck_value *before,
		 const struct ck_event_id *cause)
{
	const struct ck_value *now = NULL;
	int r;

	if (!ck_count(before))
		return 0;
	r = ck_hold_list(ck_txn_store(txn), ck_txn_doc(txn), trip, &now);
	for (size_t i = 0; r >= 0 && i < ck_count(before); i++) {
		const struct ck_value *row = ck_at(before, i);

		if (!has(now, ck_get_str(row, "hold")))
			r = keep(txn, "trip", trip, row, cause);
	}
	return r < 0 ? r : 0;
}

/* -- a trip that is given up ---------------------------------------------- */

static int keep_on(struct ck_txn *txn, const struct ck_value *vehicle,
		   const struct ck_value *hold, const struct ck_event_id *cause)
{
	const char *kind = ck_get_str(vehicle, "kind");
	const char *subject = NULL;
	int r = ck_hold_subject(ck_txn_doc(txn), ck_get_str(hold, "site"), kind,
				ck_get_str(vehicle, "normal"), &subject);

	return r < 0 ? r : keep(txn, kind, subject, hold, cause);
}

/* Is it on the trip alone, and of another than who ends that? */
static bool outlives(const struct ck_value *hold, const char *agency)
{
	return ck_is(hold, "subject_kind", "trip") &&
	       !(agency && ck_is(hold, "agency", agency));
}

int ck_hold_outlive(struct ck_txn *txn, const char *trip, const char *agency,
		    const struct ck_event_id *cause)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	const char *declaration = ck_doc_format(doc, "%.*s",
						(int)strcspn(trip, "."), trip);
	struct ck_value *names = ck_new_array(doc);
	const struct ck_value *holds = NULL;
	int r;

	if (ck_txn_dry(txn))
		return 0;
	r = ck_hold_list(ck_txn_store(txn), doc, trip, &holds);
	if (r == 0)
		r = ck_rows_of(ck_query(ck_txn_store(txn), CK_SQL_HOLD_VEHICLE,
					"ss", declaration, trip), doc, names);
	for (size_t i = 0; i < ck_count(holds); i++)
		for (size_t k = 0; r >= 0 && k < ck_count(names); k++)
			if (outlives(ck_at(holds, i), agency))
				r = keep_on(txn, ck_at(names, k),
					    ck_at(holds, i), cause);
	return r < 0 ? r : 0;
}
