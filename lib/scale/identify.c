#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "scale/decoder.h"
#include "scale/identify.h"

enum { LEAST_GOOD = 3, SURE_GOOD = 5, FITS_PERCENT = 80, FULL_PERCENT = 97 };

struct ck_identify {
	struct ck_identified *all;
	size_t n, cap;
	size_t heard;
	size_t fewest_percent;		/* of bytes with a fault; 101: none */
	struct ck_port_setting fewest;
};

struct ck_identify *ck_identify_new(void)
{
	struct ck_identify *identify = ck_new(struct ck_identify);

	identify->fewest_percent = 101;
	return identify;
}

void ck_identify_free(struct ck_identify *identify)
{
	if (!identify)
		return;
	free(identify->all);
	free(identify);
}

/* -- how the bytes may be taken ------------------------------------------- */

struct bytes {
	uint8_t *at;
	bool *bad;		/* came with a fault */
	size_t n;
	size_t faults;
};

static void free_bytes(struct bytes *bytes)
{
	free(bytes->at);
	free(bytes->bad);
}

static void add_byte(struct bytes *bytes, uint8_t byte, bool bad)
{
	bytes->at[bytes->n] = byte;
	bytes->bad[bytes->n++] = bad;
	bytes->faults += bad;
}

/* FF FF is FF, FF 00 X is X with a fault (termios(3)). */
static void take_marks(const uint8_t *raw, size_t n, bool marked,
		       struct bytes *ret_bytes)
{
	struct bytes bytes = { .at = ck_alloc(n + 1),
			       .bad = ck_alloc((n + 1) * sizeof(bool)) };

	for (size_t i = 0; i < n; i++) {
		bool mark = marked && raw[i] == 0xff;

		if (!mark)
			add_byte(&bytes, raw[i], false);
		else if (i + 1 < n && raw[i + 1] == 0xff)
			add_byte(&bytes, raw[++i], false);
		else if (i + 2 < n && raw[i + 1] == 0)
			add_byte(&bytes, raw[i += 2], true);
	}
	*ret_bytes = bytes;
}

/* What bit 7 of a byte of 7 bits is under a parity. */
static bool has_parity(uint8_t byte, char parity)
{
	bool odd_ones = __builtin_popcount(byte) & 1;

	if (parity == 'M')
		return byte >> 7;
	return odd_ones == (parity == 'O');
}

/* Nearly all bytes have this parity, and bit 7 is not always the same, as it
 * would be on a line without one. */
static bool parity_holds(const struct bytes *bytes, char parity)
{
	size_t right = 0, high = 0;

	for (size_t i = 0; i < bytes->n; i++) {
		right += has_parity(bytes->at[i], parity);
		high += bytes->at[i] >> 7;
	}
	return high && right * 100 >= bytes->n * FITS_PERCENT &&
	       (parity == 'M' || high < bytes->n);
}

/* As a port gives them that was opened so: a byte with a fault is NUL. */
static void take_view(const struct bytes *bytes, char parity,
		      struct bytes *ret_view)
{
	struct bytes view = { .at = ck_alloc(bytes->n + 1),
			      .bad = ck_alloc((bytes->n + 1) * sizeof(bool)) };

	for (size_t i = 0; i < bytes->n; i++) {
		bool bad = bytes->bad[i] ||
			   (parity && !has_parity(bytes->at[i], parity));

		add_byte(&view, bad ? 0 : bytes->at[i] & (parity ? 0x7f : 0xff),
			 bad);
	}
	*ret_view = view;
}

/* -- one protocol --------------------------------------------------------- */

struct trial {
	struct ck_identified is;
	size_t since;		/* refused after the last good frame */
	size_t since_bytes;
};

static void keep_weight(struct ck_identified *is,
			const struct ck_reading *reading)
{
	if (!*is->first)
		memcpy(is->first, reading->weight, sizeof(is->first));
	memcpy(is->last, reading->weight, sizeof(is->last));
	memcpy(is->unit, reading->unit, sizeof(is->unit));
}

