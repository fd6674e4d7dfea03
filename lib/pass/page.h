/* A pass on paper: one page as SVG 1.1, with the code and what it is about in
 * the three languages of the gate. Fits A5.
 */
#ifndef CK_PASS_PAGE_H
#define CK_PASS_PAGE_H

#include "pass/qr.h"
#include "record/value.h"

/* Appends the page of a record of kind pass (ck-record(5)). site is the name
 * of the site, {"vi","en","zh"}, or NULL. */
void ck_pass_page(const struct ck_value *record, const struct ck_value *site,
		  const struct ck_qr *qr, struct ck_buf *svg);

#endif
