/* Kinds of personal data, as the site file counts them: how long they are
 * kept, and whom they are shown to in full (ck-site(5), retention).
 */
#ifndef CK_TRADE_PERSONAL_H
#define CK_TRADE_PERSONAL_H

#include "site/site.h"

/* The kind of what stands under this member of a declaration: "driver" of
 * crew, "contact", "party"; NULL: that of what it stands in, in the end
 * "note". */
const char *ck_personal_kind(const char *member);

/* The kinds that one of the agencies (array of codes) is shown in full, an
 * array in doc. */
struct ck_value *ck_personal_shown(struct ck_doc *doc,
				   const struct ck_site *site,
				   const struct ck_value *agencies);

/* Where an id of table person stands. */
struct ck_personal_use {
	const char *kind;	/* "driver", "contact", "party", "note",
				   "hold" */
	const char *subject;	/* the declaration, hold, note, party or saved
				   entry */
	const char *wait;	/* why it may not be erased now: "open" (a trip,
				   the hold or note), "retention"; NULL: it may */
	const char *ground;	/* the site's, when retention says so */
	int64_t until;		/* ms; with "retention" */
};

/* The kind is that of the place where the log names it; what is a "note" there
 * may be a kept patch, and counts as the kind of what was found in it (NULL:
 * not told). Texts in doc. -ENOENT: no line of the log names it. */
int ck_personal_use(struct ck_store *store, struct ck_doc *doc,
		    const struct ck_site *site, const char *person,
		    const char *inside, int64_t now,
		    struct ck_personal_use *ret_use)
	CK_MUST_CHECK;

#endif
