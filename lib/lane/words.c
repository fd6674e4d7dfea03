#include <config.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/reason.h"
#include "lane/words.h"

struct wording {
	struct ck_doc *doc;
	const struct ck_lane_row *lane;
	const struct ck_site *site;
	const char *language;
};

/* What the driver is told: a check says it best itself, else the deny code. */
static const struct ck_value *driver_text(const struct wording *w,
					  const struct ck_value *reason)
{
	const char *check = ck_get_str(reason, "check");
	const struct ck_value *own = NULL;

	if (check)
		own = ck_get(ck_site_find_check(w->site, check), "driver");
	return own ? own
		   : ck_site_find_reason(w->site, "driver",
					 ck_get_str(reason, "code"));
}

static const char *check_message(const struct wording *w, const char *code,
				 const struct ck_value *reason)
{
	const char *check = ck_check_word(w->site, ck_get_str(reason, "check"),
					  w->language);
	const char *agency = ck_agency_word(w->site,
					    ck_get_str(reason, "agency"),
					    w->language);
	int64_t since = ck_get_int(reason, "since", 0);

	if (!strcmp(code, "check-refused"))
		return ck_doc_format(w->doc, _("%s was refused by %s"), check,
				     agency);
	if (!strcmp(code, "check-stale"))
		return ck_doc_format(w->doc,
				     _("%s must be confirmed again by %s"),
				     check, agency);
	return ck_doc_format(w->doc, _("%s has no result yet (%s), open since %s"),
			     check, agency,
			     ck_time_text(w->doc, w->site, since));
}

static const char *other_message(const struct wording *w, const char *code,
				 const struct ck_value *reason)
{
	const char *agency = ck_get_str(reason, "agency");
	const char *zone = ck_get_str(reason, "zone");

	if (!strcmp(code, "wrong-zone"))
		return ck_doc_format(w->doc,
				     _("is in %s, this lane leads on from %s"),
				     ck_zone_word(w->site, zone ? zone : "",
						  w->language),
				     ck_zone_word(w->site, w->lane->from,
						  w->language));
	if (!strcmp(code, "not-called"))
		return ck_doc_format(w->doc, _("not called yet, ticket %lld"),
				     (long long)ck_get_int(reason, "ticket", 0));
	if (!strcmp(code, "held"))
		return ck_doc_format(w->doc, _("held by %s: %s [%s]"),
				     ck_agency_word(w->site, agency,
						    w->language),
				     ck_get_str(reason, "reason"),
				     ck_get_str(reason, "hold"));
	if (!strcmp(code, "see-officer"))
		return ck_doc_format(w->doc, _("see the officer of %s"),
				     ck_agency_word(w->site, agency,
						    w->language));
	if (!strcmp(code, "already-admitted"))
		return ck_doc_format(w->doc, _("is admitted at lane %s already"),
				     ck_get_str(reason, "lane"));
	return NULL;
}

static const char *plain_message(const char *code)
{
	static const struct {
		const char *code;
		const char *message;
	} plain[] = {
		{ "unknown-vehicle", N_("no open trip has this vehicle") },
		{ "ambiguous", N_("several vehicles fit what was read") },
		{ "wrong-lane", N_("may not use this lane") },
		{ "closed", N_("its trip is closed") },
	};

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (!strcmp(plain[i].code, code))
			return _(plain[i].message);
	return code;
}

static const char *message(const struct wording *w,
			   const struct ck_value *reason)
{
	const char *code = ck_get_str(reason, "code");
	const char *text;

	if (!strncmp(code, "check-", 6))
		return check_message(w, code, reason);
	text = other_message(w, code, reason);
	return text ? text : plain_message(code);
}

/* What has to happen before it may pass. */
static const char *action(const char *code)
{
	if (!strncmp(code, "check-", 6))
		return "confirm";
	if (!strcmp(code, "held") || !strcmp(code, "see-officer"))
		return "lift";
	if (!strcmp(code, "not-called"))
		return "call";
	if (!strcmp(code, "unknown-vehicle"))
		return "declare";
	return "turn";
}

/* Of a reason that names no agency the lane's duty officer takes care. */
static const char *agency_of(const struct wording *w,
			     const struct ck_value *reason)
{
	const char *agency = ck_get_str(reason, "agency");

	return agency ? agency
		      : ck_get_str(ck_get(w->lane->document, "duty"), "agency");
}

static void put_reason(struct ck_value *reasons, const struct wording *w,
		       const struct ck_value *reason)
{
	struct ck_value *out = ck_push_object(reasons);
	const char *code = ck_get_str(reason, "code");
	const char *agency = agency_of(w, reason);
	const struct ck_value *who = agency ? ck_site_find_agency(w->site,
								  agency)
					    : NULL;
	static const char *const same[] = { "check", "state", "hold", "reason",
					    "zone", "queue", "ticket", "lane" };

	ck_set_str(out, "code", code);
	ck_set_str(out, "agency", agency);
	ck_set_str(out, "action", action(code));
	ck_set(out, "contact", ck_get(who, "contact"));
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		ck_set(out, same[i], ck_get(reason, same[i]));
	ck_set(out, "driver_text", driver_text(w, reason));
	ck_set_str(out, "message", message(w, reason));
}

static void put_time(struct ck_value *record, const char *name, int64_t ms,
		     int offset_min)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	ck_set_str(record, name, text);
}

void ck_decision_fill(struct ck_value *record, struct ck_doc *doc,
		      const struct ck_lane_row *lane,
		      const struct ck_sighting *sighting,
		      const struct ck_decision *d, const struct ck_site *site,
		      int offset_min, const char *language)
{
	struct wording w = { doc, lane, site, language };
	struct ck_value *reasons;

	ck_set_str(record, "lane", lane->name);
	ck_set(record, "trip", ck_get(d->trip, "trip"));
	ck_set(record, "declaration", ck_get(d->trip, "declaration"));
	ck_set(record, "vehicle", ck_get(d->trip, "vehicle"));
	ck_set_bool(record, "admit", d->admit);
	ck_set_str(record, "decision", d->id);
	put_time(record, "at", d->at, offset_min);
	if (d->admit)
		put_time(record, "expires_at", d->expires_at, offset_min);
	ck_set_str(record, "matched", ck_found_word(d->found));
	ck_set(record, "sighting", sighting->record);
	if (d->repeated)
		ck_set_bool(record, "repeated", true);
	reasons = ck_set_array(record, "reasons");
	for (size_t i = 0; site && i < ck_count(d->reasons); i++)
		put_reason(reasons, &w, ck_at(d->reasons, i));
}
