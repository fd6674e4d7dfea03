/* Inside the clear room: holds on persons are found by the identity number,
 * which stands outside the log. */
#ifndef CK_CLEAR_PERSON_H
#define CK_CLEAR_PERSON_H

#include "clear/hold.h"

/* An open hold of the same agency and reason on the same person: 1 and its
 * id, else 0. */
int ck_hold_same_person(struct ck_store *store, const struct ck_hold_new *hold,
			char ret_id[CK_HOLD_ID]) CK_MUST_CHECK;

/* Appends to holds those on one of the document's crew. */
int ck_hold_of_crew(struct ck_store *store, struct ck_doc *doc,
		    const char *site, const char *trip,
		    struct ck_value *holds) CK_MUST_CHECK;

#endif
