#include <config.h>

#include <errno.h>
#include <string.h>

#include "record/reader.h"
#include "store/query.h"
#include "trade/codes.h"
#include "trade/codes_kind.h"

void ck_codes_site(const struct ck_store *store,
		   char ret_site[CK_CODES_SITE_SIZE])
{
	const char *origin = ck_store_origin(store);
	size_t len = strcspn(origin, "/~");

	if (len >= CK_CODES_SITE_SIZE)
		len = CK_CODES_SITE_SIZE - 1;
	memcpy(ret_site, origin, len);
	ret_site[len] = '\0';
}

static int read_row(struct ck_stmt *q, struct ck_doc *doc,
		    const struct ck_value **ret_row)
{
	const char *text = ck_column_text(q, 0);
	struct ck_fault fault;

	return ck_read_object(doc, text, strlen(text), ret_row, &fault);
}

/* ret_row: NULL when the row is not wanted. */
static int find(struct ck_store *store, const char *list, const char *code,
		int64_t at_ms, struct ck_doc *doc,
		const struct ck_value **ret_row)
{
	char site[CK_CODES_SITE_SIZE];
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	bool there;
	int r;

	ck_codes_site(store, site);
	q = ck_query(store, CK_SQL_CODES_FIND, "isss", at_ms, site, list, code);
	r = ck_step(q);
	if (r <= 0)
		return r < 0 ? r : -ENODATA;
	there = !ck_column_null(q, 0);
	if (ret_row)
		*ret_row = NULL;
	if (there && ret_row)
		r = read_row(q, doc, ret_row);
	return r < 0 ? r : there && ck_column_int(q, 1);
}

int ck_codes_find(struct ck_store *store, const char *list, const char *code,
		  int64_t at_ms, struct ck_doc *doc,
		  const struct ck_value **ret_row)
{
	char normal[CK_CODE_SIZE];
	int r = ck_codes_normal(list, code, normal);

	if (r == -EINVAL)
		return r;
	/* No code of this list begins with a point. */
	return find(store, list, r < 0 ? "." : normal, at_ms, doc, ret_row);
}

int ck_codes_begins(struct ck_store *store, const char *list,
		    const char *prefix, int64_t at_ms)
{
	char site[CK_CODES_SITE_SIZE], to[CK_CODE_SIZE + 4];
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q = NULL;
	size_t len = strlen(prefix);
	int r;

	if (len >= CK_CODE_SIZE)
		return 0;
	/* Behind every code that begins so: U+10FFFF. */
	memcpy(to, prefix, len);
	memcpy(to + len, "\xf4\x8f\xbf\xbf", 5);
	ck_codes_site(store, site);
	q = ck_query(store, CK_SQL_CODES_BEGINS, "ssssi", prefix, to, site,
		     list, at_ms);
	r = ck_step(q);
	if (r <= 0)
		return r < 0 ? r : -ENODATA;
	return !ck_column_null(q, 1);
}

int ck_codes_weight(struct ck_store *store, int64_t axles, bool trailer,
		    const char *klass, int64_t at_ms, struct ck_doc *doc,
		    const struct ck_value **ret_row)
{
	const struct {
		int body;
		const char *klass;
	} tries[] = {
		{ trailer, klass }, { -1, klass }, { trailer, NULL },
		{ -1, NULL },
	};
	char code[CK_CODE_SIZE];
	int r = 0;

	for (size_t i = klass ? 0 : 2; r == 0 && i < 4; i++) {
		if (ck_codes_weight_code(axles, tries[i].body, tries[i].klass,
					 code) < 0)
			return 0;
		r = ck_codes_find(store, "weights", code, at_ms, doc, ret_row);
	}
	return r;
}
