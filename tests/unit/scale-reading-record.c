/* A reading as a record, and a record believed only as far as its frames go. */
#include <config.h>

#include <stdlib.h>

#include "../sim/scale-frames.h"
#include "record/reader.h"
#include "scale/decoder.h"
#include "scale/reading_record.h"
#include "tap.h"

#define E 20000

struct run {
	const struct ck_scale_protocol *protocol;
	struct ck_stability *stability;
	struct ck_doc *doc;
	struct ck_value *record;	/* of the reading that concluded */
	int64_t now;
};

static void take(const struct ck_reading *reading, void *user)
{
	struct run *run = user;

	if (!ck_stability_feed(run->stability, reading, run->now))
		return;
	run->record = ck_new_object(run->doc);
	ck_set_str(run->record, "kind", "reading");
	ck_reading_put(run->record, run->protocol, reading);
	ck_stable_put(run->record, ck_stability_result(run->stability), 0);
}

static size_t frame_of(const char *protocol, const struct indicator *say,
		       uint8_t *frame)
{
	return *protocol == 'y' ? frame_yaohua_a9(frame, say)
				: frame_toledo(frame, say);
}

/* Three seconds of a truck at rest, 100 ms from frame to frame. */
static const struct ck_value *concluded(struct ck_doc *doc,
					const char *protocol,
					const struct indicator *say)
{
	struct ck_stability_rule rule = ck_stability_rule_for(E);
	struct run run = { .doc = doc, .now = 1000 };
	CK_CLEANUP(ck_scale_decoder_free)
	struct ck_scale_decoder *decoder = NULL;
	CK_CLEANUP(ck_stability_free) struct ck_stability *stability = NULL;

	run.protocol = ck_scale_protocol_find(protocol);
	decoder = ck_scale_decoder_new(run.protocol, NULL);
	run.stability = stability = ck_stability_new(&rule);
	for (int i = 0; i < 30; i++) {
		uint8_t frame[32];

		ck_scale_decoder_feed(decoder, frame,
				      frame_of(protocol, say, frame), take,
				      &run);
		run.now += 100;
	}
	return run.record;
}

/* Through the text, as a pipe carries it. */
static struct ck_value *piped(struct ck_doc *doc, const struct ck_value *v)
{
	const struct ck_value *back = NULL;
	struct ck_fault fault;
	CK_BUF text = { 0 };

	ck_write(&text, v);
	if (ck_read(doc, text.data, text.len, &back, &fault) < 0)
		abort();
	return ck_copy(doc, back);
}

static const char *believed(struct ck_doc *doc, const struct ck_value *record,
			    struct ck_weight *weight)
{
	struct ck_stability_rule rule = ck_stability_rule_for(E);
	struct ck_weight_doubt doubt = { 0 };

	return ck_weight_of_record(doc, record, NULL, &rule, weight, &doubt) == 0
		       ? "believed" : doubt.code;
}

static void test_there_and_back(const char *protocol,
				const struct indicator *say, const char *what)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *record = concluded(doc, protocol, say);
	struct ck_weight weight = { 0 };

	ok(record && ck_reading_concludes(record), "%s: it concludes", what);
	is(believed(doc, piped(doc, record), &weight), "believed",
	   "%s: its record is believed", what);
	ok(weight.grams == 36740000 && weight.protocol->name &&
		   ck_equal(weight.frames, ck_get(record, "frames")),
	   "%s: with the same weight and frames", what);
	is(weight.digits, "36740", "%s: and digits", what);
}

static void test_record(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct indicator say = { .digits = 36740 };
	const struct ck_value *record = concluded(doc, "yaohua-a9", &say);
	CK_BUF text = { 0 };

	ck_write(&text, record);
	ok(!strncmp(text.data, "{\"kind\":\"reading\",\"protocol\":\"yaohua-a9\","
		    "\"ok\":true,\"weight\":\"36740\",\"unit\":\"kg\","
		    "\"stable\":null,\"net\":null,\"range\":\"ok\",\"frame\":\""
		    "022b30333637343030314403\",\"concluded\":true,"
		    "\"by_indicator\":false,\"count\":21,\"span_ms\":2000,",
		    207),
	   "a concluded reading reads %s", text.data);
}

/* -- what is not believed ------------------------------------------------- */

static struct ck_value *good(struct ck_doc *doc)
{
	struct indicator say = { .digits = 36740 };

