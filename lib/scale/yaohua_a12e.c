/* Yaohua XK3190-A12E, 15 bytes:
 *
 *	1	'W'
 *	2	'G' gross or 'N' net
 *	3-9	the weight with its point, or six characters and a blank
 *	10, 11	"kg"
 *	12, 13	XOR of bytes 1..11, two hex characters
 *	14, 15	CR LF
 *
 * Over the range bytes 1..11 are nine blanks and "OL", under it "LO". Source:
 * XK3190-A12E manual p. 13; it says "checksum", and its two examples (4.139 kg
 * 3D, overload 23) are the XOR. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LENGTH = 13, CHECKED = 11, WEIGHT = 2, UNIT = 9 };

static bool check_holds(const uint8_t *text)
{
	static const char hex[16] = "0123456789ABCDEF";
	uint8_t sum = 0;

	for (int i = 0; i < CHECKED; i++)
		sum ^= text[i];
	return text[CHECKED] == hex[sum >> 4] &&
	       text[CHECKED + 1] == hex[sum & 15];
}

static bool read_range(const uint8_t *text, struct ck_reading *reading)
{
	if (!ck_is_blank(text, UNIT))
		return false;
	if (!memcmp(text + UNIT, "OL", 2))
		reading->range = CK_SCALE_OVER;
	else if (!memcmp(text + UNIT, "LO", 2))
		reading->range = CK_SCALE_UNDER;
	return reading->range != CK_SCALE_IN_RANGE;
}

static bool read_weight(const uint8_t *text, struct ck_reading *reading)
{
	size_t len = text[UNIT - 1] == ' ' ? UNIT - 1 - WEIGHT : UNIT - WEIGHT;
	struct ck_number number;

	if (text[0] != 'W' || (text[1] != 'G' && text[1] != 'N') ||
	    memcmp(text + UNIT, "kg", 2) ||
	    !ck_number_fills(text + WEIGHT, len, &number))
		return false;
	ck_number_weigh(reading, &number, "kg");
	reading->net = text[1] == 'N';
	return true;
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	(void)state;
	(void)options;
	if (len != LENGTH)
		return CK_SCALE_FRAMING;
	if (!read_range(text, reading) && !read_weight(text, reading))
		return CK_SCALE_FORMAT;
	return check_holds(text) ? NULL : CK_SCALE_CHECKSUM;
}

static const struct ck_line line = {
	.bytes = { ['W'] = CK_LINE_STARTS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_yaohua_a12e = {
	.name = "yaohua-a12e",
	.title = N_("Yaohua XK3190-A12E, 15 bytes"),
	.tells = CK_SCALE_TELLS_NET | CK_SCALE_TELLS_UNIT |
		 CK_SCALE_TELLS_RANGE | CK_SCALE_TELLS_CHECK,
	.line = &line,
};
