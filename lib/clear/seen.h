/* Which numbers of the log are versions of a trip: `version` is the seq of its
 * last change (ck-record(5)), `seen` the one that was looked at.
 */
#ifndef CK_CLEAR_SEEN_H
#define CK_CLEAR_SEEN_H

#include "clear/case.h"

/* Is `seen` the number of an event that changed what an agency has before it
 * of the trip: one about the trip, about its whole declaration, about what one
 * of its checks is about (a customs number, a vehicle; also one that the trip
 * no longer needs), or about several trips and this one among them (a load is
 * handed over)? 0; -ERANGE: it is not, another trip's or nobody's. check is a
 * row of the case, or NULL. */
int ck_seen_check(const struct ck_case *c, const struct ck_value *check,
		  int64_t seen) CK_MUST_CHECK;

/* The same of any trip of the declaration. */
int ck_seen_check_declaration(struct ck_store *store, struct ck_doc *doc,
			      const char *declaration, int64_t seen)
	CK_MUST_CHECK;

#endif
