/* One reason of a denial, in words. */
#ifndef CK_LANE_REASON_H
#define CK_LANE_REASON_H

#include "lane/decision.h"

/* Fills what is shown of a reason: its code and what stands beside it (times
 * as text), agency, action, contact, driver_text, message. Negative errno of
 * the store. */
int ck_reason_fill(const struct ck_speaker *speaker,
		   const struct ck_value *reason, struct ck_value *shown)
	CK_MUST_CHECK;

/* Of {"vi","en","zh"} the word in the speaker's language, else English, else
 * any; NULL for none. */
const char *ck_reason_word(const struct ck_speaker *speaker,
			   const struct ck_value *words);

/* "07:31" of the site's day, in the speaker's document. */
const char *ck_reason_clock(const struct ck_speaker *speaker, int64_t ms);

#endif
