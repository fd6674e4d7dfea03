#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"

/* 9999-12-31T00:00:00Z: what is earlier can be printed in any zone. */
static const int64_t too_late = 253402214400000;

struct date {
	int year, month, day;
};

int64_t ck_clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int64_t ck_clock_steady(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar, counted in years
 * that begin in March so that the leap day comes last. */
static int64_t days_from_date(struct date d)
{
	int64_t year = d.year - (d.month <= 2);
	int64_t era = year / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 +
			  d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static struct date date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = z / 146097;
	int64_t of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
			of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	struct date d = {
		.day = of_year - (153 * month + 2) / 5 + 1,
		.month = month < 10 ? month + 3 : month - 9,
	};

	d.year = year + era * 400 + (d.month <= 2);
	return d;
}

static bool date_exists(struct date d)
{
	return d.year >= 1970 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= days_in_month(d.year, d.month);
}

/* Exactly count digits; -1 otherwise. */
static int digits(const char *text, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		n = n * 10 + text[i] - '0';
	}
	return n;
}

int ck_offset_parse(const char *text, int *ret_minutes)
{
	int hours, minutes;

	if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6 ||
	    text[3] != ':')
		return -EBADMSG;
	hours = digits(text + 1, 2);
	minutes = digits(text + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return -EBADMSG;
	*ret_minutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
	return 0;
}

static int parse_zone(const char *text, int *ret_minutes)
{
	if ((text[0] == 'Z' || text[0] == 'z') && !text[1]) {
		*ret_minutes = 0;
		return 0;
	}
	return ck_offset_parse(text, ret_minutes);
}

static int parse_date(const char *text, struct date *ret_date)
{
	struct date d = { digits(text, 4), 0, 0 };

	if (d.year < 0 || text[4] != '-')
		return -EBADMSG;
	d.month = digits(text + 5, 2);
	if (d.month < 0 || text[7] != '-')
		return -EBADMSG;
	d.day = digits(text + 8, 2);
	if (d.day < 0 || !date_exists(d))
		return -EBADMSG;
	*ret_date = d;
	return 0;
}

/* "08:00:00" to milliseconds of the day. */
static int parse_clock(const char *text, int *ret_ms)
{
	int h = digits(text, 2), m, s;

	if (h < 0 || h > 23 || text[2] != ':')
		return -EBADMSG;
	m = digits(text + 3, 2);
	if (m < 0 || m > 59 || text[5] != ':')
		return -EBADMSG;
	s = digits(text + 6, 2);
	if (s < 0 || s > 59)
		return -EBADMSG;
	*ret_ms = ((h * 60 + m) * 60 + s) * 1000;
	return 0;
}

/* ".5" to 500; anything past the milliseconds is cut. */
static int parse_fraction(const char **at)
{
	int ms = 0, scale = 100;

	for (++*at; isdigit((unsigned char)**at); ++*at) {
		ms += (**at - '0') * scale;
		scale /= 10;
	}
	return ms;
}

int ck_time_parse(const char *text, int64_t *ret_ms)
{
	struct date d;
	int of_day, zone, fraction = 0;
	const char *rest;
	int64_t ms;

	if (strnlen(text, 20) < 20 || parse_date(text, &d) < 0 ||
	    (text[10] != 'T' && text[10] != 't') ||
	    parse_clock(text + 11, &of_day) < 0)
		return -EBADMSG;
	rest = text + 19;
	if (*rest == '.' && isdigit((unsigned char)rest[1]))
		fraction = parse_fraction(&rest);
	if (parse_zone(rest, &zone) < 0)
		return -EBADMSG;
	ms = days_from_date(d) * CK_DAY_MS + of_day + fraction -
	     zone * 60000LL;
	if (ms >= too_late)
		return -EBADMSG;
	*ret_ms = ms;
	return 0;
}

static void two(char *at, int n)
{
	at[0] = '0' + n / 10;
	at[1] = '0' + n % 10;
}

static void put_date(char *text, struct date d)
{
	two(text, d.year / 100);
	two(text + 2, d.year % 100);
	two(text + 5, d.month);
	two(text + 8, d.day);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

void ck_time_print(int64_t ms, int offset_min, char ret_text[CK_TIME_TEXT])
{
	int64_t local = ms + offset_min * 60000LL;
	int64_t days = floor_div(local, CK_DAY_MS);
	int of_day = local - days * CK_DAY_MS;
	int offset = abs(offset_min);

	memcpy(ret_text, "0000-00-00T00:00:00.000+00:00", CK_TIME_TEXT);
	put_date(ret_text, date_from_days(days));
	two(ret_text + 11, of_day / 3600000);
	two(ret_text + 14, of_day / 60000 % 60);
	two(ret_text + 17, of_day / 1000 % 60);
	ret_text[20] = '0' + of_day / 100 % 10;
	two(ret_text + 21, of_day % 100);
	ret_text[23] = offset_min < 0 ? '-' : '+';
	two(ret_text + 24, offset / 60);
	two(ret_text + 27, offset % 60);
}

int64_t ck_day_start(int64_t ms, int offset_min)
{
	int64_t offset = offset_min * 60000LL;

	return floor_div(ms + offset, CK_DAY_MS) * CK_DAY_MS - offset;
}

void ck_day_print(int64_t ms, int offset_min, char ret_text[9])
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	memcpy(ret_text, text, 4);
	memcpy(ret_text + 4, text + 5, 2);
	memcpy(ret_text + 6, text + 8, 2);
	ret_text[8] = '\0';
}

int ck_day_parse(const char *text, int offset_min, int64_t *ret_ms)
{
	struct date d;

	if (strlen(text) != 10 || parse_date(text, &d) < 0 ||
	    (d.year == 9999 && d.month == 12 && d.day > 30))
		return -EBADMSG;
	*ret_ms = days_from_date(d) * CK_DAY_MS - offset_min * 60000LL;
	return 0;
}

/* Its length first: digits that are not there are not looked at. */
int ck_hour_next(const char *text, int offset_min, int64_t after,
		 int64_t *ret_ms)
{
	int64_t ms;

	if (strlen(text) != 5 || text[2] != ':' ||
	    strspn(text, "0123456789") != 2 ||
	    strspn(text + 3, "0123456789") != 2 || atoi(text) > 23 ||
	    atoi(text + 3) > 59)
		return -EBADMSG;
	ms = ck_day_start(after, offset_min) +
	     (atoi(text) * 60 + atoi(text + 3)) * INT64_C(60000);
	*ret_ms = ms > after ? ms : ms + CK_DAY_MS;
	return 0;
}

const char *ck_span_print(int64_t ms, char ret_text[CK_SPAN_TEXT])
{
	int64_t left = ms > 0 ? ms : 0;
	long long days = left / CK_DAY_MS;
	long long hours = left % CK_DAY_MS / CK_HOUR_MS;
	long long minutes = left % CK_HOUR_MS / CK_MINUTE_MS;

	if (days)
		snprintf(ret_text, CK_SPAN_TEXT, _("%lld d %lld h"), days,
			 hours);
	else
		snprintf(ret_text, CK_SPAN_TEXT, _("%lld h %02lld min"), hours,
			 minutes);
	return ret_text;
}
