#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "hold/hold.h"
#include "note/noting.h"
#include "store/query.h"
#include "trade/lookup.h"
#include "trade/viewer.h"

/* -- the open ones -------------------------------------------------------- */

struct list {
	struct ck_session *s;
	const struct ck_site *site;
	struct ck_doc *doc;
	int64_t now;
	bool all;			/* not of an enterprise */
};

static bool fits(const char *wanted, const struct ck_value *row,
		 const char *member)
{
	return !wanted || !strcmp(wanted, ck_get_str(row, member));
}

/* Of what is about no trip an enterprise sees what it wrote; ck_print and
 * ck_viewer_allow see to the trips. */
static bool may_see(const struct ck_session *s, bool all,
		    const struct ck_value *row)
{
	return all || !strcmp(ck_get_str(row, "subject_kind"), "trip") ||
	       !strcmp(ck_get_str(row, "written_by"), s->user);
}

static int print_row(const struct list *l, const struct ck_value *row)
{
	const struct ck_clear *set = l->s->settings;
	struct ck_value *record = ck_record(l->s, l->doc, "note");
	int r = 0;

	if (!fits(set->agency, row, "agency") ||
	    !fits(set->kind, row, "note_kind") ||
	    !may_see(l->s, l->all, row))
		return 0;
	if (!strcmp(ck_get_str(row, "subject_kind"), "trip"))
		r = ck_record_trip(l->s, l->doc, record,
				   ck_get_str(row, "subject"));
	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	ck_note_fill(l->doc, l->site, row, l->now, record);
	return set->late && !ck_get(record, "late_min")
		       ? 0 : ck_print(l->s, record);
}

static int print_rows(const struct list *l, struct ck_stmt *query)
{
	struct ck_value *rows = ck_new_array(l->doc);
	int r = ck_rows_of(query, l->doc, rows);

	if (r < 0)
		return ck_fail_store(l->s, NULL, r);
	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		r = print_row(l, ck_at(rows, i));
	return r == 0 ? ck_print_flush(l->s) : r;
}

static int check_agency(const struct list *l)
{
	const struct ck_clear *set = l->s->settings;
	struct ck_item none = { .doc = l->doc };
	const char *agency;

	return set->agency ? ck_clear_agency_named(l->s, &none, l->site,
						   &agency) : 0;
}

/* By deadline, so what is overdue stands first; then what is answered. */
int ck_clear_notes(struct ck_session *s, int argc, char **argv)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct list l = { .s = s, .doc = doc,
			  .now = ck_session_now(s, NULL) };
	int r = ck_session_site(s, NULL, &l.site);

	(void)argc;
	(void)argv;
	if (r == 0)
		r = check_agency(&l);
	if (r == 0)
		r = ck_viewer_sees_all(s);
	l.all = r > 0;
	r = r < 0 ? r : 0;
	if (r == 0)
		r = print_rows(&l, ck_query(s->store, CK_SQL_NOTE_WAITING, "s",
					    s->site));
	if (r == 0)
		r = print_rows(&l, ck_query(s->store, CK_SQL_NOTE_ANSWERED,
					    "s", s->site));
	return r;
}

/* -- one, and its words --------------------------------------------------- */

struct showing {
	const char *id;
	const char *reason;
	const struct ck_value *persons;
};

static int append_shown(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	const struct showing *showing = ctx;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));

	(void)s;
	ck_set(body, "persons", showing->persons);
	ck_set_str(body, "reason", showing->reason);
	return ck_append(txn, "note.shown", showing->id, showing->id, body,
			 NULL, NULL);
}

/* The words are for who wrote them, who answers, and who stands above. */
static int allow(struct ck_session *s, struct ck_item *item,
		 const struct ck_site *site, const struct ck_value *row)
{
	const char *owner = ck_get_str(row, "agency");
	const struct ck_value *agencies = NULL;
	int r = ck_session_agencies(s, item->doc, &agencies);

	if (r < 0 || !strcmp(ck_get_str(row, "written_by"), s->user) ||
	    ck_owner_right(site, owner, agencies))
		return r;
	return ck_session_allow(s, owner);
}

static int add_words(struct ck_session *s, struct ck_item *item,
		     const struct ck_value *row, struct ck_value *record)
{
	static const char *const members[] = { "text", "answer" };
	struct showing showing = { .id = ck_get_str(row, "note") };
	struct ck_value *persons = ck_new_array(item->doc);
	int r = s->options.dry_run
			? ck_fail(s, item, -EINVAL, NULL, "dry-run",
				  _("--full is written down: not with --dry-run"))
			: ck_clear_reason(s, item, "show", &showing.reason);

	for (size_t i = 0; r == 0 && i < 2; i++) {
		const char *words = NULL;

		r = ck_note_words(s->store, item->doc, row, members[i],
				  &words);
		if (r < 0)
			return ck_fail_store(s, item, r);
		if (words)
			ck_push(persons, ck_get(row, members[i]));
		ck_set_str(record, members[i], words);
	}
	showing.persons = persons;
	return r < 0 || !ck_count(persons)
		       ? r : ck_session_aside(s, item, append_shown, &showing);
}

static int allow_seeing(struct ck_session *s, struct ck_item *item,
			const struct ck_value *row)
{
	int all = ck_viewer_sees_all(s);

	if (all < 0)
		return all;
	if (!may_see(s, all, row))
		return ck_viewer_refuse(s, item);
	if (strcmp(ck_get_str(row, "subject_kind"), "trip"))
		return 0;
	return ck_viewer_allow(s, item,
			       ck_trip_declaration(item->doc,
						   ck_get_str(row, "subject")));
}

static int show(struct ck_session *s, struct ck_item *item, const char *id)
{
	const struct ck_clear *set = s->settings;
	const struct ck_site *site = NULL;
	const struct ck_value *row = NULL;
	struct ck_value *answer = NULL;
	int r = ck_session_site(s, item, &site);

	if (r < 0)
		return r;
	r = ck_note_get(s->store, item->doc, id, &row);
	if (r == -ENOENT)
		return ck_noting_unknown(s, item, id);
	if (r < 0)
		return ck_fail_store(s, item, r);
	r = allow_seeing(s, item, row);
	if (r == 0 && set->full)
		r = allow(s, item, site, row);
	if (r == 0)
		r = ck_noting_answer(s, item, site, row, &answer);
	return r < 0 || !set->full ? r : add_words(s, item, row, answer);
}

int ck_clear_notes_show(struct ck_session *s, struct ck_item *item)
{
	const char *id = NULL;
	int r = ck_noting_find(s, item, &id);

	return r < 0 ? r : show(s, item, id);
}
