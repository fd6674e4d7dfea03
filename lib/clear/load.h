/* What is on a vehicle now: as declared, less what was decided to come off it,
 * and as signed transfers have moved it. A load moves when the check that the
 * site says moves it (`moves` of a check) is confirmed for the giving vehicle,
 * and moves back when that is withdrawn.
 */
#ifndef CK_CLEAR_LOAD_H
#define CK_CLEAR_LOAD_H

#include "clear/case.h"
#include "store/log.h"

/* The member `load` of a record: [{"goods","name","packages","gross_kg",
 * "unit","from"}], unit and from of what was moved onto it: the container or
 * trailer, and the trip it came from. Empty: nothing is on it. */
int ck_load_fill(const struct ck_case *c, struct ck_value *record)
	CK_MUST_CHECK;

/* The vehicles of the declaration that have handed their transfers over:
 * {"v1":"CKHN-20261122-00001.1"}, trip by ref. */
int ck_load_given(const struct ck_case *c, struct ck_value **ret_trips)
	CK_MUST_CHECK;
/* Appends what is on the vehicle when these have. */
int ck_load_list(const struct ck_case *c, const struct ck_value *given,
		 struct ck_value *list) CK_MUST_CHECK;

/* After a verdict changed: when the site says that the check moves the load,
 * appends load.moved or load.returned of the case's trip, as the check now
 * stands; nothing when the load is there already. Unsigned loads go back
 * when the confirmation is withdrawn, refused, expired or stale. */
int ck_load_follow(struct ck_txn *txn, const struct ck_case *c,
		   const char *check, const struct ck_event_id *cause)
	CK_MUST_CHECK;
/* The same of every such check of a trip, after its declaration was amended. */
int ck_load_follow_all(struct ck_txn *txn, const struct ck_site *site,
		       const char *trip, const struct ck_event_id *cause)
	CK_MUST_CHECK;

#endif
