/* Bytes between frames, for protocols whose frames have a first and a last
 * byte. For the protocol files only. */
#ifndef CK_SCALE_FRAME_H
#define CK_SCALE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scale/reading.h"

/* How many bytes belong together from bytes[0] (whatever it is) on: up to
 * and without the next first byte, or up to and with the next last byte, at
 * most max. 0: not yet decided. Bytes are compared under the mask. */
static inline size_t ck_frame_extent(const uint8_t *bytes, size_t n, bool end,
				     uint8_t first, uint8_t last,
				     uint8_t mask, size_t max)
{
	for (size_t i = 1; i < n && i < max; i++) {
		if ((bytes[i] & mask) == first)
			return i;
		if ((bytes[i] & mask) == last)
			return i + 1;
	}
	if (n >= max)
		return max;
	return end ? n : 0;
}

#endif
