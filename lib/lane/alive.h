/* A lane that runs under a service manager says that it is ready, that it
 * lives, and that it ends (base/notify.h).
 */
#ifndef CK_LANE_ALIVE_H
#define CK_LANE_ALIVE_H

#include "lane/feed.h"

/* The loop that answers to the watchdog is the one that answers to the lane's
 * lines: a lane that hangs is restarted. Ready is said here. */
void ck_alive_begin(struct ck_feed *feed);
void ck_alive_end(struct ck_feed *feed);

#endif
