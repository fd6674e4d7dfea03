#include <config.h>

#include "record/layout.h"

/* RFC 8785 section 3.2.2.2; the compact form escapes the same. */
static void write_escape(struct ck_buf *buf, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char brief[32] = {
		['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
		['\f'] = 'f', ['\r'] = 'r',
	};
	char escape[6] = { '\\', (char)c };

	if (c >= ' ' || brief[c]) {
		escape[1] = c >= ' ' ? (char)c : brief[c];
		ck_buf_add(buf, escape, 2);
		return;
	}
	memcpy(escape + 1, "u00", 3);
	escape[4] = hex[c >> 4];
	escape[5] = hex[c & 15];
	ck_buf_add(buf, escape, sizeof(escape));
}

static bool is_plain(unsigned char c)
{
	return c >= ' ' && c != '"' && c != '\\';
}

#define ONES (~UINT64_C(0) / 255)

/* Of eight characters. */
static bool are_plain(uint64_t word)
{
	uint64_t quote = word ^ ONES * '"';
	uint64_t slash = word ^ ONES * '\\';

	return !((((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) |
		  ((word - ONES * ' ') & ~word)) &
		 ONES * 0x80);
}

/* Copies what needs no escape; the buffer has room for it. */
static const char *write_plain(struct ck_buf *buf, const char *s,
			       const char *end)
{
	char *at = buf->data + buf->len;

	for (uint64_t word; end - s >= 8; s += 8, at += 8) {
		memcpy(&word, s, sizeof(word));
		if (!are_plain(word))
			break;
		memcpy(at, &word, sizeof(word));
	}
	while (s < end && is_plain((unsigned char)*s))
		*at++ = *s++;
	*at = '\0';
	buf->len = (size_t)(at - buf->data);
	return s;
}

void ck_write_text(struct ck_buf *buf, const char *s, size_t len)
{
	const char *end = s + len;

	ck_buf_putc(buf, '"');
	for (;;) {
		ck_buf_reserve(buf, (size_t)(end - s) + 1);
		s = write_plain(buf, s, end);
		if (s == end)
			break;
		write_escape(buf, (unsigned char)*s++);
	}
	ck_buf_putc(buf, '"');
}

void ck_write_str(struct ck_buf *buf, const char *s)
{
	ck_write_text(buf, s, strlen(s));
}

static void write_number(struct ck_buf *buf, const struct ck_value *v)
{
	if (v->whole)
		ck_buf_int(buf, v->n);
	else
		ck_buf_puts(buf, v->text);
}

static void write_object(struct ck_buf *buf, const struct ck_value *v)
{
	ck_buf_putc(buf, '{');
	for (size_t i = 0; i < v->count; i++) {
		if (i)
			ck_buf_putc(buf, ',');
		ck_write_str(buf, v->members[i].key);
		ck_buf_putc(buf, ':');
		ck_write(buf, v->members[i].value);
	}
	ck_buf_putc(buf, '}');
}

static void write_array(struct ck_buf *buf, const struct ck_value *v)
{
	ck_buf_putc(buf, '[');
	for (size_t i = 0; i < v->count; i++) {
		if (i)
			ck_buf_putc(buf, ',');
		ck_write(buf, v->items[i]);
	}
	ck_buf_putc(buf, ']');
}

void ck_write(struct ck_buf *buf, const struct ck_value *v)
{
	switch (ck_type(v)) {
	case CK_NULL:
		ck_buf_add(buf, "null", 4);
		break;
	case CK_FALSE:
		ck_buf_add(buf, "false", 5);
		break;
	case CK_TRUE:
		ck_buf_add(buf, "true", 4);
		break;
	case CK_NUMBER:
		write_number(buf, v);
		break;
	case CK_STRING:
		ck_write_text(buf, v->str, v->count);
		break;
	case CK_ARRAY:
		write_array(buf, v);
		break;
	case CK_OBJECT:
		write_object(buf, v);
		break;
	}
}
