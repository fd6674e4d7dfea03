#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "camera/cutter.h"
#include "camera/whole.h"

enum state {
	BETWEEN,	/* documents, or before the first delimiter */
	DOCUMENT,
	DROPPING,	/* the rest of one that was too long */
	HUNTING,	/* for the next delimiter */
	HEAD,		/* of a part */
	BODY,
};

/* As scanners end a text, and everybody else. */
#define LINE_ENDS "\n\r\x03"

struct ck_cutter {
	bool lines;
	ck_part_take *take;
	void *ctx;
	enum state state;
	struct ck_buf buf;
	size_t looked;			/* bytes in which no end was found */
	enum ck_part_form form;
	bool begun;			/* the body's first byte was seen */
	char delimiter[CK_PART_WORD + 3];
	char type[CK_PART_WORD];
	long long length;		/* Content-Length of the rest, or -1 */
};

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
	cutter->state = HUNTING;
}

/* -- the buffer ----------------------------------------------------------- */

static void consume(struct ck_cutter *c, size_t n)
{
	if (!n)
		return;
	ck_buf_drop(&c->buf, n);
	c->looked = 0;
	if (c->length > 0)
		c->length -= (long long)n < c->length ? (long long)n
						      : c->length;
}

static void enter(struct ck_cutter *c, enum state state)
{
	c->state = state;
	c->looked = 0;
	c->begun = false;
	if (state != BODY)
		c->length = -1;
}

static bool in_multipart(const struct ck_cutter *c)
{
	return c->state >= HUNTING;
}

/* The bytes before `end`. */
static void give(struct ck_cutter *c, size_t end, const char *fault)
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

static size_t trimmed(const struct ck_cutter *c, size_t end)
{
	while (end && ck_is_blank(c->buf.data[end - 1]))
		end--;
	return end;
}

static void drop_blanks(struct ck_cutter *c)
{
	size_t n = 0;

	while (n < c->buf.len && ck_is_blank(c->buf.data[n]))
		n++;
	consume(c, n);
}

/* Have the bytes that came since the last look anything that ends a document?
 * A picture inside JSON is a megabyte without. */
static bool worth_a_look(struct ck_cutter *c)
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
	n = end ? trimmed(c, end - c->buf.data) : 0;
	if (n <= 2 || n >= sizeof(c->delimiter)) {
		c->form = CK_PART_TEXT;
		enter(c, DOCUMENT);
		return true;
	}
	memcpy(c->delimiter, c->buf.data, n);
	c->delimiter[n] = '\0';
	enter(c, HUNTING);
	return true;
}

