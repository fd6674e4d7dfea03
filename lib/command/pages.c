#include <config.h>

#include "command/session.h"

static int print_rows(struct ck_session *s, const struct ck_pages *pages,
		      struct ck_doc *doc, const struct ck_value *rows)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < ck_count(rows); i++)
		r = pages->print(s, pages->ctx, doc, ck_at(rows, i));
	return r < 0 ? r : ck_print_flush(s);
}

int ck_print_pages(struct ck_session *s, const struct ck_pages *pages)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_doc_free) struct ck_doc *kept = ck_doc_new();
	const struct ck_value *last = NULL;
	size_t count;
	int r;

	do {
		struct ck_value *rows = ck_new_array(doc);

		r = pages->read(s->store, pages->ctx, doc, last, rows);
		if (r < 0)
			return ck_fail_store(s, NULL, r);
		count = ck_count(rows);
		r = print_rows(s, pages, doc, rows);
		ck_doc_reset(kept);
		last = count ? ck_copy(kept, ck_at(rows, count - 1)) : NULL;
		ck_doc_reset(doc);
	} while (r == 0 && count);
	return r;
}
