/* Inside the trade room: dates that cannot be meant, and papers that are out
 * of date when the vehicle is to come.
 *
 * A year that was mistyped is one fault: where expected_at cannot be meant,
 * papers and lists are held against today, and a paper whose last day is still
 * to come was not issued after it, but is told to be issued too late. */
#ifndef CK_TRADE_VALIDATE_DATE_H
#define CK_TRADE_VALIDATE_DATE_H

#include "site/site.h"
#include "trade/finding.h"

/* What the document says by itself: a paper issued after its last day; one
 * whose last day is before the vehicles come, in the site's days. now: ms; 0 when
 * it is not known. */
void ck_validate_dates(const struct ck_value *stored,
		       const struct ck_site *site, int64_t now,
		       struct ck_findings *findings);

/* What the clock says besides: expected_at more than a day ago or more than
 * 60 days ahead, a paper issued tomorrow, a seal put on later than now, and,
 * where there is no expected_at, papers that are out of date today. */
void ck_validate_now(const struct ck_value *stored, const struct ck_site *site,
		     int64_t now, struct ck_findings *findings);

/* When the vehicles are to come: expected_at, or now where that is past, too
 * far ahead or left out. Papers and lists are held against it. */
int64_t ck_validate_time(const struct ck_value *stored, int64_t now);

#endif
