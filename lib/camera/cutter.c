#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "camera/cutter_work.h"
#include "camera/whole.h"

/* As scanners end a text, and everybody else. */
#define LINE_ENDS "\n\r\x03"

struct ck_cutter *ck_cutter_new(bool lines, ck_part_take *take, void *ctx)
{
	struct ck_cutter *c = ck_new(struct ck_cutter);

	*c = (struct ck_cutter){ .lines = lines, .take = take, .ctx = ctx };
	return c;
}

void ck_cutter_free(struct ck_cutter *cutter)
{
	if (!cutter)
		return;
	ck_buf_free(&cutter->buf);
	free(cutter);
}

void ck_cutter_boundary(struct ck_cutter *cutter, const char *boundary)
{
	snprintf(cutter->delimiter, sizeof(cutter->delimiter), "--%s",
		 boundary);
	cutter->state = CK_CUT_HUNTING;
}

/* -- the buffer ----------------------------------------------------------- */

void ck_cut_consume(struct ck_cutter *c, size_t n)
{
	if (!n)
		return;
	ck_buf_drop(&c->buf, n);
	c->looked = 0;
	if (c->length > 0)
		c->length -= (long long)n < c->length ? (long long)n
						      : c->length;
}

void ck_cut_enter(struct ck_cutter *c, enum ck_cut_state state)
{
	c->state = state;
	c->looked = 0;
	c->begun = false;
	if (state != CK_CUT_BODY)
		c->length = -1;
}

static bool in_multipart(const struct ck_cutter *c)
{
	return c->state >= CK_CUT_HUNTING;
}

void ck_cut_give(struct ck_cutter *c, size_t end, const char *fault)
{
	struct ck_part part = { .form = c->form, .inside = in_multipart(c),
				.type = c->type, .bytes = ck_buf_text(&c->buf),
				.len = end, .fault = fault };
	char kept = '\0';

	if (c->buf.data) {
		kept = c->buf.data[end];
		c->buf.data[end] = '\0';
	}
	c->take(c->ctx, &part);
	if (c->buf.data)
		c->buf.data[end] = kept;
}

size_t ck_cut_trimmed(const struct ck_cutter *c, size_t end)
{
	while (end && ck_is_blank(c->buf.data[end - 1]))
		end--;
	return end;
}

void ck_cut_drop_blanks(struct ck_cutter *c)
{
	size_t n = 0;

	while (n < c->buf.len && ck_is_blank(c->buf.data[n]))
		n++;
	ck_cut_consume(c, n);
}

bool ck_cut_worth_a_look(struct ck_cutter *c)
{
	const char *ends = c->form == CK_PART_XML ? ">"
			   : c->form == CK_PART_JSON ? "}]"
			   : c->lines ? LINE_ENDS : "\n";
	size_t from = c->looked;

	c->looked = c->buf.len;
	for (; *ends; ends++) {
		if (memchr(c->buf.data + from, *ends, c->buf.len - from))
			return true;
	}
	return false;
}

/* -- one document behind the other ---------------------------------------- */

/* A stream that begins with "--boundary" is multipart. False: not told yet. */
static bool take_delimiter(struct ck_cutter *c)
{
	const char *end = memchr(c->buf.data, '\n', c->buf.len);
	size_t n;

	if (!end && c->buf.len < CK_PART_WORD)
		return false;
	n = end ? ck_cut_trimmed(c, end - c->buf.data) : 0;
	if (n <= 2 || n >= sizeof(c->delimiter)) {
		c->form = CK_PART_TEXT;
		ck_cut_enter(c, CK_CUT_DOCUMENT);
		return true;
	}
	memcpy(c->delimiter, c->buf.data, n);
	c->delimiter[n] = '\0';
	ck_cut_enter(c, CK_CUT_HUNTING);
	return true;
}

static bool begin(struct ck_cutter *c)
{
	static const char bom[] = "\xef\xbb\xbf";

	ck_cut_drop_blanks(c);
	if (c->buf.len >= 3 && !memcmp(c->buf.data, bom, 3))
		ck_cut_consume(c, 3);
	if (!c->buf.len)
		return false;
	*c->type = '\0';
	c->form = c->lines ? CK_PART_TEXT : ck_whole_form(*c->buf.data);
	if (c->lines || *c->buf.data != '-') {
		ck_cut_enter(c, CK_CUT_DOCUMENT);
		return true;
	}
	if (c->buf.len < 2)
		return false;
	if (c->buf.data[1] == '-')
		return take_delimiter(c);
	ck_cut_enter(c, CK_CUT_DOCUMENT);
	return true;
}

