/* Three frames in a stream that is damaged in one place: what has to come
 * out, whatever the protocol. */
#ifndef CK_TESTS_SCALE_DAMAGE_H
#define CK_TESTS_SCALE_DAMAGE_H

#include "../sim/scale-frames.h"
#include "scale.h"
#include "tap.h"

#define FRAMES 3

struct damage {
	const struct ck_scale_protocol *protocol;
	size_t (*write)(uint8_t *out, const struct indicator *say);
	struct indicator say;
	struct ck_scale_options options;
	bool checked;		/* a changed digit cannot pass */
	bool leans;		/* read when the next frame has begun */
	bool bits;		/* single bits flip, not all of a byte */
	int last;		/* the frames end in this byte, its parity
				 * aside; 0: in any */
	/* Filled by damage_start: */
	uint8_t stream[FRAMES * FRAME_MAX];
	size_t len;
	size_t starts[FRAMES + 1];
	char weights[FRAMES][16];
	unsigned wrong;		/* weights that were never sent */
	unsigned lost;		/* untouched frames that were not found */
	unsigned tried;
};

static void damage_start(struct damage *d)
{
	static const long weights[FRAMES] = { 36740, 15160, 8880 };
	size_t n;

	for (int i = 0; i < FRAMES; i++) {
		d->starts[i] = d->len;
		d->say.digits = weights[i] - 1;
		do {
			d->say.digits++;
			n = d->write(d->stream + d->len, &d->say);
		} while (d->last && d->say.digits < 99999 &&
			 (d->stream[d->len + n - 1] & 0x7f) != d->last);
		d->len += n;
		snprintf(d->weights[i], sizeof(d->weights[i]), "%ld",
			 d->say.digits);
	}
	d->starts[FRAMES] = d->len;
}

/* Decodes a damaged copy; bytes from..to of the original are not whole in
 * it, so the frames that they lie in need not be found. */
static void damage_try(struct damage *d, const uint8_t *bytes, size_t n,
		       size_t from, size_t to)
{
	static struct gathered got;
	int found[FRAMES] = { 0 };

	decode_all(d->protocol, &d->options, bytes, n, &got);
	d->tried++;
	for (size_t i = 0; i < got.n; i++) {
		int k = 0;

		if (!got.all[i].ok)
			continue;
		while (k < FRAMES && strcmp(got.all[i].weight, d->weights[k]))
			k++;
		if (k < FRAMES)
			found[k]++;
		else
			d->wrong++;
	}
	for (int k = 0; k < FRAMES; k++)
		if (d->starts[k + 1] + d->leans <= from || d->starts[k] > to)
			d->lost += found[k] != 1;
	if (got.bytes != n)
		d->lost += 1000000;
}

static void damage_flip(struct damage *d)
{
	uint8_t copy[sizeof(d->stream)];

	for (size_t at = 0; at < d->len; at++)
		for (int change = 1; change < 256; change++) {
			memcpy(copy, d->stream, d->len);
			if (d->bits && (change & (change - 1)))
				continue;
			copy[at] ^= change;
			damage_try(d, copy, d->len, at, at);
		}
}

/* Of two equal bytes, the end of a frame and the start of the next, nobody can
 * tell which one was lost. */
static size_t last_lost(const struct damage *d, size_t at)
{
	return at + (at + 1 < d->len && d->stream[at] == d->stream[at + 1]);
}

static void damage_lose_and_double(struct damage *d)
{
	uint8_t copy[sizeof(d->stream) + 1];

	for (size_t at = 0; at < d->len; at++) {
		memcpy(copy, d->stream, at);
		memcpy(copy + at, d->stream + at + 1, d->len - at - 1);
		damage_try(d, copy, d->len - 1, at, last_lost(d, at));
		memcpy(copy, d->stream, at + 1);
		memcpy(copy + at + 1, d->stream + at, d->len - at);
		damage_try(d, copy, d->len + 1, at, at);
	}
}

/* The stream begins, and ends, at any byte. */
static void damage_cut(struct damage *d)
{
	for (size_t from = 0; from < d->len; from++)
		for (size_t to = from; to <= d->len; to++) {
			static struct gathered got;
			size_t whole = 0;

			for (int k = 0; k < FRAMES; k++)
				whole += d->starts[k] >= from &&
					 d->starts[k + 1] <= to;
			decode_all(d->protocol, &d->options,
				   d->stream + from, to - from, &got);
			d->tried++;
			d->lost += got.good < whole;
			d->wrong += d->checked && got.good > whole + 1;
		}
}

static void damage_run(struct damage *d, const char *name)
{
	damage_start(d);
	damage_flip(d);
	ok(!d->lost, "%s: %u flips: the other frames are found", name,
	   d->tried);
	ok(!d->checked || !d->wrong, "%s: flips: no wrong weight", name);
	d->tried = d->lost = d->wrong = 0;
	damage_lose_and_double(d);
	ok(!d->lost, "%s: %u bytes lost or doubled: the other frames are found",
	   name, d->tried);
	ok(!d->checked || !d->wrong,
	   "%s: bytes lost or doubled: no wrong weight", name);
	d->tried = d->lost = d->wrong = 0;
	damage_cut(d);
	ok(!d->lost && !d->wrong,
	   "%s: %u cuts: each whole frame is found, no other", name, d->tried);
}

#endif
