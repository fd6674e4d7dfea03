#include <config.h>

#include <string.h>

#include "base/text.h"
#include "clear/reason.h"
#include "fee/record.h"
#include "queue/queue.h"
#include "trade/amend.h"

/* -- checks --------------------------------------------------------------- */

static struct ck_value *push_check(const struct ck_amendment *a,
				   struct ck_value *list,
				   const struct ck_amend_trip *t,
				   const struct ck_value *check,
				   const char *name)
{
	struct ck_value *entry = ck_push_object(list);
	const struct ck_value *definition = ck_site_find_check(a->site, name);

	ck_set_str(entry, "check", name);
	ck_set(entry, "agency", ck_get(definition, "agency"));
	ck_set_str(entry, "trip", t->row || a->version ? t->trip : NULL);
	ck_set(entry, "label", ck_get(t->planned ? t->planned->identity
						 : ck_get(t->row, "vehicle"),
				      "label"));
	ck_set(entry, "scope", ck_get(check, "scope"));
	return entry;
}

static void put_judged(const struct ck_amendment *a,
		       const struct ck_amend_trip *t, struct ck_value *list,
		       const struct ck_value *checks)
{
	for (size_t i = 0; i < ck_count(checks); i++) {
		const struct ck_value *check = ck_at(checks, i);
		struct ck_value *entry =
			push_check(a, list, t, check,
				   ck_get_str(check, "check"));

		ck_set(entry, "pointers", ck_get(check, "pointers"));
	}
}

static void put_needs(const struct ck_amendment *a,
		      const struct ck_amend_trip *t, struct ck_value *list,
		      const struct ck_value *needs)
{
	for (size_t i = 0; i < ck_count(needs); i++)
		push_check(a, list, t, ck_at(needs, i),
			   ck_get_str(ck_at(needs, i), "name"));
}

static void put_checks(const struct ck_amendment *a, struct ck_value *record)
{
	struct ck_value *stale = ck_set_array(record, "stale");
	struct ck_value *open = ck_set_array(record, "open");
	struct ck_value *needed = ck_set_array(record, "needed");
	struct ck_value *unneeded = ck_set_array(record, "unneeded");

	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];

		put_judged(a, t, stale, t->stale);
		put_judged(a, t, open, t->open);
		put_needs(a, t, needed,
			  t->row ? t->needed : ck_get(t->body, "checks"));
		put_needs(a, t, unneeded, t->unneeded);
	}
}

/* -- trips ---------------------------------------------------------------- */

static void put_place(const struct ck_amend_trip *t, struct ck_value *record)
{
	struct ck_value *place;

	if (!t->entry)
		return;
	place = ck_set_object(record, "queue");
	ck_set_str(place, "queue",
		   ck_queue_name(ck_get_str(t->entry, "queue")));
	ck_set_str(place, "place", t->lost ? "lost" : "kept");
	ck_set_str(place, "reason", t->lost);
}

static const char *what(const struct ck_amend_trip *t)
{
	if (!t->row)
		return "added";
	return t->planned ? "amended" : "cancelled";
}

/* A trip to which nothing happens is not told. */
static bool is_told(const struct ck_amend_trip *t)
{
	return !t->row || !t->planned || t->body || t->lost ||
	       ck_count(t->stale) || ck_count(t->open) ||
	       ck_count(t->needed) || ck_count(t->unneeded);
}

static void put_trips(const struct ck_amendment *a, struct ck_value *record)
{
	struct ck_value *trips = ck_set_array(record, "trips");

	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];
		struct ck_value *trip;

		if (!is_told(t))
			continue;
		trip = ck_push_object(trips);
		ck_set_str(trip, "trip", t->row || a->version ? t->trip : NULL);
		ck_set(trip, "vehicle", t->planned ? t->planned->identity
						   : ck_get(t->row, "vehicle"));
		ck_set_str(trip, "change", what(t));
		if (t->other)
			ck_set_bool(trip, "other_vehicle", true);
		if (ck_count(t->near))
			ck_set(trip, "misread", t->near);
		put_place(t, trip);
	}
}

