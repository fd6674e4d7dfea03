#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "record/reader.h"
#include "trade/import.h"

/* -- the program ---------------------------------------------------------- */

/* In one line, so that jq counts the lines of the mapping as it stands. What is
 * said to this file is said by debug, and then an error: the mapping may catch
 * that one, by // perhaps. */
static const char prelude[] =
	"def ck_say(w; h): [\"ck\", w, $at[h]] | debug | error(\"ck\");"
	"def col(h): if ($at|has(h)) then $row[h] else error(\"ck:none:\" + h) end;"
	"def text(h): col(h) | if . == null then . else [splits(\"\\\\s+\")] | join(\" \") end;"
	"def ck_ask(w; h): col(h) | if . == null then ."
	" elif ($said|has(h)) and ($said[h]|has(w)) then $said[h][w]"
	" | if type == \"array\" then ck_say(.[0]; h) else . end"
	" else ck_say(w; h) end;"
	"def num(h): ck_ask(\"num\"; h);"
	"def tonnes(h): num(h) | if . == null then . else (. * 1000000 | round) / 1000 end;"
	"def day(h): ck_ask(\"day\"; h);"
	"def moment(h; t): ck_ask(\"moment\"; h) | if . == null then ."
	" elif contains(\"T\") then . + $offset"
	" elif t == null then ck_say(\"no-time\"; h)"
	" else . + \"T\" + t + \":00\" + $offset end;"
	"def moment(h): moment(h; null);";

static void put_columns(const struct ck_import *im, struct ck_buf *buf)
{
	ck_buf_putc(buf, '{');
	for (size_t i = 0; i < ck_sheet_columns(im->sheet); i++) {
		ck_buf_puts(buf, i ? "," : "");
		ck_write_str(buf, ck_sheet_heading(im->sheet, i));
		ck_buf_printf(buf, ":%zu", i);
	}
	ck_buf_putc(buf, '}');
}

char *ck_import_program(const struct ck_import *im, const char *mapping)
{
	CK_BUF program = { 0 };
	int minutes = abs(im->offset_min);

	ck_buf_puts(&program, ".row as $row | .said as $said | .line as $line"
			      " | .n as $n | ");
	ck_buf_printf(&program, "\"%c%02d:%02d\" as $offset | ",
		      im->offset_min < 0 ? '-' : '+', minutes / 60,
		      minutes % 60);
	put_columns(im, &program);
	ck_buf_printf(&program, " as $at | %s $row | (%s\n)", prelude, mapping);
	return ck_buf_take(&program);
}

/* -- what a cell says ----------------------------------------------------- */

static const struct { const char *name; int ask; } asks[] = {
	{ "num", CK_ASK_NUM }, { "day", CK_ASK_DAY },
	{ "moment", CK_ASK_MOMENT },
};
enum { ASKS = sizeof(asks) / sizeof(*asks) };

static const char *number_fault(int err)
{
	switch (err) {
	case -EAGAIN:
		return "ambiguous";
	case -EDOM:
		return "other-sign";
	case -ERANGE:
		return "digits";
	default:
		return "no-number";
	}
}

/* A fault is an array, which no cell is. */
static struct ck_value *say_fault(struct ck_doc *doc, const char *what)
{
	struct ck_value *fault = ck_new_array(doc);

	ck_push_str(fault, what);
	return fault;
}

static struct ck_value *say_number(const struct ck_import *im,
				   struct ck_doc *doc, const char *cell)
{
	char number[CK_AMOUNT_SIZE];
	int r = ck_amount_read(cell, im->sign, number);
	struct ck_value *v = r == 0 ? ck_new_number(doc, number) : NULL;

	/* The mapping shall go on, and ask all that it asks. */
	if (!v && im->looking)
		v = ck_new_int(doc, 7);
	return v ? v : say_fault(doc, number_fault(r < 0 ? r : -ERANGE));
}

