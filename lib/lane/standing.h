/* How a lane stands, by what it lets others see (lane/panel.h): what holds it,
 * and which of the faults of its log are still there.
 */
#ifndef CK_LANE_STANDING_H
#define CK_LANE_STANDING_H

#include "lane/gate.h"
#include "lane/panel.h"

enum ck_lasting {
	CK_LASTING_OVER,	/* also what only happened, and does not last */
	CK_LASTING_THERE,
	CK_LASTING_UNKNOWN,	/* the lane does not run, or cannot tell */
};

struct ck_standing {
	const struct ck_gate *gate;
	const struct ck_panel_view *view;
	bool runs;
	bool offline;			/* the gatehouse does not answer */
};

/* What keeps the lane from its work, the worst first: "lines-lost",
 * "emergency-stop", "fire", "fault", "vehicle" (one is under the arm). NULL:
 * nothing does, or it does not run. */
const char *ck_standing_held_by(const struct ck_standing *standing);
/* Of the newest fault of this line and code; of those before it each was over
 * when the next came. */
enum ck_lasting ck_standing_lasting(const struct ck_standing *standing,
				    const char *line, const char *code);

#endif
