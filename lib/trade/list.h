/* Trips page by page, so that no read of the store waits for a reader. */
#ifndef CK_TRADE_LIST_H
#define CK_TRADE_LIST_H

#include "site/site.h"

enum ck_trip_state {
	CK_TRIPS_OPEN,			/* not closed */
	CK_TRIPS_PLANNED,		/* open, has not entered */
	CK_TRIPS_INSIDE,		/* open, in a zone of the site */
	CK_TRIPS_CLOSED,
	CK_TRIPS_ALL,
};

/* The words for them; ends with NULL. */
extern const char *const ck_trip_states[];
/* "open", "planned", "inside", "closed", "all". -EINVAL. */
int ck_trip_state_parse(const char *word, enum ck_trip_state *ret_state)
	CK_MUST_CHECK;

struct ck_trip_filter {
	const struct ck_site *site;
	enum ck_trip_state state;
	const char *zone;		/* NULL: any */
	const char *direction;		/* NULL: both */
	int64_t since;			/* opened then or later; 0: ever */
	const char *vehicle;		/* plate, container, chassis or unit
					   number as typed, or the last
					   characters of one; NULL: any */
};

/* Is the row of a trip one of these? */
bool ck_trip_passes(const struct ck_trip_filter *filter,
		    const struct ck_value *row);

/* Start from {0}. */
struct ck_trip_cursor {
	size_t zone;			/* of the site file, when by zone */
	char declaration[64];
	char trip[80];
};

/* The next rows that pass the filter, an array in doc, perhaps empty: open
 * trips zone by zone, all others in the order of their ids. 1: there may be
 * more; 0: these are the last. */
int ck_trip_page(struct ck_store *store, struct ck_doc *doc,
		 const struct ck_trip_filter *filter,
		 struct ck_trip_cursor *cursor,
		 const struct ck_value **ret_rows) CK_MUST_CHECK;

#endif
