/* What makes a site file contradict itself. The schema says what a file looks
 * like; this says what it must mean. */
#ifndef CK_SITE_CHECK_H
#define CK_SITE_CHECK_H

#include "site/load.h"

/* Tells each contradiction with its pointer. -EBADMSG when there was one. */
int ck_site_check(const struct ck_value *document, struct ck_doc *doc,
		  ck_site_problem *problem, void *ctx) CK_MUST_CHECK;
/* The same of a file that a store holds, and was loaded when less was asked:
 * without what check-required.c and check-values.c ask, and the facts of the
 * conditions. */
int ck_site_check_held(const struct ck_value *document, struct ck_doc *doc,
		       ck_site_problem *problem, void *ctx) CK_MUST_CHECK;

#endif