static struct ck_value *say_moment(const struct ck_import *im,
				   struct ck_doc *doc, const char *cell,
				   bool day)
{
	char text[CK_MOMENT_SIZE];

	if (ck_moment_read(cell, text) < 0 &&
	    !(im->looking && ck_moment_read("2020-01-02 03:04", text) == 0))
		return say_fault(doc, day ? "no-day" : "no-moment");
	if (day)
		text[10] = '\0';
	return ck_new_str(doc, text);
}

static struct ck_value *say(const struct ck_import *im, struct ck_doc *doc,
			    int ask, const char *cell)
{
	if (ask == CK_ASK_NUM)
		return say_number(im, doc, cell);
	return say_moment(im, doc, cell, ask == CK_ASK_DAY);
}

static struct ck_value *input_of(const struct ck_import *im, size_t row,
				 const char *const *cells, struct ck_doc *doc)
{
	struct ck_value *input = ck_new_object(doc);
	struct ck_value *by_name = ck_set_object(input, "row");
	struct ck_value *said = ck_set_object(input, "said");

	for (size_t i = 0; i < ck_sheet_columns(im->sheet); i++) {
		const char *heading = ck_sheet_heading(im->sheet, i);
		struct ck_value *answers;

		ck_set_str(by_name, heading, cells[i]);
		if (!cells[i] || !im->asked[i])
			continue;
		answers = ck_set_object(said, heading);
		for (size_t k = 0; k < ASKS; k++)
			if (im->asked[i] & asks[k].ask)
				ck_set(answers, asks[k].name,
				       say(im, doc, asks[k].ask, cells[i]));
	}
	ck_set_int(input, "line", im->rows[row].sheet->line);
	ck_set_int(input, "n", row + 1);
	return input;
}

/* -- what the mapping says ------------------------------------------------ */

static const char *sentence_of(const char *what)
{
	static const struct ck_term all[] = {
		{ "ambiguous", N_("the sign may part thousands or decimals; say which with --decimal comma or --decimal point") },
		{ "other-sign", N_("this number does not fit the decimal sign of the sheet") },
		{ "digits", N_("a number of at most 15 digits is expected") },
		{ "no-number", N_("a number is expected, as 21500 or 21.500,5") },
		{ "no-day", N_("a day is expected, as 22/11/2026 or 2026-11-22") },
		{ "no-moment", N_("a day and a time are expected, as 22/11/2026 08:30") },
		{ "no-time", N_("the time of the day is missing, as 22/11/2026 08:30") },
		{ NULL, NULL },
	};

	return ck_term_words(all, what);
}

static struct ck_import_fault fault(const char *code, const char *message,
				    int column)
{
	return (struct ck_import_fault){ .code = code, .message = message,
					 .column = column };
}

static struct ck_import_fault no_column(const struct ck_import *im,
					struct ck_doc *doc, const char *heading)
{
	size_t line = ck_sheet_find(im->sheet, heading);
	CK_BUF all = { 0 };

	if (line)
		return fault("no-column",
			     ck_doc_format(doc, _("there is no column %s; line %zu has that heading: say --heading %zu"),
					   heading, line, line),
			     CK_IMPORT_NO_COLUMN);
	for (size_t i = 0; i < ck_sheet_columns(im->sheet); i++)
		ck_buf_printf(&all, "%s%s", i ? ", " : "",
			      ck_sheet_heading(im->sheet, i));
	return fault("no-column",
		     ck_doc_format(doc, _("there is no column %s; there are %s"),
				   heading, ck_buf_text(&all)),
		     CK_IMPORT_NO_COLUMN);
}

/* One run of the mapping. */
struct result {
	struct ck_import *im;
	struct ck_doc *doc;
	const struct ck_value *part;
	size_t count;
	bool asked;			/* something new */
	struct ck_import_fault fault;	/* of a cell */
};

static void take_question(struct result *result, const char *what, int column)
{
	unsigned char *asked = &result->im->asked[column];

	for (size_t i = 0; i < ASKS; i++)
		if (!strcmp(what, asks[i].name)) {
			result->asked |= !(*asked & asks[i].ask);
			*asked |= asks[i].ask;
			return;
		}
	if (!result->fault.code && sentence_of(what))
		result->fault = fault("cell", sentence_of(what), column);
}

