/* Every protocol over frames of its own that were cut, doubled, overlaid and
 * spliced: what must hold of every decoder (fuzz/scale.h) holds, and of whole
 * frames after such damage the third is found. Random bytes seldom become a
 * frame; these nearly are.
 *
 *	scale-splice [STREAMS [SEED]]	of each way to speak */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

static void splice_broken(void) __attribute__((noreturn));
#define SCALE_BROKEN() splice_broken()
#include "../fuzz/scale.h"

#include "../sim/scale-frames.h"
#include "tap.h"

enum { MOST = 14, ROOM = 2 + MOST * 3 * FRAME_MAX, WHOLE = 3 };

struct stream {
	const struct speech *speech;
	struct indicator say;		/* the settings of the indicator */
	uint8_t bytes[ROOM + WHOLE * FRAME_MAX];
	size_t len;
};

static struct stream stream;
static uint64_t seed;

static void splice_broken(void)
{
	printf("not ok - %s\n# ", stream.speech->protocol);
	for (size_t i = 0; i < stream.len; i++)
		printf("%02x", stream.bytes[i]);
	printf("\n");
	exit(1);
}

/* xorshift64 (Marsaglia 2003). */
static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 32) % n;
}

static bool one_in(size_t n)
{
	return !below(n);
}

static void choose_settings(struct stream *s)
{
	static const char parities[] = { 0, 0, 'e', 'o' };
	bool toledo = s->speech->write == frame_toledo ||
		      s->speech->write == frame_toledo_short;

	s->say = (struct indicator){
		.check = one_in(2),
		.parity = parities[below(sizeof(parities))],
		.tare = one_in(2) ? 15200 : 0,
	};
	if (toledo)
		s->say.decimals = (int)below(8) - 2;
	else if (s->speech->write == frame_yaohua_a9)
		s->say.decimals = below(5);
}

static size_t write_frame(struct stream *s, uint8_t *out)
{
	static const long often[] = { 0, 2, 10, 20, 8880, 15160, 36740, 99999 };
	struct indicator say = s->say;

	say.digits = one_in(2) ? often[below(8)] : (long)below(100000);
	say.negative = one_in(6);
	say.moving = one_in(4);
	say.net = one_in(5);
	say.out_of_range = one_in(10);
	return s->speech->write(out, &say);
}

/* Some bytes of a frame, a changed one, one in the place of another. */
static size_t spoil(uint8_t *frame, size_t n)
{
	size_t at = below(n);
	size_t rest = n - at;

	switch (below(7)) {
	case 0:
		return at + 1;
	case 1:
		memmove(frame, frame + at, rest);
		return rest;
	case 2:
		memmove(frame + at, frame + at + 1, rest - 1);
		return n - 1;
	case 3:
		frame[at] ^= 1 << below(8);
		return n;
	case 4:
		frame[at] = below(256);
		return n;
	case 5:
		frame[at] = frame[below(n)];
		return n;
	default:	/* from there on twice */
		memmove(frame + n, frame + at, rest);
		return n + rest;
	}
}

/* What begins and ends frames, of any protocol. */
static void add_mark(struct stream *s)
{
	static const uint8_t marks[] = { 0x02, 0x03, 0x0d, 0x0a, 0x82, 0x8d,
					 0xff, 0x00, '=',  'W',	 'w',  '<',
					 ';',  ',',  ' ' };

	s->bytes[s->len++] = marks[below(sizeof(marks))];
}

static void add_damaged(struct stream *s)
{
	uint8_t frame[2 * FRAME_MAX];
	size_t n = write_frame(s, frame);

	if (one_in(2))
		n = spoil(frame, n);
	if (one_in(8))
		s->len -= below(s->len - 1);
	if (one_in(12))
		add_mark(s);
	memcpy(s->bytes + s->len, frame, n);
	s->len += n;
}

/* The options go before, as of a fuzz target. */
static void make_stream(struct stream *s)
{
	choose_settings(s);
	s->len = 2;
	for (size_t frames = 2 + below(MOST - 2); frames; frames--)
		add_damaged(s);
	s->bytes[0] = below(256);
	s->bytes[1] = below(256);
}

static bool finds_whole(const struct ck_scale_protocol *protocol,
			struct stream *s)
{
	struct ck_scale_options options = { 0 };
	struct indicator say = s->say;
	struct readings after;
	uint8_t frame[FRAME_MAX];
	bool found = false;
	size_t n = 0;

	for (int i = 1; i <= WHOLE; i++) {
		say.digits = 11111 * i;
		n = s->speech->write(frame, &say);
		memcpy(s->bytes + s->len, frame, n);
		s->len += n;
	}
	after = decode(protocol, &options, s->bytes + 2, s->len - 2, s->len);
	for (size_t i = 0; i < after.n; i++)
		found |= after.all[i].ok && after.all[i].frame_len >= n &&
			 !memcmp(after.all[i].frame, frame, n);
	free(after.all);
	return found;
}

static void try_speech(const struct speech *speech, long streams)
{
	const struct ck_scale_protocol *protocol =
		ck_scale_protocol_find(speech->protocol);
	long lost = 0;

	stream.speech = speech;
	for (long i = 0; i < streams; i++) {
		make_stream(&stream);
		check_protocol(protocol, stream.bytes, stream.len);
		lost += !finds_whole(protocol, &stream);
	}
	ok(true, "%s: %ld spliced streams: each weight is its frame's, however "
	   "the stream is cut", speech->protocol, streams);
	ok(!lost, "%s: a whole frame is found after them", speech->protocol);
}

int main(int argc, char **argv)
{
	long streams = argc > 1 ? atol(argv[1]) : 1000;

	seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	for (const struct speech *s = speeches; s->protocol; s++)
		try_speech(s, streams);
	return tap_done();
}
