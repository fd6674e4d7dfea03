/* A lane as the store has it: what the decision path needs of the site file,
 * and no more (DESIGN 5). */
#ifndef CK_LANE_ROW_H
#define CK_LANE_ROW_H

#include "record/value.h"
#include "store/store.h"

struct ck_lane_row {
	const char *site;		/* "CKHN" */
	const char *name;		/* "B1-1" */
	const char *id;			/* "CKHN/B1-1" */
	const char *point;
	const char *from;
	const char *to;
	const char *queue;		/* "CKHN/export"; NULL: none */
	const char *crossing;		/* "out", "in"; NULL: not over the line */
	int64_t admit_ms;
	const struct ck_value *document;	/* its part of the site file */
};

/* The lane lives in doc. -ENOENT: the site has no such lane. */
int ck_lane_row_get(struct ck_store *store, struct ck_doc *doc,
		    const char *site, const char *name,
		    struct ck_lane_row *ret_lane) CK_MUST_CHECK;

#endif
