#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "hold/hold.h"
#include "note/note.h"
#include "note/noting.h"
#include "clear/reason.h"
#include "trade/declarant.h"
#include "trade/lookup.h"
#include "trade/offer.h"

/* What one item asks for, made ready before the lock. */
struct asked {
	struct ck_subjects on;
	const char *kind;
	const char *about;
	const char *agency;
	const char *text;
	int64_t deadline_at;		/* 0: the site's */
};

/* -- what is said --------------------------------------------------------- */

int ck_noting_text(struct ck_session *s, struct ck_item *item,
		   const char **ret_text)
{
	const struct ck_clear *set = s->settings;
	const char *text = set->text ? set->text
				     : ck_get_str(item->record, "text");
	size_t len = text ? strlen(text) : 0;
	int err = set->text || !item->record ? -EINVAL : -EBADMSG;
	const char *pointer = err == -EBADMSG ? "/text" : NULL;

	if (!len)
		return ck_fail(s, item, err, pointer, "no-text",
			       _("say it with --text, or in a record's text"));
	if (len > CK_NOTE_TEXT_MOST || !ck_utf8_valid(text, len))
		return ck_fail(s, item, err, pointer, "text",
			       _("expected at most %d bytes of UTF-8"),
			       CK_NOTE_TEXT_MOST);
	*ret_text = text;
	return 0;
}

/* The first answer's note has these words in the member. */
int ck_noting_same(struct ck_session *s, struct ck_item *item,
		   const struct ck_value *answers, const char *member,
		   const char *text)
{
	const char *id = ck_get_str(ck_at(answers, 0), "note");
	const struct ck_value *row = NULL;
	const char *words = NULL;
	int r = id ? ck_note_get(s->store, item->doc, id, &row) : -ENOENT;

	if (r == 0)
		r = ck_note_words(s->store, item->doc, row, member, &words);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return words && !strcmp(words, text);
}

static int same_text(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *answers)
{
	const struct asked *a = item->prepared;

	return ck_noting_same(s, item, answers, "text", a->text);
}

/* -- what it is on -------------------------------------------------------- */

/* Of a lane or the whole site no truck need be there. */
static bool find_place(struct ck_item *item, const struct ck_site *site,
		       struct ck_subjects *on)
{
	const char *word = item->operand ? item->operand : "";
	const char *kind = ck_get_str(item->record, "subject_kind");
	const char *subject = ck_get_str(item->record, "subject");

	if (!strncmp(word, "lane:", 5)) {
		kind = "lane";
		subject = word + 5;
	} else if (!strcmp(word, "site")) {
		kind = word;
	}
	if (kind && !strcmp(kind, "site"))
		subject = site->code;
	else if (!kind || !subject || strcmp(kind, "lane") ||
		 !ck_site_find_lane(site, subject))
		return false;
	on->kind = kind;
	on->subjects = ck_doc_alloc(item->doc, sizeof(*on->subjects));
	on->subjects[0] = ck_doc_format(item->doc, "%s%s%s", site->code,
					strcmp(kind, "site") ? "/" : "",
					strcmp(kind, "site") ? subject : "");
	on->count = 1;
	return true;
}

/* The line names no person, so nor does a note; the words may. */
static int find_subjects(struct ck_session *s, struct ck_item *item,
			 const struct ck_site *site, struct ck_subjects *on)
{
	int r;

	if (find_place(item, site, on))
		return 0;
	if (item->operand && !strncmp(item->operand, "lane:", 5))
		return ck_fail(s, item, -ENOENT, NULL, "no-such-lane",
			       _("%s has no lane %s%s"), site->code,
			       item->operand + 5,
			       ck_offer(item->doc, item->operand + 5,
					ck_get(site->document, "lanes")));
	r = ck_clear_subjects(s, item, on);
	if (r < 0 || strcmp(on->kind, "person"))
		return r;
	return ck_fail(s, item, -EBADMSG, item->record ? "/subject_kind" : NULL,
		       "note-person",
		       _("a note is on no person: name the trip, and the person in the text"));
}

/* -- which ---------------------------------------------------------------- */

static int find_kind(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const char **ret_kind)
{
	const struct ck_clear *set = s->settings;
	const char *kind = set->kind ? set->kind
				     : ck_get_str(item->record, "note_kind");
	int err = set->kind || !item->record ? -EINVAL : -EBADMSG;

	*ret_kind = ck_listed(ck_note_kinds, kind);
	if (!*ret_kind)
		return ck_fail(s, item, err,
			       err == -EBADMSG ? "/note_kind" : NULL,
			       "note-kind",
			       _("say of which kind, with --kind: dispute, feedback or incident"));
	if (ck_get(ck_get(site->document, "notes"), *ret_kind))
		return 0;
	return ck_fail(s, item, -EBADMSG, NULL, "no-notes",
		       _("the file of %s has no notes of kind %s: no number and nobody to answer"),
		       site->code, *ret_kind);
}

static int find_about(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char **ret_about)
{
	const struct ck_clear *set = s->settings;
	const char *word = set->about ? set->about
				      : ck_get_str(item->record, "about");

	*ret_about = word ? ck_site_check_name(site, word) : NULL;
	return !word || *ret_about
		       ? 0 : ck_clear_no_check(s, item, site, word,
					       set->about ? NULL : "/about");
}

/* Who answers: as the site says, unless another agency is named. */
static int find_owner(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, struct asked *a)
{
	const struct ck_clear *set = s->settings;
	const struct ck_value *rule =
		ck_get(ck_get(site->document, "notes"), a->kind);

	a->agency = ck_get_str(rule, "agency");
	return set->agency ? ck_clear_agency_named(s, item, site, &a->agency)
			   : 0;
}