/* ["ck", what, column]; whatever else the mapping says is its own. */
static void hear(void *ctx, const char *json, size_t len)
{
	struct result *result = ctx;
	const struct ck_value *said = NULL;
	struct ck_fault unread;
	const char *first;
	int64_t column;

	if (ck_read(result->doc, json, len, &said, &unread) < 0)
		return;
	first = ck_str(ck_at(said, 0));
	if (first && !strcmp(first, "ck") && ck_str(ck_at(said, 1)) &&
	    ck_int(ck_at(said, 2), &column) && column >= 0 &&
	    (size_t)column < ck_sheet_columns(result->im->sheet))
		take_question(result, ck_str(ck_at(said, 1)), (int)column);
}

static int take_result(void *ctx, const char *json, size_t len)
{
	struct result *result = ctx;
	struct ck_fault unread;

	result->count++;
	return ck_read(result->doc, json, len, &result->part, &unread);
}

static int judge_error(const struct result *result, const char *error,
		       struct ck_import_fault *ret_fault)
{
	static const char none[] = "ck:none:";

	if (!strncmp(error, none, sizeof(none) - 1))
		*ret_fault = no_column(result->im, result->doc,
				       error + sizeof(none) - 1);
	else
		*ret_fault = fault("mapping", ck_doc_strdup(result->doc, error),
				   CK_IMPORT_NO_COLUMN);
	return -EBADMSG;
}

static int judge(const struct result *result, int r, const char *error,
		 struct ck_import_fault *ret_fault)
{
	if (result->fault.code) {
		*ret_fault = result->fault;
		return -EBADMSG;
	}
	if (r < 0)
		return judge_error(result, error ? error : "", ret_fault);
	if (result->count == 0)
		return 0;
	if (result->count == 1 && ck_is_object(result->part))
		return 1;
	*ret_fault = fault("mapping",
			   _("the mapping must give one object, or nothing"),
			   CK_IMPORT_NO_COLUMN);
	return -EBADMSG;
}

int ck_import_map_row(struct ck_import *im, size_t row,
		      const char *const *cells, struct ck_doc *doc,
		      const struct ck_value **ret_part,
		      struct ck_import_fault *ret_fault)
{
	struct result result;
	int r;

	do {
		CK_BUF text = { 0 };
		ck_autofree char *error = NULL;

		result = (struct result){ .im = im, .doc = doc };
		ck_write(&text, input_of(im, row, cells, doc));
		ck_jq_listen(im->map, hear, &result);
		r = ck_jq_run(im->map, text.data, text.len, take_result,
			      &result, &error);
		if (!result.asked)
			r = judge(&result, r, error, ret_fault);
	} while (result.asked);
	if (r == 1)
		*ret_part = result.part;
	return r;
}

/* -- the decimal sign of a sheet ------------------------------------------ */

/* One typed otherwise among ten is the fault of that cell. */
enum { CLEAR = 10 };

static enum ck_decimal_sign find_sign(const struct ck_import *im)
{
	size_t said[3] = { 0 };

	for (size_t i = 0; i < ck_sheet_rows(im->sheet); i++)
		for (size_t k = 0; k < ck_sheet_columns(im->sheet); k++) {
			const char *cell = im->rows[i].sheet->cells[k];

			if (cell && im->asked[k] & CK_ASK_NUM &&
			    ck_amount_sign(cell) > 0)
				said[ck_amount_sign(cell)]++;
		}
	if (said[CK_DECIMAL_COMMA] > CLEAR * said[CK_DECIMAL_POINT])
		return CK_DECIMAL_COMMA;
	if (said[CK_DECIMAL_POINT] > CLEAR * said[CK_DECIMAL_COMMA])
		return CK_DECIMAL_POINT;
	/* Excel parts cells with ; where the comma is the decimal sign. */
	if (!said[CK_DECIMAL_COMMA] && !said[CK_DECIMAL_POINT] &&
	    ck_sheet_separator(im->sheet) == ';')
		return CK_DECIMAL_COMMA;
	return CK_DECIMAL_UNKNOWN;
}

