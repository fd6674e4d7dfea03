#include <config.h>

#include <errno.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "record/csv.h"

char ck_csv_delimiter(const char *text, size_t len)
{
	static const char marks[] = ",;\t";
	size_t count[sizeof(marks)] = { 0 };
	size_t best = 0;
	bool quoted = false;

	for (size_t i = 0; i < len && text[i] != '\n' && text[i] != '\r'; i++) {
		const char *mark = text[i] ? strchr(marks, text[i]) : NULL;

		quoted ^= text[i] == '"';
		if (mark && !quoted)
			count[mark - marks]++;
	}
	for (size_t i = 1; i < strlen(marks); i++)
		if (count[i] > count[best])
			best = i;
	return marks[best];
}

#ifdef HAVE_CSV
#include <csv.h>

/* Reading is strict: a quote that is not where RFC 4180 has it is a fault,
 * not a character, for it may have swallowed lines. */

struct reading {
	struct csv_parser parser;
	const char *text;
	size_t len;
	size_t at;
	size_t line;
	char delimiter;
	ck_csv_take *take;
	void *ctx;
	int result;			/* of take */
	bool complete;			/* the row has its fields */
	size_t width;			/* fields of the first row, or 0 */
	bool spaced;			/* which has blanks behind separators */
	struct ck_csv_row row;
	struct ck_buf bytes;		/* of its fields, each with a NUL */
	size_t *begins;			/* of each field, in bytes */
	const char **fields;
	size_t room;
};

bool ck_csv_built(void)
{
	return true;
}

static int tell(struct reading *r)
{
	r->result = r->take(r->ctx, &r->row);
	return r->result;
}

static int tell_fault(struct reading *r, const char *code, size_t line,
		      size_t column, const char *sentence)
{
	struct ck_fault fault = { .code = code, .line = line,
				  .column = column };
	size_t len = ck_utf8_cut(sentence, strlen(sentence),
				 sizeof(fault.message) - 1);

	memcpy(fault.message, sentence, len);
	fault.message[len] = '\0';
	r->row.fault = &fault;
	r->row.count = 0;
	return tell(r);
}

/* -- what libcsv calls ---------------------------------------------------- */

static void on_field(void *bytes, size_t len, void *ctx)
{
	struct reading *r = ctx;

	if (r->row.count == r->room) {
		r->room = r->room ? 2 * r->room : 32;
		r->begins = ck_realloc(r->begins,
				       r->room * sizeof(*r->begins));
		r->fields = ck_realloc(r->fields,
				       r->room * sizeof(*r->fields));
	}
	r->begins[r->row.count++] = r->bytes.len;
	ck_buf_add(&r->bytes, bytes, len);
	ck_buf_putc(&r->bytes, '\0');
}

static size_t end_of_line(const char *text, size_t len)
{
	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	return len;
}

/* One physical line ends at most one row. */
static void on_row(int end, void *ctx)
{
	struct reading *r = ctx;

	(void)end;
	for (size_t i = 0; i < r->row.count; i++)
		r->fields[i] = r->bytes.data + r->begins[i];
	r->row.fields = r->fields;
	r->complete = true;
}

/* -- lines ---------------------------------------------------------------- */

static size_t line_at(const struct reading *r, size_t at)
{
	const char *text = r->text + at;
	size_t left = r->len - at;
	size_t n = 0;

	while (n < left && text[n] != '\n' && text[n] != '\r')
		n++;
	if (n < left)
		n += text[n] == '\r' && n + 1 < left && text[n + 1] == '\n'
			     ? 2 : 1;
	return n;
}

static bool is_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr(" \t\r\n", text[i]) || !text[i])
			return false;
	return true;
}

