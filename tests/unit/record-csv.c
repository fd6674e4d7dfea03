/* Tables as people keep them: the rows of RFC 4180 section 2, and what is no
 * such row is told by line and column without losing the next one. */
#include <config.h>

#include <stdlib.h>

#include "base/buf.h"
#include "record/csv.h"
#include "tap.h"

/* Rows as "LINE:field|field", faults as "LINE!code@LINE,COLUMN". */
static int put(void *ctx, const struct ck_csv_row *row)
{
	struct ck_buf *all = ctx;

	if (all->len)
		ck_buf_putc(all, ' ');
	if (row->fault)
		ck_buf_printf(all, "%zu!%s@%zu,%zu", row->line,
			      row->fault->code, row->fault->line,
			      row->fault->column);
	else
		ck_buf_printf(all, "%zu:", row->line);
	for (size_t i = 0; i < row->count; i++)
		ck_buf_printf(all, "%s%s", i ? "|" : "", row->fields[i]);
	return 0;
}

static void reads(const char *what, const char *text, size_t len,
		  const char *want)
{
	CK_BUF all = { 0 };

	ok(ck_csv_read(text, len, ck_csv_delimiter(text, len), 1, put, &all) ==
	   0, "%s", what);
	is(ck_buf_text(&all), want, "... %s", want);
}

#define READS(what, text, want) reads(what, text, sizeof(text) - 1, want)

static void test_rows(void)
{
	READS("RFC 4180, 2.1", "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
	      "1:aaa|bbb|ccc 2:zzz|yyy|xxx");
	READS("2.2: no line end", "aaa,bbb\r\nzzz,yyy", "1:aaa|bbb 2:zzz|yyy");
	READS("2.5", "\"aaa\",\"bbb\"\nzzz,yyy\n", "1:aaa|bbb 2:zzz|yyy");
	READS("2.6", "\"aaa\",\"b\nbb\",\"c,c\"\nzzz,yyy,x\n",
	      "1:aaa|b\nbb|c,c 3:zzz|yyy|x");
	READS("2.7", "\"aaa\",\"b\"\"bb\"\n", "1:aaa|b\"bb");
	READS("empty fields", ",a,\n,,\n", "1:|a| 2:||");
	READS("a BOM", "\xef\xbb\xbf" "a,b\n", "1:a|b");
	READS("semicolons", "a;b,c;d\n1;2;\n", "1:a|b,c|d 2:1|2|");
	READS("tabs", "a\tb\tc\n1\t\t3\n", "1:a|b|c 2:1||3");
	READS("one column", "a\nb", "1:a 2:b");
	READS("blank lines count", "a,b\n\n  \nc,d\n", "1:a|b 4:c|d");
	READS("CR alone", "a,b\rc,d\r\re,f", "1:a|b 2:c|d 4:e|f");
	READS("blanks around", " a , \" b \" \n", "1:a| b ");
	READS("nothing", "", "");
}

static void test_faults(void)
{
	READS("a quote within a field", "a,b\n1,x\"y\n2,z\n",
	      "1:a|b 2!quote@2,4 3:2|z");
	READS("after a quoted field", "\"a\"b,c\nd,e\n", "1!quote@1,4 2:d|e");
	READS("no end", "a,b\n1,\"x\n2,y\n3,z\n",
	      "1:a|b 2!quote@2,1 3:2|y 4:3|z");
	READS("no end at the end", "a,b\n\"", "1:a|b 2!quote@2,1");
	READS("no UTF-8", "a,b\n\xc3\xa9,\xe9\nc,d\n",
	      "1:a|b 2!utf8@2,3 3:c|d");
	READS("no UTF-8 further on", "a,\"b\n\xe9\"\nc,d\n",
	      "1!utf8@2,1 2!utf8@2,1 3:c|d");
	READS("a NUL", "a,b\n\0,c\nd,e\n", "1:a|b 2!nul@2,1 3:d|e");
}

