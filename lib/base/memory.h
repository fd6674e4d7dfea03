/* Memory that is always there: an allocation that cannot be had ends the
 * process with abort(). Nothing answered is lost by that (an answer follows
 * its commit), and no caller carries an error path that cannot be tested. */
#ifndef CK_BASE_MEMORY_H
#define CK_BASE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>

#include "base/cleanup.h"

#define CK_RETURNS_MEMORY __attribute__((warn_unused_result))

CK_RETURNS_MEMORY void *ck_alloc(size_t size);		/* zeroed */
CK_RETURNS_MEMORY void *ck_realloc(void *ptr, size_t size);
CK_RETURNS_MEMORY char *ck_strdup(const char *s);	/* NULL gives NULL */
CK_RETURNS_MEMORY char *ck_strndup(const char *s, size_t n);
CK_RETURNS_MEMORY char *ck_format(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
CK_RETURNS_MEMORY char *ck_format_args(const char *format, va_list ap)
	__attribute__((format(printf, 1, 0)));

/* A zeroed object of the pointed-to type. */
#define ck_new(type) ((type *)ck_alloc(sizeof(type)))

#endif
