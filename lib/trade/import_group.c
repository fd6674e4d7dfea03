#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "trade/import.h"

/* -- which rows are one declaration --------------------------------------- */

/* Names to groups: an open hash of indexes, 0 for none. */
struct index {
	size_t *slots;
	size_t mask;
};

static size_t hash(const char *name)
{
	size_t h = 5381;

	for (; *name; name++)
		h = h * 33 + (unsigned char)*name;
	return h;
}

static size_t *find_slot(const struct ck_import *im, const struct index *index,
			 const char *name)
{
	size_t at = hash(name) & index->mask;

	while (index->slots[at] &&
	       strcmp(im->groups[index->slots[at] - 1].name, name) != 0)
		at = (at + 1) & index->mask;
	return &index->slots[at];
}

static struct ck_import_group *new_group(struct ck_import *im,
					 const char *name)
{
	struct ck_import_group *group = &im->groups[im->group_count++];

	*group = (struct ck_import_group){ .name = name };
	return group;
}

static void add_row(struct ck_import_group *group, size_t row)
{
	if (group->count == group->room) {
		group->room = group->room ? 2 * group->room : 4;
		group->rows = ck_realloc(group->rows, group->room *
						sizeof(*group->rows));
	}
	group->rows[group->count++] = row;
}

static struct ck_import_group *named_group(struct ck_import *im,
					   const struct index *index,
					   const char *name)
{
	size_t *slot = find_slot(im, index, name);

	if (*slot)
		return &im->groups[*slot - 1];
	*slot = im->group_count + 1;
	return new_group(im, name);
}

static bool is_grouped(const struct ck_import *im)
{
	for (size_t i = 0; i < ck_sheet_rows(im->sheet); i++)
		if (im->rows[i].grouped)
			return true;
	return false;
}

static struct ck_import_group *group_of(struct ck_import *im,
					const struct index *index,
					struct ck_import_row *row,
					struct ck_import_group *above)
{
	if (!row->grouped)
		return new_group(im, NULL);
	if (row->group)
		return named_group(im, index, row->group);
	if (above)
		return above;
	row->part = NULL;
	row->fault = (struct ck_import_fault){
		.code = "no-group",
		.message = _("there is no declaration above that this row could go on"),
		.column = CK_IMPORT_NO_COLUMN,
	};
	return new_group(im, NULL);
}

