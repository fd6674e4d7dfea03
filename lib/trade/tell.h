/* Who is told of what was done to a declaration (trade/message.h). */
#ifndef CK_TRADE_TELL_H
#define CK_TRADE_TELL_H

#include "command/session.h"

struct ck_telling {
	const char *declaration;
	const char *about;		/* as in struct ck_message */
	/* Tax codes of the declaration's row before and after; NULL: none. */
	const char *enterprise;
	const char *enterprise_after;
	int64_t request;
	const char *requester;		/* user who asked; NULL: nobody did */
	const char *reason;
	const struct ck_value *changed;
	int64_t cause;			/* seq of what was done */
};

/* Tells the enterprise, or where none is named whoever submitted it, unless
 * they did it themselves or with the mandate of; and the requester of an
 * answer that is not their own. Nothing in a dry run. */
int ck_tell(struct ck_session *s, struct ck_item *item,
	    const struct ck_telling *telling) CK_MUST_CHECK;

#endif