static void judge(const struct ck_reading *reading, void *user)
{
	struct trial *trial = user;
	struct ck_identified *is = &trial->is;

	if (!reading->ok && !reading->detail) {
		trial->since++;
		trial->since_bytes += reading->frame_len;
		return;
	}
	/* Listening begins within a frame. */
	if (!is->good && trial->since_bytes < CK_SCALE_FRAME_MAX)
		trial->since = trial->since_bytes = 0;
	is->refused += trial->since;
	is->refused_bytes += trial->since_bytes;
	trial->since = trial->since_bytes = 0;
	is->good++;
	is->good_bytes += reading->frame_len;
	if (reading->ok && *reading->weight)
		keep_weight(is, reading);
}

/* Listening ends within a frame, too. */
static void end_trial(struct trial *trial)
{
	if (trial->since_bytes < CK_SCALE_FRAME_MAX)
		return;
	trial->is.refused += trial->since;
	trial->is.refused_bytes += trial->since_bytes;
}

static unsigned percent(const struct ck_identified *is)
{
	size_t all = is->good_bytes + is->refused_bytes + is->faults;

	return all ? is->good_bytes * 100 / all : 0;
}

/* Frames that say no weight at all are no protocol of a scale. */
static bool fits(const struct ck_identified *is)
{
	return is->good >= LEAST_GOOD && *is->last &&
	       percent(is) >= FITS_PERCENT;
}

/* What is told of few bytes without a check fits garbage, too: the layouts that
 * nobody confirmed end no search. Checks that hold do, on a bad line as well. */
static bool is_full(const struct ck_identified *is)
{
	unsigned least = is->protocol->tells & CK_SCALE_TELLS_CHECK
				 ? FITS_PERCENT : FULL_PERCENT;

	return is->good >= SURE_GOOD && percent(is) >= least &&
	       !is->protocol->unconfirmed;
}

static bool try_protocol(struct ck_identify *identify,
			 const struct ck_scale_protocol *protocol,
			 const struct ck_port_setting *line, bool asked,
			 const struct bytes *view)
{
	CK_CLEANUP(ck_scale_decoder_free) struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, NULL);
	struct trial trial = { .is = { .protocol = protocol, .line = *line,
				       .asked = asked,
				       .faults = view->faults } };

	ck_scale_decoder_feed(decoder, view->at, view->n, judge, &trial);
	ck_scale_decoder_finish(decoder, judge, &trial);
	end_trial(&trial);
	if (!fits(&trial.is))
		return false;
	if (identify->n == identify->cap) {
		identify->cap = identify->cap ? 2 * identify->cap : 8;
		identify->all = ck_realloc(identify->all,
					   identify->cap *
						   sizeof(*identify->all));
	}
	identify->all[identify->n++] = trial.is;
	return is_full(&trial.is);
}

/* Protocols are tried under the settings that the caller has found likely. */
static bool try_view(struct ck_identify *identify,
		     const struct ck_port_setting *line, bool asked,
		     const struct bytes *bytes, char parity)
{
	struct ck_port_setting as = *line;
	struct bytes view;
	bool full = false;

	/* Mark parity is what 7 bits and two stop bits look like. */
	if (parity) {
		as.data_bits = 7;
		as.parity = parity == 'M' ? 'N' : parity;
		as.stop_bits = parity == 'M' ? 2 : 1;
	}
	as.marked = false;
	take_view(bytes, parity, &view);
	for (size_t i = 0; ck_scale_protocols[i]; i++)
		if (!ck_scale_protocols[i]->patterned &&
		    try_protocol(identify, ck_scale_protocols[i], &as, asked,
				 &view))
			full = true;
	free_bytes(&view);
	return full;
}

static void count_faults(struct ck_identify *identify,
			 const struct ck_port_setting *line,
			 const struct bytes *bytes)
{
	size_t share = bytes->n ? bytes->faults * 100 / bytes->n : 101;

	identify->heard += bytes->n;
	if (share >= identify->fewest_percent)
		return;
	identify->fewest_percent = share;
	identify->fewest = *line;
}

