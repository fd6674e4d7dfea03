#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/columns.h"
#include "base/text.h"
#include "command/private.h"

#define BOM "\xef\xbb\xbf"

/* -- cells ---------------------------------------------------------------- */

/* words: yes and no are for people, not for programs. */
static void put_scalar(struct ck_buf *cell, const struct ck_value *v,
		       bool words)
{
	switch (ck_type(v)) {
	case CK_NULL:
		break;
	case CK_FALSE:
	case CK_TRUE:
		if (words)
			ck_buf_puts(cell, ck_is_true(v) ? _("yes") : _("no"));
		else
			ck_write(cell, v);
		break;
	case CK_STRING:
		ck_buf_puts(cell, ck_str(v));
		break;
	default:
		ck_write(cell, v);
		break;
	}
}

static bool all_scalars(const struct ck_value *array)
{
	for (size_t i = 0; i < ck_count(array); i++)
		if (ck_is_array(ck_at(array, i)) ||
		    ck_is_object(ck_at(array, i)))
			return false;
	return true;
}

/* NULL when the column names none. */
static const char *members_of(const struct ck_column *column)
{
	const char *blank = strchr(column->pointer, ' ');

	return blank ? blank + 1 : NULL;
}

/* The first of its places where something is. */
static const struct ck_value *value_of(const struct ck_column *column,
				       const struct ck_value *record)
{
	const struct ck_value *value = NULL;
	const char *at = column->pointer;

	while (!value && *at == '/') {
		size_t len = strcspn(at, " |");
		CK_BUF pointer = { 0 };

		ck_buf_add(&pointer, at, len);
		value = ck_pointer(record, ck_buf_text(&pointer));
		at += len + (at[len] == '|');
	}
	return value;
}

static void put_members(struct ck_buf *cell, const struct ck_value *object,
			const char *members)
{
	while (*members) {
		size_t len = strcspn(members, " ");
		CK_BUF name = { 0 };

		ck_buf_add(&name, members, len);
		put_scalar(cell, ck_get(object, ck_buf_text(&name)), true);
		members += len + strspn(members + len, " ");
		if (*members)
			ck_buf_putc(cell, ' ');
	}
}

/* A list of words reads better than JSON; anything deeper stays JSON, but for
 * the members that the column names. */
static void cell_text(struct ck_buf *cell, const struct ck_value *v,
		      const char *members, bool words)
{
	ck_buf_clear(cell);
	if (!ck_is_array(v) || !(members || all_scalars(v))) {
		put_scalar(cell, v, words);
		return;
	}
	for (size_t i = 0; i < ck_count(v); i++) {
		if (i)
			ck_buf_puts(cell, ", ");
		if (members)
			put_members(cell, ck_at(v, i), members);
		else
			put_scalar(cell, ck_at(v, i), words);
	}
}

/* A time as people read it: of the site's zone, to the second. What is none,
 * or of no site, stays as it is. */
static void shorten_time(struct ck_buf *cell, const struct ck_layout *out)
{
	char text[CK_TIME_TEXT];
	int64_t ms;

	if (!out->zoned || ck_time_parse(ck_buf_text(cell), &ms) < 0)
		return;
	ck_time_print(ms, out->offset_min, text);
	text[sizeof("2026-11-22") - 1] = ' ';
	ck_buf_clear(cell);
	ck_buf_add(cell, text, CK_COLUMN_TIME);
}

/* -- table ---------------------------------------------------------------- */

static void put_spaces(struct ck_buf *buf, int count)
{
	while (count-- > 0)
		ck_buf_putc(buf, ' ');
}

/* Those of the heading at least, in whatever language it is. */
static int columns_of(const struct ck_column *column)
{
	int heading = ck_text_columns(_(column->heading));
	int width = abs(column->width);

	return heading > width ? heading : width;
}

/* A text wider than its column pushes the rest: nothing is cut off. */
static void put_padded(struct ck_buf *buf, const char *text,
		       const struct ck_column *column)
{
	int pad = columns_of(column) - ck_text_columns(text);

	if (column->width < 0)
		put_spaces(buf, pad);
	ck_buf_puts(buf, text);
	if (column->width >= 0)
		put_spaces(buf, pad);
	ck_buf_puts(buf, "  ");
}

static void drop_spaces(struct ck_buf *buf, size_t start)
{
	while (buf->len > start && buf->data[buf->len - 1] == ' ')
		buf->len--;
}

enum { ROOM_LEAST = 24, INDENT = 4 };

/* The last cell of a row that begins at `start`: a sentence too long for the
 * terminal goes on below its beginning, or on lines of its own. */
