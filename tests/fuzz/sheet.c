/* Sheets from any bytes: what is refused has a sentence; rows follow one
 * another; those that are sound are the same sheet again behind its head, and
 * the encoding gives the bytes back. */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "record/encoding.h"
#include "record/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct ck_fault fault;

static void demand(bool held)
{
	if (!held)
		abort();
}

static bool same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void check_rows(const struct ck_sheet *sheet)
{
	size_t line = 0;

	for (size_t i = 0; i < ck_sheet_rows(sheet); i++) {
		const struct ck_sheet_row *row = ck_sheet_row(sheet, i);

		demand(row->line > line && row->len > 0);
		line = row->line;
		for (size_t k = 0; k < ck_sheet_columns(sheet); k++)
			demand(!row->cells[k] ||
			       ck_utf8_valid(row->cells[k],
					     strlen(row->cells[k])));
	}
}

static void check_cells(const struct ck_sheet *sheet,
			const struct ck_sheet_row *a,
			const struct ck_sheet_row *b)
{
	demand(!b->fault && a->len == b->len);
	for (size_t k = 0; k < ck_sheet_columns(sheet); k++)
		demand(same(a->cells[k], b->cells[k]));
}

static void check_again(const struct ck_sheet *sheet)
{
	CK_CLEANUP(ck_sheet_free) struct ck_sheet *again = NULL;
	CK_BUF text = { 0 };
	size_t len, n = 0;

	ck_buf_add(&text, ck_sheet_head(sheet, &len), 0);
	ck_buf_add(&text, ck_sheet_head(sheet, &len), len);
	for (size_t i = 0; i < ck_sheet_rows(sheet); i++)
		if (!ck_sheet_row(sheet, i)->fault)
			ck_buf_add(&text, ck_sheet_row(sheet, i)->text,
				   ck_sheet_row(sheet, i)->len);
	demand(ck_sheet_read(ck_buf_text(&text), text.len, 0, &again, &fault) ==
	       0);
	demand(ck_sheet_columns(again) == ck_sheet_columns(sheet));
	for (size_t i = 0; i < ck_sheet_rows(sheet); i++)
		if (!ck_sheet_row(sheet, i)->fault)
			check_cells(sheet, ck_sheet_row(sheet, i),
				    ck_sheet_row(again, n++));
	demand(ck_sheet_rows(again) == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CK_CLEANUP(ck_sheet_free) struct ck_sheet *sheet = NULL;
	CK_BUF text = { 0 };
	CK_BUF back = { 0 };
	enum ck_encoding encoding;
	char *error = NULL;

	if (ck_encoding_read("a b.csv", (const char *)data, size, &text,
			     &encoding, &error) < 0) {
		demand(error && *error);
		free(error);
		return 0;
	}
	demand(ck_utf8_valid(ck_buf_text(&text), text.len));
	ck_encoding_write(encoding, true, ck_buf_text(&text), text.len, &back);
	demand(back.len >= size && !memcmp(back.data + (back.len - size), data,
					   size));
	if (ck_sheet_read(ck_buf_text(&text), text.len, 0, &sheet, &fault) < 0)
		return 0;
	check_rows(sheet);
	check_again(sheet);
	return 0;
}
