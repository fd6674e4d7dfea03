/* Mettler Toledo continuous output, 17 bytes and perhaps a check:
 *
 *	STX SWA SWB SWC wwwwww tttttt CR [CHK]
 *
 *	SWA	b0-b2 decimals: 0 x100, 1 x10, 2 x1, 3 0.1 … 7 0.00001;
 *		b3-b4 display step; b5 = 1
 *	SWB	b0 net, b1 negative, b2 out of range, b3 motion, b4 kg (0 lb),
 *		b5 = 1, b6 not yet zeroed
 *	SWC	b0-b2 unit: 0 see SWB b4, 1 g, 2 t, 3 oz, 4 ozt, 5 dwt, 6 ton,
 *		7 other; b3 print request; b4 expanded x10; b5 = 1
 *	w, t	digits without a point, leading zeros or leading spaces
 *	CHK	two's complement of the low seven bits of the sum of all bytes
 *		before it
 *
 * The short frame leaves out the tare digits: 11 bytes, or 12 with the check
 * (Cardinal 225 manual p. 118, types 1 and 3). Which of the two is sent is a
 * setting of the indicator; a long frame that lost its tare is no short one, so
 * it is a protocol of its own.
 *
 * Source: Mettler Toledo Wildcat technical manual (12/00) p. 6-4, Rockwell
 * 57C428 app. D, KERN FTC p. 42, IND445 p. 50, Rice Lake 680 Synergy p. 64.
 * Many lines are 7E1; a reader at 8 bits then sees the parity as bit 7. The
 * captured windows of marcodpt/Toledo (tests/test.dat) have SWB b6 set in
 * ordinary weighings, so that bit decides nothing here.
 *
 * CHK holds for a frame in any rotation, so STX and CR must stand in their
 * places too. Whether there is a CHK is a setting of the indicator. Unless
 * told, it is learnt: once a check was seen, a frame without one is refused. A
 * check may be 02, the next frame's STX too. Where checks are expected, a byte
 * that holds is this frame's (the next has then lost its STX); where not, what
 * comes after it tells. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/frame.h"
#include "scale/protocol.h"

enum { STX = 0x02, CR = 0x0d, LENGTH = 17, SHORT_LENGTH = 11 };
enum { SWA = 1, SWB = 2, SWC = 3, WEIGHT = 4, TARE = 10, DIGITS = 6 };

/* How sure a stream is to have checks: above 0 it has, at SEEN for good (two
 * that hold are no chance), at -SURE it has not. */
#define SURE 4
#define SEEN 2

struct state {
	int checks;
};

enum check { CHECK_NONE, CHECK_MISSING, CHECK_HOLDS, CHECK_DIFFERS };

static bool is_stx(uint8_t byte)
{
	return (byte & 0x7f) == STX;
}

/* The same bytes without parity; false when a parity bit is wrong. The line
 * has even parity when the STX shows it; it has odd parity or none when not,
 * none being all bits 7 clear. */
static bool strip_parity(const uint8_t *bytes, size_t n, uint8_t *ret_plain)
{
	int even = bytes[0] >> 7;
	uint8_t high = 0;
	int odd_ones = 0;
	int even_ones = 0;

	for (size_t i = 0; i < n; i++) {
		int ones = __builtin_popcount(bytes[i]) & 1;

		high |= bytes[i];
		odd_ones += ones;
		even_ones += !ones;
		ret_plain[i] = bytes[i] & 0x7f;
	}
	if (even)
		return odd_ones == 0;
	return high < 0x80 || even_ones == 0;
}

static uint8_t sum_to_check(const uint8_t *plain, size_t length)
{
	unsigned sum = 0;

	for (size_t i = 0; i < length; i++)
		sum += plain[i];
	return -sum & 0x7f;
}

/* Is the byte after the CR, an STX, the next frame's? No other STX comes after
 * that; after a check there comes one. At the end of the stream it is not. */
static bool begins_next(const uint8_t *bytes, size_t length, size_t n)
{
	return n > length + 1 && !is_stx(bytes[length + 1]);
}

/* How many bytes from the STX on are the frame, its CR being in place; 0 when
 * more are needed. */
static size_t find_check(const struct state *state, enum ck_scale_check known,
			 size_t length, const uint8_t *bytes, size_t n,
			 bool end, enum check *ret_check)
{
	bool expected = known == CK_SCALE_CHECK_PRESENT ||
			(known == CK_SCALE_CHECK_AUTO && state->checks > 0);
	uint8_t plain[LENGTH];
	bool holds;

	*ret_check = expected ? CHECK_MISSING : CHECK_NONE;
	if (known == CK_SCALE_CHECK_ABSENT)
		return length;
	if (n == length)
		return end ? length : 0;
	strip_parity(bytes, length, plain);
	holds = (bytes[length] & 0x7f) == sum_to_check(plain, length);
	if (is_stx(bytes[length]) && !(holds && expected)) {
		if (n == length + 1 && !end)
			return 0;
		if (begins_next(bytes, length, n))
			return length;
	}
	if (!holds && !expected && state->checks <= -SURE)
		return length;
	*ret_check = holds ? CHECK_HOLDS : CHECK_DIFFERS;
	return length + 1;
}

static void learn(struct state *state, enum check check)
{
	if (state->checks >= SEEN)
		return;
	if (check == CHECK_HOLDS)
		state->checks++;
	else if (state->checks > -SURE)
		state->checks--;
}

