/* Persons in a patch. It is made to their values as they are, so that what
 * stays stays; who writes it sees them masked, and nothing of it tells more:
 * personal data is copied and moved to the same member only, and is not tested
 * (RFC 6902, sections 4.4 to 4.6, would do either). Elsewhere it would be
 * shown, and stand in the log for good.
 */
#ifndef CK_TRADE_AMEND_PERSON_H
#define CK_TRADE_AMEND_PERSON_H

#include "record/patch.h"

/* Documents are whole and outside. 0, or -EBADMSG with code "patch-personal",
 * and a pointer into the patch. */
int ck_amend_person_allow(struct ck_doc *doc, const struct ck_value *before,
			  const struct ck_value *patch,
			  struct ck_patch_fault *ret_fault) CK_MUST_CHECK;

/* The same of a document that a patch has made of `before`, sharing what did
 * not change: a party that is no longer a person keeps nothing of one. `shown`
 * is `before` masked. */
int ck_amend_person_left(struct ck_doc *doc, const struct ck_value *before,
			 const struct ck_value *shown,
			 const struct ck_value *after,
			 struct ck_patch_fault *ret_fault) CK_MUST_CHECK;

/* A copy of `before` without the personal values that a patch writes, right or
 * wrong: one that told which would answer guesses. `after` is what the patch
 * makes of `shown`. Appends to owners the pointers of what they stand in. */
struct ck_value *ck_amend_person_hide(struct ck_doc *doc,
				      const struct ck_value *before,
				      const struct ck_value *shown,
				      const struct ck_value *after,
				      struct ck_value *owners);

/* A masked value that was written back where it is shown stands for the value
 * that it hides. Changes `after`. */
void ck_amend_person_unmask(struct ck_value *after,
			    const struct ck_value *before,
			    const struct ck_value *shown);

#endif
