#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "keeper/codes.h"
#include "keeper/codes_row.h"
#include "record/csv.h"
#include "record/locate.h"
#include "record/reader.h"

struct entry {
	const char *code;
	const struct ck_value *row;
	size_t place;			/* a line, or an element of an array */
	const char *text;		/* as it came, for the rejects */
	size_t len;
};

struct reading {
	struct ck_session *s;
	const struct ck_codes_kind *kind;
	struct ck_codes_file *file;
	struct ck_buf text;
	bool array;			/* places are elements */
	const struct ck_codes_member **columns;	/* of the heading */
	const char **names;
	size_t count;
	struct entry *entries;
	size_t good;
	size_t room;
};

/* -- what is wrong -------------------------------------------------------- */

static size_t line_of(const struct reading *r, size_t place)
{
	CK_BUF pointer = { 0 };

	if (!r->array)
		return place;
	ck_buf_printf(&pointer, "/%zu", place);
	return ck_locate_line(r->text.data, r->text.len, ck_buf_text(&pointer));
}

/* A row is bad: it was told, and goes among the rejects. */
static int reject(struct reading *r, const char *text, size_t len)
{
	r->file->bad++;
	return ck_reject(r->s, text, len);
}

static void tell_cell(struct reading *r, size_t place, const char *name,
		      const char *text, const char *expected)
{
	ck_fail(r->s, NULL, -EBADMSG, NULL, "code-row",
		_("%s:%zu: %s \"%.80s\": %s"), r->file->path, line_of(r, place),
		name, text, expected);
}

static void tell_row(struct reading *r, size_t place, const char *sentence)
{
	ck_fail(r->s, NULL, -EBADMSG, NULL, "code-row", "%s:%zu: %s",
		r->file->path, line_of(r, place), sentence);
}

/* "code, name, name_vi": what may stand in a heading. */
static const char *known_names(struct reading *r)
{
	CK_BUF names = { 0 };

	if (r->kind->code)
		ck_buf_puts(&names, r->kind->code);
	for (const struct ck_codes_member *m = r->kind->members; m->name; m++)
		ck_buf_printf(&names, "%s%s", names.len ? ", " : "", m->name);
	return ck_doc_strdup(r->s->doc, ck_buf_text(&names));
}

/* -- rows ----------------------------------------------------------------- */

static void keep(struct reading *r, const struct ck_value *row, size_t place,
		 const char *text, size_t len)
{
	if (r->good == r->room) {
		r->room = r->room ? 2 * r->room : 256;
		r->entries = ck_realloc(r->entries,
					r->room * sizeof(*r->entries));
	}
	r->entries[r->good++] = (struct entry){
		.code = ck_get_str(row, "code"), .row = row, .place = place,
		.text = text, .len = len,
	};
}

/* Kept when it is complete and nothing was wrong with its cells. */
static int end_row(struct reading *r, struct ck_value *row, bool bad,
		   size_t place, const char *text, size_t len)
{
	const char *name = NULL;
	const char *sentence =
		bad ? NULL : ck_codes_row_end(r->kind, row, &name);

	if (sentence)
		tell_row(r, place, ck_doc_format(r->s->doc, sentence, name));
	if (bad || sentence)
		return reject(r, text, len);
	keep(r, row, place, text, len);
	return 0;
}

static bool take_cell(struct reading *r, const struct ck_codes_member *member,
		      const char *name, const char *text, size_t place,
		      struct ck_value *row)
{
	const char *expected = ck_codes_cell(
		r->kind, member, text, r->s->utc_offset_min, row);

	if (expected)
		tell_cell(r, place, name, text, expected);
	return !expected;
}

/* -- CSV ------------------------------------------------------------------ */

static int bad_heading(struct reading *r, size_t line, const char *sentence,
		       const char *name)
{
	return ck_fail(r->s, NULL, -EBADMSG, NULL, "code-heading",
		       _("%s:%zu: %s: %s; the columns of %s are: %s"),
		       r->file->path, line, name, sentence, r->kind->name,
		       known_names(r));
}

static bool has_column(const struct reading *r,
		       const struct ck_codes_member *member)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->columns[i] == member)
			return true;
	return false;
}

