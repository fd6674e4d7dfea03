#include <config.h>

#include <assert.h>
#include <string.h>

#include "scale/decoder.h"
#include "scale/pattern.h"

#define STATE_MAX 32

struct ck_scale_decoder {
	const struct ck_scale_protocol *protocol;
	struct ck_scale_options options;
	struct ck_scale_pattern *pattern;
	_Alignas(max_align_t) unsigned char state[STATE_MAX];
	uint8_t hold[2 * CK_SCALE_FRAME_MAX];
	size_t held;
};

struct ck_scale_decoder *
ck_scale_decoder_new(const struct ck_scale_protocol *protocol,
		     const struct ck_scale_options *options)
{
	struct ck_scale_decoder *decoder = ck_new(struct ck_scale_decoder);

	assert(protocol->state_size <= STATE_MAX);
	decoder->protocol = protocol;
	if (options)
		decoder->options = *options;
	if (protocol->patterned && decoder->options.pattern)
		decoder->pattern = ck_scale_pattern_new(
			decoder->options.pattern, NULL);
	decoder->options.compiled = decoder->pattern;
	return decoder;
}

void ck_scale_decoder_free(struct ck_scale_decoder *decoder)
{
	if (!decoder)
		return;
	ck_scale_pattern_free(decoder->pattern);
	free(decoder);
}

void ck_scale_decoder_reset(struct ck_scale_decoder *decoder)
{
	memset(decoder->state, 0, sizeof(decoder->state));
	decoder->held = 0;
}

/* Decides pieces until `enough` bytes are decided or more are needed;
 * returns how many were. */
static size_t decide(struct ck_scale_decoder *decoder, const uint8_t *bytes,
		     size_t n, size_t enough, bool end, ck_reading_fn *emit,
		     void *user)
{
	struct ck_reading reading;
	size_t done = 0;

	while (done < enough) {
		size_t used = ck_scale_protocol_examine(
			decoder->protocol, decoder->state, &decoder->options,
			bytes + done, n - done, end, &reading);

		if (!used)
			break;
		done += used;
		emit(&reading, user);
	}
	return done;
}

/* Puts the start of the new bytes behind those kept, until the latter are
 * decided; returns how many of the new bytes are decided or kept. */
static size_t feed_held(struct ck_scale_decoder *decoder, const uint8_t *bytes,
			size_t n, ck_reading_fn *emit, void *user)
{
	size_t room = sizeof(decoder->hold) - decoder->held;
	size_t old = decoder->held;
	size_t more = n < room ? n : room;
	size_t done;

	memcpy(decoder->hold + old, bytes, more);
	done = decide(decoder, decoder->hold, old + more, old, false, emit,
		      user);
	if (done >= old) {
		decoder->held = 0;
		return done - old;
	}
	decoder->held = old + more - done;
	memmove(decoder->hold, decoder->hold + done, decoder->held);
	return more;
}

void ck_scale_decoder_feed(struct ck_scale_decoder *decoder,
			   const uint8_t *bytes, size_t n, ck_reading_fn *emit,
			   void *user)
{
	size_t done = 0;

	while (decoder->held && done < n)
		done += feed_held(decoder, bytes + done, n - done, emit, user);
	if (done == n)
		return;
	done += decide(decoder, bytes + done, n - done, n - done, false, emit,
		       user);
	decoder->held = n - done;
	assert(decoder->held < CK_SCALE_FRAME_MAX);
	memcpy(decoder->hold, bytes + done, decoder->held);
}

void ck_scale_decoder_finish(struct ck_scale_decoder *decoder,
			     ck_reading_fn *emit, void *user)
{
	size_t done = decide(decoder, decoder->hold, decoder->held,
			     decoder->held, true, emit, user);

	assert(done == decoder->held);
	ck_scale_decoder_reset(decoder);
}
