/* A decision as a record: what the reasons mean, who must act and how to reach
 * them, what to tell the driver. The words come from the store's
 * copy of the site's words, never from the site file.
 */
#ifndef CK_LANE_DECISION_H
#define CK_LANE_DECISION_H

#include "lane/decide.h"

struct ck_speaker {
	struct ck_store *store;
	struct ck_doc *doc;
	const struct ck_gate *gate;
	const char *language;		/* NULL: the site's */
	int offset_min;
};

/* Fills a record of kind decision: lane, trip, declaration, vehicle, admit,
 * reasons, decision, at, expires_at, matched, sighting, repeated, message.
 * Negative errno of the store. */
int ck_decision_fill(const struct ck_speaker *speaker,
		     const struct ck_decision *decision,
		     const struct ck_value *sighting,
		     struct ck_value *record) CK_MUST_CHECK;

/* The reasons of an event as they are shown, appended to `shown`. */
int ck_reasons_fill(const struct ck_speaker *speaker,
		    const struct ck_value *reasons, struct ck_value *shown)
	CK_MUST_CHECK;

/* "2026-11-22T08:00:00.000+07:00", in the speaker's document. */
const char *ck_speaker_time(const struct ck_speaker *speaker, int64_t ms);

#endif
