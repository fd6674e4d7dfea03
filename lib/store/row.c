#include <config.h>

#include <stdarg.h>
#include <string.h>

#include "record/reader.h"
#include "store/engine.h"

static bool ends_with(const char *s, const char *suffix)
{
	size_t len = strlen(s);
	size_t n = strlen(suffix);

	return len > n && !strcmp(s + len - n, suffix);
}

/* A column "vehicle_json" becomes the member "vehicle", read back. */
static void set_json(struct ck_value *row, struct ck_doc *doc, const char *name,
		     const char *text)
{
	char *key = ck_doc_strdup(doc, name);	/* cut below */
	const struct ck_value *v = NULL;
	struct ck_fault fault;

	key[strlen(key) - strlen("_json")] = '\0';
	if (ck_read(doc, text, strlen(text), &v, &fault) == 0)
		ck_set(row, key, v);
}

struct ck_value *ck_row_object(struct ck_stmt *stmt, struct ck_doc *doc)
{
	struct ck_value *row = ck_new_object(doc);

	for (int i = 0; i < ck_column_count(stmt); i++) {
		const char *name =
			ck_doc_strdup(doc, ck_column_name(stmt, i));

		if (ck_column_null(stmt, i))
			continue;
		if (ck_column_is_int(stmt, i))
			ck_set_int(row, name, ck_column_int(stmt, i));
		else if (ends_with(name, "_json"))
			set_json(row, doc, name, ck_column_text(stmt, i));
		else
			ck_set_str(row, name, ck_column_text(stmt, i));
	}
	return row;
}

int ck_row_of(struct ck_stmt *stmt, struct ck_doc *doc,
	      const struct ck_value **ret_row)
{
	int r = ck_step(stmt);

	if (r >= 0)
		*ret_row = r ? ck_row_object(stmt, doc) : NULL;
	ck_stmt_done(stmt);
	return r < 0 ? r : 0;
}

int ck_rows_of(struct ck_stmt *stmt, struct ck_doc *doc, struct ck_value *rows)
{
	int r;

	while ((r = ck_step(stmt)) > 0)
		ck_push(rows, ck_row_object(stmt, doc));
	ck_stmt_done(stmt);
	return r;
}

int ck_next_of(struct ck_stmt *stmt, int64_t *ret_number)
{
	int r = ck_step(stmt);

	if (r >= 0)
		*ret_number = (r ? ck_column_int(stmt, 0) : 0) + 1;
	ck_stmt_done(stmt);
	return r < 0 ? r : 0;
}
