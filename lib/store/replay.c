#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"
#include "store/root.h"
#include "store/verify.h"

struct ck_verify_pair {
	const struct ck_derived_table *table;
	struct ck_stmt *stored;
	struct ck_stmt *rebuilt;
};

/* Table names cannot be bound, so these texts are made from the registry. */
static struct ck_stmt *select_root(struct ck_store *store,
				   const struct ck_derived_table *table)
{
	ck_autofree char *sql = ck_format(
		"select * from %s where %s = $1 order by %.*s", table->name,
		table->column, 2 * table->keys - 1, "1,2,3,4");

	return ck_engine_prepare(store, sql);
}

struct ck_verify_pair *ck_verify_pairs_new(struct ck_verify *v)
{
	const struct ck_derived_table *t = ck_derived_tables;
	struct ck_verify_pair *pairs;
	size_t n = 0;

	while (t[n].name)
		n++;
	pairs = ck_alloc((n + 1) * sizeof(*pairs));
	for (size_t i = 0; i < n; i++) {
		pairs[i].table = &t[i];
		pairs[i].stored = select_root(v->store, &t[i]);
		pairs[i].rebuilt = select_root(v->memory, &t[i]);
	}
	return pairs;
}

void ck_verify_pairs_free(struct ck_verify_pair *pairs)
{
	for (struct ck_verify_pair *p = pairs; p && p->table; p++) {
		ck_stmt_done(p->stored);
		ck_stmt_done(p->rebuilt);
	}
	free(pairs);
}

static const char *type_end(const char *root)
{
	const char *colon = strchr(root, ':');

	return colon ? colon : root + strlen(root);
}

/* What stands in the table's root column for this root; NULL when the table
 * holds no rows of such a root. */
static const char *column_value(const struct ck_derived_table *table,
				const char *root)
{
	const char *colon = type_end(root);
	size_t len = colon - root;

	if (!table->type)
		return root;
	if (strncmp(table->type, root, len) != 0 || table->type[len])
		return NULL;
	return *colon ? colon + 1 : colon;
}

/* -- applying a root's lines to the memory store -------------------------- */

static void check_place(struct ck_verify *v, const struct ck_line *line,
			const char *root)
{
	CK_BUF computed = { 0 };
	char where[128];

	if (ck_line_root(line, &computed) == 0 &&
	    !strcmp(ck_buf_text(&computed), root))
		return;
	snprintf(where, sizeof(where), "%s:%lld", line->origin,
		 (long long)line->seq);
	ck_verify_found(v, "root", where, _("stands under %s, belongs to %s"),
			root, ck_buf_text(&computed));
}

static int apply_line(struct ck_verify *v, const char *text, const char *root)
{
	const struct ck_event_kind *kind;
	struct ck_line line;
	int r;

	ck_doc_reset(v->doc);
	if (ck_line_read(v->doc, text, strlen(text), &line) < 0) {
		ck_verify_found(v, "line", root, _("unreadable line: %.60s"),
				text);
		return 0;
	}
	check_place(v, &line, root);
	r = ck_verify_line_persons(v, &line);
	if (r == 0)
		r = ck_verify_line_key(v, &line);
	if (r < 0)
		return r;
	kind = ck_event_kind(line.event);
	if (!kind || !kind->apply)
		return 0;
	r = kind->apply(v->memory, &line);
	if (r < 0)
		ck_verify_found(v, "apply", root, "%s:%lld %s: %s", line.origin,
				(long long)line.seq, line.event,
				ck_store_error(v->memory));
	return 0;
}

static int apply_root(struct ck_verify *v, const char *root)
{
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(v->store, CK_SQL_EVENT_OF_ROOT, "s", root);
	int r;

	while ((r = ck_step(q)) > 0) {
		r = apply_line(v, ck_column_text(q, 0), root);
		if (r < 0)
			return r;
	}
	return r;
}

/* -- comparing ------------------------------------------------------------ */

static void describe(struct ck_stmt *row, struct ck_buf *text)
{
	for (int i = 0; i < 3 && i < ck_column_count(row); i++) {
		const char *value = ck_column_text(row, i);

		ck_buf_printf(text, "%s%s", i ? " " : "", value ? value : "-");
	}
}

static void row_fault(struct ck_verify *v, const char *table,
		      struct ck_stmt *row, const char *words)
{
	CK_BUF where = { 0 };

	ck_buf_printf(&where, "%s ", table);
	describe(row, &where);
	ck_verify_found(v, "row", ck_buf_text(&where), "%s", words);
}

static void compare_rows(struct ck_verify *v, const char *table,
			 const struct ck_verify_pair *p)
{
	for (int i = 0; i < ck_column_count(p->stored); i++) {
		CK_BUF where = { 0 };

		if (ck_column_same(p->stored, p->rebuilt, i))
			continue;
		ck_buf_printf(&where, "%s ", table);
		describe(p->stored, &where);
		ck_verify_found(v, "row", ck_buf_text(&where),
				_("%s is \"%.80s\", the log says \"%.80s\""),
				ck_column_name(p->stored, i),
				ck_column_text(p->stored, i)
					? ck_column_text(p->stored, i) : "",
				ck_column_text(p->rebuilt, i)
					? ck_column_text(p->rebuilt, i) : "");
	}
}

