/* From a sighting to the trip: who is this (DESIGN 5)?
 *
 * First by exact normal form, then by the form that leaves a missing province
 * character out, then by one confused character; the last two only when exactly
 * one expected trip fits. A plate identifies; it never authorises.
 */
#ifndef CK_LANE_FIND_H
#define CK_LANE_FIND_H

#include "lane/row.h"

/* What was seen, in normal forms; NULL what was not. */
struct ck_sighting {
	const char *trip;
	const char *plate;
	const char *container;
	const char *other;		/* chassis or unit number */
	const char *text;		/* what to call it while it is unknown */
	const struct ck_value *record;	/* as it goes into the event */
};

enum ck_found {
	CK_FOUND_NONE,
	CK_FOUND_MANY,			/* several vehicles fit equally well */
	CK_FOUND_EXACT,
	CK_FOUND_PROVINCE,		/* the province character was missing */
	CK_FOUND_CONFUSED,		/* one character was misread */
};

/* Takes a record {"plate"|"container"|"chassis"|"unit"|"trip"|"pass":…} or a
 * bare text apart. -EBADMSG with the pointer of what is wrong. */
int ck_sighting_read(struct ck_doc *doc, const struct ck_value *record,
		     const char *text, struct ck_sighting *ret_sighting,
		     const char **ret_pointer) CK_MUST_CHECK;

/* The trip's row (queries lane-trip…) in doc, NULL unless found. Of several
 * trips of one vehicle the one that stands before this lane is taken, else the
 * oldest. */
int ck_lane_find(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_lane_row *lane,
		 const struct ck_sighting *sighting,
		 const struct ck_value **ret_trip, enum ck_found *ret_found)
	CK_MUST_CHECK;

/* "exact", "province", "confused"; NULL for the others. */
const char *ck_found_word(enum ck_found found);

#endif
