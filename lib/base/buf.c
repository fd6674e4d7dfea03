#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"

void ck_buf_free(struct ck_buf *buf)
{
	free(buf->data);
	*buf = (struct ck_buf){ 0 };
}

void ck_buf_clear(struct ck_buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void ck_buf_drop(struct ck_buf *buf, size_t len)
{
	if (!len)
		return;
	buf->len -= len;
	memmove(buf->data, buf->data + len, buf->len + 1);
}

void ck_buf_reserve(struct ck_buf *buf, size_t more)
{
	size_t need = buf->len + more + 1;
	size_t cap = buf->cap ? buf->cap : 64;

	if (need <= buf->cap)
		return;
	while (cap < need)
		cap *= 2;
	buf->data = ck_realloc(buf->data, cap);
	buf->cap = cap;
}

void ck_buf_add(struct ck_buf *buf, const void *bytes, size_t len)
{
	ck_buf_reserve(buf, len);
	if (len)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void ck_buf_puts(struct ck_buf *buf, const char *s)
{
	ck_buf_add(buf, s, strlen(s));
}

void ck_buf_putc(struct ck_buf *buf, char c)
{
	ck_buf_reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = '\0';
}

void ck_buf_int(struct ck_buf *buf, int64_t n)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		*--at = '0' + rest % 10;
	while (rest /= 10);
	if (n < 0)
		*--at = '-';
	ck_buf_add(buf, at, digits + sizeof(digits) - at);
}

void ck_buf_printf(struct ck_buf *buf, const char *format, ...)
{
	va_list ap;
	va_list again;
	int len;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0)
		abort();
	ck_buf_reserve(buf, len);
	vsnprintf(buf->data + buf->len, len + 1, format, again);
	va_end(again);
	buf->len += len;
}

const char *ck_buf_text(const struct ck_buf *buf)
{
	return buf->data ? buf->data : "";
}

char *ck_buf_take(struct ck_buf *buf)
{
	char *text = buf->data ? buf->data : ck_strdup("");

	*buf = (struct ck_buf){ 0 };
	return text;
}
