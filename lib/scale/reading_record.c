#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "scale/decoder.h"
#include "scale/reading_record.h"

/* -- out ------------------------------------------------------------------ */

static void put_hex(struct ck_value *record, const char *key,
		    const uint8_t *bytes, size_t len)
{
	char hex[2 * CK_SCALE_FRAME_MAX + 1];

	ck_hex(bytes, len, hex);
	ck_set_str(record, key, hex);
}

/* What the frame does not say is null. */
static void put_flag(struct ck_value *record, const char *key, int flag)
{
	if (flag < 0)
		ck_set_null(record, key);
	else
		ck_set_bool(record, key, flag);
}

static void put_text(struct ck_value *record, const char *key,
		     const char *text)
{
	if (*text)
		ck_set_str(record, key, text);
	else
		ck_set_null(record, key);
}

void ck_reading_put(struct ck_value *record,
		    const struct ck_scale_protocol *protocol,
		    const struct ck_reading *reading)
{
	ck_set_str(record, "protocol", protocol->name);
	ck_set_bool(record, "ok", reading->ok);
	if (reading->ok) {
		put_text(record, "weight", reading->weight);
		put_text(record, "unit", reading->unit);
		put_flag(record, "stable", reading->stable);
		put_flag(record, "net", reading->net);
		if (*reading->tare)
			ck_set_str(record, "tare", reading->tare);
		ck_set_str(record, "range",
			   ck_scale_range_name(reading->range));
	} else {
		ck_set_str(record, "reason", reading->reason);
		ck_set_str(record, "detail", reading->detail);
	}
	put_hex(record, "frame", reading->frame, reading->frame_len);
}

static void push_frames(struct ck_value *frames,
			const struct ck_stable *stable)
{
	char hex[2 * CK_SCALE_FRAME_MAX + 1];

	for (unsigned i = 0; i < stable->frames_len; i++) {
		ck_hex(stable->frames[i].bytes, stable->frames[i].len, hex);
		ck_push_str(frames, hex);
	}
}

static int64_t span_of(const struct ck_stable *stable, int64_t frame_ms)
{
	return frame_ms ? (stable->count - 1) * frame_ms
			: stable->last_ms - stable->first_ms;
}

void ck_stable_put(struct ck_value *record, const struct ck_stable *stable,
		   int64_t frame_ms)
{
	ck_set_bool(record, "concluded", true);
	ck_set_bool(record, "by_indicator", stable->by_indicator);
	ck_set_int(record, "count", stable->count);
	ck_set_int(record, "span_ms", span_of(stable, frame_ms));
	if (frame_ms)
		ck_set_int(record, "frame_ms", frame_ms);
	push_frames(ck_set_array(record, "frames"), stable);
	if (!stable->has_zero)
		return;
	ck_set_str(record, "zero", stable->zero.weight);
	put_hex(record, "zero_frame", stable->zero.frame,
		stable->zero.frame_len);
}

void ck_weight_of_stable(struct ck_doc *doc,
			 const struct ck_scale_protocol *protocol,
			 const struct ck_stable *stable, int64_t frame_ms,
			 struct ck_weight *ret_weight)
{
	struct ck_value *frames = ck_new_array(doc);
	char zero[2 * CK_SCALE_FRAME_MAX + 1];

	push_frames(frames, stable);
	ck_hex(stable->zero.frame, stable->zero.frame_len, zero);
	*ret_weight = (struct ck_weight){
		.grams = stable->reading.grams,
		.digits = ck_doc_strdup(doc, stable->reading.weight),
		.unit = ck_doc_strdup(doc, stable->reading.unit),
		.net = stable->reading.net,
		.by_indicator = stable->by_indicator,
		.count = stable->count,
		.span_ms = span_of(stable, frame_ms),
		.protocol = protocol,
		.frames = frames,
		.zero_frame = stable->has_zero ? ck_doc_strdup(doc, zero)
					       : NULL,
		.zero_g = stable->has_zero ? stable->zero.grams : 0,
	};
}

/* -- in ------------------------------------------------------------------- */

static int nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int ck_hex_read(const char *text, size_t len, uint8_t *bytes, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		int high = nibble(text[i]);
		int low = high >= 0 && i + 1 < len ? nibble(text[i + 1]) : -1;

		if (strchr(" \t\r", text[i]) && text[i])
			continue;
		if (high < 0 || low < 0 || n == size)
			return -EBADMSG;
		bytes[n++] = high << 4 | low;
		i++;
	}
	return n;
}

bool ck_reading_concludes(const struct ck_value *record)
{
	const char *kind = ck_get_str(record, "kind");

	return kind && !strcmp(kind, "reading") &&
	       ck_is_true(ck_get(record, "concluded"));
}

struct proof {
	struct ck_stability *stability;
	unsigned good;
	unsigned bad;
};

static void prove(const struct ck_reading *reading, void *user)
{
	struct proof *proof = user;

	if (reading->ok)
		proof->good++;
	else
		proof->bad++;
	ck_stability_feed(proof->stability, reading, 0);
}

