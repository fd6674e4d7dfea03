/* Times as text, against the system's own calendar. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "tap.h"

static const char *print(int64_t ms, int offset_min)
{
	static char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	return text;
}

static int64_t parse(const char *text)
{
	int64_t ms = -1;

	return ck_time_parse(text, &ms) < 0 ? -1 : ms;
}

/* Known from `date -u -d TEXT +%s%3N` (GNU coreutils 9.1). */
static const struct {
	const char *text;
	int64_t ms;
	int offset_min;
	const char *printed;
} known[] = {
	{ "2026-11-22T08:00:00+07:00", 1795309200000, 420,
	  "2026-11-22T08:00:00.000+07:00" },
	{ "2026-11-22T01:00:00Z", 1795309200000, 420,
	  "2026-11-22T08:00:00.000+07:00" },
	{ "1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00.000+00:00" },
	{ "2000-02-29T23:59:59.999Z", 951868799999, 480,
	  "2000-03-01T07:59:59.999+08:00" },
	{ "2024-02-29t12:30:45.5z", 1709209845500, -210,
	  "2024-02-29T09:00:45.500-03:30" },
	{ "2024-12-31T23:59:59.0019+00:00", 1735689599001, 420,
	  "2025-01-01T06:59:59.001+07:00" },
	{ "2024-08-29T00:00:00-23:59", 1724975940000, 0,
	  "2024-08-29T23:59:00.000+00:00" },
	{ "9999-12-30T23:59:59.999Z", 253402214399999, 840,
	  "9999-12-31T13:59:59.999+14:00" },
};

static const char *const refused[] = {
	"", "2026-11-22", "2026-11-22T08:00:00", "2026-11-22 08:00:00Z",
	"2026-11-22T08:00Z", "2026-11-22T08:00:00 Z", "2026-11-22T08:00:00ZZ",
	"2026-11-22T08:00:00+0700", "2026-11-22T08:00:00+07",
	"2026-11-22T08:00:00+24:00", "2026-11-22T08:00:00+07:60",
	"2026-11-22T08:00:00.Z", "2026-11-22T08:00:00.5",
	"2026-11-22T08:00:00,5Z",
	"2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T23:59:60Z",
	"2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
	"2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-01-00T00:00:00Z",
	"1969-12-31T23:59:59Z", "9999-12-31T00:00:00Z",
	"9999-12-30T23:59:59-01:00",
	"20261122T080000Z", "2026-11-2aT08:00:00Z", "2026-11-22T08:0a:00Z",
	"2026-11-22T08:00:0aZ", "+026-11-22T08:00:00Z", " 2026-11-22T08:00:00Z",
	"2026/11/22T08:00:00Z", "2026-1122T08:00:00ZZ", "2026-11-22T0800:00ZZZ",
};

static void test_known(void)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		ok(parse(known[i].text) == known[i].ms, "%s", known[i].text);
		is(print(known[i].ms, known[i].offset_min), known[i].printed,
		   "printed with its offset");
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		ok(parse(refused[i]) == -1, "no time: \"%s\"", refused[i]);
}

/* Days of 250 years, each at another time of it, through date(1). */
static void test_date(void)
{
	static const int offsets[] = { 420, 480, 0, -300, 345, 840, -720 };
	static const int64_t step = CK_DAY_MS + 24983;
	enum { DAYS = 250 * 366 };
	char command[128];
	char path[] = "/tmp/ck-base-clock-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	int wrong = 0, count = 0;
	char line[64];

	for (int64_t i = 0; i < DAYS; i++)
		fprintf(file, "%s\n", print(i * step, offsets[i % 7]));
	fclose(file);
	snprintf(command, sizeof(command),
		 "TZ=Asia/Ho_Chi_Minh LC_ALL=C date -f %s +%%s%%3N", path);
	file = popen(command, "r");
	for (; fgets(line, sizeof(line), file); count++)
		wrong += atoll(line) != count * step;
	pclose(file);
	remove(path);
	ok(count == DAYS && !wrong, "date(1) reads %d days as they were meant",
	   count);
}

