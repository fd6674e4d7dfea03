#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/nfc.h"
#include "base/text.h"
#include "record/reader.h"
#include "trade/import_sheet.h"

/* -- options -------------------------------------------------------------- */

void ck_import_decimal(struct argp_state *state, const char *arg,
		       struct ck_import_how *how)
{
	if (!strcmp(arg, "comma"))
		how->decimal = CK_DECIMAL_COMMA;
	else if (!strcmp(arg, "point"))
		how->decimal = CK_DECIMAL_POINT;
	else
		argp_error(state, _("--decimal %s: comma or point"), arg);
}

void ck_import_heading(struct argp_state *state, const char *arg,
		       struct ck_import_how *how)
{
	char *end;

	errno = 0;
	how->heading_line = strtoul(arg, &end, 10);
	if (*arg < '1' || *arg > '9' || *end || errno)
		argp_error(state, _("--heading %s: a line is a number from 1"),
			   arg);
}

/* -- files ---------------------------------------------------------------- */

static int read_all(int fd, struct ck_buf *ret_bytes)
{
	ssize_t got;

	do {
		ck_buf_reserve(ret_bytes, 65536);
		got = read(fd, ret_bytes->data + ret_bytes->len, 65535);
		if (got < 0 && errno == EINTR && !ck_session_stopping())
			continue;
		ret_bytes->len += got > 0 ? got : 0;
		if (ret_bytes->len > CK_FILE_MAX)
			return -EMSGSIZE;
	} while (got > 0 || (got < 0 && errno == EINTR &&
			     !ck_session_stopping()));
	ck_buf_add(ret_bytes, "", 0);
	return got < 0 ? -errno : 0;
}

/* Headings are composed, so the mapping is, too. */
static int compose(struct ck_buf *text)
{
	ck_autofree char *composed = ck_nfc(ck_buf_text(text));

	if (composed) {
		ck_buf_clear(text);
		ck_buf_puts(text, composed);
	}
	return 0;
}

/* A name alone is looked for here, then among those installed. */
static int open_mapping(const char *name)
{
	int fd = ck_open_as_user(name, O_RDONLY, 0);
	ck_autofree char *path = NULL;

	if (fd != -ENOENT || strchr(name, '/'))
		return fd;
	if (asprintf(&path, "%s/adapters/%s", PKGDATADIR, name) < 0)
		abort();
	return ck_open_as_user(path, O_RDONLY, 0);
}

static int read_mapping(struct ck_session *s, const struct ck_import_how *how,
			struct ck_buf *ret_text)
{
	int fd, r;

	if (ret_text->len)
		return 0;
	if (!how->map)
		return ck_usage(s, _("say how the columns are meant: --map FILE, a jq program"));
	fd = open_mapping(how->map);
	if (fd == -ENOENT && !strchr(how->map, '/'))
		return ck_fail_file(s, ck_doc_format(s->doc,
				_("%s (here and in %s)"), how->map,
				PKGDATADIR "/adapters"), fd);
	if (fd < 0)
		return ck_fail_file(s, how->map, fd);
	r = read_all(fd, ret_text);
	close(fd);
	return r < 0 ? ck_fail_file(s, how->map, r) : compose(ret_text);
}

/* What is read must not be what is written, or it would grow. */
static int check_rejects(struct ck_session *s, int fd)
{
	struct stat in, out;

	if (!s->options.rejects || fstat(fd, &in) < 0 ||
	    stat(s->options.rejects, &out) < 0 || !S_ISREG(in.st_mode) ||
	    in.st_dev != out.st_dev || in.st_ino != out.st_ino)
		return 0;
	return ck_usage(s, _("--rejects %s: that is the sheet itself"),
			s->options.rejects);
}

/* -- opening -------------------------------------------------------------- */

static int decode(struct ck_session *s, struct ck_import *im,
		  const struct ck_buf *bytes)
{
	ck_autofree char *error = NULL;

	if (ck_encoding_read(im->name, ck_buf_text(bytes), bytes->len,
			     &im->text, &im->encoding, &error) == 0)
		return 0;
	return ck_fail(s, NULL, -EBADMSG, NULL, "encoding", "%s: %s", im->name,
		       error);
}

static int parse(struct ck_session *s, struct ck_import *im,
		 const struct ck_import_how *how)
{
	struct ck_fault fault;
	int r = ck_sheet_read(ck_buf_text(&im->text), im->text.len,
			      how->heading_line, &im->sheet, &fault);

	if (r == -ENOSYS)
		return ck_fail(s, NULL, r, NULL, "no-csv", "%s",
			       _("this build reads no sheets; install the package libcsv-dev and build again"));
	if (r < 0)
		return ck_fail(s, NULL, r, NULL, fault.code, "%s:%zu: %s",
			       im->name, fault.line, fault.message);
	return 0;
}

static int compile(struct ck_session *s, struct ck_import *im,
		   const struct ck_import_how *how, const char *mapping)
{
	ck_autofree char *program = ck_import_program(im, mapping);
	ck_autofree char *error = NULL;
	int r = ck_jq_compile(program, &im->map, &error);

	if (r == -ENOSYS)
		return ck_fail(s, NULL, r, NULL, "no-jq", "%s", error);
	if (r < 0)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "mapping",
			       "%s: %s", how->map, error);
	return 0;
}

