#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/list.h"
#include "trade/lookup.h"
#include "trade/offer.h"
#include "trade/record.h"
#include "trade/verbs.h"

enum { DAY_DIGITS = 8 };

int ck_declare_usage(struct ck_session *s, struct ck_item *item,
		     const char *option, const char *value)
{
	return ck_fail(s, item, -EINVAL, NULL, "usage", _("--%s %s: no such %s"),
		       option, value, option);
}

static int no_such(struct ck_session *s, const char *option, const char *value,
		   const char *offer)
{
	return ck_fail(s, NULL, -EINVAL, NULL, "usage",
		       _("--%s %s: no such %s%s"), option, value, option,
		       offer);
}

int ck_declare_direction(struct ck_session *s, const char *direction)
{
	static const char *const words[] = { "export", "import", NULL };

	if (!direction || !strcmp(direction, words[0]) ||
	    !strcmp(direction, words[1]))
		return 0;
	return no_such(s, "direction", direction,
		       ck_offer_words(s->doc, direction, words));
}

int ck_declare_since(struct ck_session *s, const char *text, int64_t *ret_ms)
{
	if (ck_session_moment(s, text, ret_ms) == 0)
		return 0;
	return ck_fail(s, NULL, -EINVAL, NULL, "usage",
		       _("--since %s: a time or a day is expected, as 2026-11-22"),
		       text);
}

static int no_zone(struct ck_session *s, const struct ck_site *site)
{
	const struct ck_declare_settings *set = s->settings;

	return no_such(s, "zone", set->zone,
		       ck_offer(s->doc, set->zone,
				ck_get(site->document, "zones")));
}

int ck_declare_need_site(struct ck_session *s, const struct ck_site **ret_site)
{
	int r = s->site ? ck_site_get(s->store, s->site, ret_site) : 0;

	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (!s->site)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	return 0;
}

static int read_filter(struct ck_session *s, struct ck_trip_filter *filter)
{
	const struct ck_declare_settings *set = s->settings;
	int r = ck_declare_need_site(s, &filter->site);

	if (r < 0)
		return r;
	if (set->state && ck_trip_state_parse(set->state, &filter->state) < 0)
		return no_such(s, "state", set->state,
			       ck_offer_words(s->doc, set->state,
					      ck_trip_states));
	if (set->zone && !ck_site_find_zone(filter->site, set->zone))
		return no_zone(s, filter->site);
	if (ck_declare_direction(s, set->direction) < 0)
		return -EINVAL;
	filter->zone = set->zone;
	filter->direction = set->direction;
	return set->since ? ck_declare_since(s, set->since, &filter->since) : 0;
}

static int print_rows(struct ck_session *s, struct ck_doc *doc,
		      const struct ck_value *rows)
{
	int r = 0;

	for (size_t i = 0; r >= 0 && i < ck_count(rows); i++) {
		struct ck_value *record = ck_record(s, doc, "trip");

		ck_trip_fill(record, ck_at(rows, i), s->utc_offset_min);
		r = ck_print(s, record);
	}
	return r < 0 ? r : ck_print_flush(s);
}

int ck_declare_list_run(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct ck_trip_filter filter = { 0 };
	struct ck_trip_cursor cursor = { 0 };
	const struct ck_value *rows;
	int more, r = read_filter(s, &filter);

	(void)argc;
	(void)argv;
	if (r < 0)
		return r;
	do {
		more = ck_trip_page(s->store, doc, &filter, &cursor, &rows);
		if (more < 0)
			return ck_fail_store(s, NULL, more);
		r = print_rows(s, doc, rows);
		ck_doc_reset(doc);
	} while (r >= 0 && more > 0);
	return r;
}

static void answer_row(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *row)
{
	ck_trip_fill(ck_answer(s, item, "trip"), row, s->utc_offset_min);
}

/* Only open trips are found by what people call them; others are looked
 * through. */
static int list_called(struct ck_session *s, struct ck_item *item,
		       struct ck_trip_filter *filter)
{
	struct ck_trip_cursor cursor = { 0 };
	const struct ck_value *rows;
	size_t found = 0;
	int more;

	filter->vehicle = item->operand;
	do {
		more = ck_trip_page(s->store, item->doc, filter, &cursor,
				    &rows);
		if (more < 0)
			return ck_fail_store(s, item, more);
		for (size_t i = 0; i < ck_count(rows); i++)
			answer_row(s, item, ck_at(rows, i));
		found += ck_count(rows);
	} while (more > 0);
	if (found)
		return 0;
	return ck_fail(s, item, -ENOENT, NULL, "no-such-trip",
		       _("no such trip has the vehicle %s"), item->operand);
}

static int list_named(struct ck_session *s, struct ck_item *item,
		      const struct ck_trip_filter *filter)
{
	const struct ck_value *row;
	const char **trips;
	size_t count;
	int r = ck_item_trips(s, item, &trips, &count);

	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = ck_trip_get(s->store, item->doc, trips[i], &row);
		if (r < 0)
			return ck_fail_store(s, item, r);
		if (!filter || ck_trip_passes(filter, row))
			answer_row(s, item, row);
	}
	return r;
}

static bool is_id(const char *operand)
{
	const char *dash = strchr(operand, '-');

	return dash && strspn(dash + 1, "0123456789") == DAY_DIGITS &&
	       dash[1 + DAY_DIGITS] == '-';
}

/* What is named is listed as it is, unless an option says which. */
int ck_declare_list_decide(struct ck_session *s, struct ck_item *item)
{
	const struct ck_declare_settings *set = s->settings;
	struct ck_trip_filter filter = { .state = CK_TRIPS_ALL };
	int r;

	if (!set->state && !set->zone && !set->direction && !set->since)
		return list_named(s, item, NULL);
	r = read_filter(s, &filter);
	if (r < 0)
		return r;
	if (item->operand && !is_id(item->operand) && set->state &&
	    (filter.state == CK_TRIPS_CLOSED || filter.state == CK_TRIPS_ALL))
		return list_called(s, item, &filter);
	return list_named(s, item, &filter);
}
