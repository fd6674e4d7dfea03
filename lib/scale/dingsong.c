/* Ding Song DS822-X, continuous, unconfirmed:
 *
 *	C	02, address 'A'..'Z', 'C' or 'c', six pairs of a character of
 *		the display and an attribute, check, 03: 17 bytes
 *	A	02, address, 'A' or 'a', '+' or '-', six digits, '0'..'4'
 *		decimals, six digits of tare, e, two of status, check, 03: 22
 *
 * The check is the XOR of all bytes before it, with bit 6 set: damage to bits
 * 6 alone passes it. Source: feewillowherb/MaterialClient, the parser of
 * DS822-X (public code index, file ids 70726178406, 71054242824) and one frame
 * captured in the field; the maker's manual was not found, and the parser
 * itself calls its reading of the pairs a rule for that one frame. */
#include <config.h>

#include "base/text.h"
#include "scale/frame.h"
#include "scale/protocol.h"

enum { STX = 0x02, ETX = 0x03, LENGTH_A = 22, LENGTH_C = 17 };
enum { ADDRESS = 1, COMMAND = 2, SIGN = 3, DIGITS = 4, DECIMALS = 10,
       TARE = 11, PAIRS = 3 };

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static bool check_holds(const uint8_t *frame, size_t len)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < len - 2; i++)
		sum ^= frame[i];
	return frame[len - 2] == (sum | 0x40);
}

/* The digits of the display, which stand together; how many. The frame that
 * was captured has a '<' where no digit is. */
static size_t read_pairs(const uint8_t *frame, uint8_t ret_digits[6])
{
	size_t n = 0;
	size_t last = 0;

	for (size_t i = 0; i < 6; i++) {
		uint8_t byte = frame[PAIRS + 2 * i];

		if (byte == ' ' || byte == '<')
			continue;
		if (!is_digit(byte) || (n && last + 1 != i))
			return 0;
		ret_digits[n++] = byte;
		last = i;
	}
	return n;
}

static const char *read_c(const struct ck_scale_options *options,
			  const uint8_t *frame, struct ck_reading *reading)
{
	uint8_t digits[6];
	size_t n = read_pairs(frame, digits);

	if (!n)
		return CK_SCALE_FORMAT;
	ck_reading_weigh(reading, digits, n, 0, false,
			 options->unit ? options->unit : "kg");
	return NULL;
}

static const char *read_a(const struct ck_scale_options *options,
			  const uint8_t *frame, struct ck_reading *reading)
{
	int decimals = frame[DECIMALS] - '0';

	for (int i = 0; i < 6; i++)
		if (!is_digit(frame[DIGITS + i]) || !is_digit(frame[TARE + i]))
			return CK_SCALE_FORMAT;
	if ((frame[SIGN] != '+' && frame[SIGN] != '-') || decimals < 0 ||
	    decimals > 4)
		return CK_SCALE_FORMAT;
	ck_reading_weigh(reading, frame + DIGITS, 6, decimals,
			 frame[SIGN] == '-',
			 options->unit ? options->unit : "kg");
	ck_reading_digits(reading->tare, frame + TARE, 6, decimals, false);
	return NULL;
}

static const char *read_piece(const struct ck_scale_options *options,
			      const uint8_t *piece, size_t len,
			      struct ck_reading *reading)
{
	bool is_a = len > COMMAND && (piece[COMMAND] | 0x20) == 'a';
	bool is_c = len > COMMAND && (piece[COMMAND] | 0x20) == 'c';

	if (piece[len - 1] != ETX || piece[0] != STX)
		return CK_SCALE_FRAMING;
	if ((!is_a && !is_c) || piece[ADDRESS] < 'A' || piece[ADDRESS] > 'Z')
		return CK_SCALE_FORMAT;
	if (len != (is_a ? LENGTH_A : LENGTH_C))
		return CK_SCALE_FRAMING;
	if (!check_holds(piece, len))
		return CK_SCALE_CHECKSUM;
	return is_a ? read_a(options, piece, reading)
		    : read_c(options, piece, reading);
}

static size_t examine(void *state, const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	size_t max = bytes[0] == STX ? LENGTH_A : CK_SCALE_FRAME_MAX;
	size_t len = ck_frame_extent(bytes, n, end, STX, ETX, 0xff, max);
	const char *reason;

	(void)state;
	if (!len)
		return 0;
	ck_reading_start(ret_reading, bytes, len);
	reason = read_piece(options, bytes, len, ret_reading);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	return len;
}

const struct ck_scale_protocol ck_dingsong = {
	.name = "dingsong",
	.title = N_("Ding Song DS822-X, continuous, A and C"),
	.tells = CK_SCALE_TELLS_CHECK | CK_SCALE_TELLS_TARE,
	.unconfirmed = true,
	.examine = examine,
};