/* Rows that are being grouped. */
struct grouping {
	struct ck_import *im;
	struct index index;
	bool grouped;			/* some row names a group */
	const char **names;		/* that rows name, sorted */
	size_t name_count;
	struct ck_import_group *above;
	size_t doubt;			/* 1 + a row that may be of the group
					   below; 0: none */
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void collect_names(struct grouping *g)
{
	size_t rows = ck_sheet_rows(g->im->sheet);

	g->names = ck_alloc((rows + 1) * sizeof(*g->names));
	for (size_t i = 0; i < rows; i++)
		if (g->im->rows[i].part && g->im->rows[i].group)
			g->names[g->name_count++] = g->im->rows[i].group;
	qsort(g->names, g->name_count, sizeof(*g->names), compare_names);
}

/* Where there is a cell too many, what seems to be the group may be another
 * cell: it counts when other rows name it, or when there is none. */
static bool tells_group(const struct grouping *g,
			const struct ck_import_row *row)
{
	if (!row->grouped)
		return false;
	return !row->sheet->fault || !row->group ||
	       bsearch(&row->group, g->names, g->name_count, sizeof(*g->names),
		       compare_names);
}

/* A row that cannot be taken is of the declaration that it names, or of the one
 * above when it goes on. One that does not tell may belong to the one above it,
 * or to the one below: neither is whole without it. */
static void take_unread(struct grouping *g, size_t i)
{
	const struct ck_import_row *row = &g->im->rows[i];
	bool tells = tells_group(g, row);

	add_row(new_group(g->im, NULL), i);
	if (!g->grouped)
		return;
	if (tells && row->group)
		g->above = named_group(g->im, &g->index, row->group);
	if (g->above && !g->above->doubt)
		g->above->doubt = i + 1;
	g->doubt = tells ? 0 : i + 1;
}

static void take_row(struct grouping *g, size_t i)
{
	struct ck_import_row *row = &g->im->rows[i];

	if (row->fault.code) {
		take_unread(g, i);
		return;
	}
	g->above = group_of(g->im, &g->index, row, g->above);
	if (!g->above->doubt)
		g->above->doubt = g->doubt;
	add_row(g->above, i);
	g->doubt = 0;
}

/* Of which there is no other row than those that cannot be read. */
static void drop_empty(struct ck_import *im)
{
	size_t kept = 0;

	for (size_t i = 0; i < im->group_count; i++)
		if (im->groups[i].count)
			im->groups[kept++] = im->groups[i];
	im->group_count = kept;
}

void ck_import_group(struct ck_import *im)
{
	size_t rows = ck_sheet_rows(im->sheet);
	struct grouping g = {
		.im = im, .index = { .mask = 15 }, .grouped = is_grouped(im),
	};

	while (g.index.mask < 2 * rows)
		g.index.mask = 2 * g.index.mask + 1;
	g.index.slots = ck_alloc((g.index.mask + 1) * sizeof(*g.index.slots));
	collect_names(&g);
	im->groups = ck_alloc((2 * rows + 1) * sizeof(*im->groups));
	for (size_t i = 0; i < rows; i++)
		if (im->rows[i].part || im->rows[i].fault.code)
			take_row(&g, i);
	drop_empty(im);
	free(g.names);
	free(g.index.slots);
}

/* -- one document --------------------------------------------------------- */

struct merge {
	struct ck_doc *doc;
	struct ck_buf path;
	bool conflict;			/* at path */
};

static const struct ck_value *merge(struct merge *m, const struct ck_value *a,
				    const struct ck_value *b);

static const struct ck_value *merge_members(struct merge *m,
					    const struct ck_value *a,
					    const struct ck_value *b)
{
	struct ck_value *both = ck_new_object(m->doc);

	for (size_t i = 0; i < ck_count(a); i++)
		ck_set(both, ck_key_at(a, i), ck_at(a, i));
	for (size_t i = 0; i < ck_count(b) && !m->conflict; i++) {
		const char *key = ck_key_at(b, i);
		size_t here = m->path.len;

		ck_buf_printf(&m->path, "/%s", key);
		ck_set(both, key, merge(m, ck_get(both, key), ck_at(b, i)));
		if (!m->conflict)
			m->path.len = here;
	}
	return both;
}

static const struct ck_value *join(struct merge *m, const struct ck_value *a,
				   const struct ck_value *b)
{
	struct ck_value *both = ck_new_array(m->doc);

	for (size_t i = 0; i < ck_count(a); i++)
		ck_push(both, ck_at(a, i));
	for (size_t i = 0; i < ck_count(b); i++)
		ck_push(both, ck_at(b, i));
	return both;
}

static const struct ck_value *merge(struct merge *m, const struct ck_value *a,
				    const struct ck_value *b)
{
	if (ck_is_null(a))
		return b;
	if (ck_is_null(b))
		return a;
	if (ck_is_object(a) && ck_is_object(b))
		return merge_members(m, a, b);
	if (ck_is_array(a) && ck_is_array(b))
		return join(m, a, b);
	m->conflict = !ck_equal(a, b);
	return a;
}

static int contradict(const struct ck_import *im,
		      const struct ck_import_group *group, struct merge *m,
		      struct ck_import_fault *ret_fault)
{
	const struct ck_import_row *first = &im->rows[group->rows[0]];

	ret_fault->code = "rows-differ";
	ret_fault->column = CK_IMPORT_NO_COLUMN;
	ret_fault->pointer = ck_doc_strdup(m->doc, ck_buf_text(&m->path));
	ret_fault->message = ck_doc_format(
		m->doc,
		_("this is another than above (line %zu), and both rows are declaration %s"),
		first->sheet->line, group->name);
	return -EBADMSG;
}

int ck_import_merge(const struct ck_import *im,
		    const struct ck_import_group *group, size_t instead,
		    const struct ck_value *other, struct ck_doc *doc,
		    const struct ck_value **ret_document,
		    struct ck_import_fault *ret_fault, size_t *ret_row)
{
	struct merge m = { .doc = doc };
	const struct ck_value *document = NULL;
	int r = 0;

	for (size_t i = 0; r == 0 && i < group->count; i++) {
		size_t row = group->rows[i];
		const struct ck_value *part = other && row == instead
						      ? other
						      : im->rows[row].part;

		document = merge(&m, document, part);
		if (!m.conflict)
			continue;
		*ret_row = row;
		r = contradict(im, group, &m, ret_fault);
	}
	ck_buf_free(&m.path);
	if (r == 0)
		*ret_document = document;
	return r;
}
