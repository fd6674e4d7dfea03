/* Yaohua XK3190 '=' format 2, 9 bytes: '=' and the display, first character
 * first: =0003.000 is 3.000, =-0001.00 is -1.00.
 *
 * Source: XK3190-A26 manual p. 13. There is no check and no last byte: a frame
 * is taken when the next begins right after it, so that one with a lost or a
 * doubled byte is none. Forward or reversed is a setting and never guessed. */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"
#include "scale/yaohua_eq.h"

enum { SHOWN = 8 };

const char *ck_yaohua_eq_read(const struct ck_scale_options *options,
			      const uint8_t *text, size_t len, bool reversed,
			      struct ck_reading *reading)
{
	uint8_t shown[SHOWN];
	struct ck_number number;

	if (text[0] != '=' || len != SHOWN + 1)
		return CK_SCALE_FRAMING;
	for (size_t i = 0; i < SHOWN; i++)
		shown[i] = text[reversed ? SHOWN - i : i + 1];
	if (!ck_number_fills(shown, SHOWN, &number) || number.has_blanks ||
	    (number.has_sign && !number.negative))
		return CK_SCALE_FORMAT;
	ck_number_weigh(reading, &number, options->unit ? options->unit : "kg");
	return NULL;
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	(void)state;
	return ck_yaohua_eq_read(options, text, len, false, reading);
}

static const struct ck_line line = {
	.bytes = { ['='] = CK_LINE_STARTS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_yaohua_eq_forward = {
	.name = "yaohua-eq-forward",
	.title = N_("Yaohua XK3190, \"=\" and the display"),
	.line = &line,
};
