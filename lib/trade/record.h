/* Declarations and trips as records (share/schemas/declaration.schema.json,
 * trip.schema.json).
 */
#ifndef CK_TRADE_RECORD_H
#define CK_TRADE_RECORD_H

#include "record/value.h"
#include "store/store.h"
#include "trade/submit.h"

/* Adds to a record what a row of table trip says: trip, declaration, vehicle,
 * role, direction, class, nationality, counts_as, laden, leg, zone, times,
 * outcome, version. Members the row has not are left out. */
void ck_trip_fill(struct ck_value *record, const struct ck_value *row,
		  int offset_min);

/* Adds to a record what was just submitted: direction, regime, state, trips
 * with their checks, findings; ids and versions unless nothing was written. */
void ck_submission_fill(struct ck_value *record,
			const struct ck_submission *sub);

/* Adds to a record what the store has of a declaration: declaration,
 * direction, regime, state, submitted_at, expected_at, version and trips;
 * with `whole` also its document outside, persons masked. -ENOENT. */
int ck_declaration_fill(struct ck_store *store, struct ck_value *record,
			struct ck_doc *doc, const char *declaration,
			int offset_min, bool whole) CK_MUST_CHECK;

#endif
