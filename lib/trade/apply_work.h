/* Inside the trade room: parts of a declaration's rows, as more than one event
 * writes them. */
#ifndef CK_TRADE_APPLY_WORK_H
#define CK_TRADE_APPLY_WORK_H

#include "store/log.h"

/* What a stored document is linked with, its goods, customs numbers, carries
 * and transfers. The declaration's row is there. */
int ck_apply_document(struct ck_store *store, const char *id,
		      const struct ck_value *document) CK_MUST_CHECK;
/* A trip that begins; the line's body has `direction` and `site_version`. */
int ck_apply_trip(struct ck_store *store, const struct ck_line *line,
		  const struct ck_value *trip) CK_MUST_CHECK;
/* The keys that a trip is found by. */
int ck_apply_identities(struct ck_store *store, const char *id,
			const char *trip, const struct ck_value *identities)
	CK_MUST_CHECK;

#endif
