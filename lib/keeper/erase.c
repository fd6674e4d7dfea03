/* erase-person: one person is forgotten, and the log still proves itself. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "record/reader.h"
#include "site/site.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/personal.h"

/* What one operand asks for, and what became of it. */
struct erasing {
	const char *operand;
	struct ck_value *answers;
	bool waits;
	bool gone;		/* deleted now, or before */
};

/* -- whose ---------------------------------------------------------------- */

static bool is_reference(const char *text)
{
	return text[0] == 'p' && strlen(text) == CK_PERSON_ID - 1 &&
	       strspn(text + 1, "0123456789abcdef") == CK_PERSON_ID - 2;
}

/* Digits and letters alone, as people write a number in groups. */
static void fold(const char *text, char *ret_folded, size_t size)
{
	size_t len = 0;

	for (; *text && len + 1 < size; text++)
		if (isalnum((unsigned char)*text))
			ret_folded[len++] = toupper((unsigned char)*text);
	ret_folded[len] = '\0';
}

static bool has_number(struct ck_doc *doc, const char *value,
		       const char *wanted)
{
	static const char *const members[] = { "id", "tax_code" };
	const struct ck_value *person = NULL;
	struct ck_fault fault;
	char folded[64];

	if (ck_read_object(doc, value, strlen(value), &person, &fault) < 0)
		return false;
	for (size_t i = 0; i < 2; i++) {
		const char *number = ck_get_str(person, members[i]);

		if (!number)
			continue;
		fold(number, folded, sizeof(folded));
		if (!strcmp(folded, wanted))
			return true;
	}
	return false;
}

/* Each time they declared something a person got another reference. */
static int find_by_number(struct ck_session *s, const char *text,
			  struct ck_value *ids)
{
	char wanted[64];
	const char *id, *value, *after = "";
	int r;

	fold(text, wanted, sizeof(wanted));
	if (strlen(wanted) < 6)
		return ck_fail(s, NULL, -EBADMSG, NULL, "number", "%s",
			       _("expected a person's reference or a whole identity number or tax code"));
	do {
		CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

		r = ck_person_next(s->store, doc, after, &id, &value);
		if (r > 0 && has_number(doc, value, wanted))
			ck_push_str(ids, id);
		if (r > 0)
			after = ck_doc_strdup(s->doc, id);
	} while (r > 0);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

/* -- one reference -------------------------------------------------------- */

static int was_erased(struct ck_session *s, const char *id)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(s->store, CK_SQL_PERSON_ERASED, "s",
			 ck_doc_format(s->doc, "person:%s", id));

	return ck_step(q);
}

static struct ck_value *answer(struct ck_session *s, struct erasing *e,
			       const char *id,
			       const struct ck_personal_use *use)
{
	struct ck_value *record = ck_record(s, s->doc, "erasure");
	char text[CK_TIME_TEXT];

	ck_set_str(record, "person", id);
	ck_set_str(record, "data", use->kind);
	ck_set_str(record, "of", use->subject);
	ck_set_bool(record, "erased", !use->wait);
	ck_set_str(record, "wait", use->wait);
	ck_set_str(record, "ground", use->ground);
	if (use->wait && use->until) {
		ck_time_print(use->until, s->utc_offset_min, text);
		ck_set_str(record, "until", text);
	}
	ck_push(e->answers, record);
	return record;
}

static int append(struct ck_session *s, struct ck_txn *txn, const char *id,
		  const struct ck_personal_use *use)
{
	const struct ck_keeper *set = s->settings;
	struct ck_value *body = ck_new_object(ck_txn_doc(txn));
	int r;

	ck_set_str(body, "data", use->kind);
	ck_set_str(body, "of", use->subject);
	ck_set_str(body, "order", set->order);
	r = ck_append(txn, "person.erased", id, id, body, NULL, NULL);
	if (r == 0 && !ck_txn_dry(txn))
		r = ck_person_erase(s->store, id);
	return r < 0 ? r : 0;
}

