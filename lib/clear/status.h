/* All there is to know about one trip, for whoever is asked about it. */
#ifndef CK_CLEAR_STATUS_H
#define CK_CLEAR_STATUS_H

#include "clear/case.h"

struct ck_status_view {
	const struct ck_value *agencies;	/* of who looks; see silent.h */
	const char *language;			/* NULL: the site's */
	int64_t now;
};

/* Of a case with its checks. Fills a record that has the standard members:
 * direction … zone, since, checks, holds, queue, fees, driver, version; of a
 * vehicle that is turned back turning, with what was refused. */
int ck_status_fill(const struct ck_case *c, const struct ck_status_view *view,
		   struct ck_value *record) CK_MUST_CHECK;

/* Appends the record as one screen of text; lines that do not fit the width
 * (0: any) go on below their beginning. */
void ck_status_screen(const struct ck_case *c,
		      const struct ck_status_view *view,
		      const struct ck_value *record, int width,
		      struct ck_buf *buf);

#endif
