/* The big-display output of Keli indicators, 5 bytes, unconfirmed:
 *
 *	1	FF
 *	2	b0-b2 decimals, b4 stable, b5 negative, b7 overload
 *	3-5	six digits as BCD, the two lowest first
 *
 * Source: comments in two programs (public code index, file ids 35907219977
 * and 35569659777); no manual and no frame of an indicator was found, and the
 * order of the digits is what they say, not what was seen. No check, no last
 * byte: a frame is taken when the next begins right after it. The line has 11
 * bits a byte (8N2). */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"

enum { LENGTH = 5, STATUS = 1, DIGITS = 2 };

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	uint8_t digits[6];
	int decimals = text[STATUS] & 7;

	(void)state;
	if (text[0] != 0xff || len != LENGTH)
		return CK_SCALE_FRAMING;
	for (int i = 0; i < 3; i++) {
		uint8_t pair = text[DIGITS + 2 - i];

		if (pair >> 4 > 9 || (pair & 15) > 9)
			return CK_SCALE_FORMAT;
		digits[2 * i] = '0' + (pair >> 4);
		digits[2 * i + 1] = '0' + (pair & 15);
	}
	if (decimals > 4)
		return CK_SCALE_FORMAT;
	ck_reading_weigh(reading, digits, 6, decimals, text[STATUS] & 0x20,
			 options->unit ? options->unit : "kg");
	reading->stable = text[STATUS] >> 4 & 1;
	if (text[STATUS] & 0x80)
		reading->range = CK_SCALE_OVER;
	return NULL;
}

static const struct ck_line line = {
	.bytes = { [0xff] = CK_LINE_STARTS },
	.parse = parse,
};

const struct ck_scale_protocol ck_keli_display = {
	.name = "keli-display",
	.title = N_("Keli, output for a big display"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_RANGE,
	.unconfirmed = true,
	.line = &line,
};
