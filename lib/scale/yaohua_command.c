/* Yaohua XK3190 command mode: the indicator speaks when it was asked.
 *
 *	asked	02, address 'A'..'Z', command, check, 03
 *	answer	02, address, command, and for B gross, C tare, D net: '+' or
 *		'-', six digits, '0'..'4' decimals; check, 03
 *
 * The check is the XOR of the bytes between the 02 and itself, two upper-case
 * hex characters: 14 bytes with a weight, 6 without one. A question looks as
 * the answer to a handshake does. Source: XK3190-A23p manual p. 24, XK3190-DS3
 * p. 8, Keli XK3118K9-R p. 10. */
#include <config.h>

#include "base/text.h"
#include "scale/frame.h"
#include "scale/protocol.h"

enum { STX = 0x02, ETX = 0x03, WEIGHS = 14, BARE = 6 };
enum { ADDRESS = 1, COMMAND = 2, SIGN = 3, DIGITS = 4, DECIMALS = 10 };

static bool check_holds(const uint8_t *frame, size_t len)
{
	static const char hex[16] = "0123456789ABCDEF";
	uint8_t sum = 0;

	for (size_t i = 1; i < len - 3; i++)
		sum ^= frame[i];
	return frame[len - 3] == hex[sum >> 4] &&
	       frame[len - 2] == hex[sum & 15];
}

static bool layout_holds(const uint8_t *frame, size_t len)
{
	if (frame[0] != STX || frame[ADDRESS] < 'A' || frame[ADDRESS] > 'Z' ||
	    frame[COMMAND] < 'A' || frame[COMMAND] > 'Z')
		return false;
	if (len == BARE)
		return true;
	for (int i = DIGITS; i < DECIMALS; i++)
		if (frame[i] < '0' || frame[i] > '9')
			return false;
	return (frame[SIGN] == '+' || frame[SIGN] == '-') &&
	       frame[DECIMALS] >= '0' && frame[DECIMALS] <= '4';
}

static const char *fault(const uint8_t *piece, size_t len)
{
	if ((len != WEIGHS && len != BARE) || piece[len - 1] != ETX)
		return CK_SCALE_FRAMING;
	if (!layout_holds(piece, len))
		return CK_SCALE_FORMAT;
	return check_holds(piece, len) ? NULL : CK_SCALE_CHECKSUM;
}

static void read_frame(const struct ck_scale_options *options,
		       const uint8_t *frame, size_t len,
		       struct ck_reading *reading)
{
	uint8_t command = frame[COMMAND];

	if (len == BARE) {
		ck_reading_set_aside(reading, command == 'A' ? "handshake"
							     : "request");
	} else if (command == 'B' || command == 'D') {
		ck_reading_weigh(reading, frame + DIGITS, 6,
				 frame[DECIMALS] - '0', frame[SIGN] == '-',
				 options->unit ? options->unit : "kg");
		reading->net = command == 'D';
	} else {
		ck_reading_set_aside(reading,
				     command == 'C' ? "tare" : "answer");
	}
}

static size_t examine(void *state, const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	size_t max = bytes[0] == STX ? WEIGHS : CK_SCALE_FRAME_MAX;
	size_t len = ck_frame_extent(bytes, n, end, STX, ETX, 0xff, max);
	const char *reason;

	(void)state;
	if (!len)
		return 0;
	ck_reading_start(ret_reading, bytes, len);
	reason = fault(bytes, len);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	else
		read_frame(options, bytes, len, ret_reading);
	return len;
}

const struct ck_scale_protocol ck_yaohua_command = {
	.name = "yaohua-command",
	.title = N_("Yaohua XK3190 and Keli copies, asked at address A"),
	.tells = CK_SCALE_TELLS_NET | CK_SCALE_TELLS_CHECK,
	.ask = "\x02" "AB03\x03",
	.examine = examine,
};
