#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "clear/hold.h"
#include "clear/person.h"
#include "clear/reason.h"
#include "clear/verbs.h"
#include "store/query.h"
#include "trade/mask.h"

/* What one item asks for, made ready before the lock. */
struct asked {
	const char *kind;
	const char **subjects;
	size_t count;
	const char *reason;
	const struct ck_value *figures;
	int64_t review_at;
	bool silent;
};

/* -- the subject ---------------------------------------------------------- */

static int one_subject(struct ck_session *s, struct ck_item *item,
		       struct asked *a, const char *text)
{
	const char **subject = ck_doc_alloc(item->doc, sizeof(*subject));
	int r = ck_session_need_site(s, item);

	if (r < 0)
		return r;
	r = ck_hold_subject(item->doc, s->site, a->kind, text, subject);
	if (r == -EINVAL)
		return ck_fail(s, item, -EBADMSG, "/subject_kind", "hold-kind",
			       _("a hold is on a trip, plate, chassis, container, customs number, party or person, not on a %s"),
			       a->kind);
	if (r == -EBADMSG)
		return ck_fail(s, item, r, item->record ? "/subject" : NULL,
			       "hold-subject", _("this is no %s"), a->kind);
	a->subjects = subject;
	a->count = 1;
	return 0;
}

static bool is_kind(const char *word, size_t len)
{
	for (size_t i = 0; ck_hold_kinds[i]; i++)
		if (strlen(ck_hold_kinds[i]) == len &&
		    !strncmp(ck_hold_kinds[i], word, len))
			return true;
	return false;
}

/* "trip:…": whatever any verb takes for one. */
static int named_trips(struct ck_session *s, const struct ck_item *item,
		       struct asked *a, const char *text)
{
	struct ck_item named = *item;

	named.operand = text;
	return ck_item_trips(s, &named, &a->subjects, &a->count);
}

/* "plate:12C-123.45", a record with subject_kind and subject, or trips as any
 * verb takes them. */
static int find_subjects(struct ck_session *s, struct ck_item *item,
			 struct asked *a)
{
	const char *word = item->operand ? item->operand : "";
	size_t len = strcspn(word, ":");
	const char *text = ck_get_str(item->record, "subject");

	a->kind = ck_get_str(item->record, "subject_kind");
	if (word[len] && is_kind(word, len)) {
		a->kind = ck_doc_format(item->doc, "%.*s", (int)len, word);
		text = word + len + 1;
	}
	if (a->kind && text)
		return item->record || strcmp(a->kind, "trip")
			       ? one_subject(s, item, a, text)
			       : named_trips(s, item, a, text);
	a->kind = "trip";
	return ck_item_trips(s, item, &a->subjects, &a->count);
}

/* -- what is said of it --------------------------------------------------- */

static int read_review(struct ck_session *s, struct ck_item *item,
		       struct asked *a)
{
	const struct ck_clear *set = s->settings;
	const char *given = ck_get_str(item->record, "review_at");
	const char *text = set->review ? set->review : given;

	if (!text)
		return 0;
	if (ck_time_parse(text, &a->review_at) < 0 ||
	    a->review_at <= ck_session_now(s, item->record))
		return ck_fail(s, item, set->review ? -EINVAL : -EBADMSG,
			       set->review ? NULL : "/review_at", "time",
			       _("a review is at an RFC 3339 time to come, not at %s"),
			       text);
	return 0;
}

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
					   a->subjects[0])
		    : 0;
}

/* A digest of a person's number tells the number to whoever tries them all. */
static void cover(struct ck_item *item, const struct ck_clear *set,
		  const struct asked *a)
{
	bool person = !strcmp(a->kind, "person");

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
		r = find_subjects(s, item, a);
	if (r == 0)
		r = read_review(s, item, a);
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

static int place(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const char *agency,
		 const char *subject)
{
	const struct asked *a = item->prepared;
	bool person = !strcmp(a->kind, "person");
	const struct ck_hold_new hold = {
		.site = s->site, .agency = agency, .reason = a->reason,
		.subject_kind = a->kind, .subject = person ? NULL : subject,
		.person = person ? subject : NULL, .silent = a->silent,
		.figures = a->figures, .review_at = a->review_at,
	};
	struct ck_value *answer = ck_answer(s, item, "hold");
	struct ck_event_id event = { 0 };
	char id[CK_HOLD_ID];
	int same = ck_hold_place(s->txn, &hold, NULL, id, &event);
	int r = same < 0 ? ck_fail_store(s, item, same) : 0;

	if (r == 0 && !strcmp(a->kind, "trip"))
		r = set_trip(s, item, answer, subject);
	if (r < 0)
		return r;
	if (same || !s->options.dry_run)
		ck_set_str(answer, "hold", id);
	ck_set_str(answer, "state", "placed");
	ck_set_str(answer, "agency", agency);
	ck_set_str(answer, "reason", a->reason);
	ck_set(answer, "reason_name",
	       ck_site_find_reason(site, "hold", a->reason));
	set_subject(item->doc, answer, a->kind, subject);
	ck_set_bool(answer, "silent", a->silent);
	if (!same) {
		ck_set_str(answer, "actor", s->user);
		ck_set_str(answer, "for", s->options.on_behalf);
	}
	ck_set(answer, "figures", a->figures);
	if (a->review_at)
		ck_set_str(answer, "review_at",
			   ck_time_text(item->doc, site, a->review_at));
	if (same)
		ck_set_bool(answer, "repeated", true);
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
	for (size_t i = 0; r == 0 && i < a->count; i++)
		r = place(s, item, site, agency, a->subjects[i]);
	return r;
}
