/* What must hold of every decoder, whatever bytes it is fed; shared by the
 * fuzz targets of the scale protocols.
 *
 * The first byte chooses the options, the second how the rest is cut. Who
 * includes it may say what comes of a decoder that does not hold:
 * SCALE_BROKEN, which does not return. */
#ifndef CK_TESTS_FUZZ_SCALE_H
#define CK_TESTS_FUZZ_SCALE_H

#include <stdlib.h>
#include <string.h>

#include "scale/decoder.h"

#ifndef SCALE_BROKEN
#define SCALE_BROKEN() abort()
#endif

struct readings {
	struct ck_reading *all;
	size_t n;
	size_t cap;
};

static void require(bool held)
{
	if (!held)
		SCALE_BROKEN();
}

static void add(const struct ck_reading *reading, void *user)
{
	struct readings *r = user;

	if (r->n == r->cap) {
		r->cap = r->cap ? 2 * r->cap : 16;
		r->all = ck_realloc(r->all, r->cap * sizeof(*r->all));
	}
	r->all[r->n++] = *reading;
}

static struct readings decode(const struct ck_scale_protocol *protocol,
			      const struct ck_scale_options *options,
			      const uint8_t *bytes, size_t n, size_t piece)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, options);
	struct readings r = { 0 };

	for (size_t at = 0; at < n; at += piece)
		ck_scale_decoder_feed(decoder, bytes + at,
				      n - at < piece ? n - at : piece, add,
				      &r);
	ck_scale_decoder_finish(decoder, add, &r);
	return r;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? */
static bool is_weight(const char *text)
{
	const char *at = text + (*text == '-');
	size_t n = strspn(at, "0123456789");

	if (!n || (n > 1 && *at == '0'))
		return false;
	at += n;
	if (*at == '.') {
		n = strspn(++at, "0123456789");
		at += n;
	}
	return n && !*at;
}

static void check_good(const struct ck_scale_protocol *protocol,
		       const struct ck_scale_options *options,
		       const struct ck_reading *reading)
{
	struct readings again = decode(protocol, options, reading->frame,
				       reading->frame_len, 1);

	require(again.n == 1 && ck_reading_equal(&again.all[0], reading));
	free(again.all);
	require(is_weight(reading->weight) ||
		(!*reading->weight && reading->range != CK_SCALE_IN_RANGE));
	require(!*reading->tare || is_weight(reading->tare));
	require(!*reading->weight ||
		(*reading->weight == '-') == (reading->grams < 0) ||
		!reading->has_grams);
	require(!reading->reason);
}

__attribute__((unused)) static void
check_protocol(const struct ck_scale_protocol *protocol, const uint8_t *data,
	       size_t size)
{
	struct ck_scale_options options = { 0 };
	struct readings whole;
	struct readings cut;
	size_t at = 0;

	if (size < 2)
		return;
	options.check = data[0] % 3;
	options.unit = data[0] & 0x80 ? "t" : NULL;
	options.has_decimals = data[0] & 0x40;
	options.decimals = data[0] >> 2 & 3;
	whole = decode(protocol, &options, data + 2, size - 2, size);
	cut = decode(protocol, &options, data + 2, size - 2, 1 + data[1] % 40);
	require(whole.n == cut.n);
	for (size_t i = 0; i < whole.n; i++) {
		const struct ck_reading *r = &whole.all[i];

		require(ck_reading_equal(r, &cut.all[i]));
		require(r->frame_len == cut.all[i].frame_len);
		require(at + r->frame_len <= size - 2);
		require(!memcmp(r->frame, data + 2 + at, r->frame_len));
		at += r->frame_len;
		if (r->ok)
			check_good(protocol, &options, r);
	}
	require(at == size - 2);
	free(whole.all);
	free(cut.all);
}

#endif
