/* What an enterprise or a broker gets to see and to touch: what was declared
 * for it, for one whose mandate it has, or by the acting user; of others not a
 * word. Officers of the gate and the keeper see everything, and cost no query
 * here beside their staff entries; who is not on the staff has what the rights
 * of the store's file give.
 */
#ifndef CK_TRADE_VIEWER_H
#define CK_TRADE_VIEWER_H

#include "command/session.h"

/* 1, or 0 for an enterprise or a broker; negative, said. */
int ck_viewer_sees_all(struct ck_session *s) CK_MUST_CHECK;

/* Is it theirs who do not see everything? 1 or 0; negative, said. */
int ck_viewer_owns(struct ck_session *s, struct ck_doc *doc,
		   const char *declaration) CK_MUST_CHECK;
/* The same of the declaration or trip that a record is about; one about
 * neither is everybody's. */
int ck_viewer_owns_record(struct ck_session *s, struct ck_doc *doc,
			  const struct ck_value *record) CK_MUST_CHECK;

/* -EPERM, "not-yours", of another's declaration. */
int ck_viewer_allow(struct ck_session *s, struct ck_item *item,
		    const char *declaration) CK_MUST_CHECK;
/* The same for who does not see everything. */
int ck_viewer_allow_all(struct ck_session *s) CK_MUST_CHECK;
/* Says it. */
int ck_viewer_refuse(struct ck_session *s, struct ck_item *item);

#endif
