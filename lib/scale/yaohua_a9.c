/* Yaohua XK3190 continuous mode, 12 bytes:
 *
 *	1	02
 *	2	'+' or '-'
 *	3-8	six digits of the displayed weight, high first
 *	9	'0'..'4', decimals counted from the right
 *	10, 11	XOR of bytes 2..9, two upper-case hex characters
 *	12	03
 *
 * Field programs for copies read bytes 3-9 as seven digits, in tenths of a
 * kilogram; where byte 9 is '0' both give one mass. Which it is a setting of
 * the site says (decimals), and is not guessed.
 *
 * Source: XK3190-A26 manual p. 12 (format 0), XK3190-A23p p. 23, Keli
 * XK3118K9-R p. 9, which agree. The frame has no stable, net, unit or
 * overload bit. The XOR does not see digits that changed places, so one
 * frame alone proves little: scale/stability.h asks for equal ones. */
#include <config.h>

#include "base/text.h"
#include "scale/frame.h"
#include "scale/protocol.h"

enum { STX = 0x02, ETX = 0x03, LENGTH = 12 };

static bool layout_holds(const struct ck_scale_options *options,
			 const uint8_t *frame)
{
	if (frame[1] != '+' && frame[1] != '-')
		return false;
	for (int i = 2; i < 8; i++)
		if (frame[i] < '0' || frame[i] > '9')
			return false;
	return frame[8] >= '0' &&
	       frame[8] <= (options->has_decimals ? '9' : '4');
}

static bool check_holds(const uint8_t *frame)
{
	static const char hex[16] = "0123456789ABCDEF";
	uint8_t sum = 0;

	for (int i = 1; i < 9; i++)
		sum ^= frame[i];
	return frame[9] == hex[sum >> 4] && frame[10] == hex[sum & 15];
}

/* NULL when the piece is a good frame. */
static const char *fault(const struct ck_scale_options *options,
			 const uint8_t *piece, size_t len)
{
	if (len != LENGTH || piece[LENGTH - 1] != ETX)
		return CK_SCALE_FRAMING;
	/* As long as a frame and ended like one: its first byte is wrong. */
	if (piece[0] != STX || !layout_holds(options, piece))
		return CK_SCALE_FORMAT;
	return check_holds(piece) ? NULL : CK_SCALE_CHECKSUM;
}

static void read_frame(const struct ck_scale_options *options,
		       const uint8_t *frame, struct ck_reading *reading)
{
	bool seven = options->has_decimals;

	ck_reading_weigh(reading, frame + 2, seven ? 7 : 6,
			 seven ? options->decimals : frame[8] - '0',
			 frame[1] == '-', options->unit ? options->unit : "kg");
}

static size_t examine(void *state, const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	size_t max = bytes[0] == STX ? LENGTH : CK_SCALE_FRAME_MAX;
	const char *reason = CK_SCALE_FRAMING;
	size_t len = LENGTH;

	(void)state;
	/* No good frame has an STX or an ETX within it to be looked for. */
	if (n >= LENGTH)
		reason = fault(options, bytes, LENGTH);
	if (reason) {
		len = ck_frame_extent(bytes, n, end, STX, ETX, 0xff, max);
		if (!len)
			return 0;
		reason = fault(options, bytes, len);
	}
	ck_reading_start(ret_reading, bytes, len);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	else
		read_frame(options, bytes, ret_reading);
	return len;
}

const struct ck_scale_protocol ck_yaohua_a9 = {
	.name = "yaohua-a9",
	.title = N_("Yaohua XK3190 (A9, D10, DS3, A12) and Keli copies, "
		    "continuous"),
	.tells = CK_SCALE_TELLS_CHECK | CK_SCALE_MAY_DECIMALS,
	.examine = examine,
};
