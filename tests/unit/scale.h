/* What the scale tests share: hex to bytes, and readings gathered in order. */
#ifndef CK_TESTS_SCALE_H
#define CK_TESTS_SCALE_H

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "scale/decoder.h"

#define GATHERED_MAX 4096

struct gathered {
	struct ck_reading all[GATHERED_MAX];
	size_t n;
	size_t good;
	size_t bytes;
};

__attribute__((unused)) static void gather(const struct ck_reading *reading,
					   void *user)
{
	struct gathered *gathered = user;

	assert(gathered->n < GATHERED_MAX);
	gathered->all[gathered->n++] = *reading;
	gathered->good += reading->ok;
	gathered->bytes += reading->frame_len;
}

/* Decodes these bytes as a whole stream. */
__attribute__((unused)) static void
decode_all(const struct ck_scale_protocol *protocol,
	   const struct ck_scale_options *options, const uint8_t *bytes,
	   size_t n, struct gathered *ret_gathered)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, options);

	ret_gathered->n = ret_gathered->good = ret_gathered->bytes = 0;
	ck_scale_decoder_feed(decoder, bytes, n, gather, ret_gathered);
	ck_scale_decoder_finish(decoder, gather, ret_gathered);
}

__attribute__((unused)) static size_t hex_bytes(const char *hex, uint8_t *out,
						size_t size)
{
	unsigned byte;
	size_t n = 0;

	for (; n < size && sscanf(hex + 2 * n, "%2x", &byte) == 1; n++)
		out[n] = byte;
	return n;
}

/* The first good reading; NULL when there is none. */
__attribute__((unused)) static const struct ck_reading *
first_good(const struct gathered *gathered)
{
	for (size_t i = 0; i < gathered->n; i++)
		if (gathered->all[i].ok)
			return &gathered->all[i];
	return NULL;
}

#endif
