/* The '=' frames of Yaohua indicators, forward or reversed (XK3190-A26 manual,
 * page 13: formats 1 and 2; the A23p manual numbers them otherwise). */
#ifndef CK_SCALE_YAOHUA_EQ_H
#define CK_SCALE_YAOHUA_EQ_H

#include "scale/protocol.h"

/* Reads '=' and eight characters of the display, which fill the text; the
 * characters are turned round first where they are sent last first. */
const char *ck_yaohua_eq_read(const struct ck_scale_options *options,
			      const uint8_t *text, size_t len, bool reversed,
			      struct ck_reading *reading);

#endif
