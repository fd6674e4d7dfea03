#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "clear/due.h"

enum { DAYS_MOST = 400 };

/* -- working hours -------------------------------------------------------- */

/* "07:30" in ms of the day. */
static int64_t hour_ms(const char *text, int64_t otherwise)
{
	if (!text || strlen(text) != 5)
		return otherwise;
	return ((text[0] - '0') * 600 + (text[1] - '0') * 60 +
		(text[3] - '0') * 10 + (text[4] - '0')) * (int64_t)CK_MINUTE_MS;
}

/* The first of January 1970 was a Thursday. */
static const char *weekday(int64_t day, int offset)
{
	static const char *const days[] = { "thu", "fri", "sat", "sun", "mon",
		"tue", "wed" };

	return days[(day + offset * (int64_t)CK_MINUTE_MS) / CK_DAY_MS % 7];
}

static bool holds_on(const struct ck_site *site, const struct ck_value *entry,
		     int64_t day, int offset)
{
	const struct ck_value *days = ck_get(entry, "days");
	const char *to = ck_get_str(entry, "to");
	int64_t first = 0, last = 0;

	if (!ck_is(entry, "subject", "goods") ||
	    !ck_is(entry, "side", site->country))
		return false;
	if (ck_day_parse(ck_get_str(entry, "from") ?: "", offset, &first) < 0 ||
	    day < first)
		return false;
	if (to && (ck_day_parse(to, offset, &last) < 0 || day > last))
		return false;
	return !days || ck_lists(days, weekday(day, offset));
}

static bool is_closed(const struct ck_site *site, int64_t day)
{
	const struct ck_value *all = ck_get(site->document, "calendar");

	for (size_t i = 0; i < ck_count(all); i++) {
		const struct ck_value *entry = ck_at(all, i);

		if (ck_is_true(ck_get(entry, "closed")) &&
		    holds_on(site, entry, day, site->offset_min))
			return true;
	}
	return false;
}

struct span {
	int64_t from, to;
};

/* The hours that come first at t or after it, of t's day. */
static bool find_hours(const struct ck_site *site, int64_t t,
		       struct span *ret_span)
{
	const struct ck_value *all = ck_get(site->document, "calendar");
	int offset = site->offset_min;
	int64_t day = ck_day_start(t, offset);
	bool found = false;

	if (is_closed(site, day))
		return false;
	for (size_t i = 0; i < ck_count(all); i++) {
		const struct ck_value *entry = ck_at(all, i);
		struct span s = {
			day + hour_ms(ck_get_str(entry, "open"), 0),
			day + hour_ms(ck_get_str(entry, "close"), CK_DAY_MS),
		};

		if (!holds_on(site, entry, day, offset) || s.to <= t)
			continue;
		s.from = s.from > t ? s.from : t;
		if (!found || s.from < ret_span->from)
			*ret_span = s;
		found = true;
	}
	return found;
}

/* The moment at which so many ms of working hours have passed since `from`;
 * without a calendar, or when it has no hours in the days looked at, of elapsed
 * time. */
static int64_t working_after(const struct ck_site *site, int64_t from,
			     int64_t span)
{
	int64_t left = span;
	int64_t t = from;

	for (int n = 0; n < DAYS_MOST;) {
		struct span hours = { 0 };

		if (!find_hours(site, t, &hours)) {
			t = ck_day_start(t, site->offset_min) + CK_DAY_MS;
			n++;
			continue;
		}
		if (hours.to - hours.from >= left)
			return hours.from + left;
		left -= hours.to - hours.from;
		t = hours.to;
	}
	return from + span;
}

/* -- limits --------------------------------------------------------------- */

int64_t ck_check_due(const struct ck_site *site, const char *check,
		     const struct ck_value *row)
{
	const struct ck_value *limit =
		ck_get(ck_site_find_check(site, check), "deadline");
	int64_t span = ck_get_int(limit, "minutes", 0) * CK_MINUTE_MS;
	const char *member = ck_is(limit, "from", "started") ? "started_at"
			   : ck_is(limit, "from", "requested") ? "requested_at"
			   : "opened_at";
	int64_t from = ck_get_int(row, member, 0);

	if (!limit || !from)
		return 0;
	return ck_is(limit, "clock", "working")
		       ? working_after(site, from, span) : from + span;
}

int64_t ck_stay_hours(const struct ck_site *site, bool laden_home)
{
	const struct ck_value *limit = ck_get(site->document, "stay_limit");

	return ck_get_int(limit, laden_home ? "two_way_h" : "default_h", 0);
}
