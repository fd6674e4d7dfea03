/* Ohaus Defender and Ranger, 16 characters and CR LF:
 *
 *	1-8	weight, right-aligned		15	'?' moving, or ' '
 *	9	' '				16	'G' gross, 'N' net
 *	10-14	unit
 *
 * Source: logs of indicators in chumpon-asaneerat/NSerialCommTools@ea92cf0
 * (Documents/LuckyTex Devices/WEIGHT SPUN, DEFENDER3000). There is no check;
 * the length is fixed. */
#include <config.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LENGTH = 16, WIDTH = 8, UNIT = 9, MOTION = 14, LOAD = 15 };

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct ck_number number;
	const char *unit;

	(void)state;
	(void)options;
	if (len != LENGTH)
		return CK_SCALE_FORMAT;
	unit = ck_unit_read(text + UNIT, MOTION - UNIT);
	if (!unit || text[WIDTH] != ' ' ||
	    !ck_number_fills(text, WIDTH, &number) || number.open ||
	    (text[MOTION] != ' ' && text[MOTION] != '?') ||
	    (text[LOAD] != 'G' && text[LOAD] != 'N'))
		return CK_SCALE_FORMAT;
	ck_number_weigh(reading, &number, unit);
	reading->stable = text[MOTION] == ' ';
	reading->net = text[LOAD] == 'N';
	return NULL;
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.firsts = " +-0123456789",
	.parse = parse,
};

const struct ck_scale_protocol ck_ohaus = {
	.name = "ohaus",
	.title = N_("Ohaus Defender and Ranger"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT,
	.line = &line,
};
