/* A growing byte buffer, always NUL-terminated once something was added.
 * Start from {0}; release with ck_buf_free or CK_BUF. */
#ifndef CK_BASE_BUF_H
#define CK_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct ck_buf {
	char *data;		/* owned; NULL while nothing was added */
	size_t len;
	size_t cap;
};

void ck_buf_free(struct ck_buf *buf);
#define CK_BUF __attribute__((cleanup(ck_buf_free))) struct ck_buf

void ck_buf_clear(struct ck_buf *buf);		/* keeps the memory */
/* Takes the first len bytes away; not more than there are. */
void ck_buf_drop(struct ck_buf *buf, size_t len);
void ck_buf_reserve(struct ck_buf *buf, size_t more);
void ck_buf_add(struct ck_buf *buf, const void *bytes, size_t len);
void ck_buf_puts(struct ck_buf *buf, const char *s);
void ck_buf_putc(struct ck_buf *buf, char c);
void ck_buf_int(struct ck_buf *buf, int64_t n);
void ck_buf_printf(struct ck_buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The text so far, "" when nothing was added; valid until the next call. */
const char *ck_buf_text(const struct ck_buf *buf);
/* Gives the text to the caller, who frees it; the buffer is empty again. */
char *ck_buf_take(struct ck_buf *buf);

#endif
