/* Any bytes as what a camera sends, in pieces: the cutter gives parts that lie
 * within what came, never more often than bytes; what comes after garbage and
 * a new line is still found. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "camera/sent.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	struct ck_sent_reader reader;
	struct ck_doc *doc;
	size_t bytes;
	size_t parts;
};

static void require(bool held)
{
	if (!held)
		abort();
}

static void take(void *ctx, const struct ck_part *part)
{
	struct seen *seen = ctx;
	struct ck_sent_fault fault = { 0 };
	const struct ck_value *value = NULL;
	int r;

	require(part->bytes[part->len] == '\0');
	seen->bytes += part->len;
	seen->parts++;
	r = ck_sent_read(&seen->reader, seen->doc, part, &value, &fault);
	require(r <= 0 || ck_is_object(value));
	require(r >= 0 || (fault.code && fault.message));
	ck_doc_reset(seen->doc);
}

static void cut(struct seen *seen, const uint8_t *data, size_t size,
		size_t step)
{
	CK_CLEANUP(ck_cutter_free) struct ck_cutter *cutter =
		ck_cutter_new(seen->reader.text != CK_TEXT_PAIRS, take, seen);

	for (size_t at = 0; at < size; at += step)
		ck_cutter_feed(cutter, data + at,
			       size - at < step ? size - at : step);
	ck_cutter_finish(cutter);
	require(seen->bytes <= size && seen->parts <= size + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_doc_free) struct ck_doc *head = ck_doc_new();
	struct seen seen = { .doc = doc };

	seen.reader.doc = head;
	if (!size)
		return 0;
	seen.reader.text = (enum ck_sent_text)(data[0] % 3);
	cut(&seen, data + 1, size - 1, 1 + data[0] / 3);
	return 0;
}
