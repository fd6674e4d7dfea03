/* How a lane is wired to chip lines: `lines`, `wiring`, `safe` and `watchdog`
 * of the lane in the site file (ck-site(5)).
 */
#ifndef CK_LANE_WIRING_H
#define CK_LANE_WIRING_H

#include "lane/gpio.h"
#include "lane/lines.h"
#include "record/value.h"

/* Texts are the document's. */
struct ck_wire {
	const char *line;	/* "gpiochip0:3"; NULL: the lane has none */
	const char *label;	/* of the wire in the cabinet; NULL */
	struct ck_gpio_place place;
};

struct ck_wiring {
	struct ck_wire input[CK_LANE_INPUTS];
	struct ck_wire output[CK_LANE_OUTPUTS];
	uint32_t inputs;	/* bits of the lines that are there */
	uint32_t outputs;
	uint32_t safe;		/* outputs that are 1 while nobody minds them */
	const char *watchdog;	/* NULL: none */
};

/* Of the lane in the site file. -EINVAL: a line is not CHIP:LINE; *ret_at is
 * its name. A lane without lines has none. */
int ck_wiring_read(const struct ck_value *lane, struct ck_wiring *ret_wiring,
		   const char **ret_at) CK_MUST_CHECK;

/* The wire of a line; inputs come first, then outputs. */
const struct ck_wire *ck_wiring_at(const struct ck_wiring *wiring, int line);

#endif