static const char *heading(const struct ck_import *im, int column)
{
	return ck_sheet_heading(im->sheet, column);
}

static int map(struct ck_session *s, struct ck_import *im,
	       const struct ck_import_how *how)
{
	struct ck_import_fault fault;
	size_t line;

	if (ck_import_map(im, how->decimal, &fault, &line) == 0)
		return 0;
	if (fault.column == CK_IMPORT_NO_COLUMN)
		return ck_fail(s, NULL, -EBADMSG, NULL, fault.code, "%s: %s",
			       im->name, fault.message);
	return ck_fail(s, NULL, -EBADMSG, NULL, fault.code,
		       _("%s:%zu: column %s: %s"), im->name, line,
		       heading(im, fault.column), fault.message);
}

static int read_sheet(struct ck_session *s, struct ck_import *im,
		      const struct ck_import_how *how, int fd)
{
	CK_BUF bytes = { 0 };
	int r = check_rejects(s, fd);

	if (r < 0)
		return r;
	r = read_all(fd, &bytes);
	if (r < 0)
		return ck_fail_file(s, im->name, r);
	r = decode(s, im, &bytes);
	return r < 0 ? r : parse(s, im, how);
}

static void take_head(struct ck_import_sheet *sheet)
{
	size_t len;
	const char *head = ck_sheet_head(sheet->im.sheet, &len);

	ck_encoding_write(sheet->im.encoding, true, head, len, &sheet->head);
}

/* Rejected rows of two sheets are one sheet only under the same headings. */
static int check_head(struct ck_session *s, const struct ck_import_run *run,
		      const struct ck_import_sheet *sheet)
{
	const struct ck_buf *first = &run->first->head;

	if (!s->options.rejects || (first->len == sheet->head.len &&
				    !memcmp(first->data, sheet->head.data,
					    first->len)))
		return 0;
	return ck_usage(s, _("%s has other headings than %s; with --rejects import it by itself"),
			sheet->im.name, run->first->im.name);
}

static int open_sheet(struct ck_session *s, struct ck_import_run *run,
		      const struct ck_import_how *how,
		      struct ck_import_sheet *sheet, int fd)
{
	int r = read_mapping(s, how, &run->mapping);

	if (r == 0)
		r = read_sheet(s, &sheet->im, how, fd);
	if (r < 0)
		return r;
	take_head(sheet);
	r = check_head(s, run, sheet);
	if (r == 0)
		r = compile(s, &sheet->im, how, ck_buf_text(&run->mapping));
	return r < 0 ? r : map(s, &sheet->im, how);
}

int ck_import_open(struct ck_session *s, struct ck_import_run *run,
		   const struct ck_import_how *how, int fd, const char *name,
		   struct ck_import_sheet **ret_sheet)
{
	struct ck_import_sheet *sheet = ck_new(struct ck_import_sheet);
	struct ck_import_sheet **last = &run->first;
	int r;

	s->options.keep_going = true;
	while (*last)
		last = &(*last)->next;
	*last = sheet;
	sheet->im.doc = ck_doc_new();
	sheet->im.name = name;
	sheet->im.offset_min = s->utc_offset_min;
	r = open_sheet(s, run, how, sheet, fd);
	if (r < 0)
		return r;
	run->rows += ck_sheet_rows(sheet->im.sheet);
	*ret_sheet = sheet;
	return 0;
}

static void sheet_free(struct ck_import_sheet *sheet)
{
	struct ck_import *im = &sheet->im;

	for (size_t i = 0; i < im->group_count; i++)
		free(im->groups[i].rows);
	free(im->groups);
	ck_jq_free(im->map);
	ck_sheet_free(im->sheet);
	ck_buf_free(&im->text);
	ck_buf_free(&sheet->head);
	ck_doc_free(im->doc);
	free(sheet);
}

void ck_import_run_free(struct ck_import_run *run)
{
	struct ck_import_sheet *sheet = run->first;

	while (sheet) {
		struct ck_import_sheet *next = sheet->next;

		sheet_free(sheet);
		sheet = next;
	}
	ck_buf_free(&run->mapping);
}

/* -- rows ----------------------------------------------------------------- */

void ck_import_item(const struct ck_import_sheet *sheet, size_t row,
		    struct ck_item *item, struct ck_buf *text)
{
	const struct ck_sheet_row *r = sheet->im.rows[row].sheet;

	item->head = ck_buf_text(&sheet->head);
	item->head_len = sheet->head.len;
	ck_encoding_write(sheet->im.encoding, false, r->text, r->len, text);
}

int ck_import_refuse(struct ck_session *s, struct ck_item *item,
		     struct ck_import *im, size_t row,
		     const struct ck_import_fault *fault)
{
	int column = fault->column;

	item->line = im->rows[row].sheet->line;
	if (column == CK_IMPORT_NO_COLUMN && !strcmp(fault->code, "mapping"))
		column = ck_import_trace_fault(im, row);
	if (column == CK_IMPORT_NO_COLUMN)
		return ck_fail(s, item, -EBADMSG, fault->pointer, fault->code,
			       "%s", fault->message);
	return ck_fail(s, item, -EBADMSG, fault->pointer, fault->code,
		       _("column %s: %s"), heading(im, column), fault->message);
}
