#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "note/note.h"
#include "clear/reason.h"
#include "record/reader.h"
#include "store/person.h"
#include "store/query.h"

enum { PREFIX_MOST = 3, DIGITS_MOST = 12 };

const char *const ck_note_kinds[] = { "dispute", "feedback", "incident",
				      NULL };

/* -- numbers -------------------------------------------------------------- */

const char *ck_note_id(struct ck_doc *doc, const char *site, const char *text)
{
	char prefix[PREFIX_MOST + 1];
	size_t len = strlen(site);
	size_t n = 0;

	if (!strncmp(text, site, len) && text[len] == '-')
		text += len + 1;
	while (n < PREFIX_MOST && isalpha((unsigned char)text[n])) {
		prefix[n] = toupper((unsigned char)text[n]);
		n++;
	}
	prefix[n] = '\0';
	text += n + (text[n] == '-');
	len = strspn(text, "0123456789");
	if (!n || !len || len > DIGITS_MOST || text[len])
		return NULL;
	return ck_doc_format(doc, "%s-%s%05lld", site, prefix,
			     strtoll(text, NULL, 10));
}

const char *ck_note_number(struct ck_doc *doc, const char *id)
{
	const char *dash = strrchr(id, '-');
	const char *prefix = dash ? dash + 1 : id;
	size_t len = strcspn(prefix, "0123456789");

	return ck_doc_format(doc, "%.*s-%lld", (int)len, prefix,
			     strtoll(prefix + len, NULL, 10));
}

/* -- words ---------------------------------------------------------------- */

int ck_note_keep_text(struct ck_txn *txn, const char *text,
		      const struct ck_value **ret_named)
{
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *value = ck_new_object(doc);
	struct ck_value *named = ck_new_object(doc);
	struct ck_person person;
	CK_BUF json = { 0 };
	int r;

	ck_set_str(value, "text", text);
	ck_write(&json, value);
	ck_person_new(ck_buf_text(&json), &person);
	ck_set_str(named, "person", person.id);
	ck_set_str(named, "digest", person.digest);
	r = ck_txn_dry(txn) ? 0 : ck_person_add(ck_txn_store(txn), &person);
	if (r == 0)
		*ret_named = named;
	return r;
}

int ck_note_words(struct ck_store *store, struct ck_doc *doc,
		  const struct ck_value *row, const char *member,
		  const char **ret_words)
{
	const char *person = ck_get_str(row, member);
	const struct ck_value *value = NULL;
	const char *text = NULL;
	struct ck_fault fault;
	int r = person ? ck_person_get(store, doc, person, &text) : -ENOENT;

	if (r < 0 && r != -ENOENT)
		return r;
	if (r == 0 && ck_read(doc, text, strlen(text), &value, &fault) < 0)
		return -EBADMSG;
	*ret_words = ck_get_str(value, "text");
	return 0;
}

/* -- rows ----------------------------------------------------------------- */

int ck_note_get(struct ck_store *store, struct ck_doc *doc, const char *id,
		const struct ck_value **ret_row)
{
	const struct ck_value *row = NULL;
	int r = ck_row_of(ck_query(store, CK_SQL_NOTE_GET, "s", id), doc,
			  &row);

	if (r < 0 || !row)
		return r < 0 ? r : -ENOENT;
	*ret_row = row;
	return 0;
}

int ck_note_of_trip(struct ck_store *store, struct ck_doc *doc,
		    const char *declaration, const char *trip,
		    const struct ck_value **ret_rows)
{
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_NOTE_OF_TRIP, "ss", trip,
				    declaration), doc, rows);

	if (r == 0)
		*ret_rows = rows;
	return r;
}

/* -- writing -------------------------------------------------------------- */

static bool same(const struct ck_value *row, const char *member,
		 const char *word)
{
	const char *text = ck_get_str(row, member);

	return text && word ? !strcmp(text, word) : text == word;
}

static int find_same(struct ck_txn *txn, const struct ck_note_new *note,
		     char ret_id[CK_NOTE_ID])
{
	struct ck_store *store = ck_txn_store(txn);
	struct ck_doc *doc = ck_txn_doc(txn);
	struct ck_value *rows = ck_new_array(doc);
	int r = ck_rows_of(ck_query(store, CK_SQL_NOTE_ON, "ss", note->subject,
				    note->site), doc, rows);

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++) {
		const struct ck_value *row = ck_at(rows, i);
		const char *words = NULL;

		if (!same(row, "written_by", note->actor) ||
		    !same(row, "note_kind", note->kind) ||
		    !same(row, "about", note->about) ||
		    !same(row, "subject_kind", note->subject_kind))
			continue;
		r = ck_note_words(store, doc, row, "text", &words);
		if (r < 0 || !words || strcmp(words, note->text))
			continue;
		snprintf(ret_id, CK_NOTE_ID, "%s", ck_get_str(row, "note"));
		return 1;
	}
	return r;
}

