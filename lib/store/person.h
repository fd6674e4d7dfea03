/* Personal data, outside the chain. The line carries a random id
 * and SHA-256(salt ∥ value); the value stands in table `person` and can be
 * erased without breaking the log. */
#ifndef CK_STORE_PERSON_H
#define CK_STORE_PERSON_H

#include "base/digest.h"
#include "store/store.h"

enum { CK_SALT = 32 };
enum { CK_PERSON_ID = 2 + 32 };		/* "p", 32 hex digits, NUL */

/* A reference made before the lock; the row is written by ck_person_add. */
struct ck_person {
	char id[CK_PERSON_ID];
	unsigned char salt[CK_SALT];
	char digest[CK_DIGEST_HEX];
	const char *value;		/* JSON, borrowed */
};

/* Draws an id and a salt for the value. An id begins with 48 bits of the time,
 * as in a UUID version 7 (RFC 9562, May 2024), and goes on with 80 random ones:
 * rows that are written together lie together. It tells no more than the time
 * of the line. */
void ck_person_new(const char *value, struct ck_person *ret_person);
/* Writes the row; inside a transaction. */
int ck_person_add(struct ck_store *store, const struct ck_person *person)
	CK_MUST_CHECK;
/* The digest that the value (NULL: the stored one) has under the salt of an
 * existing row. -ENOENT when the row was erased, -EBADMSG when its salt is not
 * one of ours. */
int ck_person_digest(struct ck_store *store, const char *id, const char *value,
		     char ret_digest[CK_DIGEST_HEX]) CK_MUST_CHECK;
/* The stored value, in doc. -ENOENT when erased. */
int ck_person_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		  const char **ret_value) CK_MUST_CHECK;

/* Deletes value and salt, inside a transaction: 1, or 0 when there are none. */
int ck_person_erase(struct ck_store *store, const char *id) CK_MUST_CHECK;
/* The person after this id ("": the first): 1 with id and value in doc, 0 at
 * the end. */
int ck_person_next(struct ck_store *store, struct ck_doc *doc,
		   const char *after, const char **ret_id,
		   const char **ret_value) CK_MUST_CHECK;

#endif
