#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/words.h"
#include "clear/past.h"
#include "store/query.h"
#include "trade/lookup.h"

/* Applies the declaration's lines up to seq to an empty store: the same
 * functions that made the present rows make the past ones. */
static int replay(struct ck_store *store, struct ck_store *past,
		  const char *declaration, int64_t seq)
{
	ck_autofree char *root = ck_format("declaration:%s", declaration);
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", root);
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *text = ck_column_text(q, 0);
		const struct ck_event_kind *kind;
		struct ck_line line;

		ck_doc_reset(doc);
		r = ck_line_read(doc, text, strlen(text), &line);
		if (r < 0 || line.seq > seq)
			break;
		kind = ck_event_kind(line.event);
		if (kind && kind->apply)
			r = kind->apply(past, &line);
		if (r < 0)
			break;
	}
	return r < 0 ? r : 0;
}

int ck_past_document(struct ck_store *store, struct ck_doc *doc,
		     const char *declaration, int64_t seq,
		     const struct ck_value **ret_document)
{
	CK_CLEANUP(ck_store_close) struct ck_store *past = NULL;
	const struct ck_value *row = NULL;
	int r = ck_store_create_memory(&past);

	if (r == 0)
		r = replay(store, past, declaration, seq);
	if (r == 0)
		r = ck_declaration_get(past, doc, declaration, &row);
	if (r < 0)
		return r == -ENOENT ? -ERANGE : r;
	*ret_document = ck_get(row, "document");
	return 0;
}

int ck_past_needs(struct ck_store *store, const char *declaration,
		  const char *trip, const char *subject, int64_t seq)
{
	CK_CLEANUP(ck_store_close) struct ck_store *past = NULL;
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	int r = ck_store_create_memory(&past);

	if (r == 0)
		r = replay(store, past, declaration, seq);
	if (r < 0)
		return r;
	q = ck_query(past, CK_SQL_CLEAR_SUBJECT, "sss", subject, declaration,
		     trip);
	return ck_step(q);
}

static bool is_turning(const char *event)
{
	static const char *const kinds[] = { "trip.turned_back",
		"trip.diverted", "trip.impounded", "trip.disposed", NULL };

	return ck_listed(kinds, event);
}

int ck_past_turning(struct ck_store *store, struct ck_doc *doc,
		    const char *declaration, const char *trip,
		    struct ck_line *ret_line)
{
	ck_autofree char *root = ck_format("declaration:%s", declaration);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(store, CK_SQL_EVENT_OF_ROOT, "s", root);
	bool found = false;
	int r;

	while ((r = ck_step(q)) > 0) {
		const char *text = ck_doc_strdup(doc, ck_column_text(q, 0));
		struct ck_line line;

		r = ck_line_read(doc, text, strlen(text), &line);
		if (r < 0)
			return r;
		if (!is_turning(line.event) || strcmp(line.subject, trip))
			continue;
		*ret_line = line;
		found = true;
	}
	return r < 0 ? r : found ? 0 : -ENOENT;
}
