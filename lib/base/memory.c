#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void *ck_alloc(size_t size)
{
	void *ptr = calloc(1, size ? size : 1);

	if (!ptr)
		abort();
	return ptr;
}

void *ck_realloc(void *ptr, size_t size)
{
	void *moved = realloc(ptr, size ? size : 1);

	if (!moved)
		abort();
	return moved;
}

char *ck_strdup(const char *s)
{
	return s ? ck_strndup(s, strlen(s)) : NULL;
}

char *ck_strndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = ck_alloc(len + 1);

	memcpy(copy, s, len);
	return copy;
}

char *ck_format_args(const char *format, va_list ap)
{
	char *text = NULL;

	if (vasprintf(&text, format, ap) < 0)
		abort();
	return text;
}

char *ck_format(const char *format, ...)
{
	char *text;
	va_list ap;

	va_start(ap, format);
	text = ck_format_args(format, ap);
	va_end(ap);
	return text;
}
