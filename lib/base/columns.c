#include <config.h>

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "base/columns.h"
#include "base/utf8.h"

int ck_text_columns(const char *text)
{
	size_t left = strlen(text);
	int width = 0;

	while (left) {
		uint32_t c = 0;
		size_t n = ck_utf8_decode(text, left, &c);

		width += n ? utf8proc_charwidth((utf8proc_int32_t)c) : 1;
		text += n ? n : 1;
		left -= n ? n : 1;
	}
	return width;
}

/* The length of what still fits into the room: whole words, at least one. */
static size_t fitting(const char *text, int room)
{
	size_t end = strcspn(text, " ");

	for (;;) {
		size_t next = end + strspn(text + end, " ");
		CK_BUF piece = { 0 };

		next += strcspn(text + next, " ");
		ck_buf_add(&piece, text, next);
		if (next == end || ck_text_columns(ck_buf_text(&piece)) > room)
			return end;
		end = next;
	}
}

void ck_text_wrap(struct ck_buf *buf, const char *text, int at, int indent,
		  int width)
{
	while (*text) {
		size_t len = fitting(text, width - at);

		ck_buf_add(buf, text, len);
		text += len + strspn(text + len, " ");
		if (*text)
			ck_buf_printf(buf, "\n%*s", indent, "");
		at = indent;
	}
}
