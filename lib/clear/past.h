/* A declaration as it stood earlier, read out of the log. */
#ifndef CK_CLEAR_PAST_H
#define CK_CLEAR_PAST_H

#include "store/log.h"

/* The stored document as it was when the declaration's own log ended with seq.
 * -ERANGE: it was not there yet. */
int ck_past_document(struct ck_store *store, struct ck_doc *doc,
		     const char *declaration, int64_t seq,
		     const struct ck_value **ret_document) CK_MUST_CHECK;

/* Did a check of the trip, with trip NULL of any, look at this subject when the
 * log ended with seq? */
int ck_past_needs(struct ck_store *store, const char *declaration,
		  const char *trip, const char *subject, int64_t seq)
	CK_MUST_CHECK;

/* The last event that turned the trip back, sent it to another gate, impounded
 * or disposed of it, in doc. -ENOENT: there is none. */
int ck_past_turning(struct ck_store *store, struct ck_doc *doc,
		    const char *declaration, const char *trip,
		    struct ck_line *ret_line) CK_MUST_CHECK;

#endif
