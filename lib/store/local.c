#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "record/reader.h"
#include "store/engine.h"
#include "store/verify.h"

static void tell_form(struct ck_verify *v, const char *table, const char *name,
		      const char *column)
{
	ck_autofree char *where = ck_format("%s %s", table, name);

	ck_verify_found(v, "local", where, _("%s is not what a program writes"),
			column);
}

static bool is_hash(const char *text)
{
	return text && strlen(text) == CK_DIGEST_HEX - 1 &&
	       strspn(text, "0123456789abcdef") == CK_DIGEST_HEX - 1;
}

static bool is_count(const char *text)
{
	return *text && strlen(text) < 19 &&
	       strspn(text, "0123456789") == strlen(text);
}

static const struct ck_value *object_of(struct ck_verify *v, const char *text)
{
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	ck_doc_reset(v->doc);
	if (ck_read_object(v->doc, text, strlen(text), &value, &fault) < 0)
		return NULL;
	return value;
}

/* Where the longest of its logs ends: one that was restored counts anew. */
static int log_end(struct ck_verify *v, int64_t *ret_seq)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_ORIGIN_LONGEST, "");
	int r = ck_step(q);

	*ret_seq = r > 0 ? ck_column_int(q, 0) : 0;
	return r < 0 ? r : 0;
}

/* -- settings ------------------------------------------------------------- */

static bool is_part(const char *text)
{
	return is_count(text) && atoll(text) < CK_VERIFY_PARTS;
}

/* How far a lane's log was taken (lane/merge.c). */
static bool is_place(const struct ck_value *place)
{
	return ck_get_int(place, "seq", 0) > 0 &&
	       is_hash(ck_get_str(place, "hash")) &&
	       is_hash(ck_get_str(place, "first"));
}

/* What a lane knows of its gatehouse (lane/link_answer.c). */
static bool is_gatehouse(const struct ck_value *kept, int64_t end)
{
	int64_t merged;

	return ck_get(kept, "online") &&
	       ck_int(ck_get(kept, "merged"), &merged) && merged >= 0 &&
	       merged <= end;
}

static bool setting_fits(struct ck_verify *v, const char *name,
			 const char *value, int64_t end)
{
	if (!strcmp(name, "simulated"))
		return !strcmp(value, "0") || !strcmp(value, "1");
	if (!strcmp(name, "verify_part"))
		return is_part(value);
	if (!strcmp(name, "acts_refused") || !strcmp(name, "undated"))
		return is_count(value);
	if (!strcmp(name, "gatehouse"))
		return is_gatehouse(object_of(v, value), end);
	if (!strncmp(name, "merged:", 7))
		return is_place(object_of(v, value));
	return true;
}

static int check_settings(struct ck_verify *v, int64_t end)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_SETTING_ALL, "");
	int r;

	while ((r = ck_step(q)) > 0)
		if (!setting_fits(v, ck_column_text(q, 0),
				  ck_column_text(q, 1), end))
			tell_form(v, "setting", ck_column_text(q, 0), "value");
	return r;
}

/* -- cursors of peers ----------------------------------------------------- */

/* One that names our own log; those of a peer's own making are opaque. */
static bool is_ours(struct ck_verify *v, const char *cursor, size_t len)
{
	const char *origin = ck_store_origin(v->store);

	return strlen(origin) == len && !strncmp(cursor, origin, len) &&
	       is_count(cursor + len + 1);
}

static int check_cursor(struct ck_verify *v, const char *where,
			const char *cursor)
{
	const char *colon = strrchr(cursor, ':');
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int64_t seq;
	int r;

	if (!colon || !is_ours(v, cursor, colon - cursor))
		return 0;
	seq = strtoll(colon + 1, NULL, 10);
	if (!seq)
		return 0;
	q = ck_query(v->store, CK_SQL_EVENT_BY_NAME, "si",
		     ck_store_origin(v->store), seq);
	r = ck_step(q);
	if (r == 0)
		ck_verify_found(v, "local", where,
				_("the log holds no event %s, up to which the peer was told"),
				cursor);
	return r < 0 ? r : 0;
}

