/* SMA SCP-0499, the answer of a scale, 20 bytes:
 *
 *	LF s r n m f <10 characters> <3 of unit> CR
 *
 *	s	' ', Z centre of zero, O over, U under, E zero error, I initial
 *		zero error, T tare error, e not displayed
 *	r	range, '1' …
 *	n	G gross, N net, T tare; g, n with more digits
 *	m	'M' moving, or ' '
 *
 * A weight of dashes is none: the scale did not come to rest in time, or has
 * an error. Cardinal prints 11 characters and the examples of the Sartorius
 * manual 9, so these are taken where a stream has no others. The standard's
 * text writes blanks as '_', and one implementation sends that. Source: SMA
 * SCP-0499 level 2 (copy at fdocuments.in), Sartorius PR 5220 p. 130, PR 5410
 * p. 120, B-Tek T419S p. 61, Fairbanks FB2550 p. 180, Cardinal 190 p. 124. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/frame.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LF = 0x0a, CR = 0x0d, ESC = 0x1b };
enum { STATUS = 1, RANGE = 2, LOAD = 3, MOTION = 4, FREE = 5, WEIGHT = 6 };
enum { SHORTEST = 19, LONGEST = 21, UNIT_LEN = 3, MOST = 40 };

static bool is_dashes(const uint8_t *text, size_t len)
{
	size_t dashes = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] != '-' && text[i] != ' ')
			return false;
		dashes += text[i] == '-';
	}
	return dashes > 1;
}

static bool is_one_of(uint8_t byte, const char *bytes)
{
	return byte && strchr(bytes, byte);
}

static bool head_holds(const uint8_t *frame)
{
	return is_one_of(frame[STATUS], " ZOUEITe") && frame[RANGE] >= '1' &&
	       frame[RANGE] <= '9' && is_one_of(frame[LOAD], "GTNgn") &&
	       is_one_of(frame[MOTION], " M") && frame[FREE] == ' ';
}

static bool read_value(const uint8_t *frame, size_t len,
		       struct ck_reading *reading)
{
	struct ck_number number;
	const char *unit = ck_unit_read(frame + len - 1 - UNIT_LEN, UNIT_LEN);

	if (!unit || !ck_number_fills(frame + WEIGHT,
				      len - 1 - UNIT_LEN - WEIGHT, &number))
		return false;
	ck_number_weigh(reading, &number, unit);
	return true;
}

static const char *read_weight(const uint8_t *frame, size_t len,
			       struct ck_reading *reading)
{
	bool dashes = is_dashes(frame + WEIGHT, len - 1 - UNIT_LEN - WEIGHT);
	uint8_t status = frame[STATUS];

	if (!head_holds(frame) ||
	    (!dashes && !read_value(frame, len, reading)))
		return CK_SCALE_FORMAT;
	reading->stable = frame[MOTION] != 'M';
	reading->net = (frame[LOAD] | 0x20) == 'n';
	if (status == 'O')
		reading->range = CK_SCALE_OVER;
	else if (status == 'U')
		reading->range = CK_SCALE_UNDER;
	else if (is_one_of(status, "EIT"))
		ck_reading_set_aside(reading, "fault");
	else if (dashes)
		ck_reading_set_aside(reading, "not-stable");
	else if (frame[LOAD] == 'T')
		ck_reading_set_aside(reading, "tare");
	return NULL;
}

/* A question, or an answer in words. */
static const char *read_words(const uint8_t *frame, size_t len,
			      struct ck_reading *reading)
{
	uint8_t first = frame[1];

	if (len < 3 || (first != '?' && (first < 'A' || first > 'Z')))
		return CK_SCALE_FORMAT;
	ck_reading_set_aside(reading, len > 3 ? "answer"
				      : first == '?' ? "unknown-command"
						     : "request");
	return NULL;
}

static const char *read_frame(struct ck_width *width, const uint8_t *bytes,
			      size_t len, struct ck_reading *reading)
{
	uint8_t frame[MOST];
	const char *reason;

	for (size_t i = 0; i < len; i++)
		frame[i] = bytes[i] == '_' ? ' ' : bytes[i];
	if (len < SHORTEST || len > LONGEST)
		return read_words(frame, len, reading);
	reason = read_weight(frame, len, reading);
	if (!reason && !ck_width_agrees(width, len))
		reason = CK_SCALE_FRAMING;
	return reason;
}

static size_t examine(void *state, const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	bool begins = bytes[0] == LF;
	size_t len = bytes[0] == ESC ? 1 :
		ck_frame_extent(bytes, n, end, LF, CR, 0xff,
				begins ? MOST : CK_SCALE_FRAME_MAX);
	const char *reason = CK_SCALE_FRAMING;

	(void)options;
	if (!len)
		return 0;
	ck_reading_start(ret_reading, bytes, len);
	if (bytes[0] == ESC) {
		ck_reading_set_aside(ret_reading, "request");
		return len;
	}
	if (begins && bytes[len - 1] == CR)
		reason = read_frame(state, bytes, len, ret_reading);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	return len;
}

const struct ck_scale_protocol ck_sma = {
	.name = "sma",
	.title = N_("SMA SCP-0499 (Cardinal, Fairbanks, Sartorius, Rice Lake, "
		    "B-Tek)"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_RANGE,
	.ask = "\nW\r",
	.state_size = sizeof(struct ck_width),
	.examine = examine,
};