static void put_wrapped(struct ck_buf *buf, size_t start, const char *text,
			int width)
{
	int indent = ck_text_columns(ck_buf_text(buf) + start);
	int room = width - indent;

	if (!*text || !width || ck_text_columns(text) <= room) {
		ck_buf_puts(buf, text);
		return;
	}
	if (room < ROOM_LEAST) {
		indent = INDENT;
		drop_spaces(buf, start);
		ck_buf_putc(buf, '\n');
		put_spaces(buf, indent);
	}
	ck_text_wrap(buf, text, indent, indent, width);
}

/* -- csv and tsv ---------------------------------------------------------- */

/* RFC 4180 section 2. A spreadsheet runs a text that begins like a formula:
 * with --excel an apostrophe keeps it a text. */
static void put_csv(struct ck_buf *buf, const char *text, bool is_text,
		    bool excel)
{
	const char *special = excel ? ";\"\r\n" : ",\"\r\n";

	if (excel && is_text && *text && strchr("=+-@\t\r", *text)) {
		ck_buf_puts(buf, "\"'");
	} else if (text[strcspn(text, special)]) {
		ck_buf_putc(buf, '"');
	} else {
		ck_buf_puts(buf, text);
		return;
	}
	for (; *text; text++) {
		if (*text == '"')
			ck_buf_putc(buf, '"');
		ck_buf_putc(buf, *text);
	}
	ck_buf_putc(buf, '"');
}

static void put_tsv(struct ck_buf *buf, const char *text)
{
	static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";

	for (; *text; text++) {
		const char *at = strchr(plain, *text);

		if (at) {
			ck_buf_putc(buf, '\\');
			ck_buf_putc(buf, escaped[at - plain]);
		} else {
			ck_buf_putc(buf, *text);
		}
	}
}

/* -- rows ----------------------------------------------------------------- */

static bool is_last(const struct ck_column *column,
		    const struct ck_layout *out)
{
	bool marked = out->simulated && out->format != CK_FORMAT_TABLE;

	return !column[1].heading && !marked;
}

static void put_cell(struct ck_buf *buf, const struct ck_column *column,
		     const struct ck_layout *out, const char *text,
		     bool is_text, size_t start)
{
	bool last = is_last(column, out);

	if (out->format == CK_FORMAT_TABLE) {
		CK_BUF clean = { 0 };

		ck_words_clean(&clean, text);
		if (last && column->width >= 0)
			put_wrapped(buf, start, ck_buf_text(&clean),
				    out->width);
		else
			put_padded(buf, ck_buf_text(&clean), column);
		return;
	}
	if (out->format == CK_FORMAT_CSV)
		put_csv(buf, text, is_text, out->excel);
	else
		put_tsv(buf, text);
	if (!last)
		ck_buf_putc(buf, out->format == CK_FORMAT_TSV ? '\t'
				 : out->excel ? ';' : ',');
}

static void end_row(struct ck_buf *buf, const struct ck_layout *out,
		    size_t start)
{
	if (out->format == CK_FORMAT_TABLE)
		drop_spaces(buf, start);
	ck_buf_puts(buf, out->format == CK_FORMAT_CSV && out->excel ? "\r\n"
								   : "\n");
}

void ck_table_heading(struct ck_buf *buf, const struct ck_column *columns,
		      const struct ck_layout *out)
{
	size_t start = buf->len;

	if (out->format == CK_FORMAT_CSV && out->excel)
		ck_buf_puts(buf, BOM);
	if (out->simulated && out->format == CK_FORMAT_TABLE) {
		ck_buf_puts(buf, "SIMULATED\n");
		start = buf->len;
	}
	for (const struct ck_column *c = columns; c->heading; c++)
		put_cell(buf, c, out, _(c->heading), true, start);
	if (out->simulated && out->format != CK_FORMAT_TABLE)
		ck_buf_puts(buf, _("Simulated"));
	end_row(buf, out, start);
}

static bool has_any(const struct ck_column *columns,
		    const struct ck_value *record)
{
	for (const struct ck_column *c = columns; c->heading; c++)
		if (value_of(c, record))
			return true;
	return false;
}

void ck_table_row(struct ck_buf *buf, const struct ck_column *columns,
		  const struct ck_layout *out, const struct ck_value *record)
{
	size_t start = buf->len;
	CK_BUF cell = { 0 };

	if (!has_any(columns, record))
		return;
	for (const struct ck_column *c = columns; c->heading; c++) {
		const struct ck_value *v = value_of(c, record);

		cell_text(&cell, v, members_of(c),
			  out->format == CK_FORMAT_TABLE);
		if (out->format == CK_FORMAT_TABLE &&
		    c->width == CK_COLUMN_TIME)
			shorten_time(&cell, out);
		put_cell(buf, c, out, ck_buf_text(&cell),
			 ck_type(v) == CK_STRING, start);
	}
	if (out->simulated && out->format != CK_FORMAT_TABLE)
		ck_buf_puts(buf, "SIMULATED");
	end_row(buf, out, start);
}
