/* A trip as a scale has it before it: what it is declared to weigh, and what
 * was weighed before. */
#ifndef CK_SCALE_WEIGHING_TRIP_H
#define CK_SCALE_WEIGHING_TRIP_H

#include <stdbool.h>

#include "scale/spec.h"
#include "store/store.h"

/* Lives in doc. */
struct ck_weighing_trip {
	const char *trip;
	const char *declaration;
	const char *zone;		/* where it is */
	bool closed;
	bool trailer;
	int64_t axles;			/* 0: not known */
	const char *rig;		/* its identifiers, with those of its
					   trailer and container; NULL: none */
	int64_t own_g;			/* of the vehicle alone, as declared;
					   0: not, or it is the goods */
	bool has_load;
	int64_t load_g;			/* what it carries as declared, of a
					   receiving vehicle what it is to
					   receive; 0 unless has_load */
	bool has_sent;
	int64_t sent_g;			/* of that, what is declared to go over
					   to others; 0 unless has_sent */
	bool has_declared;
	int64_t declared_own_g;		/* both 0 unless has_declared */
	int64_t declared_g;		/* own mass and load */
	unsigned weighings;		/* so far */
	const struct ck_value *rows;	/* they, oldest first: what
					   ck_comparison_ask wants, and "again" */
	const struct ck_value *last_gross;	/* rows {"weighing","gross_g"}; */
	const struct ck_value *last_tare;	/* NULL: none yet */
};

/* -ENOENT: no such trip. */
int ck_weighing_trip_get(struct ck_store *store, struct ck_doc *doc,
			 const char *trip, struct ck_weighing_trip *ret_trip)
	CK_MUST_CHECK;

/* 1 when the trip is in one of the two zones, or was at the time (ms): a
 * weighing may be entered after the vehicle has driven on. Else 0. */
int ck_weighing_trip_there(struct ck_store *store,
			   const struct ck_weighing_trip *trip,
			   const char *from, const char *to, int64_t when)
	CK_MUST_CHECK;

/* The last weighing on the scale in the quarter of an hour before `now` (ms), of
 * the trips that are since then in one of the lane's two zones: where it is of
 * another trip, and said the same within an interval, that vehicle may stand
 * there still. {"weighing","trip","gross_g"}; NULL: none. */
int ck_weighing_trip_before(struct ck_store *store, struct ck_doc *doc,
			    const struct ck_scale_spec *scale,
			    const char *trip, int64_t grams, int64_t now,
			    const struct ck_value **ret_row) CK_MUST_CHECK;

#endif
