/* How a trip may use a lane (ck-site(5), lanes): the lane decides which leg is
 * asked for, never the trip's own leg. */
#ifndef CK_LANE_WAY_H
#define CK_LANE_WAY_H

#include "lane/row.h"

enum ck_way {
	CK_WAY_NONE,		/* not through this lane */
	CK_WAY_OUT,		/* `directions`: asks `require`, and the queue */
	CK_WAY_HOME,		/* `home`: asks `require_home` */
};

/* trip: a row with direction, role, leg and turned_back. A vehicle that was
 * turned back leaves by `home`; a receiving one that was, by `directions`. */
enum ck_way ck_lane_way(const struct ck_lane_row *lane,
			const struct ck_value *trip);

/* The checks that the lane asks on this way: an array of names. */
const struct ck_value *ck_lane_requires(const struct ck_lane_row *lane,
					const struct ck_value *trip);

/* Must the trip have been called? Laden, out leg, not turned back. */
bool ck_lane_queued(const struct ck_lane_row *lane,
		    const struct ck_value *trip);

#endif
