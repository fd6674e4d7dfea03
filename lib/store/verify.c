#include <config.h>

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"
#include "store/verify.h"

int ck_verify_begin(struct ck_verify *v, struct ck_store *store, int part)
{
	int r;

	v->store = store;
	v->part = part;
	v->doc = ck_doc_new();
	r = ck_store_create_memory(&v->memory);
	/* Writers go on meanwhile: all is looked at as it is now. A root's
	 * lines and rows lie all over the file, so a page is asked for again
	 * and again: 48 MB of them are kept. */
	if (r == 0)
		r = ck_engine_script(store, "pragma cache_size=-48000; begin");
	if (r == 0)
		v->pairs = ck_verify_pairs_new(v);
	return r;
}

void ck_verify_end(struct ck_verify *v)
{
	ck_engine_rollback(v->store);
	ck_verify_pairs_free(v->pairs);
	ck_store_close(v->memory);
	ck_doc_free(v->doc);
	v->pairs = NULL;
	v->memory = NULL;
	v->doc = NULL;
}

void ck_verify_found(struct ck_verify *v, const char *code, const char *where,
		     const char *format, ...)
{
	ck_autofree char *detail = NULL;
	va_list ap;

	va_start(ap, format);
	detail = ck_format_args(format, ap);
	va_end(ap);
	v->faults++;
	v->found(v->ctx, &(struct ck_verify_fault){ code, where, detail });
}

/* FNV-1a: any even spread will do, as long as it stays the same. */
bool ck_verify_turn(const struct ck_verify *v, const char *name)
{
	uint32_t hash = 2166136261u;

	if (v->part < 0)
		return true;
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash % CK_VERIFY_PARTS == (uint32_t)v->part % CK_VERIFY_PARTS;
}

/* A page that the disk did not give is no finding: SQLite tells it among them,
 * with its own code 10 (SQLITE_IOERR) in the low byte. */
static bool is_unread(const char *finding)
{
	const char *code = strstr(finding, "error code=");

	return strstr(finding, "failed to get page") ||
	       (code && (atoi(code + strlen("error code=")) & 0xff) == 10);
}

static int take_finding(struct ck_verify *v, const char *finding)
{
	if (!strcmp(finding, "ok"))
		return 0;
	if (is_unread(finding))
		return ck_store_say(v->store, -EIO, "%s: %s",
				    ck_store_path(v->store), ck_error_text(EIO));
	ck_verify_found(v, "engine", ck_store_path(v->store), "%s", finding);
	return 0;
}

int ck_verify_engine(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_engine_prepare(v->store,
					      "pragma integrity_check");
	int r;

	while ((r = ck_step(q)) > 0) {
		r = take_finding(v, ck_column_text(q, 0));
		if (r < 0)
			return r;
	}
	if (r == -EBADMSG) {
		ck_verify_found(v, "engine", ck_store_path(v->store), "%s",
				ck_store_error(v->store));
		return 0;
	}
	return r;
}

/* -- schema --------------------------------------------------------------- */

static const char schema_text[] =
	"select type || ' ' || name, coalesce(sql, '') from sqlite_schema "
	"order by 1";

static void schema_difference(struct ck_verify *v, struct ck_stmt *ours,
			      struct ck_stmt *theirs, int order)
{
	if (order < 0)
		ck_verify_found(v, "schema", ck_column_text(ours, 0), "%s",
				_("is missing"));
	else if (order > 0)
		ck_verify_found(v, "schema", ck_column_text(theirs, 0), "%s",
				_("is none of ours"));
	else if (!ck_column_same(ours, theirs, 1))
		ck_verify_found(v, "schema", ck_column_text(ours, 0), "%s",
				_("is not as the migrations made it"));
}

int ck_verify_schema(struct ck_verify *v)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *ours = ck_engine_prepare(v->memory, schema_text);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *theirs = ck_engine_prepare(v->store, schema_text);
	int a = ck_step(ours), b = ck_step(theirs);

	while (a >= 0 && b >= 0 && a + b > 0) {
		int order = a == 0 ? 1
			  : b == 0 ? -1
				   : strcmp(ck_column_text(ours, 0),
					    ck_column_text(theirs, 0));

		schema_difference(v, ours, theirs, order);
		if (order <= 0)
			a = ck_step(ours);
		if (order >= 0)
			b = ck_step(theirs);
	}
	return a < 0 ? a : b;
}

/* -- a head somebody kept ------------------------------------------------- */

int ck_verify_expect(struct ck_verify *v, const char *origin, int64_t seq,
		     const char *hash)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(v->store, CK_SQL_EVENT_BY_NAME, "si", origin, seq);
	ck_autofree char *where = ck_format("%s:%lld", origin, (long long)seq);
	int r = ck_step(q);

	if (r < 0)
		return r;
	if (r == 0)
		ck_verify_found(v, "expected", where, "%s",
				_("the log no longer holds this event"));
	else if (strcmp(ck_column_text(q, 1), hash) != 0)
		ck_verify_found(v, "expected", where,
				_("the hash is %s, expected %s"),
				ck_column_text(q, 1), hash);
	return 0;
}
