/* What a confirmation vouches for: the values that the site's pointers find in
 * the facts of a trip, and their digest. A confirmation is stale when the same
 * pointers find other values.
 */
#ifndef CK_CLEAR_VOUCH_H
#define CK_CLEAR_VOUCH_H

#include "clear/case.h"

/* {"/vehicle/plate":"12C12345","/vehicle/seals":{…}}: each pointer
 * with what it finds; * gives an object by ref (by place where there are no
 * refs); nothing found is null. A person enters by the digest. */
struct ck_value *ck_vouch_values(struct ck_doc *doc,
				 const struct ck_value *facts,
				 const struct ck_value *pointers);

/* {"pointers":[…],"digest":"…"}: SHA-256 of the RFC 8785 form of the values. */
struct ck_value *ck_vouch(struct ck_doc *doc, const struct ck_value *pointers,
			  const struct ck_value *values);

/* What of a check's values, and of its verdict, has changed since the log
 * ended with `seen`; appends to changes (an array)
 *	{"pointer":"/vehicle/plate","was":…,"is":…}
 *	{"pointer":"/vehicle/crew"}		persons: no values
 *	{"check":…,"state":…,"actor":…}		somebody gave or asked a verdict
 * Reads the document of then out of the log, so it is exact. -ERANGE: the log
 * had no such trip then, or has not got that far yet. */
int ck_vouch_changes(const struct ck_case *c, const struct ck_value *check,
		     int64_t seen, struct ck_value *changes) CK_MUST_CHECK;

#endif
