/* Holds: named stops with an owner, on a trip, or on a plate, a
 * chassis, a container, a customs number, a party or a person, also before any
 * trip has it.
 */
#ifndef CK_HOLD_HOLD_H
#define CK_HOLD_HOLD_H

#include "site/site.h"
#include "store/log.h"

/* What a hold may be on: the words of subject_kind; NULL after the last. */
extern const char *const ck_hold_kinds[];

struct ck_hold_new {
	const char *site;		/* "CKHN" */
	const char *agency;		/* the owner */
	const char *reason;		/* of the site's reasons/hold */
	const char *subject_kind;	/* "trip", "plate", "chassis",
					   "container", "customs", "party",
					   "person" */
	const char *subject;		/* its normal form: "12C12345",
					   "CKHN/30512345678", a trip id; NULL
					   for a person */
	const char *person;		/* the identity number: it goes where
					   personal data go, never into the
					   log */
	bool silent;			/* others see only see-officer */
	const struct ck_value *figures;	/* object of integers; NULL: none */
	int64_t review_at;		/* 0: none */
	const char *actor;		/* "rule:weight"; NULL: the command's */
};

enum { CK_HOLD_ID = 32 };		/* "CKHN-H00001" and NUL */

/* Appends hold.placed. An open hold of the same agency, reason and subject
 * stands for the new one: then returns 1, its id, and appends nothing.
 * ret_event may be NULL; it is left alone when nothing is appended. */
int ck_hold_place(struct ck_txn *txn, const struct ck_hold_new *hold,
		  const struct ck_event_id *cause, char ret_id[CK_HOLD_ID],
		  struct ck_event_id *ret_event) CK_MUST_CHECK;

/* Lifts the open holds on the subject that hold->actor, a rule, has placed;
 * what a person has placed is left alone. Returns how many. */
int ck_hold_lift_ruled(struct ck_txn *txn, const struct ck_hold_new *hold,
		       const char *reason, const struct ck_event_id *cause)
	CK_MUST_CHECK;

/* The same when what becomes of the subject is decided by hold->agency: its own
 * holds, and those of all rules; other agencies lift theirs themselves. */
int ck_hold_lift_over(struct ck_txn *txn, const struct ck_hold_new *hold,
		      const char *reason, const struct ck_event_id *cause)
	CK_MUST_CHECK;

/* What was typed as normal form; of a person the identity number's, for
 * hold.person. -EBADMSG: not such a thing; -EINVAL: no such kind. */
int ck_hold_subject(struct ck_doc *doc, const char *site, const char *kind,
		    const char *text, const char **ret_subject) CK_MUST_CHECK;

/* The open holds that stop a trip: its own, of any identifier of the vehicle
 * (plates as in trade/plate_key.h),
 * of a customs number its goods travel under, of the declaring party, of one
 * of the crew. An array of rows of table hold (nulls left out, silent an
 * integer), oldest first. */
int ck_hold_list(struct ck_store *store, struct ck_doc *doc, const char *trip,
		 const struct ck_value **ret_holds) CK_MUST_CHECK;

/* After a correction of the declaration: a trip that those holds (of
 * ck_hold_list) stopped before it, and do not any more, is held itself, by the
 * same agency for the same reason, actor rule:hold: nobody gets out of a hold
 * by another plate. The owner lifts it. */
int ck_hold_keep(struct ck_txn *txn, const char *trip,
		 const struct ck_value *before,
		 const struct ck_event_id *cause) CK_MUST_CHECK;

/* Before trip.closed of a trip that has not entered, which its declarant gives
 * up (agency NULL) or the agency sends away: what holds the trip itself, and is
 * not of that agency, holds its vehicle from then on, by the same agency for
 * the same reason, actor rule:hold: nobody gets out of a hold by another
 * declaration, either. */
int ck_hold_outlive(struct ck_txn *txn, const char *trip, const char *agency,
		    const struct ck_event_id *cause) CK_MUST_CHECK;

/* Whether one of the agencies (array of codes) is the owner of a hold or a
 * note, or above it in the site file. The agency by whose right, or NULL. */
const char *ck_owner_right(const struct ck_site *site, const char *owner,
			   const struct ck_value *agencies);

#endif
