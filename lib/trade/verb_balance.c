#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/balance.h"
#include "trade/customs_number.h"
#include "trade/lookup.h"
#include "trade/mass.h"
#include "trade/verbs.h"
#include "trade/viewer.h"

struct show {
	struct ck_session *s;
	struct ck_doc *doc;
	struct ck_value *record;
	struct ck_balance balance;
};

/* -- figures -------------------------------------------------------------- */

static void put_sum(struct ck_value *object, const struct ck_balance_sum *sum,
		    struct ck_doc *doc)
{
	char kg[CK_DECIMAL_SIZE];

	if (sum->packages_known)
		ck_set_int(object, "packages", sum->packages);
	if (!sum->gross_known)
		return;
	ck_mass_text(sum->gross_g, kg);
	ck_set(object, "gross_kg", ck_new_number(doc, kg));
}

static struct ck_balance_sum less(const struct ck_balance_sum *a,
				  const struct ck_balance_sum *b)
{
	return (struct ck_balance_sum){
		.packages = a->packages - b->packages,
		.gross_g = a->gross_g - b->gross_g,
		.packages_known = a->packages_known && b->packages_known,
		.gross_known = a->gross_known && b->gross_known,
	};
}

static void put_sums(struct show *show)
{
	const struct ck_balance *b = &show->balance;
	struct ck_balance_sum remaining = less(&b->declared, &b->passed);
	struct ck_balance_sum left = less(&remaining, &b->planned);
	struct ck_value *declared = ck_set_object(show->record, "declared");

	put_sum(declared, &b->declared, show->doc);
	ck_set_str(declared, "by", b->by);
	put_sum(ck_set_object(show->record, "planned"), &b->planned, show->doc);
	put_sum(ck_set_object(show->record, "passed"), &b->passed, show->doc);
	put_sum(ck_set_object(show->record, "remaining"), &remaining,
		show->doc);
	put_sum(ck_set_object(show->record, "free"), &left, show->doc);
}

/* -- days ----------------------------------------------------------------- */

static const char *day_of(struct show *show, const struct ck_value *trip)
{
	char day[9];

	ck_day_print(ck_get_int(trip, "passed_at", 0), show->s->utc_offset_min,
		     day);
	return ck_doc_format(show->doc, "%.4s-%.2s-%.2s", day, day + 4,
			     day + 6);
}

static void put_day(struct show *show, struct ck_value *days, const char *day)
{
	const struct ck_value *trips = show->balance.trips;
	struct ck_value *record = ck_push_object(days);
	struct ck_balance_sum sum = { .packages_known = true,
				      .gross_known = true };
	int64_t count = 0;

	for (size_t i = 0; i < ck_count(trips); i++) {
		const struct ck_value *trip = ck_at(trips, i);
		struct ck_balance_sum part = ck_balance_of(trip);

		if (ck_balance_draw(trip) != CK_DRAW_PASSED ||
		    strcmp(day_of(show, trip), day) != 0)
			continue;
		ck_balance_add(&sum, &part);
		count++;
	}
	ck_set_str(record, "day", day);
	ck_set_int(record, "trips", count);
	put_sum(record, &sum, show->doc);
}

/* What passed on each day, the days in their order. */
static void put_days(struct show *show)
{
	const struct ck_value *trips = show->balance.trips;
	struct ck_value *days = ck_set_array(show->record, "days");
	const char *last = "", *next;

	do {
		next = NULL;
		for (size_t i = 0; i < ck_count(trips); i++) {
			const char *day = day_of(show, ck_at(trips, i));

			if (ck_balance_draw(ck_at(trips, i)) == CK_DRAW_PASSED &&
			    strcmp(day, last) > 0 &&
			    (!next || strcmp(day, next) < 0))
				next = day;
		}
		if (next)
			put_day(show, days, next);
		last = next;
	} while (next);
}

/* -- trips ---------------------------------------------------------------- */

static void put_trip(struct show *show, struct ck_value *list,
		     const struct ck_value *trip)
{
	static const char *const draws[] = { "planned", "passed", "ended" };
	struct ck_value *record = ck_push_object(list);
	struct ck_balance_sum sum = ck_balance_of(trip);

	CK_SET_SAME(record, trip, "trip", "declaration", "label");
	ck_set_str(record, "draw", draws[ck_balance_draw(trip)]);
	ck_set(record, "zone", ck_get(trip, "zone"));
	put_sum(record, &sum, show->doc);
	ck_set_time_of(record, "opened_at", ck_get(trip, "opened_at"),
		       show->s->utc_offset_min);
	ck_set_time_of(record, "passed_at", ck_get(trip, "passed_at"),
		       show->s->utc_offset_min);
	ck_set(record, "outcome", ck_get(trip, "outcome"));
}

/* Of a number that several enterprises draw on each sees its own part, beside
 * the sums. */
static int put_trips(struct show *show, struct ck_value *list)
{
	const struct ck_value *trips = show->balance.trips;
	int all = ck_viewer_sees_all(show->s);
	size_t count = ck_count(trips);
	int r = all;

	for (size_t i = 0; r >= 0 && i < count; i++) {
		r = all ? 1 : ck_viewer_owns_record(show->s, show->doc,
						    ck_at(trips, i));
		if (r > 0)
			put_trip(show, list, ck_at(trips, i));
	}
	if (r < 0 || all || ck_count(list))
		return r < 0 ? r : 0;
	return ck_viewer_refuse(show->s, NULL);
}

/* -- one number ----------------------------------------------------------- */

static int print_balance(struct show *show, const struct ck_value *row)
{
	struct ck_value *trips;
	int r;

	CK_SET_SAME(show->record, row, "customs", "number", "type", "office",
		    "channel", "release");
	put_sums(show);
	put_days(show);
	trips = ck_set_array(show->record, "trips");
	r = put_trips(show, trips);
	if (r < 0)
		return r;
	ck_set(show->record, "version", ck_get(row, "version"));
	r = ck_print(show->s, show->record);
	return r < 0 ? r : ck_print_flush(show->s);
}

static int read_number(struct ck_session *s, const char *text,
		       struct ck_customs_number *ret_number)
{
	if (!text)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage",
			       _("name a trip, or a number with --customs"));
	if (ck_customs_number_parse(text, ret_number) < 0)
		return ck_fail(s, NULL, -EINVAL, NULL, "usage",
			       _("--customs %s: a customs number of 12 digits is expected"),
			       text);
	if (!s->site)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "no-site",
			       _("the store has no site; load one with ck-store site FILE"));
	return 0;
}

int ck_declare_show_run(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_declare_settings *set = s->settings;
	struct show show = { .s = s, .doc = doc };
	struct ck_customs_number number;
	const struct ck_value *row;
	int r = read_number(s, set->customs, &number);

	(void)argc;
	(void)argv;
	if (r < 0)
		return r;
	r = ck_customs_get(s->store, doc,
			   ck_customs_id(doc, s->site, number.identity), &row);
	if (r == -ENOENT)
		return ck_fail(s, NULL, -ENOENT, NULL, "no-such-customs",
			       _("%s: nobody has declared under this number here, and customs has told nothing of it"),
			       set->customs);
	if (r >= 0)
		r = ck_balance_read(s->store, doc, row, &show.balance);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	show.record = ck_record(s, doc, "customs");
	return print_balance(&show, row);
}
