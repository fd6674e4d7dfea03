/* Frames as indicators send them, for tests: the other side of lib/scale,
 * written from the same manuals (sources: in the files of lib/scale) and
 * sharing no code with it. */
#ifndef CK_TESTS_SCALE_FRAMES_H
#define CK_TESTS_SCALE_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct indicator {
	long digits;		/* what the display shows, without the point */
	int decimals;
	bool negative;
	bool moving;
	bool net;
	bool out_of_range;
	long tare;
	bool check;		/* toledo: send the check byte */
	char parity;		/* toledo: 'e', 'o', or 0: as 8-bit bytes */
};

#define FRAME_MAX 66

/* Each returns the length; FRAME_MAX bytes always suffice. */
size_t frame_yaohua_a9(uint8_t *out, const struct indicator *say);
size_t frame_toledo(uint8_t *out, const struct indicator *say);
size_t frame_toledo_short(uint8_t *out, const struct indicator *say);

/* A way in which an indicator speaks. All but the two above show kilograms
 * without decimals, at most six digits. */
struct speech {
	const char *protocol;
	size_t (*write)(uint8_t *out, const struct indicator *say);
	bool checked;		/* a changed digit cannot pass */
	bool leans;		/* read when the next frame has begun */
};

extern const struct speech speeches[];	/* ends in a protocol of NULL */

/* NULL: there is none. */
const struct speech *speech_find(const char *protocol);

#endif
