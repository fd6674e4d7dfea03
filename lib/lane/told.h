/* What people are told of a lane's passages and faults: a sentence each, in the
 * language of the session, for the screen and the journal. They end with the
 * code that ck-troubles(7) has, in brackets. The words live in the document. */
#ifndef CK_LANE_TOLD_H
#define CK_LANE_TOLD_H

#include "lane/decision.h"
#include "lane/move.h"

const char *ck_told_fault(struct ck_doc *doc, const char *line,
			  const char *code);
/* trip: its row, NULL when nobody knows which. Zones have the site's names. */
const char *ck_told_passage(const struct ck_speaker *speaker,
			    const struct ck_passage *passage,
			    const struct ck_value *trip);

#endif