/* Six digits, spaces only before them; all spaces where blank is allowed. */
static bool digits_hold(const uint8_t *digits, bool blank_allowed)
{
	int i = 0;

	while (i < DIGITS && digits[i] == ' ')
		i++;
	if (i == DIGITS)
		return blank_allowed;
	for (; i < DIGITS; i++)
		if (digits[i] < '0' || digits[i] > '9')
			return false;
	return true;
}

/* Bit 5 of the status bytes is constant. Some copies leave it out of all
 * three (HslCommunication's test of ToledoStandardData); one or two without
 * it are damage. Weights in the expanded display are not decoded: the
 * manuals do not say whether the decimals count the additional digit. */
static bool layout_holds(const uint8_t *plain, size_t length)
{
	bool out_of_range = plain[SWB] & 0x04;
	int constants = (plain[SWA] >> 5 & 1) + (plain[SWB] >> 5 & 1) +
			(plain[SWC] >> 5 & 1);

	return (constants == 3 || constants == 0) && !(plain[SWC] & 0x10) &&
	       digits_hold(plain + WEIGHT, out_of_range) &&
	       (length == SHORT_LENGTH || digits_hold(plain + TARE, true));
}

static const char *fault(const uint8_t *bytes, size_t len, size_t length,
			 enum check check, uint8_t *ret_plain)
{
	if (!strip_parity(bytes, len, ret_plain))
		return CK_SCALE_CHECKSUM;
	if (ret_plain[0] != STX || !layout_holds(ret_plain, length))
		return CK_SCALE_FORMAT;
	if (check == CHECK_MISSING)
		return CK_SCALE_FRAMING;
	return check == CHECK_DIFFERS ? CK_SCALE_CHECKSUM : NULL;
}

static const char *unit_of(const uint8_t *plain)
{
	static const char units[][4] = { "",	"g",   "t",   "oz",
					 "ozt", "dwt", "ton", "" };

	if (plain[SWC] & 7)
		return units[plain[SWC] & 7];
	return plain[SWB] & 0x10 ? "kg" : "lb";
}

/* Leading spaces become zeros; false when there is no digit at all. */
static bool fill(const uint8_t *digits, uint8_t *ret_filled)
{
	for (int i = 0; i < DIGITS; i++)
		ret_filled[i] = digits[i] == ' ' ? '0' : digits[i];
	return digits[DIGITS - 1] != ' ';
}

static void read_frame(const uint8_t *plain, size_t length,
		       struct ck_reading *reading)
{
	int decimals = (plain[SWA] & 7) - 2;
	bool negative = plain[SWB] & 0x02;
	uint8_t digits[DIGITS];

	if (fill(plain + WEIGHT, digits))
		ck_reading_weigh(reading, digits, DIGITS, decimals, negative,
				 unit_of(plain));
	if (length == LENGTH && fill(plain + TARE, digits))
		ck_reading_digits(reading->tare, digits, DIGITS, decimals,
				  false);
	reading->net = plain[SWB] & 0x01;
	reading->stable = !(plain[SWB] & 0x08);
	if (plain[SWB] & 0x04)
		reading->range = negative ? CK_SCALE_UNDER : CK_SCALE_OVER;
}

/* A piece that is not as long as a frame, or has no CR at its end. */
static void refuse_piece(const uint8_t *bytes, size_t len, size_t length,
			 struct ck_reading *reading)
{
	bool whole = len == length && (bytes[length - 1] & 0x7f) == CR;

	ck_reading_refuse(reading,
			  whole ? CK_SCALE_FORMAT : CK_SCALE_FRAMING);
}

static size_t examine(size_t length, void *state,
		      const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	bool begins = is_stx(bytes[0]);
	size_t len = ck_frame_extent(bytes, n, end, STX, CR, 0x7f,
				     begins ? length : CK_SCALE_FRAME_MAX);
	bool framed = begins && len == length &&
		      (bytes[length - 1] & 0x7f) == CR;
	uint8_t plain[LENGTH + 1];
	enum check check = CHECK_NONE;
	const char *reason;

	if (framed)
		len = find_check(state, options->check, length, bytes, n, end,
				 &check);
	if (!len)
		return 0;
	ck_reading_start(ret_reading, bytes, len);
	if (!framed) {
		refuse_piece(bytes, len, length, ret_reading);
		return len;
	}
	reason = fault(bytes, len, length, check, plain);
	if (!reason || check == CHECK_MISSING)
		learn(state, check);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	else
		read_frame(plain, length, ret_reading);
	return len;
}

static size_t examine_long(void *state, const struct ck_scale_options *options,
			   const uint8_t *bytes, size_t n, bool end,
			   struct ck_reading *ret_reading)
{
	return examine(LENGTH, state, options, bytes, n, end, ret_reading);
}

static size_t examine_short(void *state,
			    const struct ck_scale_options *options,
			    const uint8_t *bytes, size_t n, bool end,
			    struct ck_reading *ret_reading)
{
	return examine(SHORT_LENGTH, state, options, bytes, n, end,
		       ret_reading);
}

const struct ck_scale_protocol ck_toledo_continuous = {
	.name = "toledo-continuous",
	.title = N_("Mettler Toledo continuous, with or without checksum, "
		    "also a 7E1 line read at 8 bits"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_TARE |
		 CK_SCALE_TELLS_RANGE | CK_SCALE_MAY_CHECK,
	.state_size = sizeof(struct state),
	.examine = examine_long,
};

const struct ck_scale_protocol ck_toledo_short = {
	.name = "toledo-short",
	.title = N_("Mettler Toledo continuous short, without the tare"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_RANGE |
		 CK_SCALE_MAY_CHECK,
	.state_size = sizeof(struct state),
	.examine = examine_short,
};