/* -- fees ----------------------------------------------------------------- */

static void put_fees(const struct ck_amendment *a, struct ck_value *record)
{
	const char *currency = ck_get_str(ck_get(a->site->document, "tariff"),
					  "currency");
	struct ck_value *list = ck_set_array(record, "fees");

	for (size_t i = 0; currency && i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];

		for (size_t k = 0; k < ck_count(t->fees); k++) {
			const struct ck_value *f = ck_at(t->fees, k);
			int64_t was = ck_get_int(f, "assessed_minor", 0);
			int64_t due = ck_get_int(f, "due_minor", 0);
			struct ck_value *fee = ck_push_object(list);

			ck_set_str(fee, "trip", t->trip);
			ck_set(fee, "charge", ck_get(f, "kind"));
			ck_set(fee, "assessed",
			       ck_fee_money(a->doc, was, currency));
			ck_set(fee, "due", ck_fee_money(a->doc, due, currency));
			ck_set(fee, "difference",
			       ck_fee_money(a->doc, due - was, currency));
			ck_set_str(fee, "currency", currency);
		}
	}
}

/* -- the sentence --------------------------------------------------------- */

static bool is_named(const struct ck_value *stale, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (ck_equal(ck_get(ck_at(stale, k), "check"),
			     ck_get(ck_at(stale, i), "check")))
			return true;
	return false;
}

static const char *stale_text(const struct ck_amendment *a,
			      const struct ck_value *stale,
			      const char *language)
{
	CK_BUF list = { 0 };

	for (size_t i = 0; i < ck_count(stale); i++) {
		const struct ck_value *s = ck_at(stale, i);
		const char *check = ck_get_str(s, "check");
		const char *agency = ck_get_str(s, "agency");

		if (is_named(stale, i))
			continue;
		ck_buf_printf(&list, "%s%s (%s)", list.len ? ", " : "",
			      ck_check_word(a->site, check, language),
			      agency ? ck_agency_word(a->site, agency, language)
				     : "?");
	}
	if (!list.len)
		return _("nothing has to be confirmed again");
	return ck_doc_format(a->doc, _("to be confirmed again: %s"),
			     ck_buf_text(&list));
}

static const char *message_of(const struct ck_amendment *a,
			      const struct ck_value *stale,
			      const char *language)
{
	CK_BUF text = { 0 };

	ck_buf_puts(&text, stale_text(a, stale, language));
	for (size_t i = 0; i < a->effect_count; i++) {
		const struct ck_amend_trip *t = &a->effects[i];

		if (!t->entry)
			continue;
		ck_buf_puts(&text, "; ");
		ck_buf_printf(&text,
			      t->lost ? _("%s loses its place in the queue %s")
				      : _("%s keeps its place in the queue %s"),
			      ck_get_str(t->row, "label"),
			      ck_queue_name(ck_get_str(t->entry, "queue")));
	}
	return ck_doc_strdup(a->doc, ck_buf_text(&text));
}

/* -- all of it ------------------------------------------------------------ */

void ck_amendment_fill(const struct ck_amendment *a, const char *language,
		       struct ck_value *record)
{
	ck_set_str(record, "reason", a->ask.reason);
	if (a->ask.request)
		ck_set_int(record, "request", a->ask.request);
	ck_set_str(record, "breakdown", a->ask.breakdown);
	ck_set(record, "changed", a->changes);
	put_checks(a, record);
	put_trips(a, record);
	put_fees(a, record);
	ck_set_str(record, "message",
		   ck_count(a->changes)
			   ? message_of(a, ck_get(record, "stale"), language)
		   : a->ask.request
			   ? _("it is so already: nothing changes, and the request is granted")
			   : _("nothing changes"));
	ck_set(record, "findings",
	       ck_findings_array(&a->sub->findings, a->doc));
	ck_set_int(record, "version",
		   a->version ? a->version : ck_get_int(a->row, "version", 0));
}