	return piped(doc, concluded(doc, "yaohua-a9", &say));
}

static void test_words(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = good(doc);
	struct ck_weight weight;

	ck_set_str(record, "weight", "37740");
	is(believed(doc, record, &weight), "digits", "other digits");
	ck_unset(record, "weight");
	is(believed(doc, record, &weight), "digits", "no digits");
	record = good(doc);
	ck_set_str(record, "unit", "t");
	is(believed(doc, record, &weight), "digits", "another unit");
	ck_set_str(record, "protocol", "nosuch");
	is(believed(doc, record, &weight), "protocol", "another protocol");
	ck_set_str(record, "protocol", "toledo-continuous");
	is(believed(doc, record, &weight), "frames",
	   "frames of another protocol");
	ck_unset(record, "protocol");
	is(believed(doc, record, &weight), "protocol", "no protocol");
}

static struct ck_value *with_frames(struct ck_doc *doc, size_t n)
{
	struct ck_value *record = good(doc);
	const struct ck_value *frames = ck_get(record, "frames");
	struct ck_value *fewer = ck_new_array(doc);

	for (size_t i = 0; i < n; i++)
		ck_push(fewer, ck_at(frames, i));
	ck_set(record, "frames", fewer);
	return record;
}

static void test_frames(void)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = with_frames(doc, 4);
	struct ck_weight weight;

	is(believed(doc, record, &weight), "not-stable", "four frames");
	is(believed(doc, with_frames(doc, 5), &weight), "believed",
	   "five, over a second");
	record = with_frames(doc, 5);
	ck_set_int(record, "span_ms", 900);
	is(believed(doc, record, &weight), "not-stable", "not over a second");
	ck_set_int(record, "span_ms", -1);
	is(believed(doc, record, &weight), "not-stable", "nor before it");
	is(believed(doc, with_frames(doc, 0), &weight), "frames", "none");
	record = with_frames(doc, 5);
	ck_set_str(record, "frames", "022b30333637343030314403");
	is(believed(doc, record, &weight), "frames", "no array");
	ck_unset(record, "frames");
	is(believed(doc, record, &weight), "frames", "nothing");
}

static void test_one_frame(const char *hex, const char *code, const char *what)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_value *record = with_frames(doc, 8);
	struct ck_value *frames = ck_new_array(doc);
	struct ck_weight weight;

	for (size_t i = 0; i < 8; i++)
		if (i == 4)
			ck_push_str(frames, hex);
		else
			ck_push(frames, ck_at(ck_get(record, "frames"), i));
	ck_set(record, "frames", frames);
	is(believed(doc, record, &weight), code, "%s", what);
}

static void test_hex(void)
{
	uint8_t bytes[4];

	ok(ck_hex_read("02 2B\t0a\r", 9, bytes, 4) == 3 && bytes[0] == 2 &&
		   bytes[1] == 0x2b && bytes[2] == 10,
	   "hex with white space");
	ok(ck_hex_read("", 0, bytes, 4) == 0, "no hex");
	ok(ck_hex_read("022", 3, bytes, 4) < 0, "half a byte");
	ok(ck_hex_read("0 2", 3, bytes, 4) < 0, "a byte cut in two");
	ok(ck_hex_read("0g", 2, bytes, 4) < 0, "no hex digit");
	ok(ck_hex_read("02\0" "02", 5, bytes, 4) < 0, "a NUL");
	ok(ck_hex_read("0102030405", 10, bytes, 4) < 0, "too many");
}

int main(void)
{
	struct indicator plain = { .digits = 36740 };
	struct indicator check = { .digits = 36740, .check = true };
	struct indicator even = { .digits = 36740, .parity = 'e',
				  .check = true };

	test_there_and_back("yaohua-a9", &plain, "yaohua-a9");
	test_there_and_back("toledo-continuous", &plain, "toledo");
	test_there_and_back("toledo-continuous", &check, "with a check");
	test_there_and_back("toledo-continuous", &even, "7E1 read at 8 bits");
	test_record();
	test_words();
	test_frames();
	test_one_frame("022b30333637343030314403", "believed", "the same again");
	test_one_frame("022b30333637343030314503", "frames", "a wrong check");
	test_one_frame("022b3033363734303031440x", "frames", "no hex");
	test_one_frame("022b30333637343030", "frames", "a frame cut short");
	test_one_frame("022b30343637343030314103", "not-stable",
		       "another weight in between");
	test_hex();
	return tap_done();
}