static bool ends_line(char byte)
{
	return byte && strchr(LINE_ENDS, byte);
}

static struct ck_whole find_line(const struct ck_cutter *c)
{
	for (size_t i = 0; i < c->buf.len; i++) {
		if (ends_line(c->buf.data[i]))
			return (struct ck_whole){ i + 1, false };
	}
	return (struct ck_whole){ 0 };
}

bool ck_cut_too_long(struct ck_cutter *c, enum ck_cut_state after)
{
	if (c->buf.len <= CK_PART_MAX)
		return false;
	ck_cut_give(c, CK_PART_MAX, "too-long");
	ck_cut_enter(c, after);
	return true;
}

static bool take_document(struct ck_cutter *c)
{
	struct ck_whole whole = { 0 };

	if (ck_cut_worth_a_look(c))
		whole = c->lines ? find_line(c)
				 : ck_whole_find(c->form, c->buf.data,
						 c->buf.len, false);
	if (!whole.end)
		return ck_cut_too_long(c, CK_CUT_DROPPING);
	ck_cut_give(c, ck_cut_trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	ck_cut_consume(c, whole.end);
	ck_cut_enter(c, CK_CUT_BETWEEN);
	return true;
}

/* To a line that begins as documents do. */
static bool drop_document(struct ck_cutter *c)
{
	for (size_t i = 0; i + 1 < c->buf.len; i++) {
		char next = c->buf.data[i + 1];

		if (c->lines ? !ends_line(c->buf.data[i])
			     : c->buf.data[i] != '\n' || !next ||
				       !strchr("<{[-", next))
			continue;
		ck_cut_consume(c, i + 1);
		ck_cut_enter(c, CK_CUT_BETWEEN);
		return true;
	}
	ck_cut_consume(c, c->buf.len ? c->buf.len - 1 : 0);
	return false;
}

/* -- all ------------------------------------------------------------------ */

static bool step(struct ck_cutter *c)
{
	switch (c->state) {
	case CK_CUT_BETWEEN:
		return begin(c);
	case CK_CUT_DOCUMENT:
		return take_document(c);
	case CK_CUT_DROPPING:
		return drop_document(c);
	case CK_CUT_HUNTING:
		return c->buf.len && ck_cut_hunt(c);
	case CK_CUT_HEAD:
		return c->buf.len && ck_cut_take_head(c);
	default:
		return ck_cut_take_body(c);
	}
}

void ck_cutter_feed(struct ck_cutter *cutter, const void *bytes, size_t n)
{
	ck_buf_add(&cutter->buf, bytes, n);
	while (step(cutter))
		;
}

static void finish_document(struct ck_cutter *c)
{
	struct ck_whole whole =
		ck_whole_find(c->form, c->buf.data, c->buf.len, true);

	ck_cut_give(c, ck_cut_trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	ck_cut_consume(c, whole.end);
	ck_cut_enter(c, CK_CUT_BETWEEN);
	ck_cutter_feed(c, "", 0);
}

void ck_cutter_finish(struct ck_cutter *cutter)
{
	ck_cutter_feed(cutter, "", 0);
	while (!in_multipart(cutter) && cutter->state != CK_CUT_DROPPING &&
	       cutter->buf.len) {
		/* A dash that no delimiter followed. */
		if (cutter->state == CK_CUT_BETWEEN)
			cutter->form = CK_PART_TEXT;
		finish_document(cutter);
	}
	if (cutter->state == CK_CUT_HEAD && cutter->buf.len)
		ck_cut_lose(cutter, cutter->buf.len, "cut");
	if (cutter->state == CK_CUT_BODY)
		ck_cut_finish_body(cutter);
	ck_buf_clear(&cutter->buf);
	ck_cut_enter(cutter, CK_CUT_BETWEEN);
}

bool ck_cutter_has_begun(const struct ck_cutter *cutter)
{
	return cutter->state != CK_CUT_BETWEEN &&
	       cutter->state != CK_CUT_HUNTING && cutter->buf.len;
}