static int next_number(struct ck_store *store, const struct ck_note_new *note,
		       int64_t *ret_number)
{
	return ck_next_of(ck_query(store, CK_SQL_NOTE_NUMBER, "ss",
				   note->site, note->prefix),
			  ret_number);
}

static int append(struct ck_txn *txn, const struct ck_note_new *note,
		  int64_t number, const char *id,
		  struct ck_event_id *ret_event)
{
	struct ck_value *b = ck_new_object(ck_txn_doc(txn));
	const struct ck_value *named = NULL;
	int r = ck_note_keep_text(txn, note->text, &named);

	ck_set_str(b, "site", note->site);
	ck_set_str(b, "prefix", note->prefix);
	ck_set_int(b, "number", number);
	ck_set_str(b, "note_kind", note->kind);
	ck_set_str(b, "agency", note->agency);
	ck_set_str(b, "about", note->about);
	ck_set_str(b, "subject_kind", note->subject_kind);
	ck_set_str(b, "subject", note->subject);
	ck_set_int(b, "deadline_at", note->deadline_at);
	if (note->given)
		ck_set_bool(b, "given", true);
	ck_set(b, "text", named);
	return r < 0 ? r : ck_append(txn, "note.written", id, id, b, NULL,
				     ret_event);
}

int ck_note_write(struct ck_txn *txn, const struct ck_note_new *note,
		  char ret_id[CK_NOTE_ID], struct ck_event_id *ret_event)
{
	int64_t number = 1;
	char id[CK_NOTE_ID];
	int r = find_same(txn, note, ret_id);

	if (r == 0)
		r = next_number(ck_txn_store(txn), note, &number);
	if (r != 0)
		return r;
	snprintf(id, sizeof(id), "%s-%s%05" PRId64, note->site, note->prefix,
		 number);
	r = append(txn, note, number, id, ret_event);
	if (r == 0)
		memcpy(ret_id, id, CK_NOTE_ID);
	return r;
}

/* -- a record ------------------------------------------------------------- */

static void set_time(struct ck_doc *doc, const struct ck_site *site,
		     const struct ck_value *row, const char *member,
		     struct ck_value *record, const char *key)
{
	int64_t ms;

	if (ck_int(ck_get(row, member), &ms))
		ck_set_str(record, key, ck_time_text(doc, site, ms));
}

static void set_deadline(struct ck_doc *doc, const struct ck_site *site,
			 const struct ck_value *row, int64_t now,
			 struct ck_value *record)
{
	const struct ck_value *rule =
		ck_get(ck_get(site->document, "notes"),
		       ck_get_str(row, "note_kind"));
	struct ck_value *deadline = ck_set_object(record, "deadline");
	int64_t due = ck_get_int(row, "deadline_at", 0);

	set_time(doc, site, row, "deadline_at", deadline, "at");
	if (!ck_get_int(row, "given", 0)) {
		ck_set(deadline, "source", ck_get(rule, "source"));
		ck_set_bool(deadline, "unconfirmed",
			    ck_is_true(ck_get(rule, "unconfirmed")));
	}
	if (!ck_get(row, "answered_at") && !ck_get(row, "closed_at") &&
	    now > due)
		ck_set_int(record, "late_min", (now - due) / CK_MINUTE_MS);
}

void ck_note_fill(struct ck_doc *doc, const struct ck_site *site,
		  const struct ck_value *row, int64_t now,
		  struct ck_value *record)
{
	static const struct { const char *key, *member; } plain[] = {
		{ "note", "note" }, { "note_kind", "note_kind" },
		{ "subject_kind", "subject_kind" }, { "subject", "subject" },
		{ "about", "about" }, { "agency", "agency" },
		{ "actor", "written_by" }, { "for", "written_for" },
		{ "answered_by", "answered_by" },
		{ "answered_for", "answered_for" },
		{ "closed_by", "closed_by" }, { "closed_for", "closed_for" },
		{ "reason", "closed_reason" }, { "version", "version" },
	};

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		ck_set(record, plain[i].key, ck_get(row, plain[i].member));
	if (ck_get(row, "note"))
		ck_set_str(record, "number",
			   ck_note_number(doc, ck_get_str(row, "note")));
	ck_set(record, "contact",
	       ck_get(ck_site_find_agency(site, ck_get_str(row, "agency")),
		      "contact"));
	ck_set_str(record, "state", ck_get(row, "closed_at") ? "closed"
				    : ck_get(row, "answered_at") ? "answered"
								 : "open");
	set_time(doc, site, row, "written_at", record, "since");
	set_time(doc, site, row, "answered_at", record, "answered_at");
	set_time(doc, site, row, "closed_at", record, "closed_at");
	set_deadline(doc, site, row, now, record);
}
