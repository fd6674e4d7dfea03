/* A decision as a record: reasons with who must act, how to reach them, what
 * to tell the driver, and a sentence (MODEL 8). Only here, and only for a
 * denial, is the site file looked at. */
#ifndef CK_LANE_WORDS_H
#define CK_LANE_WORDS_H

#include "lane/decide.h"
#include "site/site.h"

/* Fills a record of kind "decision". site may be NULL when admitted. */
void ck_decision_fill(struct ck_value *record, struct ck_doc *doc,
		      const struct ck_lane_row *lane,
		      const struct ck_sighting *sighting,
		      const struct ck_decision *decision,
		      const struct ck_site *site, int offset_min,
		      const char *language);

#endif
