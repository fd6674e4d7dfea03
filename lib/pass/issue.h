/* A pass is issued for a trip: signed, written into the log, and shown as a
 * record.
 */
#ifndef CK_PASS_ISSUE_H
#define CK_PASS_ISSUE_H

#include "pass/key.h"

struct ck_pass_issue {
	const struct ck_value *trip;	/* row of table trip (trade/lookup.h) */
	const char *site;
	int64_t now;
	int64_t from;			/* ms; of seconds the whole ones count */
	int64_t until;			/* cut to the end of the key */
	/* what came of it */
	struct ck_pass pass;
	struct ck_key key;
	int64_t version;		/* seq of its event; 0 in a dry run */
};

/* Signs with the site's key of the moment and appends pass.issued, which names
 * the digest of the token but not the token. -ENOKEY: the site has no key that
 * signs now; -ERANGE: the key is over before the pass begins; -ENOSYS; -EBADMSG
 * for a trip that no token can name; negative errno of the store. */
int ck_pass_issue(struct ck_txn *txn, struct ck_pass_issue *issue)
	CK_MUST_CHECK;

#endif
