/* Frames as indicators send them, for tests: the other side of lib/scale,
 * written from the same manuals (sources: lib/scale/yaohua_a9.c and
 * toledo_continuous.c) and sharing no code with it. */
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

/* Each returns the length; 18 bytes always suffice. */
size_t frame_yaohua_a9(uint8_t *out, const struct indicator *say);
size_t frame_toledo(uint8_t *out, const struct indicator *say);

#endif
