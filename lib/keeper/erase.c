/* erase-person: one person is forgotten, and the log still proves itself. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/nfc.h"
#include "base/text.h"
#include "keeper/keeper.h"
#include "record/reader.h"
#include "site/site.h"
#include "store/person.h"
#include "store/query.h"
#include "trade/fold.h"
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

/* Digits and letters alone, as people write a number in groups. A patch is
 * kept as it was typed. */
static void fold(const char *text, char *ret_folded, size_t size)
{
	uint32_t point;
	size_t len = 0;
	int r;

	while ((r = ck_fold_decode(text, &point)) > 0 && len + 1 < size) {
		text += r;
		point = ck_fold_point(point);
		if (point < 0x80 && isalnum((int)point))
			ret_folded[len++] = toupper((int)point);
	}
	ret_folded[len] = '\0';
}

struct search {
	char number[64];		/* folded */
	const char *kind;		/* of what it was found in, or NULL */
};

/* The innermost member that says what it is: of a JSON Patch in its path. */
static const char *kind_of_path(const char *path, const char *kind)
{
	CK_BUF text = { 0 };
	char *rest, *name;

	ck_buf_puts(&text, path);
	rest = text.data;
	while ((name = strsep(&rest, "/")))
		kind = ck_personal_kind(name) ?: kind;
	return kind;
}

/* Notes and patches hold persons at any depth. A telephone is not a person's
 * number. */
static bool has_number(const struct ck_value *v, const char *kind,
		       struct search *search)
{
	const char *path = ck_is_object(v) ? ck_get_str(v, "path") : NULL;
	char folded[64];

	if (ck_str(v)) {
		fold(ck_str(v), folded, sizeof(folded));
		search->kind = kind;
		return !strcmp(folded, search->number);
	}
	if (path)
		kind = kind_of_path(path, kind);
	for (size_t i = 0; i < ck_count(v); i++) {
		const char *name = ck_is_object(v) ? ck_key_at(v, i) : "";

		if (strcmp(name, "phone") != 0 &&
		    has_number(ck_at(v, i), ck_personal_kind(name) ?: kind,
			       search))
			return true;
	}
	return false;
}

static void find_in(struct ck_session *s, const char *id, const char *text,
		    struct search *search, struct ck_value *found)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	const struct ck_value *value = NULL;
	struct ck_value *one;
	struct ck_fault fault;

	if (ck_read(doc, text, strlen(text), &value, &fault) < 0 ||
	    !has_number(value, NULL, search))
		return;
	one = ck_new_object(s->doc);
	ck_set_str(one, "id", id);
	ck_set_str(one, "kind", search->kind);
	ck_push(found, one);
}

/* Each time they declared something a person got another reference. */
static int find_by_number(struct ck_session *s, const char *text,
			  struct ck_value *found)
{
	struct search search = { .kind = NULL };
	const char *id, *value, *after = "";
	int r;

