/* What one item of ck-declare amend asks for: from the options, a patch file,
 * or a record
 *	{"trip"|"declaration":…, "patch":[…]|{…}, "reason", "version",
 *	 "request":true, "breakdown", "present":true}
 * where a list is a JSON Patch and an object a Merge Patch. */
#ifndef CK_TRADE_AMEND_READ_H
#define CK_TRADE_AMEND_READ_H

#include "command/session.h"
#include "trade/amend.h"

enum ck_amend_mode { CK_AMEND, CK_AMEND_REQUEST, CK_AMEND_APPROVE,
		     CK_AMEND_DECLINE };

struct ck_amend_asked {
	enum ck_amend_mode mode;
	const char *declaration;
	const struct ck_site *site;
	struct ck_amend_ask ask;
	const char *patch_at;	/* what stands before a pointer into it */
	int64_t number;		/* of the request to approve or decline */
	int64_t seen;		/* the version that was looked at, or 0 */
};

/* Says what is wrong. */
int ck_amend_read(struct ck_session *s, struct ck_item *item,
		  struct ck_amend_asked *ret_asked) CK_MUST_CHECK;

#endif
