/* Whatever a pattern of the site makes of a line (scale/pattern.h). A line
 * ends in CR, LF or ETX; an STX before it begins it. There is no check, and
 * what the pattern does not fix is not looked at. */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/pattern.h"

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	size_t skip = text[0] == 0x02;

	(void)state;
	if (!options->compiled)
		return CK_SCALE_FORMAT;
	return ck_scale_pattern_read(options->compiled, text + skip, len - skip,
				     options->unit ? options->unit : "kg",
				     reading);
}

static const struct ck_line line = {
	.bytes = { [0x02] = CK_LINE_STARTS, [0x03] = CK_LINE_ENDS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_regex = {
	.name = "regex",
	.title = N_("any lines, by a pattern of the site"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_TARE |
		 CK_SCALE_TELLS_RANGE,
	.patterned = true,
	.line = &line,
};
