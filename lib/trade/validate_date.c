#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "trade/validate_date.h"

enum { LATE_DAYS = 1, AHEAD_DAYS = 60, DAY_TEXT = 11 };

/* Days are "2026-11-22", which sort as texts; "" is not known. */
struct work {
	struct ck_doc *doc;
	struct ck_findings *findings;
	const struct ck_value *stored;
	int offset_min;
	char today[DAY_TEXT];
	char day[DAY_TEXT];	/* the papers' last day must not be before it */
};

static void day_of(const struct work *w, int64_t ms, char ret_day[DAY_TEXT])
{
	char day[9];

	ck_day_print(ms, w->offset_min, day);
	memcpy(ret_day, day, 4);
	ret_day[4] = ret_day[7] = '-';
	memcpy(ret_day + 5, day + 4, 2);
	memcpy(ret_day + 8, day + 6, 3);
}

static struct work work_of(const struct ck_value *stored,
			   const struct ck_site *site, int64_t now,
			   struct ck_findings *findings)
{
	struct work w = {
		.doc = findings->doc,
		.findings = findings,
		.stored = stored,
		.offset_min = site ? site->offset_min : 7 * 60,
	};
	int64_t at = ck_validate_time(stored, now);

	if (now)
		day_of(&w, now, w.today);
	if (at)
		day_of(&w, at, w.day);
	return w;
}

/* -- when they come ------------------------------------------------------- */

static bool is_past(int64_t expected, int64_t now)
{
	return now && expected < now - (int64_t)LATE_DAYS * CK_DAY_MS;
}

static bool is_far(int64_t expected, int64_t now)
{
	return now && expected > now + (int64_t)AHEAD_DAYS * CK_DAY_MS;
}

int64_t ck_validate_time(const struct ck_value *stored, int64_t now)
{
	int64_t expected = ck_get_int(stored, "expected_at", now);

	return expected < now || is_far(expected, now) ? now : expected;
}

/* -- papers --------------------------------------------------------------- */

typedef void paper_visit(struct work *w, const struct ck_value *paper,
			 const char *path);

static void each_paper(struct work *w, paper_visit *visit)
{
	static const char *const permits[] = { "licence", "insurance" };
	const struct ck_value *documents = ck_get(w->stored, "documents");
	const struct ck_value *vehicles = ck_get(w->stored, "vehicles");

	for (size_t i = 0; i < ck_count(documents); i++)
		visit(w, ck_at(documents, i),
		      ck_doc_format(w->doc, "/documents/%s",
				    ck_key_at(documents, i)));
	for (size_t i = 0; i < ck_count(vehicles); i++)
		for (size_t k = 0; k < 2; k++)
			visit(w, ck_get(ck_at(vehicles, i), permits[k]),
			      ck_doc_format(w->doc, "/vehicles/%s/%s",
					    ck_key_at(vehicles, i),
					    permits[k]));
}

/* Issued after its last day; false when only the day of issue is wrong. */
static bool is_swapped(const struct work *w, const struct ck_value *paper)
{
	const char *issued = ck_get_str(paper, "issued");
	const char *until = ck_get_str(paper, "valid_until");

	return issued && until && strcmp(issued, until) > 0 &&
	       (!*w->today || strcmp(issued, w->today) <= 0 ||
		strcmp(until, w->today) < 0);
}

static void check_order(struct work *w, const struct ck_value *paper,
			const char *path)
{
	if (is_swapped(w, paper))
		ck_find(w->findings, CK_F_DATE_ORDER,
			ck_doc_format(w->doc, "%s/valid_until", path),
			_("valid until %s, but issued on %s; were the two swapped?"),
			ck_get_str(paper, "valid_until"),
			ck_get_str(paper, "issued"));
}

static void check_until(struct work *w, const struct ck_value *paper,
			const char *path)
{
	const char *until = ck_get_str(paper, "valid_until");

	if (!until || strcmp(until, w->day) >= 0 || is_swapped(w, paper))
		return;
	ck_find(w->findings, CK_F_EXPIRED,
		ck_doc_format(w->doc, "%s/valid_until", path),
		_("valid until %s only, and the vehicle comes on %s; renew it, or correct the date"),
		until, w->day);
}

static void check_issued(struct work *w, const struct ck_value *paper,
			 const char *path)
{
	const char *issued = ck_get_str(paper, "issued");

	if (issued && strcmp(issued, w->today) > 0)
		ck_find(w->findings, CK_F_DATE_FUTURE,
			ck_doc_format(w->doc, "%s/issued", path),
			_("issued on %s, which is still to come; is the year right?"),
			issued);
}

void ck_validate_dates(const struct ck_value *stored,
		       const struct ck_site *site, int64_t now,
		       struct ck_findings *findings)
{
	struct work w = work_of(stored, site, now, findings);

	each_paper(&w, check_order);
	if (ck_get(stored, "expected_at"))
		each_paper(&w, check_until);
}

/* -- the clock ------------------------------------------------------------ */

static void check_seal(struct work *w, const char *vehicle, const char *seal,
		       const struct ck_value *at, int64_t now)
{
	char text[CK_TIME_TEXT];
	int64_t ms;

	if (!ck_int(at, &ms) || ms <= now)
		return;
	ck_time_print(ms, w->offset_min, text);
	ck_find(w->findings, CK_F_DATE_FUTURE,
		ck_doc_format(w->doc, "/vehicles/%s/seals/%s/applied_at",
			      vehicle, seal),
		_("put on at %s, which is still to come; is the time right?"),
		text);
}

static void check_seals(struct work *w, int64_t now)
{
	const struct ck_value *vehicles = ck_get(w->stored, "vehicles");

	for (size_t i = 0; i < ck_count(vehicles); i++) {
		const struct ck_value *seals =
			ck_get(ck_at(vehicles, i), "seals");

		for (size_t k = 0; k < ck_count(seals); k++)
			check_seal(w, ck_key_at(vehicles, i),
				   ck_key_at(seals, k),
				   ck_get(ck_at(seals, k), "applied_at"), now);
	}
}

static void check_expected(struct work *w, int64_t expected, int64_t now)
{
	char text[CK_TIME_TEXT];
	bool late = is_past(expected, now);

	if (!late && !is_far(expected, now))
		return;
	ck_time_print(expected, w->offset_min, text);
	ck_find(w->findings, CK_F_EXPECTED_FAR, "/expected_at",
		late ? _("expected at %s, which is past; is the date right?")
		     : _("expected at %s, which is far ahead; is the date right?"),
		text);
}

void ck_validate_now(const struct ck_value *stored, const struct ck_site *site,
		     int64_t now, struct ck_findings *findings)
{
	struct work w = work_of(stored, site, now, findings);
	int64_t expected;

	each_paper(&w, check_issued);
	check_seals(&w, now);
	if (ck_int(ck_get(stored, "expected_at"), &expected))
		check_expected(&w, expected, now);
	else
		each_paper(&w, check_until);
}
