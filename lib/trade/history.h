/* Who changed what of a declaration, when, and on whose request: told from the
 * log, which keeps every version of the document. */
#ifndef CK_TRADE_HISTORY_H
#define CK_TRADE_HISTORY_H

#include "record/value.h"
#include "store/store.h"

/* [{"event","version","at","actor","for","via","reason",…}] in order: what was
 * submitted, asked for, amended, declined and cancelled. An amendment has
 * `changed` (pointer, was, is; persons masked), `request` with `requested_by`,
 * and `effects`: the events of the declaration that it caused, in short. */
int ck_declaration_history(struct ck_store *store, struct ck_doc *doc,
			   const char *declaration, int offset_min,
			   struct ck_value **ret_history) CK_MUST_CHECK;

#endif
