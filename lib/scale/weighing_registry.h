/* What the vehicle registry (list `vehicles`, trade/codes.h) says of what stands
 * on the scale. */
#ifndef CK_SCALE_WEIGHING_REGISTRY_H
#define CK_SCALE_WEIGHING_REGISTRY_H

#include "scale/weighing_trip.h"

/* 0: not known. */
struct ck_weighing_registry {
	int64_t permitted_g;	/* of a vehicle alone its own; of a rig what the
				   tractor weighs without load, and what its
				   trailer is permitted */
	int64_t axles;		/* of tractor and trailer */
	const char *source;	/* "vehicles/3: <what the list names>"; NULL */
};

/* As the list of that time (ms) has it. A row whose inspection has
 * ended, or of other dates, permits no more than one of now. */
int ck_weighing_registry_get(struct ck_store *store, struct ck_doc *doc,
			     const struct ck_weighing_trip *trip, int64_t at_ms,
			     struct ck_weighing_registry *ret) CK_MUST_CHECK;

#endif
