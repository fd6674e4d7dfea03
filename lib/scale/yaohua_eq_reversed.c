/* Yaohua XK3190 '=' format 1 (the A23p manual calls it 2), 9 bytes: '=' and
 * the display, last character first: =000.3000 is 3.000, =00.1000- is -1.00.
 *
 * Source: XK3190-A26 manual p. 13. As to damage see yaohua_eq_forward.c. */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/yaohua_eq.h"

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	(void)state;
	return ck_yaohua_eq_read(options, text, len, true, reading);
}

static const struct ck_line line = {
	.bytes = { ['='] = CK_LINE_STARTS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_yaohua_eq_reversed = {
	.name = "yaohua-eq-reversed",
	.title = N_("Yaohua XK3190, \"=\" and the display, last character first"),
	.line = &line,
};
