/* Inside the hold room: holds on persons are found by the identity number,
 * which stands outside the log. */
#ifndef CK_HOLD_PERSON_H
#define CK_HOLD_PERSON_H

#include "hold/hold.h"

/* An open hold of the same agency and reason on the same person: 1 and its
 * id, else 0. */
int ck_hold_same_person(struct ck_store *store, const struct ck_hold_new *hold,
			char ret_id[CK_HOLD_ID]) CK_MUST_CHECK;

/* Whether a hold is, or was, on the person of that number: 1 or 0, also when
 * the person was erased. */
int ck_hold_is_on_person(struct ck_store *store, struct ck_doc *doc,
			 const char *hold, const char *number) CK_MUST_CHECK;

/* Appends to holds those on persons of the document: one of the vehicle's
 * crew, or the enterprise or payer when its tax code is a personal number. */
int ck_hold_of_persons(struct ck_store *store, struct ck_doc *doc,
		       const char *site, const char *trip,
		       struct ck_value *holds) CK_MUST_CHECK;

#endif