	fold(text, search.number, sizeof(search.number));
	if (strlen(search.number) < 6)
		return ck_fail(s, NULL, -EBADMSG, NULL, "number", "%s",
			       _("expected a person's reference or a whole identity number or tax code"));
	do {
		CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();

		r = ck_person_next(s->store, doc, after, &id, &value);
		if (r > 0) {
			after = ck_doc_strdup(s->doc, id);
			find_in(s, after, value, &search, found);
		}
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

/* A patch may be met twice: by its number and with its declaration's. */
static bool is_answered(const struct erasing *e, const char *id)
{
	for (size_t i = 0; i < ck_count(e->answers); i++)
		if (!strcmp(ck_get_str(ck_at(e->answers, i), "person"), id))
			return true;
	return false;
}

static struct ck_value *answer(struct ck_session *s, struct erasing *e,
			       const char *id,
			       const struct ck_personal_use *use)
{
	struct ck_value *record = ck_record(s, s->doc, "erasure");

	ck_set_str(record, "person", id);
	ck_set_str(record, "data", use->kind);
	ck_set_str(record, "of", use->subject);
	ck_set_bool(record, "erased", !use->wait);
	ck_set_str(record, "wait", use->wait);
	ck_set_str(record, "ground", use->ground);
	if (use->wait && use->until)
		ck_set_time(record, "until", use->until, s->utc_offset_min);
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

/* -- patches -------------------------------------------------------------- */

enum { WORD = 6 };		/* a shorter text is a part of many */

static bool is_in(const char *patch, const char *text)
{
	ck_autofree char *composed = ck_nfc(patch);
	char own[64], theirs[64];

	fold(text, own, sizeof(own));
	fold(patch, theirs, sizeof(theirs));
	if (strlen(own) >= WORD && !strcmp(own, theirs))
		return true;
	if (!composed)
		return false;
	return strlen(text) < WORD ? !strcmp(composed, text)
				   : strstr(composed, text) != NULL;
}

/* Does the patch have this text anywhere? */
static bool has_text(const struct ck_value *patch, const char *text)
{
	if (ck_str(patch))
		return is_in(ck_str(patch), text);
	for (size_t i = 0; i < ck_count(patch); i++)
		if (has_text(ck_at(patch, i), text))
			return true;
	return false;
}

/* ... or one of the person's texts? */
static bool holds(const struct ck_value *patch, const struct ck_value *person)
{
	if (ck_str(person))
		return has_text(patch, ck_str(person));
	for (size_t i = 0; i < ck_count(person); i++)
		if (holds(patch, ck_at(person, i)))
			return true;
	return false;
}

/* Does it say anything of a person of this kind? A name that was asked for in
 * the place of another may be that of the same person, spelled right. */
static bool speaks_of(const struct ck_value *patch, const char *kind)
{
	const char *path = ck_is_object(patch) ? ck_get_str(patch, "path")
					       : NULL;
	const char *spoken = path ? kind_of_path(path, NULL) : NULL;

	if (spoken && !strcmp(spoken, kind))
		return true;
	for (size_t i = 0; i < ck_count(patch); i++) {
		spoken = ck_is_object(patch)
				 ? ck_personal_kind(ck_key_at(patch, i)) : NULL;
		if ((spoken && !strcmp(spoken, kind)) ||
		    speaks_of(ck_at(patch, i), kind))
			return true;
	}
	return false;
}

/* NULL when it is gone. */
static int read_value(struct ck_session *s, const char *id,
		      const struct ck_value **ret_value)
{
	const char *text;
	struct ck_fault fault;
	int r = ck_person_get(s->store, s->doc, id, &text);

	*ret_value = NULL;
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	return ck_read(s->doc, text, strlen(text), ret_value, &fault);
}

/* Patches that were kept, and hold what was known of this person or speak of
 * such a one; those of others have their own time. */
static int erase_patches(struct ck_session *s, struct ck_txn *txn,
			 struct erasing *e, const struct ck_personal_use *use,
			 const struct ck_value *person)
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
		const struct ck_value *patch = NULL;

		r = is_answered(e, id) ? 1 : was_erased(s, id);
		if (r == 0)
			r = read_value(s, id, &patch);
		if (r != 0 || (!holds(patch, person) &&
			       !speaks_of(patch, use->kind)))
			continue;
		answer(s, e, id, &of_patch);
		r = append(s, txn, id, &of_patch);
	}
	return r < 0 ? r : 0;
}

static int erase_one(struct ck_session *s, struct ck_txn *txn,
		     struct erasing *e, const struct ck_site *site,
		     const struct ck_value *found)
{
	const char *id = ck_get_str(found, "id");
	const struct ck_value *person = NULL;
	struct ck_personal_use use;
	int erased = was_erased(s, id);
	int r = erased < 0 ? erased
			   : ck_personal_use(s->store, s->doc, site, id,
					     ck_get_str(found, "kind"),
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
	r = read_value(s, id, &person);
	if (r >= 0)
		r = append(s, txn, id, &use);
	e->gone = true;
	if (r >= 0)
		r = erase_patches(s, txn, e, &use, person);
	return r < 0 ? ck_fail_store(s, NULL, r) : 0;
}

static int erase(struct ck_session *s, struct ck_txn *txn, void *ctx)
{
	struct erasing *e = ctx;
	struct ck_value *found = ck_new_array(s->doc);
	const struct ck_site *site = NULL;
	int r = ck_keeper_allow(s);

	if (r == 0)
		r = ck_session_site(s, NULL, &site);
	if (r == 0 && is_reference(e->operand))
		ck_set_str(ck_push_object(found), "id", e->operand);
	else if (r == 0)
		r = find_by_number(s, e->operand, found);
	if (r == 0 && !ck_count(found))
		return ck_fail(s, NULL, -ENOENT, NULL, "no-person", "%s",
			       _("no value of any person has this number"));
	for (size_t i = 0; r == 0 && i < ck_count(found); i++)
		if (!is_answered(e, ck_get_str(ck_at(found, i), "id")))
			r = erase_one(s, txn, e, site, ck_at(found, i));
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