static void test_libc(void)
{
	uint64_t random = 88172645463325252;
	int wrong = 0;

	for (int i = 0; i < 100000; i++) {
		char expected[64];
		struct tm tm;
		time_t at;
		int64_t ms;

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		ms = (int64_t)(random % 253402214400000);
		at = ms / 1000;
		gmtime_r(&at, &tm);
		strftime(expected, sizeof(expected), "%Y-%m-%dT%H:%M:%S", &tm);
		wrong += !!strncmp(print(ms, 0), expected, 19);
		wrong += parse(print(ms, 0)) != ms;
		wrong += parse(print(ms, 420)) != ms;
		wrong += parse(print(ms, -659)) != ms;
	}
	ok(!wrong, "a hundred thousand times agree with gmtime_r");
}

static void test_offset(void)
{
	static const char *const bad[] = { "", "Z", "07:00", "+7:00", "+07:00 ",
					   "+0700", "+24:00", "+07:60", "+a7:00",
					   "+07:0a", "*07:00" };
	int minutes = 0;

	ok(!ck_offset_parse("+07:00", &minutes) && minutes == 420, "+07:00");
	ok(!ck_offset_parse("-03:30", &minutes) && minutes == -210, "-03:30");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ok(ck_offset_parse(bad[i], &minutes) == -EBADMSG &&
			   minutes == -210,
		   "no offset: \"%s\"", bad[i]);
}

static const char *day(int64_t ms, int offset_min)
{
	static char text[9];

	ck_day_print(ms, offset_min, text);
	return text;
}

static void test_day(void)
{
	int64_t midnight = parse("2026-11-22T00:00:00+07:00");
	int64_t ms = 0;

	ok(ck_day_start(midnight, 420) == midnight &&
		   ck_day_start(midnight + CK_DAY_MS - 1, 420) == midnight &&
		   ck_day_start(midnight - 1, 420) == midnight - CK_DAY_MS,
	   "a day begins at the site's midnight");
	is(day(midnight, 420), "20261122", "its name");
	is(day(midnight - 1, 420), "20261121", "the day before");
	is(day(midnight, 0), "20261121", "in another zone it is not midnight");
	is(day(0, -60), "19691231", "the day before the first");
	ok(!ck_day_parse("2026-11-22", 420, &ms) && ms == midnight,
	   "a day by its name");
	ok(ck_day_parse("2026-02-29", 420, &ms) == -EBADMSG &&
		   ck_day_parse("20261122", 420, &ms) == -EBADMSG &&
		   ck_day_parse("2026-11-22T", 420, &ms) == -EBADMSG &&
		   ck_day_parse("9999-12-31", 420, &ms) == -EBADMSG &&
		   ck_day_parse("", 420, &ms) == -EBADMSG,
	   "what is no day");
}

static void test_hour(void)
{
	int64_t noon = 1795323600000;	/* 2026-11-22T12:00:00+07:00 */
	int64_t ms = 0;

	ok(!ck_hour_next("20:00", 420, noon, &ms) &&
		   ms == noon + 8 * INT64_C(3600000),
	   "this evening");
	ok(!ck_hour_next("07:30", 420, noon, &ms) &&
		   ms == noon + 39 * INT64_C(1800000),
	   "tomorrow morning");
	ok(!ck_hour_next("12:00", 420, noon, &ms) && ms == noon + CK_DAY_MS,
	   "what it is now is tomorrow's");
	ok(!ck_hour_next("13:00", 480, noon, &ms) && ms == noon + CK_DAY_MS,
	   "on the clocks of the place");
	ok(ck_hour_next("24:00", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("12:60", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("7:30", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("07:30:00", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("-7:30", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("07:", 420, noon, &ms) == -EBADMSG &&
		   ck_hour_next("", 420, noon, &ms) == -EBADMSG,
	   "what is no hour");
}

static void test_now(void)
{
	int64_t before = (int64_t)time(NULL) * 1000 - 1000;
	int64_t now = ck_clock_now();

	ok(now >= before && now <= before + 60000, "now is now");
}

static void test_span(void)
{
	char text[CK_SPAN_TEXT];

	is(ck_span_print(-5, text), "0 h 00 min", "less than none");
	is(ck_span_print(125 * CK_MINUTE_MS + 59999, text), "2 h 05 min",
	   "whole minutes");
	is(ck_span_print(CK_DAY_MS - 1, text), "23 h 59 min", "below a day");
	is(ck_span_print(INT64_C(60446) * CK_HOUR_MS, text), "2518 d 14 h",
	   "from a day on in days");
}

int main(void)
{
	setenv("TZ", "Asia/Ho_Chi_Minh", 1);
	test_known();
	test_date();
	test_libc();
	test_offset();
	test_day();
	test_hour();
	test_now();
	test_span();
	return tap_done();
}
