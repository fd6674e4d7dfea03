/* Sheets: separators, quotes, line ends, headings, and what a fault costs. */
#include <config.h>

#include <errno.h>

#include "record/csv.h"
#include "record/sheet.h"
#include "tap.h"

static struct ck_sheet *sheet;
static struct ck_fault fault;

static int read_at(const char *text, size_t heading_line)
{
	ck_sheet_free(sheet);
	sheet = NULL;
	return ck_sheet_read(text, strlen(text), heading_line, &sheet, &fault);
}

static const char *cell(size_t row, size_t column)
{
	return ck_sheet_row(sheet, row)->cells[column];
}

static void test_separators(void)
{
	ok(read_at("a,b;c\n1,2;3\n", 0) == 0 && ck_sheet_separator(sheet) == ',',
	   "as many of each: the comma");
	ok(read_at("a;b;c\n1,5;2;3\n", 0) == 0 &&
		   ck_sheet_separator(sheet) == ';',
	   "the semicolon, beside decimal commas");
	is(cell(0, 0), "1,5", "which stay");
	ok(read_at("a\tb\n1\t\n", 0) == 0 && ck_sheet_separator(sheet) == '\t',
	   "a tab");
	is(cell(0, 1), NULL, "an empty cell is none");
	ok(read_at("sep=|\r\na|b\r\n1|2\r\n", 0) == 0 &&
		   ck_sheet_separator(sheet) == '|',
	   "what Excel's sep= says");
	ok(ck_sheet_row(sheet, 0)->line == 3, "lines are counted from it");
	ok(read_at("\"a;b;c\",d\n1,2\n", 0) == 0 &&
		   ck_sheet_columns(sheet) == 2,
	   "what is quoted parts nothing");
}

static void test_cells(void)
{
	size_t len;

	ok(read_at("a,b\r\n\"x\"\"y\r\nz\", 2 \r\n\r\n,\r\n3,\"\"\r\n", 0) == 0,
	   "quotes, line breaks, blank lines");
	ok(ck_sheet_rows(sheet) == 2, "blank rows are left out");
	is(cell(0, 0), "x\"y\nz", "a doubled quote, a line break");
	is(cell(0, 1), "2", "blanks around a cell are dropped");
	ok(ck_sheet_row(sheet, 1)->line == 6, "lines, not rows, are counted");
	is(cell(1, 1), NULL, "an empty cell in quotes is none either");
	ok(ck_sheet_row(sheet, 0)->len == 15 &&
		   !memcmp(ck_sheet_row(sheet, 0)->text, "\"x\"\"y\r\nz\", 2 \r\n",
			   15),
	   "a row's lines as they stand");
	ck_sheet_head(sheet, &len);
	ok(len == 5, "the head is the heading line");
	ok(read_at("a,b\r1,2\r3,4", 0) == 0 && ck_sheet_rows(sheet) == 2,
	   "lines that end as on old Macs; the last without end");
	ok(read_at("a,b,c\n1,2,3\n4,5", 0) == 0 &&
		   !ck_sheet_row(sheet, 0)->fault &&
		   ck_sheet_row(sheet, 1)->fault &&
		   ck_sheet_row(sheet, 1)->line == 3,
	   "a last row that breaks off is none");
	is(ck_sheet_row(sheet, 1)->fault->code, "cut", "... says so");
	ok(read_at("a,b,c\n1,2,3\n4,5,", 0) == 0 &&
		   !ck_sheet_row(sheet, 1)->fault,
	   "one with all its cells needs no line break");
	ok(read_at("a,b\n1\n2,3,,\n", 0) == 0 &&
		   !ck_sheet_row(sheet, 0)->fault &&
		   !ck_sheet_row(sheet, 1)->fault,
	   "cells may be missing, and empty ones too many");
}

static void test_headings(void)
{
	ok(read_at(" So\t bo ,,So bo,\"Khoi\nluong\",,\n1,2,3,4\n", 0) == 0 &&
		   ck_sheet_columns(sheet) == 4,
	   "columns up to the last heading");
	is(ck_sheet_heading(sheet, 0), "So bo", "white space is one space");
	is(ck_sheet_heading(sheet, 1), "#2", "a column without name");
	is(ck_sheet_heading(sheet, 2), "So bo (2)", "a second of that name");
	is(ck_sheet_heading(sheet, 3), "Khoi luong", "a line break in one");
	ok(read_at("CTY ABC\n\na,b\n1,2\n", 3) == 0 &&
		   ck_sheet_rows(sheet) == 1,
	   "headings on a line that is named");
	ok(read_at("CTY ABC\n\na,b\n1,2\n", 2) == -EBADMSG &&
		   read_at("a\n", 7) == -EBADMSG &&
		   read_at("\n \n", 0) == -EBADMSG && read_at("", 0) == -EBADMSG,
	   "no headings there");
	is(fault.code, "headings", "... says so");
	ok(read_at("a;b\n\"a\n", 2) == -EBADMSG, "headings with a fault");
}

/* The 1st, 2nd and 4th rows are good whatever the 3rd is. */
static void test_fault(const char *line, const char *code)
{
	char text[200];

	snprintf(text, sizeof(text), "a;b\n1;2\n3;\"4\"\n%s\n5;\"6\"\n", line);
	ok(read_at(text, 0) == 0 && ck_sheet_rows(sheet) == 4 &&
		   ck_sheet_row(sheet, 2)->fault &&
		   !strcmp(ck_sheet_row(sheet, 2)->fault->code, code) &&
		   ck_sheet_row(sheet, 2)->line == 4,
	   "a fault: %s", line);
	is(cell(3, 1), "6", "... costs its line alone");
}

int main(void)
{
	if (!ck_csv_built()) {
		printf("1..0 # SKIP built without libcsv\n");
		return 0;
	}
	test_separators();
	test_cells();
	test_headings();
	test_fault("7;8\"9", "quote");
	test_fault("7;\"8\"9", "quote");
	test_fault("7;\"8", "quote");
	test_fault("7;8;9", "cells");
	ok(read_at("a;b\n7;\"8\n9;1\n", 0) == 0 &&
		   ck_sheet_row(sheet, 0)->fault &&
		   ck_sheet_rows(sheet) == 2,
	   "a quote that nothing closes costs its line alone");
	ck_sheet_free(sheet);
	return tap_done();
}