static int check_heading(struct reading *r, size_t line)
{
	if (r->kind->code && !has_column(r, &ck_codes_code))
		return bad_heading(r, line, _("this column is missing"), r->kind->code);
	for (const struct ck_codes_member *m = r->kind->members; m->name; m++)
		if (m->needed && !has_column(r, m))
			return bad_heading(r, line, _("this column is missing"),
					   m->name);
	return 0;
}

static int take_heading(struct reading *r, const struct ck_csv_row *row)
{
	struct ck_doc *doc = r->s->doc;

	r->columns = ck_doc_alloc(doc, row->count * sizeof(*r->columns));
	r->names = ck_doc_alloc(doc, row->count * sizeof(*r->names));
	for (size_t i = 0; i < row->count; i++) {
		const struct ck_codes_member *member =
			ck_codes_member_named(r->kind, row->fields[i]);

		if (!member)
			return bad_heading(r, row->line, _("is no column"),
					   row->fields[i]);
		if (has_column(r, member))
			return bad_heading(r, row->line, _("stands there twice"),
					   row->fields[i]);
		r->columns[i] = member;
		r->names[i] = ck_doc_strdup(doc, row->fields[i]);
		r->count = i + 1;
	}
	return check_heading(r, row->line);
}

static int take_csv(void *ctx, const struct ck_csv_row *row)
{
	struct reading *r = ctx;
	struct ck_value *kept = ck_new_object(r->s->doc);
	bool bad = false;

	if (row->fault) {
		ck_fail(r->s, NULL, -EBADMSG, NULL, row->fault->code,
			"%s:%zu:%zu: %s", r->file->path, row->fault->line,
			row->fault->column, row->fault->message);
		return r->count ? reject(r, row->text, row->len) : -EBADMSG;
	}
	if (!r->count)
		return take_heading(r, row);
	if (row->count != r->count) {
		tell_row(r, row->line, ck_doc_format(r->s->doc,
			_("%zu fields, the heading has %zu"), row->count,
			r->count));
		return reject(r, row->text, row->len);
	}
	for (size_t i = 0; i < r->count; i++)
		if (*row->fields[i] &&
		    !take_cell(r, r->columns[i], r->names[i], row->fields[i],
			       row->line, kept))
			bad = true;
	return end_row(r, kept, bad, row->line, row->text, row->len);
}

/* Lines before the heading that begin with # are remarks; one of them may name
 * the source. */
static size_t take_remarks(struct reading *r, size_t *line)
{
	static const char mark[] = "# source:";
	const char *text = r->text.data;
	size_t at = r->text.len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (at < r->text.len && text[at] == '#') {
		const char *end = memchr(text + at, '\n', r->text.len - at);
		size_t len = (end ? (size_t)(end - text) : r->text.len) - at;
		size_t cut = len && text[at + len - 1] == '\r' ? len - 1 : len;

		if (cut > sizeof(mark) && !strncmp(text + at, mark,
						   sizeof(mark) - 1))
			r->file->source = ck_doc_format(r->s->doc, "%.*s",
				(int)(cut - sizeof(mark)),
				text + at + sizeof(mark));
		at += len + (end != NULL);
		++*line;
	}
	return at;
}

static int read_csv(struct reading *r)
{
	size_t line = 1;
	size_t at = take_remarks(r, &line);
	const char *text = r->text.data + at;
	size_t len = r->text.len - at;
	int err = ck_csv_read(text, len, ck_csv_delimiter(text, len), line,
			      take_csv, r);

	if (err == -ENOSYS)
		return ck_fail(r->s, NULL, err, NULL, "no-csv", "%s",
			       _("built without libcsv: install libcsv-dev and build again, or give JSON"));
	return err;
}

/* -- JSON ----------------------------------------------------------------- */

static const char *scalar_text(const struct ck_value *v)
{
	switch (ck_type(v)) {
	case CK_STRING:
		return ck_str(v);
	case CK_NUMBER:
		return ck_number_text(v);
	case CK_TRUE:
		return "true";
	case CK_FALSE:
		return "false";
	default:
		return NULL;
	}
}

/* False: it was told. */
static bool take_member(struct reading *r, const char *name,
			const struct ck_value *v, size_t place,
			struct ck_value *row)
{
	const struct ck_codes_member *member =
		ck_codes_member_named(r->kind, name);
	const char *text = scalar_text(v);