/* False when a frame is no text of hex, or no frame. */
static bool decode(const struct ck_scale_protocol *protocol,
		   const struct ck_scale_options *options,
		   const struct ck_value *frames, struct proof *proof)
{
	CK_CLEANUP(ck_scale_decoder_free)
	struct ck_scale_decoder *decoder =
		ck_scale_decoder_new(protocol, options);

	for (size_t i = 0; i < ck_count(frames); i++) {
		const char *hex = ck_str(ck_at(frames, i));
		uint8_t bytes[CK_SCALE_FRAME_MAX];
		int n = hex ? ck_hex_read(hex, strlen(hex), bytes,
					  sizeof(bytes)) : -EBADMSG;

		if (n < 0)
			return false;
		ck_scale_decoder_feed(decoder, bytes, n, prove, proof);
		/* What was kept is whole: none leans on the one before it. */
		ck_scale_decoder_finish(decoder, prove, proof);
	}
	return !proof->bad && proof->good == ck_count(frames);
}

static int doubt(struct ck_weight_doubt *ret_doubt, const char *pointer,
		 const char *code, const char *sentence)
{
	*ret_doubt = (struct ck_weight_doubt){ pointer, code, sentence };
	return -EBADMSG;
}

/* The frames bear no times: they were as far apart as the record says they
 * were on the whole. */
static struct ck_stability_rule rule_for(const struct ck_stability_rule *rule,
					 int64_t span_ms, size_t frames)
{
	struct ck_stability_rule spaced = *rule;

	spaced.frame_ms = frames > 1 ? span_ms / (int64_t)(frames - 1) : 0;
	if (spaced.frame_ms < 1)
		spaced.frame_ms = 1;
	spaced.min_ms = spaced.frame_ms * (int64_t)(frames - 1);
	if (span_ms < rule->min_ms)
		spaced.min_ms = rule->min_ms;
	return spaced;
}

static bool same_words(const struct ck_value *record,
		       const struct ck_reading *reading)
{
	const char *digits = ck_get_str(record, "weight");
	const char *unit = ck_get_str(record, "unit");

	return digits && unit && !strcmp(digits, reading->weight) &&
	       !strcmp(unit, reading->unit);
}

static void take_reading(const struct ck_reading *reading, void *user)
{
	struct ck_reading *last = user;

	*last = *reading;
}

int ck_frame_mass(const struct ck_scale_protocol *protocol,
		  const struct ck_scale_options *options, const char *hex,
		  int64_t *ret_g)
{
	struct ck_reading said = { .ok = false };
	uint8_t bytes[CK_SCALE_FRAME_MAX];
	int n = ck_hex_read(hex, strlen(hex), bytes, sizeof(bytes));
	CK_CLEANUP(ck_scale_decoder_free)
	struct ck_scale_decoder *decoder = NULL;

	if (n < 0)
		return n;
	decoder = ck_scale_decoder_new(protocol, options);
	ck_scale_decoder_feed(decoder, bytes, n, take_reading, &said);
	ck_scale_decoder_finish(decoder, take_reading, &said);
	if (!said.ok || !said.has_grams)
		return -EBADMSG;
	*ret_g = said.grams;
	return 0;
}

static int prove_record(struct ck_doc *doc, const struct ck_value *record,
			const struct ck_scale_protocol *protocol,
			const struct ck_scale_options *options,
			struct proof *proof, struct ck_weight *ret_weight,
			struct ck_weight_doubt *ret_doubt)
{
	const struct ck_value *frames = ck_get(record, "frames");
	const struct ck_stable *stable;

	if (!decode(protocol, options, frames, proof))
		return doubt(ret_doubt, "/frames", "frames",
			     N_("not every one is a good frame of the protocol"));
	stable = ck_stability_result(proof->stability);
	if (!stable)
		return doubt(ret_doubt, "/frames", "not-stable",
			     N_("the frames conclude no stable weight"));
	if (!same_words(record, &stable->reading))
		return doubt(ret_doubt, "/weight", "digits",
			     N_("the frames say another weight"));
	ck_weight_of_stable(doc, protocol, stable, 0, ret_weight);
	ret_weight->count = ck_get_int(record, "count", stable->count);
	ret_weight->span_ms = ck_get_int(record, "span_ms", 0);
	ret_weight->frames = frames;
	ret_weight->zero_frame = ck_get_str(record, "zero_frame");
	if (ret_weight->zero_frame &&
	    ck_frame_mass(protocol, options, ret_weight->zero_frame,
			  &ret_weight->zero_g) < 0)
		return doubt(ret_doubt, "/zero_frame", "frames",
			     N_("it is no good frame of the protocol"));
	return 0;
}

int ck_weight_of_record(struct ck_doc *doc, const struct ck_value *record,
			const struct ck_scale_options *options,
			const struct ck_stability_rule *rule,
			struct ck_weight *ret_weight,
			struct ck_weight_doubt *ret_doubt)
{
	const char *name = ck_get_str(record, "protocol");
	const struct ck_scale_protocol *protocol =
		name ? ck_scale_protocol_find(name) : NULL;
	size_t frames = ck_count(ck_get(record, "frames"));
	struct ck_stability_rule spaced =
		rule_for(rule, ck_get_int(record, "span_ms", 0), frames);
	CK_CLEANUP(ck_stability_free) struct ck_stability *stability = NULL;
	struct proof proof = { 0 };

	if (!protocol)
		return doubt(ret_doubt, "/protocol", "protocol",
			     N_("no such protocol"));
	if (!frames || !ck_is_array(ck_get(record, "frames")))
		return doubt(ret_doubt, "/frames", "frames",
			     N_("a concluded reading has the frames it rests on"));
	proof.stability = stability = ck_stability_new(&spaced);
	return prove_record(doc, record, protocol, options, &proof, ret_weight,
			    ret_doubt);
}
