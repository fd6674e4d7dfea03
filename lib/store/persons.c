#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"
#include "store/person.h"
#include "store/verify.h"

/* -- the rows that a line names ------------------------------------------- */

/* A value that is gone must have been erased in the log. */
static int check_erased(struct ck_verify *v, const char *id)
{
	ck_autofree char *root = ck_format("person:%s", id);
	ck_autofree char *where = ck_format("person %s", id);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_PERSON_ERASED, "s", root);
	int r = ck_step(q);

	if (r == 0)
		ck_verify_found(v, "person", where, "%s",
				_("the row is missing"));
	return r < 0 ? r : 0;
}

static int check_person(struct ck_verify *v, const char *id, const char *digest)
{
	char computed[CK_DIGEST_HEX];
	ck_autofree char *where = ck_format("person %s", id);
	int r = ck_person_digest(v->store, id, NULL, computed);

	v->persons++;
	if (r == -ENOENT)
		return check_erased(v, id);
	if (r < 0 && r != -EBADMSG)
		return r;
	if (r < 0 || !digest || strcmp(computed, digest) != 0)
		ck_verify_found(v, "person", where, "%s",
				_("the value is not the one the log vouches for"));
	return 0;
}

static int walk(struct ck_verify *v, const struct ck_value *value)
{
	const char *id = ck_get_str(value, "person");
	int r = 0;

	if (id)
		r = check_person(v, id, ck_get_str(value, "digest"));
	for (size_t i = 0; r == 0 && i < ck_count(value); i++)
		if (ck_count(ck_at(value, i)))
			r = walk(v, ck_at(value, i));
	return r;
}

/* Declarations, what is to be changed of them, holds, parties, saved entries
 * and the words of notes carry persons. */
int ck_verify_line_persons(struct ck_verify *v, const struct ck_line *line)
{
	int r = 0;

	if (!strcmp(line->event, "amendment.requested") ||
	    !strcmp(line->event, "declaration.amended"))
		r = walk(v, ck_get(line->body, "patch"));
	if (r == 0 && (!strncmp(line->event, "declaration.", 12) ||
		       !strcmp(line->event, "entry.saved")))
		r = walk(v, ck_get(line->body, "document"));
	if (!strcmp(line->event, "hold.placed") ||
	    !strcmp(line->event, "party.added"))
		r = walk(v, ck_get(line->body, "identity"));
	if (!strncmp(line->event, "note.", 5))
		r = walk(v, ck_get(line->body, "text"));
	return r;
}

/* -- rows that no line names ---------------------------------------------- */

/* An id without its "p", as a number: a million persons in 16 MB. */
struct id {
	uint64_t high, low;
};

struct ids {
	struct id *at;
	size_t count;
	size_t room;
};

static void ids_add(struct ids *ids, struct id id)
{
	if (ids->count == ids->room) {
		ids->room = ids->room ? 2 * ids->room : 1024;
		ids->at = ck_realloc(ids->at, ids->room * sizeof(*ids->at));
	}
	ids->at[ids->count++] = id;
}

static int by_value(const void *a, const void *b)
{
	const struct id *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return x->low < y->low ? -1 : x->low > y->low;
}

static uint64_t half(const char *digits)
{
	char text[17] = "";

	strncpy(text, digits, 16);
	return strtoull(text, NULL, 16);
}

/* False when it is no id of ours: "p" and 32 lower-case digits. */
static bool id_read(const char *text, struct id *ret_id)
{
	if (text[0] != 'p' || strspn(text + 1, "0123456789abcdef") < 32)
		return false;
	*ret_id = (struct id){ half(text + 1), half(text + 17) };
	return true;
}

static void ids_of_line(struct ids *ids, const char *line)
{
	static const char mark[] = "\"person\":\"";
	struct id id;

	while ((line = strstr(line, mark))) {
		line += sizeof(mark) - 1;
		if (id_read(line, &id))
			ids_add(ids, id);
	}
}

static int collect(struct ck_verify *v, struct ids *ids)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_EVENT_OF_PERSONS, "");
	int r;

	while ((r = ck_step(q)) > 0)
		ids_of_line(ids, ck_column_text(q, 0));
	if (ids->count)
		qsort(ids->at, ids->count, sizeof(*ids->at), by_value);
	return r;
}

static bool is_named(const struct ids *ids, const char *text)
{
	struct id id;

	return strlen(text) + 1 == CK_PERSON_ID && id_read(text, &id) &&
	       ids->count && bsearch(&id, ids->at, ids->count,
				     sizeof(*ids->at), by_value);
}

static int compare(struct ck_verify *v, const struct ids *ids)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_PERSON_ALL, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *id = ck_column_text(q, 0);
		ck_autofree char *where = NULL;

		if (is_named(ids, id))
			continue;
		where = ck_format("person %s", id);
		ck_verify_found(v, "person", where, "%s",
				_("the log knows no such row"));
	}
	return r;
}

/* As when an old copy is put back. */
static int check_returned(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_PERSON_RETURNED, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		ck_autofree char *where = ck_format(
			"person %s", strchr(ck_column_text(q, 0), ':') + 1);

		ck_verify_found(v, "person", where, "%s",
				_("was erased, and is there again"));
	}
	return r;
}

int ck_verify_persons(struct ck_verify *v)
{
	struct ids ids = { 0 };
	int r = check_returned(v);

	if (r < 0 || v->part > 0)
		return r;
	r = collect(v, &ids);
	if (r == 0)
		r = compare(v, &ids);
	free(ids.at);
	return r;
}