	if (!member) {
		tell_cell(r, place, name, text ? text : "…", ck_doc_format(
			r->s->doc, _("no member of %s; there are: %s"),
			r->kind->name, known_names(r)));
		return false;
	}
	if (ck_is_null(v) || (text && !*text))
		return true;
	if (!text) {
		tell_cell(r, place, name, "…",
			  _("a text, a number, true or false is expected"));
		return false;
	}
	return take_cell(r, member, name, text, place, row);
}

static int take_object(struct reading *r, const struct ck_value *object,
		       size_t place, const char *text, size_t len)
{
	struct ck_value *row = ck_new_object(r->s->doc);
	bool bad = false;

	if (!ck_is_object(object)) {
		tell_row(r, place, _("an object is expected"));
		return reject(r, text, len);
	}
	for (size_t i = 0; i < ck_count(object); i++)
		if (!take_member(r, ck_key_at(object, i), ck_at(object, i),
				 place, row))
			bad = true;
	return end_row(r, row, bad, place, text, len);
}

static int read_array(struct reading *r)
{
	const struct ck_value *array = NULL;
	struct ck_fault fault;
	int err = ck_read(r->s->doc, r->text.data, r->text.len, &array, &fault);

	if (err < 0)
		return ck_fail(r->s, NULL, -EBADMSG, NULL, fault.code,
			       "%s:%zu:%zu: %s", r->file->path, fault.line,
			       fault.column, fault.message);
	r->array = true;
	for (size_t i = 0; err == 0 && i < ck_count(array); i++) {
		CK_BUF text = { 0 };

		ck_write(&text, ck_at(array, i));
		err = take_object(r, ck_at(array, i), i,
				  ck_doc_strdup(r->s->doc, ck_buf_text(&text)),
				  text.len);
	}
	return err;
}

static int take_line(struct reading *r, const char *text, size_t len,
		     size_t line)
{
	const struct ck_value *object = NULL;
	struct ck_fault fault;

	if (strspn(text, " \t\r") >= len)
		return 0;
	if (ck_read_object(r->s->doc, text, len, &object, &fault) == 0)
		return take_object(r, object, line, text, len);
	ck_fail(r->s, NULL, -EBADMSG, NULL, fault.code, "%s:%zu:%zu: %s",
		r->file->path, line, fault.column, fault.message);
	return reject(r, text, len);
}

static int read_lines(struct reading *r)
{
	size_t at = 0, line = 0;
	int err = 0;

	while (err == 0 && at < r->text.len) {
		const char *text = r->text.data + at;
		const char *end = memchr(text, '\n', r->text.len - at);
		size_t len = end ? (size_t)(end - text) : r->text.len - at;

		err = take_line(r, text, len, ++line);
		at += len + 1;
	}
	return err;
}

/* -- the whole list ------------------------------------------------------- */

static int by_code(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

static int take_entries(struct reading *r)
{
	struct ck_value *rows = ck_new_array(r->s->doc);
	int err = 0;

	if (r->good)
		qsort(r->entries, r->good, sizeof(*r->entries), by_code);
	for (size_t i = 0; err == 0 && i < r->good; i++) {
		const struct entry *e = &r->entries[i];

		if (!i || strcmp(e->code, e[-1].code) != 0) {
			ck_push(rows, e->row);
			continue;
		}
		tell_row(r, e->place, ck_doc_format(r->s->doc,
			_("%s stands in line %zu already"), e->code,
			line_of(r, e[-1].place)));
		err = reject(r, e->text, e->len);
	}
	r->file->rows = rows;
	return err;
}

static int read_rows(struct reading *r)
{
	size_t blank;

	ck_buf_reserve(&r->text, 1);
	r->text.data[r->text.len] = '\0';
	blank = strspn(r->text.data, " \t\r\n");
	switch (r->text.data[blank]) {
	case '[':
		return read_array(r);
	case '{':
		return read_lines(r);
	default:
		return read_csv(r);
	}
}

int ck_codes_read(struct ck_session *s, const struct ck_codes_kind *kind,
		  const char *path, struct ck_codes_file *ret_file)
{
	struct reading r = { .s = s, .kind = kind, .file = ret_file };
	int err = ck_keeper_read_text(s, path, &r.text);

	ret_file->path = path;
	if (err == 0) {
		ck_sha256_hex(r.text.data, r.text.len, ret_file->digest);
		err = read_rows(&r);
	}
	if (err == 0)
		err = take_entries(&r);
	free(r.entries);
	ck_buf_free(&r.text);
	return err;
}