static int check_sign(const struct ck_import *im,
		      struct ck_import_fault *ret_fault, size_t *ret_line)
{
	for (size_t i = 0; i < ck_sheet_rows(im->sheet); i++)
		for (size_t k = 0; k < ck_sheet_columns(im->sheet); k++) {
			const char *cell = im->rows[i].sheet->cells[k];

			if (!cell || !(im->asked[k] & CK_ASK_NUM) ||
			    ck_amount_sign(cell) != -EAGAIN)
				continue;
			*ret_fault = fault("ambiguous",
				ck_doc_format(im->doc, "%s: %s", cell,
					      sentence_of("ambiguous")), k);
			*ret_line = im->rows[i].sheet->line;
			return -EBADMSG;
		}
	return 0;
}

/* -- all rows ------------------------------------------------------------- */

/* Rows that are looked at to learn what the mapping asks. */
enum { LOOK_MOST = 100 };

static int look(struct ck_import *im, struct ck_import_fault *ret_fault,
		size_t *ret_line)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	size_t rows = ck_sheet_rows(im->sheet);

	im->looking = true;
	for (size_t i = 0; i < rows && i < LOOK_MOST; i++) {
		const struct ck_value *part;
		struct ck_import_fault found = { 0 };

		if (im->rows[i].sheet->fault ||
		    ck_import_map_row(im, i, im->rows[i].sheet->cells, doc,
				      &part, &found) >= 0 ||
		    strcmp(found.code, "no-column") != 0)
			continue;
		*ret_fault = fault(found.code,
				   ck_doc_strdup(im->doc, found.message),
				   CK_IMPORT_NO_COLUMN);
		*ret_line = im->rows[i].sheet->line;
		return -EBADMSG;
	}
	im->looking = false;
	return 0;
}

/* The group stands beside the document. */
static void take_group(struct ck_import_row *row)
{
	struct ck_value *part = ck_writable(row->part);
	const struct ck_value *group = ck_get(part, "group");

	if (!group)
		return;
	row->grouped = true;
	row->group = ck_str(group) ? ck_str(group) : ck_number_text(group);
	if (row->group && !*row->group)
		row->group = NULL;
	ck_unset(part, "group");
}

/* A cell that does not read is no reason not to know whose the row is. */
static void find_group(struct ck_import *im, size_t i)
{
	struct ck_import_row *row = &im->rows[i];
	struct ck_import_fault ignored = { 0 };

	im->looking = true;
	if (ck_import_map_row(im, i, row->sheet->cells, im->doc, &row->part,
			      &ignored) == 1)
		take_group(row);
	im->looking = false;
	row->part = NULL;
}

static void map_row(struct ck_import *im, size_t i)
{
	struct ck_import_row *row = &im->rows[i];
	const struct ck_fault *unread = row->sheet->fault;

	row->fault.column = CK_IMPORT_NO_COLUMN;
	if (unread)
		row->fault = fault(unread->code, unread->message,
				   CK_IMPORT_NO_COLUMN);
	else if (ck_import_map_row(im, i, row->sheet->cells, im->doc,
				   &row->part, &row->fault) == 1)
		take_group(row);
	if (row->fault.code && (!unread || !strcmp(unread->code, "cells")))
		find_group(im, i);
}

int ck_import_map(struct ck_import *im, enum ck_decimal_sign sign,
		  struct ck_import_fault *ret_fault, size_t *ret_line)
{
	size_t rows = ck_sheet_rows(im->sheet);
	int r;

	im->asked = ck_doc_alloc(im->doc, ck_sheet_columns(im->sheet) + 1);
	im->rows = ck_doc_alloc(im->doc, (rows + 1) * sizeof(*im->rows));
	for (size_t i = 0; i < rows; i++)
		im->rows[i].sheet = ck_sheet_row(im->sheet, i);
	im->sign = sign;
	r = look(im, ret_fault, ret_line);
	if (r == 0 && !im->sign)
		im->sign = find_sign(im);
	if (r == 0 && !im->sign)
		r = check_sign(im, ret_fault, ret_line);
	for (size_t i = 0; r == 0 && i < rows; i++)
		map_row(im, i);
	return r;
}