/* Both sides come in the order of the primary key. */
static int compare_keys(const struct ck_verify_pair *p)
{
	for (int i = 0; i < p->table->keys; i++) {
		const char *a = ck_column_text(p->stored, i);
		const char *b = ck_column_text(p->rebuilt, i);
		int order;

		if (ck_column_same(p->stored, p->rebuilt, i))
			continue;
		if (ck_column_is_int(p->stored, i) &&
		    ck_column_is_int(p->rebuilt, i))
			return ck_column_int(p->stored, i) <
					       ck_column_int(p->rebuilt, i)
				       ? -1 : 1;
		order = strcmp(a ? a : "", b ? b : "");
		if (order)
			return order;
	}
	return 0;
}

static int compare_pair(struct ck_verify *v, struct ck_verify_pair *p)
{
	const char *table = p->table->name;
	int a = ck_step(p->stored), b = ck_step(p->rebuilt);

	while (a >= 0 && b >= 0 && a + b > 0) {
		int order = a == 0 ? 1 : b == 0 ? -1 : compare_keys(p);

		if (order < 0)
			row_fault(v, table, p->stored,
				  _("the log knows no such row"));
		else if (order > 0)
			row_fault(v, table, p->rebuilt,
				  _("the row is missing"));
		else
			compare_rows(v, table, p);
		if (order <= 0)
			a = ck_step(p->stored);
		if (order >= 0)
			b = ck_step(p->rebuilt);
	}
	return a < 0 ? a : b;
}

static int compare_root(struct ck_verify *v, const char *root)
{
	int r = 0;

	for (struct ck_verify_pair *p = v->pairs; r == 0 && p->table; p++) {
		const char *value = column_value(p->table, root);

		if (!value)
			continue;
		ck_engine_again(p->stored);
		ck_engine_again(p->rebuilt);
		ck_engine_bind_text(p->stored, 1, value);
		ck_engine_bind_text(p->rebuilt, 1, value);
		r = compare_pair(v, p);
		ck_engine_again(p->stored);
		ck_engine_again(p->rebuilt);
	}
	return r;
}

int ck_verify_root(struct ck_verify *v, const char *root)
{
	int r = ck_run(v->memory, CK_SQL_TXN_BEGIN, "");

	if (r >= 0)
		r = apply_root(v, root);
	if (r == 0)
		r = compare_root(v, root);
	ck_engine_rollback(v->memory);
	v->roots++;
	return r < 0 ? r : 0;
}

/* -- every root whose turn it is ------------------------------------------ */

/* The rebuilt rows are of one root at a time, and apply finds them by their
 * keys: to keep what serves the programs' questions is a tenth of the work. */
static int drop_indexes(struct ck_store *memory)
{
	CK_BUF script = { 0 };
	struct ck_stmt *q = ck_engine_prepare(memory,
		"select 'drop index ' || name || ';' from sqlite_schema "
		"where type = 'index' and sql not like 'create unique %'");
	int r;

	while ((r = ck_step(q)) > 0)
		ck_buf_puts(&script, ck_column_text(q, 0));
	ck_stmt_done(q);
	return r < 0 ? r : ck_engine_script(memory, ck_buf_text(&script));
}

/* A declaration or hold that is closed waits for its turn; a row that lies
 * about being closed is found in that turn. */
static int is_open(struct ck_verify *v, const char *root)
{
	const char *colon = type_end(root);
	ck_autofree char *type = ck_strndup(root, colon - root);
	CK_CLEANUP(ck_stmt_done) struct ck_stmt *q =
		ck_query(v->store, CK_SQL_ROOT_CLOSED, "ss", type,
			 *colon ? colon + 1 : colon);
	int r = ck_step(q);

	return r < 0 ? r : !r;
}

static int next_root(struct ck_verify *v, const char *after, char **ret_root)
{
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_query(v->store, CK_SQL_ROOT_AFTER, "s", after);
	int r = ck_step(q);

	if (r > 0)
		*ret_root = ck_strdup(ck_column_text(q, 0));
	return r;
}

int ck_verify_roots(struct ck_verify *v)
{
	ck_autofree char *root = ck_strdup("");
	char *next = NULL;
	int r = drop_indexes(v->memory);

	if (r < 0)
		return r;
	while ((r = next_root(v, root, &next)) > 0) {
		free(root);
		root = next;
		r = ck_verify_turn(v, root) ? 1 : is_open(v, root);
		if (r > 0)
			r = ck_verify_root(v, root);
		if (r < 0)
			return r;
	}
	return r;
}

/* -- rows of roots that the log never heard of ---------------------------- */

static int orphans_of(struct ck_verify *v, const struct ck_derived_table *t)
{
	ck_autofree char *sql = ck_format(
		"select distinct %s from %s as t where not exists "
		"(select 1 from event where root = %s%s%s t.%s)",
		t->column, t->name, t->type ? "'" : "", t->type ? t->type : "",
		t->type ? ":' ||" : "", t->column);
	CK_CLEANUP(ck_stmt_done)
	struct ck_stmt *q = ck_engine_prepare(v->store, sql);
	int r;

	while ((r = ck_step(q)) > 0) {
		ck_autofree char *where =
			ck_format("%s %s", t->name, ck_column_text(q, 0));

		ck_verify_found(v, "row", where, "%s",
				_("the log knows no such row"));
	}
	return r;
}

int ck_verify_orphans(struct ck_verify *v)
{
	int r = 0;

	for (const struct ck_derived_table *t = ck_derived_tables;
	     r == 0 && t->name; t++)
		if (ck_verify_turn(v, t->name))
			r = orphans_of(v, t);
	return r;
}