bool ck_identify_hear(struct ck_identify *identify,
		      const struct ck_port_setting *line, bool asked,
		      const uint8_t *raw, size_t n)
{
	struct bytes bytes;
	bool full;

	take_marks(raw, n, line->marked, &bytes);
	count_faults(identify, line, &bytes);
	full = try_view(identify, line, asked, &bytes, 0);
	for (const char *parity = "EOM"; *parity; parity++)
		if (line->baud && line->data_bits == 8 &&
		    line->parity == 'N' && parity_holds(&bytes, *parity) &&
		    try_view(identify, line, asked, &bytes, *parity))
			full = true;
	free_bytes(&bytes);
	return full;
}

/* -- the best ------------------------------------------------------------- */

/* Small differences are chance. */
static int rank(const struct ck_identified *is)
{
	const struct ck_scale_protocol *p = is->protocol;
	int score = percent(is) / 4 * 1000;

	score += p->unconfirmed ? 0 : 100000;
	score += p->tells & CK_SCALE_TELLS_CHECK ? 500 : 0;
	score += is->line.parity == 'E' || is->line.parity == 'O' ? 100 : 0;
	return score + __builtin_popcount(p->tells) * 10;
}

/* The same order every time: by name where nothing else tells. */
static int compare(const void *a, const void *b)
{
	const struct ck_identified *x = a, *y = b;
	int apart = rank(y) - rank(x);

	return apart ? apart : strcmp(x->protocol->name, y->protocol->name);
}

/* One that is no news beside those before it: the same protocol once more, one
 * without a check beside one with, one at another speed than where everything
 * is read. */
static bool is_idle(const struct ck_identified *best,
		    const struct ck_identified *kept, size_t n,
		    const struct ck_identified *is)
{
	for (size_t i = 0; i < n; i++)
		if (kept[i].protocol == is->protocol)
			return true;
	if (is_full(best) && is->line.baud != best->line.baud)
		return true;
	return best->protocol->tells & CK_SCALE_TELLS_CHECK &&
	       !(is->protocol->tells & CK_SCALE_TELLS_CHECK);
}

const struct ck_identified *ck_identify_results(struct ck_identify *identify,
						size_t *ret_count)
{
	struct ck_identified *all = identify->all;
	size_t n = 0;

	if (identify->n)
		qsort(all, identify->n, sizeof(*all), compare);
	for (size_t i = 0; i < identify->n; i++) {
		if (is_idle(&all[0], all, n, &all[i]))
			continue;
		all[n] = all[i];
		all[n].agrees = !strcmp(all[n].first, all[0].first) &&
				!strcmp(all[n].last, all[0].last) &&
				!strcmp(all[n].unit, all[0].unit);
		n++;
	}
	identify->n = n;
	*ret_count = n;
	return all;
}

/* A setting of one maker: no name on the indicator tells them apart, and a
 * weight that reads the same from both ends says nothing of the next. */
static bool is_turned(const struct ck_identified *one,
		      const struct ck_identified *other)
{
	return (one->protocol == &ck_yaohua_eq_forward &&
		other->protocol == &ck_yaohua_eq_reversed) ||
	       (one->protocol == &ck_yaohua_eq_reversed &&
		other->protocol == &ck_yaohua_eq_forward);
}

enum ck_identify_sure ck_identify_sure(struct ck_identify *identify)
{
	size_t n;
	const struct ck_identified *all = ck_identify_results(identify, &n);

	if (!n)
		return CK_IDENTIFY_NONE;
	if (all[0].good < SURE_GOOD)
		return CK_IDENTIFY_FEW;
	for (size_t i = 1; i < n; i++)
		if (!all[i].agrees || is_turned(&all[0], &all[i]))
			return CK_IDENTIFY_SEVERAL;
	if (n > 1)
		return CK_IDENTIFY_ALIKE;
	return all[0].protocol->tells & CK_SCALE_TELLS_CHECK
		       ? CK_IDENTIFY_CHECKED : CK_IDENTIFY_ALONE;
}

const char *ck_identify_sure_name(enum ck_identify_sure sure)
{
	static const char *const names[] = { "none",  "few",   "several",
					     "alike", "alone", "checked" };

	return names[sure];
}

size_t ck_identify_heard(const struct ck_identify *identify,
			 struct ck_port_setting *ret_line)
{
	*ret_line = identify->fewest;
	return identify->heard;
}
