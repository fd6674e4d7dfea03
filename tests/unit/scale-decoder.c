/* What comes out of a stream does not depend on how it was cut into calls,
 * every byte comes out once, and memory stays flat. */
#include <config.h>

#include <stdlib.h>

#include "../sim/scale-frames.h"
#include "scale.h"
#include "tap.h"

static uint64_t seed = 1;

static unsigned below(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (seed >> 33) % n;
}

/* Frames of both kinds, some damaged, with rubbish between them. */
static size_t make_stream(uint8_t *out, size_t size)
{
	size_t n = 0;

	while (n + 64 < size) {
		struct indicator say = { .digits = below(80000),
					 .check = below(2),
					 .moving = below(2),
					 .parity = below(2) ? 'e' : 0 };
		size_t start = n;

		n += below(2) ? frame_toledo(out + n, &say)
			      : frame_yaohua_a9(out + n, &say);
		if (!below(3))
			out[start + below(n - start)] = below(256);
		for (unsigned i = below(4) ? 0 : below(40); i; i--)
			out[n++] = below(2) ? below(256) : 0x02 + below(2);
	}
	return n;
}

static bool same(const struct gathered *a, const struct gathered *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!ck_reading_equal(&a->all[i], &b->all[i]) ||
		    a->all[i].frame_len != b->all[i].frame_len ||
		    memcmp(a->all[i].frame, b->all[i].frame,
			   a->all[i].frame_len))
			return false;
	return true;
}

static bool accounts(const struct gathered *got, const uint8_t *bytes,
		     size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < got->n; at += got->all[i++].frame_len)
		if (at + got->all[i].frame_len > n ||
		    memcmp(bytes + at, got->all[i].frame,
			   got->all[i].frame_len))
			return false;
	return at == n;
}

static void check_cuts(const struct ck_scale_protocol *protocol,
		       const uint8_t *bytes, size_t n, unsigned most)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, NULL);
	static struct gathered whole;
	static struct gathered cut;

	decode_all(protocol, NULL, bytes, n, &whole);
	cut.n = cut.good = cut.bytes = 0;
	for (size_t at = 0; at < n;) {
		size_t piece = 1 + below(most);

		if (piece > n - at)
			piece = n - at;
		ck_scale_decoder_feed(decoder, bytes + at, piece, gather,
				      &cut);
		at += piece;
	}
	ck_scale_decoder_finish(decoder, gather, &cut);
	ok(same(&whole, &cut), "%s: %zu readings (%zu good) in pieces <= %u",
	   protocol->name, whole.n, whole.good, most);
	ok(accounts(&cut, bytes, n), "every byte once");
}

static void check_rubbish(const struct ck_scale_protocol *protocol)
{
	static struct gathered got;
	uint8_t bytes[1000];

	memset(bytes, 'x', sizeof(bytes));
	decode_all(protocol, NULL, bytes, sizeof(bytes), &got);
	ok(got.n == 11 && !got.good &&
		   got.all[0].frame_len >= CK_SCALE_FRAME_MAX - 3,
	   "%s: rubbish is refused piece by piece", protocol->name);
	is(got.all[0].reason, "framing", "as framing");
	decode_all(protocol, NULL, bytes, 0, &got);
	ok(got.n == 0, "an empty stream says nothing");
}

static void check_reset(void)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(&ck_yaohua_a9, NULL);
	static struct gathered got;
	struct indicator say = { .digits = 120 };
	uint8_t frame[18];

	frame_yaohua_a9(frame, &say);
	ck_scale_decoder_feed(decoder, frame, 7, gather, &got);
	ck_scale_decoder_reset(decoder);
	ck_scale_decoder_feed(decoder, frame + 7, 5, gather, &got);
	ok(got.good == 0, "bytes before a reset make no frame with those after");
	ck_scale_decoder_feed(decoder, frame, 12, gather, &got);
	ok(got.good == 1, "the next frame is read");
	ck_scale_decoder_free(NULL);
}

static void check_registry(void)
{
	size_t n = 0;

	for (; ck_scale_protocols[n]; n++) {
		const struct ck_scale_protocol *p = ck_scale_protocols[n];

		ok(ck_scale_protocol_find(p->name) == p, "%s is found",
		   p->name);
		ok(n == 0 || strcmp(ck_scale_protocols[n - 1]->name,
				    p->name) < 0,
		   "%s stands in order", p->name);
	}
	ok(!ck_scale_protocol_find("yaohua"), "half a name is none");
}

int main(void)
{
	static uint8_t bytes[20000];
	size_t n = make_stream(bytes, sizeof(bytes));

	for (size_t i = 0; ck_scale_protocols[i]; i++) {
		check_rubbish(ck_scale_protocols[i]);
		for (unsigned most = 1; most <= 1024; most *= 4)
			check_cuts(ck_scale_protocols[i], bytes, n, most);
	}
	check_reset();
	check_registry();
	return tap_done();
}
