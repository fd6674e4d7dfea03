#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trade/import.h"

/* Runs of the mapping that a finding is worth. */
enum { RUNS_MOST = 2000 };

/* -- the place in the document as the mapping gave it --------------------- */

/* A member of a list by its ref, its own or the default one ("v1" is the
 * first), or by its number. */
static const struct ck_value *element(const struct ck_value *list,
				      const char *token)
{
	char *end;
	size_t n;

	for (size_t i = 0; i < ck_count(list); i++) {
		const char *ref = ck_get_str(ck_at(list, i), "ref");

		if (ref && !strcmp(ref, token))
			return ck_at(list, i);
	}
	if (*token >= '0' && *token <= '9')
		return ck_at(list, strtoul(token, NULL, 10));
	n = *token ? strtoul(token + 1, &end, 10) : 0;
	return n && !*end ? ck_at(list, n - 1) : NULL;
}

static const struct ck_value *resolve(const struct ck_value *v,
				      const char *pointer)
{
	while (*pointer == '/') {
		size_t len = strcspn(pointer + 1, "/");
		ck_autofree char *token = ck_strndup(pointer + 1, len);

		v = ck_is_array(v) ? element(v, token) : ck_get(v, token);
		pointer += 1 + len;
	}
	return v;
}

/* -- asking --------------------------------------------------------------- */

struct trace {
	struct ck_import *im;
	const struct ck_import_group *group;
	const struct ck_value *now;	/* what stands there */
	const char *pointer;
	struct ck_doc *doc;
	size_t runs;
};

/* Other content for a cell: none, then what the column can hold. */
static const char *other(const struct ck_import *im, size_t column,
			 const char *cell, int turn)
{
	if (turn == 0)
		return NULL;
	if (im->asked[column] & CK_ASK_NUM)
		return cell && !strcmp(cell, "7") ? "8" : "7";
	if (im->asked[column])
		return cell && !strcmp(cell, "2020-01-02 03:04")
			       ? "2020-01-03 03:04" : "2020-01-02 03:04";
	return cell && !strcmp(cell, "X7") ? "X8" : "X7";
}

static const struct ck_value *map_with(struct trace *t, size_t row,
				       size_t column, const char *cell)
{
	size_t columns = ck_sheet_columns(t->im->sheet);
	const char **cells = ck_doc_alloc(t->doc, (columns + 1) * sizeof(*cells));
	const struct ck_value *part = NULL;
	struct ck_import_fault ignored;

	memcpy(cells, t->im->rows[row].sheet->cells, columns * sizeof(*cells));
	cells[column] = cell;
	t->runs++;
	return ck_import_map_row(t->im, row, cells, t->doc, &part,
				 &ignored) == 1 ? part : NULL;
}

/* Is it another declaration there with this part, or one that contradicts the
 * other rows there? */
static bool is_other(struct trace *t, size_t row, const struct ck_value *part)
{
	const struct ck_value *document = NULL;
	struct ck_import_fault fault = { 0 };
	size_t at;

	if (ck_import_merge(t->im, t->group, row, part, t->doc, &document,
			    &fault, &at) < 0)
		return !strcmp(fault.pointer, t->pointer);
	return !ck_equal(resolve(document, t->pointer), t->now);
}

/* Would other content have changed what stands there? */
static bool changes(struct trace *t, size_t row, size_t column)
{
	const char *cell = t->im->rows[row].sheet->cells[column];

	for (int turn = cell ? 0 : 1; turn < 2; turn++) {
		const struct ck_value *part;

		ck_doc_reset(t->doc);
		part = map_with(t, row, column,
				other(t->im, column, cell, turn));
		if (part && is_other(t, row, part))
			return true;
	}
	return false;
}

void ck_import_trace(struct ck_import *im, const struct ck_import_group *group,
		     const struct ck_value *document, const char *pointer,
		     size_t *ret_row, int *ret_column)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct trace t = { im, group, resolve(document, pointer), pointer, doc,
			   0 };
	size_t columns = ck_sheet_columns(im->sheet);
	size_t found = 0;

	*ret_row = group->rows[0];
	*ret_column = CK_IMPORT_NO_COLUMN;
	for (size_t i = 0; i < group->count; i++)
		for (size_t k = 0; k < columns; k++) {
			if (t.runs > RUNS_MOST || !changes(&t, group->rows[i], k))
				continue;
			if (!found++) {
				*ret_row = group->rows[i];
				*ret_column = (int)k;
			} else if (*ret_row == group->rows[i]) {
				*ret_column = CK_IMPORT_NO_COLUMN;
			}
		}
}

int ck_import_trace_fault(struct ck_import *im, size_t row)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	struct trace t = { .im = im, .doc = doc };
	int found = CK_IMPORT_NO_COLUMN;

	for (size_t k = 0; k < ck_sheet_columns(im->sheet); k++) {
		const char *cell = im->rows[row].sheet->cells[k];
		bool helps = false;

		for (int turn = cell ? 0 : 1; turn < 2 && !helps; turn++)
			helps = map_with(&t, row, k,
					 other(im, k, cell, turn)) != NULL;
		if (helps && found != CK_IMPORT_NO_COLUMN)
			return CK_IMPORT_NO_COLUMN;
		if (helps)
			found = (int)k;
	}
	return found;
}
