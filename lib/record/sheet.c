#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nfc.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/csv.h"
#include "record/sheet.h"

struct ck_sheet {
	struct ck_doc *doc;		/* cells, headings, faults */
	char separator;
	const char *head;
	const char *end;		/* of the text */
	size_t head_len;
	size_t heading_line;		/* 0: any */
	const char **headings;		/* NULL: not read yet */
	size_t columns;
	struct ck_sheet_row *rows;
	size_t count;
	size_t room;
	struct ck_fault *fault;		/* of the headings */
};

void ck_sheet_free(struct ck_sheet *sheet)
{
	if (!sheet)
		return;
	ck_doc_free(sheet->doc);
	free(sheet->rows);
	free(sheet);
}

char ck_sheet_separator(const struct ck_sheet *sheet)
{
	return sheet->separator;
}

size_t ck_sheet_columns(const struct ck_sheet *sheet)
{
	return sheet->columns;
}

const char *ck_sheet_heading(const struct ck_sheet *sheet, size_t column)
{
	return sheet->headings[column];
}

const char *ck_sheet_head(const struct ck_sheet *sheet, size_t *ret_len)
{
	*ret_len = sheet->head_len;
	return sheet->head;
}

size_t ck_sheet_rows(const struct ck_sheet *sheet)
{
	return sheet->count;
}

const struct ck_sheet_row *ck_sheet_row(const struct ck_sheet *sheet, size_t i)
{
	return &sheet->rows[i];
}

/* Does it stand there as a cell of its own? */
static bool has_cell(const struct ck_sheet *sheet,
		     const struct ck_sheet_row *row, const char *cell)
{
	const char around[] = { sheet->separator, '"', '\r', '\n', '\0' };
	const char *end = row->text + row->len, *at = row->text;
	size_t len = strlen(cell);

	while (len && (at = memmem(at, end - at, cell, len))) {
		if ((at == row->text || strchr(around, at[-1])) &&
		    (at + len == end || strchr(around, at[len])))
			return true;
		at += len;
	}
	return false;
}

size_t ck_sheet_find(const struct ck_sheet *sheet, const char *cell)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (has_cell(sheet, &sheet->rows[i], cell))
			return sheet->rows[i].line;
	return 0;
}

/* -- lines ---------------------------------------------------------------- */

static const char *end_of_line(const char *at, const char *end)
{
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	return at;
}

/* Lines end as \n, \r\n or \r. */
static const char *past_line(const char *at, const char *end)
{
	at = end_of_line(at, end);
	if (at + 1 < end && at[0] == '\r' && at[1] == '\n')
		at++;
	return at < end ? at + 1 : at;
}

static bool is_blank(const char *at, const char *end)
{
	while (at < end && strchr(" \t", *at))
		at++;
	return at == end;
}

static void find_fault(struct ck_fault *fault, const char *code, size_t line,
		       const char *sentence)
{
	size_t len = ck_utf8_cut(sentence, strlen(sentence),
				 sizeof(fault->message) - 1);

	*fault = (struct ck_fault){ .code = code, .line = line, .column = 1 };
	memcpy(fault->message, sentence, len);
}

/* -- headings ------------------------------------------------------------- */

/* A Mac writes letter and mark apart. */
static const char *clean(struct ck_doc *doc, const char *cell)
{
	CK_BUF name = { 0 };
	ck_autofree char *composed = ck_nfc(cell);

	cell = composed ? composed : cell;
	for (; *cell; cell++) {
		size_t nbsp = strncmp(cell, "\xc2\xa0", 2) ? 0 : 1;

		if (!nbsp && !strchr(" \t\r\n", *cell))
			ck_buf_putc(&name, *cell);
		else if (name.len && name.data[name.len - 1] != ' ')
			ck_buf_putc(&name, ' ');
		cell += nbsp;
	}
	if (name.len && name.data[name.len - 1] == ' ')
		name.data[--name.len] = '\0';
	return ck_doc_strdup(doc, ck_buf_text(&name));
}

static bool is_taken(const struct ck_sheet *sheet, size_t before,
		     const char *name)
{
	for (size_t i = 0; i < before; i++)
		if (!strcmp(sheet->headings[i], name))
			return true;
	return false;
}

static void name_column(struct ck_sheet *sheet, size_t i, const char *cell)
{
	const char *name = clean(sheet->doc, cell);
	const char *own = name;

	if (!*name)
		own = name = ck_doc_format(sheet->doc, "#%zu", i + 1);
	for (size_t n = 2; is_taken(sheet, i, own); n++)
		own = ck_doc_format(sheet->doc, "%s (%zu)", name, n);
	sheet->headings[i] = own;
}

static int take_headings(struct ck_sheet *sheet, const struct ck_csv_row *row)
{
	size_t columns = row->count;

	if (row->fault) {
		*sheet->fault = *row->fault;
		return -EBADMSG;
	}
	while (columns && !*row->fields[columns - 1])
		columns--;
	sheet->headings = ck_doc_alloc(sheet->doc, (columns + 1) *
						  sizeof(*sheet->headings));
	for (size_t i = 0; i < columns; i++)
		name_column(sheet, i, row->fields[i]);
	sheet->columns = columns;
	sheet->head_len = past_line(row->text + row->len, sheet->end) -
			  sheet->head;
	if (columns && (!sheet->heading_line ||
			row->line == sheet->heading_line))
		return 0;
	find_fault(sheet->fault, "headings",
		   sheet->heading_line ? sheet->heading_line : row->line,
		   _("the headings of the columns are expected on this line"));
	return -EBADMSG;
}

