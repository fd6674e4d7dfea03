/* Times: int64 milliseconds since 1970-01-01T00:00:00Z inside, RFC 3339 with
 * the site's fixed offset outside. From 1970-01-01 to 9999-12-30, so that the
 * local day of every time can be printed too; no leap seconds. The calendar is
 * computed here: neither TZ nor the locale can change it. */
#ifndef CK_BASE_CLOCK_H
#define CK_BASE_CLOCK_H

#include <stdint.h>

#include "base/status.h"

enum { CK_TIME_TEXT = 30 };	/* "2026-11-22T08:00:00.000+07:00" and NUL */
enum { CK_SPAN_TEXT = 64 };
enum { CK_DAY_MS = 86400000, CK_HOUR_MS = 3600000, CK_MINUTE_MS = 60000 };

int64_t ck_clock_now(void);
/* Milliseconds of a clock that nobody sets (CLOCK_MONOTONIC), for waits. */
int64_t ck_clock_steady(void);

/* RFC 3339 section 5.6: a zone is required ("Z" or an offset), a fraction is
 * cut to milliseconds. -EBADMSG for anything else, days that do not exist
 * included. */
int ck_time_parse(const char *text, int64_t *ret_ms) CK_MUST_CHECK;
/* Always with milliseconds and a numeric offset. */
void ck_time_print(int64_t ms, int offset_min, char ret_text[CK_TIME_TEXT]);

/* "+07:00" in minutes. -EBADMSG. */
int ck_offset_parse(const char *text, int *ret_minutes) CK_MUST_CHECK;

/* The first moment of the local day that holds ms. */
int64_t ck_day_start(int64_t ms, int offset_min);
/* "20261122". */
void ck_day_print(int64_t ms, int offset_min, char ret_text[9]);
/* "2026-11-22" to the first moment of that local day. -EBADMSG. */
int ck_day_parse(const char *text, int offset_min, int64_t *ret_ms)
	CK_MUST_CHECK;
/* "20:00" to the first moment after `after` (ms) at which local clocks say so.
 * -EBADMSG. */
int ck_hour_next(const char *text, int offset_min, int64_t after,
		 int64_t *ret_ms) CK_MUST_CHECK;

/* A span for people, translated and cut to whole minutes: "2 h 05 min", from a
 * day on "3 d 4 h"; less than none is none. Returns ret_text. */
const char *ck_span_print(int64_t ms, char ret_text[CK_SPAN_TEXT]);

#endif
