/* Readings out of a stream of bytes that is cut anywhere.
 *
 * Every byte fed comes back in the frame of exactly one reading, in order,
 * refused bytes included; the readings do not depend on how the stream was
 * cut into calls. Memory is flat: at most 2 * CK_SCALE_FRAME_MAX bytes are
 * kept. */
#ifndef CK_SCALE_DECODER_H
#define CK_SCALE_DECODER_H

#include "base/cleanup.h"
#include "base/memory.h"
#include "scale/protocol.h"

struct ck_scale_decoder;

/* Options are copied, the unit's text is not; NULL is all defaults. A pattern
 * that is none (ck_scale_pattern_new) reads nothing. */
CK_RETURNS_MEMORY struct ck_scale_decoder *
ck_scale_decoder_new(const struct ck_scale_protocol *protocol,
		     const struct ck_scale_options *options);
void ck_scale_decoder_free(struct ck_scale_decoder *decoder);
CK_DEFINE_CLEANUP(struct ck_scale_decoder *, ck_scale_decoder_free)

/* Calls emit for each reading that these bytes complete. */
void ck_scale_decoder_feed(struct ck_scale_decoder *decoder,
			   const uint8_t *bytes, size_t n, ck_reading_fn *emit,
			   void *user);

/* No more bytes will come: gives what is left, then forgets the stream, so
 * that the next feed begins a new one. */
void ck_scale_decoder_finish(struct ck_scale_decoder *decoder,
			     ck_reading_fn *emit, void *user);

/* Forgets the bytes kept, as after a silence or a hang-up, and what was
 * learnt from the stream. */
void ck_scale_decoder_reset(struct ck_scale_decoder *decoder);

#endif