static bool begin(struct ck_cutter *c)
{
	static const char bom[] = "\xef\xbb\xbf";

	drop_blanks(c);
	if (c->buf.len >= 3 && !memcmp(c->buf.data, bom, 3))
		consume(c, 3);
	if (!c->buf.len)
		return false;
	*c->type = '\0';
	c->form = c->lines ? CK_PART_TEXT : ck_whole_form(*c->buf.data);
	if (c->lines || *c->buf.data != '-') {
		enter(c, DOCUMENT);
		return true;
	}
	if (c->buf.len < 2)
		return false;
	if (c->buf.data[1] == '-')
		return take_delimiter(c);
	enter(c, DOCUMENT);
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

static bool too_long(struct ck_cutter *c, enum state after)
{
	if (c->buf.len <= CK_PART_MAX)
		return false;
	give(c, CK_PART_MAX, "too-long");
	enter(c, after);
	return true;
}

static bool take_document(struct ck_cutter *c)
{
	struct ck_whole whole = { 0 };

	if (worth_a_look(c))
		whole = c->lines ? find_line(c)
				 : ck_whole_find(c->form, c->buf.data,
						 c->buf.len, false);
	if (!whole.end)
		return too_long(c, DROPPING);
	give(c, trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	consume(c, whole.end);
	enter(c, BETWEEN);
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
		consume(c, i + 1);
		enter(c, BETWEEN);
		return true;
	}
	consume(c, c->buf.len ? c->buf.len - 1 : 0);
	return false;
}

/* -- multipart ------------------------------------------------------------ */

/* Where the next delimiter stands, also in the middle of a line: a camera that
 * was cut off begins anew there. -1: none; its last bytes may have come. */
static long find_delimiter(const struct ck_cutter *c, size_t from)
{
	size_t n = strlen(c->delimiter);
	const char *end = c->buf.data + c->buf.len;
	const char *at = c->buf.data + from;

	while (at < end && (at = memmem(at, end - at, c->delimiter, n))) {
		if (at + n == end)
			return -1;
		if (ck_is_blank(at[n]) || at[n] == '-')
			return at - c->buf.data;
		at++;
	}
	return -1;
}

/* A look at new bytes only, and at what may be a delimiter begun before. */
static size_t look_from(const struct ck_cutter *c)
{
	size_t n = strlen(c->delimiter) + 1;

	return c->looked > n ? c->looked - n : 0;
}

static bool hunt(struct ck_cutter *c)
{
	size_t n = strlen(c->delimiter);
	long at = find_delimiter(c, 0);
	const char *line;

	if (at < 0) {
		consume(c, c->buf.len > n ? c->buf.len - n : 0);
		return false;
	}
	consume(c, at);
	line = memchr(c->buf.data, '\n', c->buf.len);
	if (c->buf.len >= n + 2 && !memcmp(c->buf.data + n, "--", 2)) {
		consume(c, n + 2);
		enter(c, BETWEEN);
		return true;
	}
	if (!line)
		return false;
	consume(c, line + 1 - c->buf.data);
	enter(c, HEAD);
	return true;
}

static const char *value_of(const char *line, size_t len, const char *name)
{
	size_t n = strlen(name);

	if (len <= n || strncasecmp(line, name, n) || line[n] != ':')
		return NULL;
	for (n++; n < len && ck_is_blank(line[n]); n++)
		;
	return line + n;
}

static void read_line(struct ck_cutter *c, const char *line, size_t len)
{
	const char *type = value_of(line, len, "Content-Type");
	const char *length = value_of(line, len, "Content-Length");

	if (type)
		snprintf(c->type, sizeof(c->type), "%.*s",
			 (int)(line + len - type), type);
	if (length && *length >= '0' && *length <= '9')
		c->length = strtoll(length, NULL, 10);
}

/* Its length with the empty line; 0: not there yet. */
static size_t head_length(struct ck_cutter *c)
{
	const char *at = c->buf.data;
	const char *end = at + c->buf.len;
	const char *line;

	for (; (line = memchr(at, '\n', end - at)); at = line + 1) {
		size_t len = line - at;

		if (len == 0 || (len == 1 && *at == '\r'))
			return line + 1 - c->buf.data;
		read_line(c, at, len - (line[-1] == '\r'));
	}
	return 0;
}

static bool is_picture(const struct ck_cutter *c)
{
	return !strncasecmp(c->type, "image/", 6) ||
	       !strncasecmp(c->type, "video/", 6) ||
	       !strncasecmp(c->type, "audio/", 6);
}

/* What stands before `end` is told, and not looked at again. */
static bool lose(struct ck_cutter *c, size_t end, const char *fault)
{
	give(c, end < CK_PART_MAX ? end : CK_PART_MAX, fault);
	consume(c, end);
	enter(c, HUNTING);
	return true;
}

static bool take_head(struct ck_cutter *c)
{
	size_t n;
	long at = find_delimiter(c, 0);

	c->form = CK_PART_TEXT;
	c->length = -1;
	*c->type = '\0';
	n = c->buf.len ? head_length(c) : 0;
	if (at >= 0 && (!n || (size_t)at < n))
		return lose(c, at, "cut");
	if (!n)
		return c->buf.len > CK_PART_HEAD_MAX &&
		       lose(c, c->buf.len - strlen(c->delimiter), "head");
	if (is_picture(c)) {
		enter(c, HUNTING);
	} else {
		long long length = c->length;

		enter(c, BODY);
		c->length = -1;
		consume(c, n);
		c->length = length;
	}
	return true;
}

/* Not every picture says that it is one. */
static bool is_binary(const struct ck_cutter *c)
{
	unsigned char first = c->buf.data[0];

	return first == 0xff || first == 0x89 || first < 9 ||
	       (!strncasecmp(c->type, "application/octet-stream", 24) &&
		c->form == CK_PART_TEXT);
}

static bool give_body(struct ck_cutter *c, size_t end, bool at_end)
{
	struct ck_whole whole = { end, false };

	if (c->form != CK_PART_TEXT)
		whole = ck_whole_find(c->form, c->buf.data, end, at_end);
	if (!whole.end)
		return false;
	give(c, trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	consume(c, whole.end);
	enter(c, HUNTING);
	return true;
}

static bool begin_body(struct ck_cutter *c)
{
	drop_blanks(c);
	if (!c->buf.len)
		return false;
	c->begun = true;
	c->form = ck_whole_form(*c->buf.data);
	if (is_binary(c))
		enter(c, HUNTING);
	return true;
}

static bool take_body(struct ck_cutter *c)
{
	size_t from = look_from(c);
	bool look, whole;
	long at;

	if (!c->begun)
		return begin_body(c);
	at = find_delimiter(c, from);
	look = worth_a_look(c);
	if (at >= 0)
		return give_body(c, at, true) || lose(c, at, "cut");
	whole = c->length >= 0 && (long long)c->buf.len >= c->length;
	if (c->form == CK_PART_TEXT)
		return (whole && give_body(c, c->length, false)) ||
		       too_long(c, HUNTING);
	return (look && give_body(c, c->buf.len, false)) ||
	       too_long(c, HUNTING);
}

/* -- all ------------------------------------------------------------------ */

static bool step(struct ck_cutter *c)
{
	switch (c->state) {
	case BETWEEN:
		return begin(c);
	case DOCUMENT:
		return take_document(c);
	case DROPPING:
		return drop_document(c);
	case HUNTING:
		return c->buf.len && hunt(c);
	case HEAD:
		return c->buf.len && take_head(c);
	default:
		return take_body(c);
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

	give(c, trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	consume(c, whole.end);
	enter(c, BETWEEN);
	ck_cutter_feed(c, "", 0);
}

static void finish_body(struct ck_cutter *c)
{
	bool lacks = c->length > (long long)c->buf.len;

	if (!c->begun || (lacks && c->form == CK_PART_TEXT))
		lose(c, c->buf.len, "cut");
	else
		give_body(c, c->buf.len, true);
}

void ck_cutter_finish(struct ck_cutter *cutter)
{
	ck_cutter_feed(cutter, "", 0);
	while (!in_multipart(cutter) && cutter->state != DROPPING &&
	       cutter->buf.len) {
		/* A dash that no delimiter followed. */
		if (cutter->state == BETWEEN)
			cutter->form = CK_PART_TEXT;
		finish_document(cutter);
	}
	if (cutter->state == HEAD && cutter->buf.len)
		lose(cutter, cutter->buf.len, "cut");
	if (cutter->state == BODY)
		finish_body(cutter);
	ck_buf_clear(&cutter->buf);
	enter(cutter, BETWEEN);
}

bool ck_cutter_has_begun(const struct ck_cutter *cutter)
{
	return cutter->state != BETWEEN && cutter->state != HUNTING &&
	       cutter->buf.len;
}