static int check_cursors(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_PEER_CURSOR_LIST, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		ck_autofree char *where =
			ck_format("peer_cursor %s %s", ck_column_text(q, 0),
				  ck_column_text(q, 1));

		if (ck_column_int(q, 3) < 0 || ck_column_int(q, 4) < 0)
			ck_verify_found(v, "local", where,
					_("%s is not what a program writes"),
					"tried_at, failures");
		r = check_cursor(v, where, ck_column_text(q, 2));
		if (r < 0)
			return r;
	}
	return r;
}

/* -- the journal of keys -------------------------------------------------- */

static bool is_key(const char *key)
{
	const char *colon = strchr(key, ':');

	return colon && colon > key && colon[1];
}

/* Nobody is answered who is read from: of a peer's fact the digest is kept
 * (peer/pull.c). */
static bool is_kept(const struct ck_value *kept, const char *key)
{
	const struct ck_value *answers = ck_get(kept, "answers");
	int64_t status;

	if (!strncmp(key, "ck-sync:", 8))
		return ck_is_object(kept);
	if (!ck_int(ck_get(kept, "status"), &status) || status < 0 ||
	    status > 1 || !ck_is_array(answers))
		return false;
	for (size_t i = 0; i < ck_count(answers); i++)
		if (!ck_is_object(ck_at(answers, i)))
			return false;
	return true;
}

static int is_root(struct ck_verify *v, const char *declaration)
{
	ck_autofree char *root = ck_format("declaration:%s", declaration);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_EVENT_OF_ROOT, "s", root);

	return ck_step(q);
}

/* A lane answers about declarations of its gatehouse, whose log goes on. */
static int check_answer(struct ck_verify *v, const char *key,
			const struct ck_value *answer, int64_t end)
{
	const char *declaration = ck_get_str(answer, "declaration");
	int64_t version = ck_get_int(answer, "version", 0);
	ck_autofree char *where = NULL;
	int r;

	if (version <= end || !declaration)
		return 0;
	r = is_root(v, declaration);
	if (r <= 0)
		return r;
	where = ck_format("journal %s", key);
	ck_verify_found(v, "local", where,
			_("the answer tells of version %" PRId64 ", the log ends at %" PRId64),
			version, end);
	return 0;
}

static int check_kept(struct ck_verify *v, struct ck_stmt *row, int64_t end)
{
	const char *key = ck_column_text(row, 0);
	const struct ck_value *kept = object_of(v, ck_column_text(row, 2));
	const struct ck_value *answers = ck_get(kept, "answers");
	int r = 0;

	if (!is_key(key))
		tell_form(v, "journal", key, "key");
	if (!is_hash(ck_column_text(row, 1)))
		tell_form(v, "journal", key, "digest");
	if (!is_kept(kept, key)) {
		tell_form(v, "journal", key, "answer");
		return 0;
	}
	for (size_t i = 0; r >= 0 && i < ck_count(answers); i++)
		r = check_answer(v, key, ck_at(answers, i), end);
	return r < 0 ? r : 0;
}

static int check_journal(struct ck_verify *v, int64_t end)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_JOURNAL_ALL, "");
	int r;

	while ((r = ck_step(q)) > 0) {
		r = check_kept(v, q, end);
		if (r < 0)
			return r;
	}
	return r;
}

/* What a peer sent stands there under the peer's name. */
int ck_verify_line_key(struct ck_verify *v, const struct ck_line *line)
{
	ck_autofree char *key = NULL;
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	ck_autofree char *where = NULL;
	int r;

	if (!line->key || !line->program ||
	    strcmp(line->origin, ck_store_origin(v->store)) != 0 ||
	    (line->via && !strncmp(line->via, "peer:", 5)))
		return 0;
	key = ck_format("%s:%s", line->program, line->key);
	q = ck_query(v->store, CK_SQL_JOURNAL_GET, "s", key);
	r = ck_step(q);
	if (r != 0)
		return r < 0 ? r : 0;
	where = ck_format("journal %s", key);
	ck_verify_found(v, "local", where,
			_("the row is missing, event %s:%" PRId64 " has the key: sent again, it would be done again"),
			line->origin, line->seq);
	return 0;
}

/* -- all of it ------------------------------------------------------------ */

int ck_verify_local(struct ck_verify *v)
{
	int64_t end;
	int r = log_end(v, &end);

	if (r == 0)
		r = check_settings(v, end);
	if (r == 0)
		r = check_cursors(v);
	if (r == 0 && ck_verify_turn(v, "journal"))
		r = check_journal(v, end);
	return r;
}
