#include <config.h>

#include <string.h>

#include "scale/line.h"

enum { CR = 0x0d, LF = 0x0a };

/* A byte after a CR that can begin nothing was an LF. */
static bool was_feed(const struct ck_line *line, uint8_t byte)
{
	return byte == LF || (line->firsts && byte && !line->bytes[byte] &&
			      !strchr(line->firsts, byte));
}

/* The first piece ends with the byte at i; 0: the one after it must be seen. */
static size_t end_with(const struct ck_line *line, const uint8_t *bytes,
		       size_t i, size_t n, bool last)
{
	if (bytes[i] != CR)
		return i + 1;
	if (i + 1 < n)
		return was_feed(line, bytes[i + 1]) ? i + 2 : i + 1;
	return last ? n : 0;
}

/* A full window of no frame: what may be the begin of a head at its end is
 * left to the next piece. */
static size_t cut_full(const struct ck_line *line, size_t n)
{
	return line->heads ? n + 1 - line->head_len : n;
}

/* Only the first CK_SCALE_FRAME_MAX bytes decide, so that it does not matter
 * how many more there are. */
size_t ck_line_extent(const struct ck_line *line, const uint8_t *bytes,
		      size_t n, bool end)
{
	bool full = n >= CK_SCALE_FRAME_MAX;
	bool last = full || end;

	if (full)
		n = CK_SCALE_FRAME_MAX;
	for (size_t i = 0; i < n; i++) {
		uint8_t does = line->bytes[bytes[i]];

		if (does & CK_LINE_ENDS)
			return end_with(line, bytes, i, n, last);
		if (i && (does & CK_LINE_STARTS))
			return i;
		if (i && line->heads && i + line->head_len <= n &&
		    line->heads(bytes + i))
			return i;
	}
	if (full)
		return cut_full(line, n);
	return end ? n : 0;
}

size_t ck_line_text(const struct ck_line *line, const uint8_t *bytes,
		    size_t len)
{
	if (len > 1 && bytes[len - 2] == CR &&
	    !(line->bytes[bytes[len - 1]] & CK_LINE_ENDS))
		len--;
	while (len && (line->bytes[bytes[len - 1]] & CK_LINE_ENDS))
		len--;
	return len;
}

/* As long as a piece may be, and no end was found. */
static bool is_cut(const struct ck_line *line, size_t len, size_t text)
{
	return text == len && len >= cut_full(line, CK_SCALE_FRAME_MAX);
}

size_t ck_line_examine(const struct ck_line *line, void *state,
		       const struct ck_scale_options *options,
		       const uint8_t *bytes, size_t n, bool end,
		       struct ck_reading *ret_reading)
{
	size_t len = ck_line_extent(line, bytes, n, end);
	size_t text;
	const char *reason = CK_SCALE_FRAMING;

	if (!len)
		return 0;
	ck_reading_start(ret_reading, bytes, len);
	text = ck_line_text(line, bytes, len);
	if (text && !is_cut(line, len, text))
		reason = line->parse(state, options, bytes, text, ret_reading);
	if (reason)
		ck_reading_refuse(ret_reading, reason);
	return len;
}

bool ck_width_agrees(struct ck_width *width, size_t len)
{
	bool again = width->last == len;
	bool agrees = !width->usual || width->usual == len || again;

	if (again)
		width->usual = len;
	width->last = len;
	return agrees;
}
