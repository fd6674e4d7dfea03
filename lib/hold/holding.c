#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "hold/hold.h"
#include "hold/person.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/mask.h"

/* What one item asks for, made ready before the lock. */
struct asked {
	struct ck_subjects on;
	const char *reason;
	const struct ck_value *figures;
	int64_t review_at;
	bool silent;
};

/* -- what is said of it --------------------------------------------------- */

/* Figures are integers with their unit in the key. */
static int read_figures(struct ck_session *s, struct ck_item *item,
			struct asked *a)
{
	const struct ck_value *figures = ck_get(item->record, "figures");
	int64_t n;

	if (figures && !ck_is_object(figures))
		return ck_fail(s, item, -EBADMSG, "/figures", "figures",
			       _("figures are an object of whole numbers"));
	for (size_t i = 0; i < ck_count(figures); i++)
		if (!ck_int(ck_at(figures, i), &n))
			return ck_fail(s, item, -EBADMSG, "/figures",
				       "figures",
				       _("figures are an object of whole numbers"));
	a->figures = figures;
	return 0;
}

/* Of the holds that were answered, each was on one subject. */
static int same_person(struct ck_session *s, struct ck_item *item,
		       const struct ck_value *answers)
{
	const struct asked *a = item->prepared;
	const char *hold = ck_get_str(ck_at(answers, 0), "hold");

	return hold ? ck_hold_is_on_person(s->store, item->doc, hold,
					   a->on.subjects[0])
		    : 0;
}

/* A digest of a person's number tells the number to whoever tries them all. */
static void cover(struct ck_item *item, const struct ck_clear *set,
		  const struct asked *a)
{
	bool person = !strcmp(a->on.kind, "person");

	ck_clear_cover(item, set, person ? "subject" : NULL);
	if (person)
		item->same = same_person;
}

int ck_clear_hold_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	int r = ck_clear_reason(s, item, "hold", &a->reason);

	if (r == 0)
		r = ck_clear_subjects(s, item, &a->on);
	if (r == 0)
		r = ck_clear_to_come(s, item, set->review, "review_at",
				     &a->review_at);
	if (r == 0)
		r = read_figures(s, item, a);
	a->silent = set->silent || ck_is_true(ck_get(item->record, "silent"));
	if (r == 0)
		cover(item, set, a);
	item->prepared = a;
	return r;
}

/* -- placing -------------------------------------------------------------- */

static int set_trip(struct ck_session *s, struct ck_item *item,
		    struct ck_value *answer, const char *trip)
{
	int r = ck_record_trip(s, item->doc, answer, trip);

	if (r == -ENOENT)
		return ck_fail(s, item, r, NULL, "no-such-trip",
			       _("no such trip: %s"), trip);
	return r < 0 ? ck_fail_store(s, item, r) : 0;
}

/* A person's number stays out of the answer as it stays out of the log. */
static void set_subject(struct ck_doc *doc, struct ck_value *answer,
			const char *kind, const char *subject)
{
	bool person = !strcmp(kind, "person");

	ck_set_str(answer, "subject_kind", kind);
	ck_set_str(answer, "subject",
		   person ? ck_mask_number(doc, subject) : subject);
}

/* What was asked; of a hold that was there already who placed it stays
 * untold. */
static void fill(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const char *agency,
		 const char *subject, bool there, struct ck_value *answer)
{
	const struct asked *a = item->prepared;

	ck_set_str(answer, "state", "placed");
	ck_set_str(answer, "agency", agency);
	ck_set_str(answer, "reason", a->reason);
	ck_set(answer, "reason_name",
	       ck_site_find_reason(site, "hold", a->reason));
	set_subject(item->doc, answer, a->on.kind, subject);
	ck_set_bool(answer, "silent", a->silent);
	if (!there) {
		ck_set_str(answer, "actor", s->user);
		ck_set_str(answer, "for", s->options.on_behalf);
	}
	ck_set(answer, "figures", a->figures);
	if (a->review_at)
		ck_set_str(answer, "review_at",
			   ck_time_text(item->doc, site, a->review_at));
	if (there)
		ck_set_bool(answer, "repeated", true);
}

static int place(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const char *agency,
		 const char *subject)
{
	const struct asked *a = item->prepared;
	bool person = !strcmp(a->on.kind, "person");
	const struct ck_hold_new hold = {
		.site = s->site, .agency = agency, .reason = a->reason,
		.subject_kind = a->on.kind, .subject = person ? NULL : subject,
		.person = person ? subject : NULL, .silent = a->silent,
		.figures = a->figures, .review_at = a->review_at,
	};
	struct ck_value *answer = ck_answer(s, item, "hold");
	struct ck_event_id event = { 0 };
	char id[CK_HOLD_ID];
	int same = ck_hold_place(s->txn, &hold, NULL, id, &event);
	int r = same < 0 ? ck_fail_store(s, item, same) : 0;

	if (r == 0 && !strcmp(a->on.kind, "trip"))
		r = set_trip(s, item, answer, subject);
	if (r < 0)
		return r;
	if (same || !s->options.dry_run)
		ck_set_str(answer, "hold", id);
	fill(s, item, site, agency, subject, same, answer);
	if (event.seq)
		ck_set_int(answer, "version", event.seq);
	return 0;
}

int ck_clear_hold(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	const struct ck_site *site = NULL;
	const char *agency = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = ck_clear_agency(s, item, site, &agency);
	for (size_t i = 0; r == 0 && i < a->on.count; i++)
		r = place(s, item, site, agency, a->on.subjects[i]);
	return r;
}