/* A quote that is missing costs its own line, whatever closes it later. */
static void test_missing(void)
{
	READS("closed by an empty field's quote further on",
	      "a,b,c,d\n1,\"x,2,3\n4,y,5,6\n7,z\",8,9\n",
	      "1:a|b|c|d 2!quote@2,1 3:4|y|5|6 4!quote@4,4");
	READS("the next row has quotes of its own",
	      "a,b,c,d\n1,\"x,2,3\n4,\"y,y\",5,6\n7,z\",8,9\n",
	      "1:a|b|c|d 2!quote@2,1 3:4|y,y|5|6 4!quote@4,4");
	READS("the next row closes it, in the same column",
	      "a,b,c,d\n1,\"x,2,3\n4,y\",5,6\n7,z,8,9\n",
	      "1:a|b|c|d 2!quote@2,1 3!quote@3,4 4:7|z|8|9");
	READS("in one before it: fields too many",
	      "a,b,c\n1,2,\"x\n4\",y,5\n6,7,8\n",
	      "1:a|b|c 2!quote@2,1 3!quote@3,2 4:6|7|8");
	READS("few columns: closed in the last one, rows between",
	      "a,b,c\n1,2,\"x\n4,5,6\n7,8,z\"\n9,1,2\n",
	      "1:a|b|c 2!quote@2,1 3:4|5|6 4!quote@4,6 5:9|1|2");
	READS("two columns", "a;b\n1;\"x\n4;5\n7;z\"\n9;1\n",
	      "1:a|b 2!quote@2,1 3:4|5 4!quote@4,4 5:9|1");
	READS("few columns, blanks behind separators",
	      "a, b, c\n1, 2, \"x\n4, 5, y\"\n6, 7, 8\n",
	      "1:a|b|c 2!quote@2,1 3!quote@3,8 4:6|7|8");
	READS("in one behind it: fields are missing",
	      "a,b,c\n\"x,1,2\n4,y\",5\n6,7,8\n",
	      "1:a|b|c 2!quote@2,1 3!quote@3,4 4:6|7|8");
}

static void test_breaks(void)
{
	READS("a line break in the first field",
	      "a,b,c,d\n\"x\ny\",1,2,3\n",
	      "1:a|b|c|d 2:x\ny|1|2|3");
	READS("in the last", "a,b,c,d\n1,2,3,\"x\ny\"\n",
	      "1:a|b|c|d 2:1|2|3|x\ny");
	READS("in all", "a,b,c,d\n\"1\n\",\"\n2\",\"3\n3\",\"\n\"\n",
	      "1:a|b|c|d 2:1\n|\n2|3\n3|\n");
	READS("an address",
	      "a,b,c,d\n1,\"12 Tran Phu, P. 1\n\nLang Son, VN\",2,3\n",
	      "1:a|b|c|d 2:1|12 Tran Phu, P. 1\n\nLang Son, VN|2|3");
	READS("a quote in it",
	      "a,b,c,d\n1,\"x\n\"\"y\"\", z\",2,3\n",
	      "1:a|b|c|d 2:1|x\n\"y\", z|2|3");
	READS("empty fields too many", "a,b\n1,\"x\ny\",,,\n",
	      "1:a|b 2:1|x\ny|||");
	READS("of many columns, too", "a,b,c,d\n1,2,3,\"x\ny\",,,\n",
	      "1:a|b|c|d 2:1|2|3|x\ny|||");
	READS("few columns: a line of text has as many commas",
	      "a,b,c\n1,\"x\n12, Tran Phu, VN\ny\",2\n",
	      "1:a|b|c 2:1|x\n12, Tran Phu, VN\ny|2");
}

static void test_few(void)
{
	READS("one column has nothing to tell by",
	      "a\n\"x\ny\"\nz\n", "1:a 2:x\ny 4:z");
	READS("an address in the last of two",
	      "a,b\n1,\"12, Tran Phu, P. 1\nLang Son, VN\"\n2,y\n",
	      "1:a|b 2:1|12, Tran Phu, P. 1\nLang Son, VN 4:2|y");
	READS("and of three",
	      "a,b,c\n1,2,\"P. 1, Dong Kinh, \nLang Son, VN\"\n",
	      "1:a|b|c 2:1|2|P. 1, Dong Kinh, \nLang Son, VN");
	READS("semicolons part, commas do not",
	      "a;b\n1;\"x,y\n1,5\"\n", "1:a|b 2:1|x,y\n1,5");
}

static void test_long(void)
{
	CK_BUF text = { 0 };
	CK_BUF all = { 0 };

	ck_buf_puts(&text, "a,b\n1,\"");
	for (int i = 0; i < CK_CSV_ROW_MAX / 2; i++)
		ck_buf_puts(&text, "x\n");
	ok(ck_csv_read(text.data, text.len, ',', 1, put, &all) == 0 &&
	   !strncmp(ck_buf_text(&all), "1:a|b 2!too-long@2,1 3:x 4:x", 28),
	   "a quote that swallows a page is told");
}

static int stop(void *ctx, const struct ck_csv_row *row)
{
	(void)row;
	++*(int *)ctx;
	return -7;
}

int main(void)
{
	int rows = 0;

	if (!ck_csv_built()) {
		printf("1..0 # SKIP built without libcsv\n");
		return 0;
	}
	test_rows();
	test_faults();
	test_missing();
	test_breaks();
	test_few();
	test_long();
	ok(ck_csv_read("a\nb\n", 4, ',', 1, stop, &rows) == -7 && rows == 1,
	   "whoever takes the rows ends it");
	return tap_done();
}
