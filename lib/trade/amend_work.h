/* Inside the trade room: one item of ck-declare amend at work, and what is said
 * of it when nothing is amended. */
#ifndef CK_TRADE_AMEND_WORK_H
#define CK_TRADE_AMEND_WORK_H

#include "trade/amend_owner.h"
#include "trade/amend_read.h"
#include "trade/amend_request.h"

struct ck_amend_work {
	struct ck_session *s;
	struct ck_item *item;
	const struct ck_amend_asked *asked;
	struct ck_amendment *a;
	struct ck_amend_who who;
	struct ck_amend_request request;	/* approve, decline */
};

/* Each says why, and returns the negative errno that goes with it: the patch,
 * or the document that it makes; w->a->obstacle; a field that somebody else
 * owns. */
int ck_amend_fail_make(struct ck_amend_work *w, int err,
		       const struct ck_patch_fault *fault);
int ck_amend_fail_obstacle(struct ck_amend_work *w);
int ck_amend_fail_owner(struct ck_amend_work *w, const char *pointer);

/* What every answer has. */
void ck_amend_head(struct ck_amend_work *w, struct ck_value *record,
		   const char *state, bool done);

/* Answers that what was seen is not what is there any more; 1. */
int ck_amend_conflict(struct ck_amend_work *w, const struct ck_value *changes);

/* Answers with the errors that were found. */
void ck_amend_tell(struct ck_amend_work *w);

#endif