int ck_clear_note_prepare(struct ck_session *s, struct ck_item *item)
{
	const struct ck_clear *set = s->settings;
	struct asked *a = ck_doc_alloc(item->doc, sizeof(*a));
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	if (r == 0)
		r = find_kind(s, item, site, &a->kind);
	if (r == 0)
		r = find_about(s, item, site, &a->about);
	if (r == 0)
		r = find_owner(s, item, site, a);
	if (r == 0)
		r = ck_noting_text(s, item, &a->text);
	if (r == 0)
		r = ck_clear_to_come(s, item, set->deadline, "deadline_at",
				     &a->deadline_at);
	if (r == 0)
		r = find_subjects(s, item, site, &a->on);
	if (r < 0)
		return r;
	ck_clear_cover(item, set, "text");
	item->same = same_text;
	item->prepared = a;
	return 0;
}

/* -- writing -------------------------------------------------------------- */

static bool is_of_gate(const struct ck_site *site,
		       const struct ck_value *agencies)
{
	for (size_t i = 0; i < ck_count(agencies); i++)
		if (ck_site_find_agency(site, ck_str(ck_at(agencies, i))))
			return true;
	return false;
}

/* Any agency of the gate, and who declared the load. */
static int allow(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const char *subject)
{
	const struct asked *a = item->prepared;
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0 || is_of_gate(site, agencies))
		return r;
	if (!strcmp(a->on.kind, "trip"))
		return ck_declarant_allow_request(s, item,
				ck_trip_declaration(item->doc, subject));
	return ck_clear_no_agency(s, item);
}

int ck_noting_answer(struct ck_session *s, struct ck_item *item,
		     const struct ck_site *site, const struct ck_value *row,
		     struct ck_value **ret_answer)
{
	struct ck_value *answer = ck_answer(s, item, "note");
	int r = 0;

	if (!strcmp(ck_get_str(row, "subject_kind"), "trip"))
		r = ck_record_trip(s, item->doc, answer,
				   ck_get_str(row, "subject"));
	if (r == -ENOENT)
		return ck_fail(s, item, r, NULL, "no-such-trip",
			       _("no such trip: %s"),
			       ck_get_str(row, "subject"));
	if (r < 0)
		return ck_fail_store(s, item, r);
	ck_note_fill(item->doc, site, row, ck_session_now(s, item->record),
		     answer);
	*ret_answer = answer;
	return 0;
}

/* As it stands in the table once it is written; a dry run has no number. */
static struct ck_value *row_of(struct ck_session *s, struct ck_item *item,
			       const struct ck_note_new *note, const char *id,
			       const struct ck_event_id *event)
{
	struct ck_value *row = ck_new_object(item->doc);

	if (event->seq) {
		ck_set_str(row, "note", id);
		ck_set_int(row, "version", event->seq);
	}
	ck_set_str(row, "note_kind", note->kind);
	ck_set_str(row, "agency", note->agency);
	ck_set_str(row, "about", note->about);
	ck_set_str(row, "subject_kind", note->subject_kind);
	ck_set_str(row, "subject", note->subject);
	ck_set_int(row, "deadline_at", note->deadline_at);
	ck_set_int(row, "given", note->given);
	ck_set_int(row, "written_at", ck_txn_occurred(s->txn));
	ck_set_str(row, "written_by", note->actor);
	ck_set_str(row, "written_for", s->options.on_behalf);
	return row;
}

static int answer_written(struct ck_session *s, struct ck_item *item,
			  const struct ck_site *site,
			  const struct ck_note_new *note, bool same,
			  const char *id, const struct ck_event_id *event)
{
	const struct ck_value *row = NULL;
	struct ck_value *answer = NULL;
	int r = same ? ck_note_get(s->store, item->doc, id, &row) : 0;

	if (r < 0)
		return ck_fail_store(s, item, r);
	if (!same)
		row = row_of(s, item, note, id, event);
	r = ck_noting_answer(s, item, site, row, &answer);
	if (r == 0 && same)
		ck_set_bool(answer, "repeated", true);
	return r;
}

static int write_note(struct ck_session *s, struct ck_item *item,
		      const struct ck_site *site, const char *subject)
{
	const struct asked *a = item->prepared;
	const struct ck_value *rule =
		ck_get(ck_get(site->document, "notes"), a->kind);
	const struct ck_note_new note = {
		.site = s->site, .prefix = ck_get_str(rule, "prefix"),
		.kind = a->kind, .agency = a->agency, .about = a->about,
		.subject_kind = a->on.kind, .subject = subject,
		.deadline_at = a->deadline_at ? a->deadline_at
			: ck_txn_occurred(s->txn) + CK_MINUTE_MS *
			  ck_get_int(rule, "answer_min", 0),
		.given = a->deadline_at, .text = a->text, .actor = s->user,
	};
	struct ck_event_id event = { 0 };
	char id[CK_NOTE_ID] = "";
	int same = ck_note_write(s->txn, &note, id, &event);

	return same < 0 ? ck_fail_store(s, item, same)
			: answer_written(s, item, site, &note, same, id,
					 &event);
}

int ck_clear_note(struct ck_session *s, struct ck_item *item)
{
	const struct asked *a = item->prepared;
	const struct ck_site *site = NULL;
	int r = ck_session_site(s, item, &site);

	for (size_t i = 0; r == 0 && i < a->on.count; i++) {
		r = allow(s, item, site, a->on.subjects[i]);
		if (r == 0)
			r = write_note(s, item, site, a->on.subjects[i]);
	}
	return r;
}