/* Patches that were kept hold values of the declaration's persons. */
static int erase_patches(struct ck_session *s, struct ck_txn *txn,
			 struct erasing *e, const struct ck_personal_use *use)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(s->store, CK_SQL_AMENDMENT_PATCHES, "s",
			 use->subject);
	struct ck_value *ids = ck_new_array(s->doc);
	struct ck_personal_use of_patch = *use;
	int r;

	of_patch.kind = "note";
	while ((r = ck_step(q)) > 0)
		ck_push(ids, ck_get(ck_get(ck_row_object(q, s->doc), "patch"),
				    "person"));
	for (size_t i = 0; r >= 0 && i < ck_count(ids); i++) {
		const char *id = ck_str(ck_at(ids, i));

		r = was_erased(s, id);
		if (r != 0)
			continue;
		answer(s, e, id, &of_patch);
		r = append(s, txn, id, &of_patch);
	}
	return r < 0 ? r : 0;
}

static int erase_one(struct ck_session *s, struct ck_txn *txn,
		     struct erasing *e, const struct ck_site *site,
		     const char *id)
{
	struct ck_personal_use use;
	int erased = was_erased(s, id);
	int r = erased < 0 ? erased
			   : ck_personal_use(s->store, s->doc, site, id,
					     ck_txn_at(txn), &use);

	if (r == -ENOENT)
		return ck_fail(s, NULL, r, NULL, "no-person",
			       _("the log knows no person %s"), id);
	if (r < 0)
		return ck_fail_store(s, NULL, r);
	if (erased) {
		use.wait = NULL;
		ck_set_bool(answer(s, e, id, &use), "repeated", true);
		e->gone = true;
		return 0;
	}
	answer(s, e, id, &use);
	e->waits |= use.wait != NULL;
	if (use.wait)
		return 0;
	r = append(s, txn, id, &use);
	e->gone = true;
	if (r >= 0)
		r = erase_patches(s, txn, e, &use);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int erase(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct erasing *e = ctx;
	struct ck_value *ids = ck_new_array(s->doc);
	const struct ck_site *site = NULL;
	int r = ck_keeper_allow(s);

	if (r == 0)
		r = ck_session_site(s, NULL, &site);
	if (r == 0 && is_reference(e->operand))
		ck_push_str(ids, e->operand);
	else if (r == 0)
		r = find_by_number(s, e->operand, ids);
	if (r == 0 && !ck_count(ids))
		return ck_fail(s, NULL, -ENOENT, NULL, "no-person", "%s",
			       _("no value of any person has this number"));
	for (size_t i = 0; r == 0 && i < ck_count(ids); i++)
		r = erase_one(s, txn, e, site, ck_str(ck_at(ids, i)));
	return r;
}

/* -- the verb ------------------------------------------------------------- */

/* The answer comes when no byte is left. Somebody may have read on when it was
 * erased before: so also then. */
static int conclude(struct ck_session *s, const struct erasing *e)
{
	int purged = e->gone && !s->options.dry_run ? ck_keeper_purge(s) : 0;
	int r = 0;

	if (e->gone)
		ck_say(s, "%s", _("copies made before still hold what was erased: backups, and stores that were fed from them"));
	for (size_t i = 0; r == 0 && i < ck_count(e->answers); i++)
		r = ck_print(s, ck_at(e->answers, i));
	return purged < 0 ? purged : r < 0 ? r : e->waits;
}

static int one_operand(struct ck_session *s, const char *operand)
{
	struct erasing e = { .operand = operand,
			     .answers = ck_new_array(s->doc) };
	int r = ck_session_transact(s, erase, &e);

	return r < 0 ? r : conclude(s, &e);
}

/* A number on the command line stands in the shell's history. */
static int each_line(struct ck_session *s)
{
	CK_BUF text = { 0 };
	char *line, *rest;
	int no = 0;
	int r = ck_keeper_read_text(s, "-", &text);

	ck_buf_puts(&text, "");
	rest = text.data;
	while (r >= 0 && (line = strsep(&rest, "\n"))) {
		if (!*line)
			continue;
		r = one_operand(s, line);
		no |= r > 0;
	}
	return r < 0 ? r : no;
}

int ck_keeper_erase_person(struct ck_session *s, int argc, char **argv)
{
	if (argc != 1)
		return ck_usage(s, "%s",
				_("erase-person takes one PERSON, or - to read them"));
	return strcmp(argv[0], "-") ? one_operand(s, argv[0]) : each_line(s);
}
