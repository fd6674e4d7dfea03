/* Tenzo-M, 7 bytes: '=', then six characters of blanks, sign and digits:
 * "=  3015", "= +2380".
 *
 * Source: literal bytes in a test of a weighbridge program (public code
 * index, file id 68921704314). No check, no last byte: a frame is taken when
 * the next begins right after it. */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LENGTH = 7 };

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct ck_number number;

	(void)state;
	if (text[0] != '=' || len != LENGTH)
		return CK_SCALE_FRAMING;
	if (!ck_number_fills(text + 1, LENGTH - 1, &number))
		return CK_SCALE_FORMAT;
	ck_number_weigh(reading, &number, options->unit ? options->unit : "kg");
	return NULL;
}

static const struct ck_line line = {
	.bytes = { ['='] = CK_LINE_STARTS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_tenzo_m = {
	.name = "tenzo-m",
	.title = N_("Tenzo-M, \"=\" and six characters"),
	.line = &line,
};
