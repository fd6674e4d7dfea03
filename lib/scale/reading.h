/* One thing a scale indicator said, and whether it can be believed.
 *
 * A reading is what the frame says and nothing more: the indicator's own
 * digits as text, never through a floating-point number. What is concluded
 * from readings (a stable weight) is in scale/stability.h. */
#ifndef CK_SCALE_READING_H
#define CK_SCALE_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest frame of any protocol, and the longest piece of bytes that is
 * refused at once. */
#define CK_SCALE_FRAME_MAX 96

enum ck_scale_range {
	CK_SCALE_IN_RANGE = 0,
	CK_SCALE_OVER,
	CK_SCALE_UNDER,
};

/* Why bytes were refused. */
#define CK_SCALE_CHECKSUM "checksum"	/* a check, or a parity bit, differs */
#define CK_SCALE_FORMAT "format"	/* a byte that the layout forbids */
#define CK_SCALE_FRAMING "framing"	/* no frame begins and ends here */
#define CK_SCALE_NO_WEIGHT "no-weight"	/* a whole frame that says no weight:
					 * a tare, an answer, a fault */

struct ck_reading {
	bool ok;
	const char *reason;	/* static; NULL when ok */
	const char *detail;	/* static; what a frame without a weight is:
				 * "tare", "not-stable", "request" …; or NULL */
	/* The rest but the frame means nothing when the bytes were refused. */
	char weight[16];	/* -?(0|[1-9][0-9]*)(\.[0-9]+)?; "" when the
				 * indicator shows no digits (out of range) */
	char tare[16];		/* likewise; "" when the frame has none */
	char unit[4];		/* "kg", "g", "t", "lb" …; "" not known */
	int stable;		/* 1, 0, or -1: the frame does not say */
	int net;		/* 1, 0, or -1 */
	enum ck_scale_range range;
	bool has_grams;		/* the weight is a whole number of grams */
	int64_t grams;		/* 0 unless has_grams */
	uint8_t frame[CK_SCALE_FRAME_MAX];	/* the bytes as they came */
	size_t frame_len;
};

typedef void ck_reading_fn(const struct ck_reading *reading, void *user);

/* Begins a reading of these bytes: ok, in range, nothing else known. */
void ck_reading_start(struct ck_reading *reading, const uint8_t *frame,
		      size_t len);

/* Marks a started reading as refused for one of the reasons above. */
void ck_reading_refuse(struct ck_reading *reading, const char *reason);

/* The frame is good and says no weight; detail as above. */
void ck_reading_set_aside(struct ck_reading *reading, const char *detail);

/* Writes digits (ASCII, leading zeros allowed, at most 10) as text with the
 * point put before the last `decimals`; a negative number of decimals adds
 * zeros instead (at most 2). Leading zeros go, a zero has no sign. */
void ck_reading_digits(char text[16], const uint8_t *digits, size_t n,
		       int decimals, bool negative);

/* Sets weight and unit (at most three characters), and the grams where they
 * are a whole number in a unit of kg, g or t: a pound is 453.59237 g, and
 * nothing is rounded here. */
void ck_reading_weigh(struct ck_reading *reading, const uint8_t *digits,
		      size_t n, int decimals, bool negative, const char *unit);

/* "ok", "over", "under". */
const char *ck_scale_range_name(enum ck_scale_range range);

/* Two readings that say the same: digits, unit, stable, net and range. */
bool ck_reading_equal(const struct ck_reading *a, const struct ck_reading *b);

#endif
