/* What a copy of a store keeps for itself (table `setting`): how far its
 * followers came, what part is verified next. No event tells of it, and no
 * other copy has it.
 */
#ifndef CK_STORE_SETTING_H
#define CK_STORE_SETTING_H

#include "store/store.h"

/* NULL when absent. The text lives in doc. */
const char *ck_setting(struct ck_store *store, struct ck_doc *doc,
		       const char *name);
int ck_setting_put(struct ck_store *store, const char *name,
		   const char *value) CK_MUST_CHECK;

/* The same of an object, as JSON. NULL, too, for a text that is none. */
const struct ck_value *ck_setting_object(struct ck_store *store,
					 struct ck_doc *doc, const char *name);
int ck_setting_put_object(struct ck_store *store, const char *name,
			  const struct ck_value *object) CK_MUST_CHECK;

#endif