/* -- rows ----------------------------------------------------------------- */

/* The last row of a file that broke off: no end of the line, and cells are
 * missing. A program that leaves out the last line's end writes every cell. */
static bool is_cut(const struct ck_sheet *sheet, const struct ck_csv_row *row)
{
	return row->text + row->len == sheet->end &&
	       row->count < sheet->columns;
}

static const struct ck_fault *fault_of(struct ck_sheet *sheet,
				       const struct ck_csv_row *row,
				       size_t cells)
{
	struct ck_fault *fault;

	bool cut = is_cut(sheet, row);

	if (!row->fault && cells <= sheet->columns && !cut)
		return NULL;
	fault = ck_doc_alloc(sheet->doc, sizeof(*fault));
	if (row->fault)
		*fault = *row->fault;
	else if (cut)
		find_fault(fault, "cut", row->line,
			   ck_doc_format(sheet->doc,
					 _("the file ends in this row, after %zu cells under %zu headings: it was cut off; export it again"),
					 row->count, sheet->columns));
	else
		find_fault(fault, "cells", row->line,
			   ck_doc_format(sheet->doc,
					 _("%zu cells under %zu headings; is a separator in a cell that is not quoted?"),
					 cells, sheet->columns));
	return fault;
}

/* Line breaks in a cell are \n, whatever ends the lines. */
static char *copy_cell(struct ck_doc *doc, const char *cell)
{
	char *copy = ck_doc_strdup(doc, cell);
	char *to = copy;

	for (const char *from = copy; *from; from++)
		if (from[0] != '\r' || from[1] != '\n')
			*to++ = *from;
	*to = '\0';
	return copy;
}

static void keep_cells(struct ck_sheet *sheet, const struct ck_csv_row *row,
		       const char **cells)
{
	for (size_t i = 0; i < row->count && i < sheet->columns; i++)
		if (*row->fields[i])
			cells[i] = copy_cell(sheet->doc, row->fields[i]);
}

/* Empty cells to the right of the headings are no cells. */
static void keep_row(struct ck_sheet *sheet, const struct ck_csv_row *row)
{
	const char *end = past_line(row->text + row->len, sheet->end);
	struct ck_sheet_row kept = { .line = row->line, .text = row->text,
				     .len = end - row->text };
	size_t cells = row->count;

	while (cells && !*row->fields[cells - 1])
		cells--;
	if (!cells && !row->fault)
		return;
	kept.fault = fault_of(sheet, row, cells);
	kept.cells = ck_doc_alloc(sheet->doc, (sheet->columns + 1) *
						      sizeof(*kept.cells));
	keep_cells(sheet, row, kept.cells);
	if (sheet->count == sheet->room) {
		sheet->room = sheet->room ? 2 * sheet->room : 64;
		sheet->rows = ck_realloc(sheet->rows, sheet->room *
						sizeof(*sheet->rows));
	}
	sheet->rows[sheet->count++] = kept;
}

static int take(void *ctx, const struct ck_csv_row *row)
{
	struct ck_sheet *sheet = ctx;

	if (!sheet->headings)
		return take_headings(sheet, row);
	keep_row(sheet, row);
	return 0;
}

/* -- all of it ------------------------------------------------------------ */

/* "sep=;" and nothing else. */
static char told_separator(const char **at, const char *end)
{
	const char *line = *at;

	if (end_of_line(line, end) - line != 5 || memcmp(line, "sep=", 4) != 0)
		return 0;
	*at = past_line(line, end);
	return line[4];
}

/* Goes to the heading line, and counts. */
static const char *find_headings(const char *at, const char *end,
				 size_t heading_line, size_t *line)
{
	while (at < end && (heading_line ? *line < heading_line
					 : is_blank(at, end_of_line(at, end)))) {
		at = past_line(at, end);
		++*line;
	}
	return at;
}

int ck_sheet_read(const char *text, size_t len, size_t heading_line,
		  struct ck_sheet **ret_sheet, struct ck_fault *ret_fault)
{
	CK_CLEANUP(ck_sheet_free) struct ck_sheet *sheet =
		ck_new(struct ck_sheet);
	const char *end = text + len;
	const char *at = text;
	size_t line;
	int r;

	sheet->doc = ck_doc_new();
	sheet->head = text;
	sheet->end = end;
	sheet->fault = ret_fault;
	sheet->heading_line = heading_line;
	sheet->separator = told_separator(&at, end);
	line = at == text ? 1 : 2;
	at = find_headings(at, end, heading_line, &line);
	if (!sheet->separator)
		sheet->separator = ck_csv_delimiter(at, end - at);
	r = ck_csv_read(at, end - at, sheet->separator, line, take, sheet);
	if (r == 0 && !sheet->headings) {
		find_fault(ret_fault, "headings", line,
			   _("the headings of the columns are expected; the file ends before them"));
		r = -EBADMSG;
	}
	if (r < 0)
		return r;
	sheet->fault = NULL;
	*ret_sheet = ck_take(sheet);
	return 0;
}
