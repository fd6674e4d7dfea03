/* A key as a record tells it: the public half and how long it holds. */
#ifndef CK_PASS_KEY_RECORD_H
#define CK_PASS_KEY_RECORD_H

#include "pass/key.h"

/* Sets key, of_site, public, from, until, retired_at. */
void ck_key_fill(const struct ck_key *key, int offset_min,
		 struct ck_value *record);

/* All keys of a site, in the order of their ids, added to the list. Negative
 * errno of the store. */
int ck_key_list(struct ck_store *store, const char *site, int offset_min,
		struct ck_value *list) CK_MUST_CHECK;

struct ck_key_fault {
	const char *pointer;		/* "/public" */
	const char *message;		/* translated, in doc */
};

/* Takes site, id, public half and times from such a record; retired_at is not
 * looked at, for that has a time of its own in every store. -EBADMSG. */
int ck_key_read(struct ck_doc *doc, const struct ck_value *record,
		struct ck_key *ret_key, struct ck_key_fault *ret_fault)
	CK_MUST_CHECK;

#endif