static void start_parser(struct csv_parser *parser, char delimiter)
{
	csv_init(parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(parser, (unsigned char)delimiter);
	csv_set_realloc_func(parser, ck_realloc);
}

/* Reading goes on behind the row's first line: what a stray quote swallowed
 * is read after all. */
static int give_up(struct reading *r, size_t begin, const char *code,
		   size_t line, size_t column, const char *sentence)
{
	size_t first = line_at(r, begin);

	csv_free(&r->parser);
	start_parser(&r->parser, r->delimiter);
	r->at = begin + first;
	r->row.len = end_of_line(r->row.text, first);
	tell_fault(r, code, line, column, sentence);
	r->line = r->row.line + 1;
	return r->result;
}

static int check_line(struct reading *r, size_t begin, size_t n)
{
	const char *text = r->text + r->at;
	size_t good = 0;
	size_t bytes;

	if (memchr(text, '\0', n))
		return give_up(r, begin, "nul", r->line, 1,
			       _("a NUL character; no text has one"));
	while (good < n && (bytes = ck_utf8_length(text + good, n - good)))
		good += bytes;
	if (good < n)
		return give_up(r, begin, "utf8", r->line,
			       1 + ck_utf8_count(text, good),
			       _("no UTF-8; save the table as UTF-8"));
	return 1;
}

/* -- what a missing quote swallows ---------------------------------------- */

static void count_field(void *bytes, size_t len, void *ctx)
{
	(void)bytes;
	(void)len;
	++*(size_t *)ctx;
}

/* Of a line that stands alone; 0: alone it is no row. */
static size_t fields_alone(const struct reading *r, const char *text, size_t n)
{
	struct csv_parser parser;
	size_t count = 0;

	start_parser(&parser, r->delimiter);
	if (csv_parse(&parser, text, n, count_field, NULL, &count) < n ||
	    csv_fini(&parser, count_field, NULL, &count) != 0)
		count = 0;
	csv_free(&parser);
	return count;
}

/* Whatever its quotes say. Of few fields a line of text has as many commas,
 * but blanks behind them. */
static bool parts_enough(const struct reading *r, const char *text, size_t n,
			 size_t fields)
{
	bool all = r->spaced || r->width >= CK_CSV_TELLING;
	size_t count = 1;

	for (size_t i = 0; i < n; i++)
		count += text[i] == r->delimiter &&
			 (all || i + 1 == n || text[i + 1] != ' ');
	return count >= fields;
}

static bool is_spaced(const struct reading *r, const char *text, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (text[i] == r->delimiter && text[i + 1] == ' ')
			return true;
	return false;
}

/* Empty fields beyond the first row's are none. */
static bool fits(const struct reading *r)
{
	size_t count = r->row.count;

	while (count > r->width && !*r->fields[count - 1])
		count--;
	return !r->width || count == r->width;
}

static int give_up_swallowed(struct reading *r, size_t begin, size_t line)
{
	ck_autofree char *sentence = ck_format(
		_("a quoted field that begins here goes on into line %zu, which looks like a row of its own; is a quote missing?"),
		line);

	return give_up(r, begin, "quote", r->row.line, 1, sentence);
}

/* The row is complete; its last line begins at `last`. */
static int finish(struct reading *r, size_t begin, size_t last)
{
	if (last > begin &&
	    (!fits(r) ||
	     (r->width > 1 &&
	      parts_enough(r, r->text + begin, line_at(r, begin), r->width) &&
	      parts_enough(r, r->text + last, r->at - last, r->row.count))))
		return give_up_swallowed(r, begin, r->line - 1);
	if (!r->width) {
		r->width = r->row.count;
		r->spaced = is_spaced(r, r->text + begin, r->at - begin);
	}
	return tell(r);
}

static int give_up_open(struct reading *r, size_t begin)
{
	return give_up(r, begin, "quote", r->row.line, 1,
		       _("a quoted field begins here and does not end"));
}

/* The next line, of n bytes, into the parser. 1; else the row that begins at
 * `begin` was given up, and taken. */
static int parse_line(struct reading *r, size_t begin, size_t n)
{
	size_t took = csv_parse(&r->parser, r->text + r->at, n, on_field,
				on_row, r);

	if (took == n && r->at + n == r->len && !r->complete &&
	    csv_fini(&r->parser, on_field, on_row, r) != 0)
		return give_up_open(r, begin);
	if (took < n)
		return give_up(r, begin, "quote", r->line,
			       1 + ck_utf8_count(r->text + r->at, took),
			       _("a quote within a field: quote the whole field, and write each quote in it twice"));
	return 1;
}

/* The same, when the line may be one of this row at all. */
static int take_line(struct reading *r, size_t begin, size_t n)
{
	int ok;

	if (!n)
		return give_up_open(r, begin);
	if (r->at + n - begin > CK_CSV_ROW_MAX)
		return give_up(r, begin, "too-long", r->row.line, 1,
			       _("a row of more than 64 KiB; is a quote missing?"));
	ok = check_line(r, begin, n);
	if (ok <= 0)
		return ok;
	if (r->at > begin && r->width >= CK_CSV_TELLING &&
	    fields_alone(r, r->text + r->at, n) == r->width)
		return give_up_swallowed(r, begin, r->line);
	r->row.len = end_of_line(r->row.text, r->at + n - begin);
	return parse_line(r, begin, n);
}

static int take_row(struct reading *r)
{
	size_t begin = r->at, last = begin;

	r->row = (struct ck_csv_row){ .line = r->line,
				      .text = r->text + begin };
	r->complete = false;
	ck_buf_clear(&r->bytes);
	while (!r->complete) {
		size_t n = line_at(r, r->at);
		int ok = take_line(r, begin, n);

		if (ok <= 0)
			return ok;
		last = r->at;
		r->at += n;
		r->line++;
	}
	return finish(r, begin, last);
}

static int read_rows(struct reading *r)
{
	int err = 0;

	while (err >= 0 && r->at < r->len) {
		size_t n = line_at(r, r->at);

		if (is_blank(r->text + r->at, n)) {
			r->at += n;
			r->line++;
			continue;
		}
		err = take_row(r);
	}
	return err < 0 ? err : 0;
}

int ck_csv_read(const char *text, size_t len, char delimiter, size_t line,
		ck_csv_take *take, void *ctx)
{
	struct reading r = { .text = text, .len = len, .line = line,
			     .delimiter = delimiter, .take = take,
			     .ctx = ctx };
	int err;

	if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		r.at = 3;
	start_parser(&r.parser, r.delimiter);
	err = read_rows(&r);
	csv_free(&r.parser);
	ck_buf_free(&r.bytes);
	free(r.begins);
	free(r.fields);
	return err;
}

#else

bool ck_csv_built(void)
{
	return false;
}

int ck_csv_read(const char *text, size_t len, char delimiter, size_t line,
		ck_csv_take *take, void *ctx)
{
	(void)text;
	(void)len;
	(void)delimiter;
	(void)line;
	(void)take;
	(void)ctx;
	return -ENOSYS;
}

#endif
