/* Multipart: the parts between delimiters, with a head each. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "camera/cutter_work.h"
#include "camera/whole.h"

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

bool ck_cut_hunt(struct ck_cutter *c)
{
	size_t n = strlen(c->delimiter);
	long at = find_delimiter(c, 0);
	const char *line;

	if (at < 0) {
		ck_cut_consume(c, c->buf.len > n ? c->buf.len - n : 0);
		return false;
	}
	ck_cut_consume(c, at);
	line = memchr(c->buf.data, '\n', c->buf.len);
	if (c->buf.len >= n + 2 && !memcmp(c->buf.data + n, "--", 2)) {
		ck_cut_consume(c, n + 2);
		ck_cut_enter(c, CK_CUT_BETWEEN);
		return true;
	}
	if (!line)
		return false;
	ck_cut_consume(c, line + 1 - c->buf.data);
	ck_cut_enter(c, CK_CUT_HEAD);
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

bool ck_cut_lose(struct ck_cutter *c, size_t end, const char *fault)
{
	ck_cut_give(c, end < CK_PART_MAX ? end : CK_PART_MAX, fault);
	ck_cut_consume(c, end);
	ck_cut_enter(c, CK_CUT_HUNTING);
	return true;
}

bool ck_cut_take_head(struct ck_cutter *c)
{
	size_t n;
	long at = find_delimiter(c, 0);

	c->form = CK_PART_TEXT;
	c->length = -1;
	*c->type = '\0';
	n = c->buf.len ? head_length(c) : 0;
	if (at >= 0 && (!n || (size_t)at < n))
		return ck_cut_lose(c, at, "cut");
	if (!n)
		return c->buf.len > CK_PART_HEAD_MAX &&
		       ck_cut_lose(c, c->buf.len - strlen(c->delimiter),
				   "head");
	if (is_picture(c)) {
		ck_cut_enter(c, CK_CUT_HUNTING);
	} else {
		long long length = c->length;

		ck_cut_enter(c, CK_CUT_BODY);
		c->length = -1;
		ck_cut_consume(c, n);
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
	ck_cut_give(c, ck_cut_trimmed(c, whole.end), whole.cut ? "cut" : NULL);
	ck_cut_consume(c, whole.end);
	ck_cut_enter(c, CK_CUT_HUNTING);
	return true;
}

static bool begin_body(struct ck_cutter *c)
{
	ck_cut_drop_blanks(c);
	if (!c->buf.len)
		return false;
	c->begun = true;
	c->form = ck_whole_form(*c->buf.data);
	if (is_binary(c))
		ck_cut_enter(c, CK_CUT_HUNTING);
	return true;
}

bool ck_cut_take_body(struct ck_cutter *c)
{
	size_t from = look_from(c);
	bool look, whole;
	long at;

	if (!c->begun)
		return begin_body(c);
	at = find_delimiter(c, from);
	look = ck_cut_worth_a_look(c);
	if (at >= 0)
		return give_body(c, at, true) || ck_cut_lose(c, at, "cut");
	whole = c->length >= 0 && (long long)c->buf.len >= c->length;
	if (c->form == CK_PART_TEXT)
		return (whole && give_body(c, c->length, false)) ||
		       ck_cut_too_long(c, CK_CUT_HUNTING);
	return (look && give_body(c, c->buf.len, false)) ||
	       ck_cut_too_long(c, CK_CUT_HUNTING);
}

void ck_cut_finish_body(struct ck_cutter *c)
{
	bool lacks = c->length > (long long)c->buf.len;

	if (!c->begun || (lacks && c->form == CK_PART_TEXT))
		ck_cut_lose(c, c->buf.len, "cut");
	else
		give_body(c, c->buf.len, true);
}
