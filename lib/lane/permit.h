/* Permits: vehicles that pass lanes without a declaration: an
 * ambulance, the police, maintenance, a shuttle. A permit is for one vehicle,
 * some lanes and a time, and was given by somebody for a reason of the site.
 * It spares the declaration and what belongs to one, queue and checks; a hold on
 * the vehicle stops it all the same.
 *
 * A permit opens a barrier with nothing behind it, so it takes the vehicle's
 * number exactly as it was read: no missing province, no confused character, no
 * other reading of a camera.
 */
#ifndef CK_LANE_PERMIT_H
#define CK_LANE_PERMIT_H

#include "lane/gate.h"
#include "lane/sighting.h"
#include "store/log.h"

enum { CK_PERMIT_ID = 32 };		/* "CKHN-P00001" and NUL */

struct ck_permit_new {
	const char *site;
	const char *normal;		/* "80A12345" */
	const char *label;		/* as it was written */
	const struct ck_value *lanes;	/* ["B0-1"] */
	const char *reason;
	int64_t from;
	int64_t until;			/* in force before it */
};

/* Appends permit.given. One in force for the same vehicle, lanes, reason and
 * end stands for the new one: then returns 1 and its id, and appends nothing.
 * Negative errno of the store. */
int ck_permit_give(struct ck_txn *txn, const struct ck_permit_new *permit,
		   char ret_id[CK_PERMIT_ID], struct ck_event_id *ret_event)
	CK_MUST_CHECK;

/* A row of table permit. -ENOENT: no such permit. */
int ck_permit_get(struct ck_store *store, struct ck_doc *doc,
		  const char *permit, const struct ck_value **ret_row)
	CK_MUST_CHECK;

/* Appends permit.ended. */
int ck_permit_end(struct ck_txn *txn, const char *permit, const char *reason,
		  struct ck_event_id *ret_event) CK_MUST_CHECK;

/* "early", "valid", "over" or "ended", at `now`. */
const char *ck_permit_state(const struct ck_value *row, int64_t now);

/* Is it for this lane? */
bool ck_permit_covers(const struct ck_value *row, const char *lane);

/* The permit of what was seen that says most: one that is good here and now,
 * else one in force elsewhere, else one that was not long ago (`since`); its
 * clue. NULL: none. Negative errno of the store. */
int ck_permit_find(struct ck_store *store, struct ck_doc *doc,
		   const struct ck_gate *gate, int64_t now, int64_t since,
		   const struct ck_sighting *seen,
		   const struct ck_value **ret_row,
		   const struct ck_clue **ret_clue) CK_MUST_CHECK;

#endif
