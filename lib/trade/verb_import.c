#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "trade/import_sheet.h"
#include "trade/verbs.h"

/* What the run has of its sheets; they live until all is answered. */
struct ck_imports {
	struct ck_buf mapping;
	struct sheet *first;
	size_t rows;
	size_t declared;
	size_t repeated;
	size_t refused;
};

struct sheet {
	struct ck_import im;
	struct ck_buf head;		/* as the file has it */
	struct sheet *next;
};

/* Where an item comes from. */
struct origin {
	struct ck_import *im;
	const struct ck_import_group *group;
};

static struct ck_imports *imports_of(struct ck_session *s)
{
	struct ck_declare_settings *set = s->settings;

	if (!set->imports)
		set->imports = ck_new(struct ck_imports);
	return set->imports;
}

static const char *heading(const struct ck_import *im, int column)
{
	return ck_sheet_heading(im->sheet, column);
}

static void take_head(struct sheet *sheet)
{
	size_t len;
	const char *head = ck_sheet_head(sheet->im.sheet, &len);

	ck_encoding_write(sheet->im.encoding, true, head, len, &sheet->head);
}

/* Rejected rows of two sheets are one sheet only under the same headings. */
static int check_head(struct ck_session *s, const struct ck_imports *all,
		      const struct sheet *sheet)
{
	const struct ck_buf *first = &all->first->head;

	if (!s->options.rejects || (first->len == sheet->head.len &&
				    !memcmp(first->data, sheet->head.data,
					    first->len)))
		return 0;
	return ck_usage(s, _("%s has other headings than %s; with --rejects import it by itself"),
			sheet->im.name, all->first->im.name);
}

static int open_sheet(struct ck_session *s, struct ck_imports *all,
		      struct sheet *sheet, int fd)
{
	const struct ck_declare_settings *set = s->settings;
	int r = ck_import_read_mapping(s, &set->how, &all->mapping);

	if (r == 0)
		r = ck_import_open(s, &sheet->im, &set->how, fd);
	if (r < 0)
		return r;
	take_head(sheet);
	r = check_head(s, all, sheet);
	if (r == 0)
		r = ck_import_apply(s, &sheet->im, &set->how,
				    ck_buf_text(&all->mapping));
	if (r == 0)
		ck_import_group(&sheet->im);
	return r;
}

/* The lines of a sheet have nothing to do with one another: one that cannot be
 * taken never stops the others. */
static int import_open(struct ck_session *s, int fd, const char *name,
		       void **ret_reader)
{
	struct ck_imports *all = imports_of(s);
	struct sheet *sheet = ck_new(struct sheet);
	struct sheet **last = &all->first;
	int r;

	s->options.keep_going = true;
	while (*last)
		last = &(*last)->next;
	*last = sheet;
	sheet->im.name = name;
	r = open_sheet(s, all, sheet, fd);
	if (r < 0)
		return r;
	all->rows += ck_sheet_rows(sheet->im.sheet);
	*ret_reader = sheet;
	return 0;
}

static void sheet_free(struct sheet *sheet)
{
	ck_import_close(&sheet->im);
	ck_buf_free(&sheet->head);
	free(sheet);
}

static void import_finish(struct ck_session *s)
{
	struct ck_declare_settings *set = s->settings;
	struct ck_imports *all = imports_of(s);
	struct sheet *sheet = all->first;

	if (all->rows)
		ck_say(s, _("%zu rows: %zu declarations, %zu that were there, %zu refused"),
		       all->rows, all->declared, all->repeated, all->refused);
	while (sheet) {
		struct sheet *next = sheet->next;

		sheet_free(sheet);
		sheet = next;
	}
	ck_buf_free(&all->mapping);
	free(all);
	set->imports = NULL;
}

/* -- rows ----------------------------------------------------------------- */

static int read_group(struct ck_session *s, struct ck_item *item,
		      struct ck_import *im,
		      const struct ck_import_group *group)
{
	size_t row = group->rows[0];
	const struct ck_import_row *first = &im->rows[row];
	struct ck_import_fault fault = { 0 };
	const struct ck_value *document = NULL;

	if (first->fault.code)
		return ck_import_refuse(s, item, im, row, &first->fault);
	if (group->doubt)
		return ck_fail(s, item, -EBADMSG, NULL, "row-missing",
			       _("line %zu cannot be read and may belong to this declaration"),
			       im->rows[group->doubt - 1].sheet->line);
	if (ck_import_merge(im, group, 0, NULL, im->doc, &document, &fault,
			    &row) < 0)
		return ck_import_refuse(s, item, im, row, &fault);
	item->record = ck_copy(item->doc, document);
	return 0;
}

static int import_next(struct ck_session *s, void *reader,
		       struct ck_item *item, struct ck_buf *text)
{
	struct sheet *sheet = reader;
	struct ck_import *im = &sheet->im;
	const struct ck_import_group *group;
	struct origin *origin;

	if (im->next == im->group_count)
		return 0;
	group = &im->groups[im->next++];
	origin = ck_doc_alloc(item->doc, sizeof(*origin));
	*origin = (struct origin){ im, group };
	item->origin = origin;
	item->line = im->rows[group->rows[0]].sheet->line;
	item->head = ck_buf_text(&sheet->head);
	item->head_len = sheet->head.len;
	for (size_t i = 0; i < group->count; i++) {
		const struct ck_sheet_row *row = im->rows[group->rows[i]].sheet;

		ck_encoding_write(im->encoding, false, row->text, row->len,
				  text);
	}
	if (read_group(s, item, im, group) < 0)
		imports_of(s)->refused++;
	return 1;
}

const struct ck_source ck_declare_import_source = {
	.open = import_open,
	.next = import_next,
	.finish = import_finish,
};

/* -- findings, where the sheet has them ----------------------------------- */

static void say_finding(struct ck_session *s, const struct ck_value *finding,
			const char *heading)
{
	const char *input = ck_get_str(finding, "input");
	const char *path = ck_get_str(finding, "path");
	const char *message = ck_get_str(finding, "message");
	const char *code = ck_get_str(finding, "code");

	if (heading)
		ck_say(s, _("%s: column %s: %s: %s [%s]"), input, heading, path,
		       message, code);
	else
		ck_say(s, "%s: %s: %s [%s]", input, path, message, code);
}

static void locate(struct ck_session *s, struct ck_item *item,
		   struct ck_value *finding)
{
	const struct origin *origin = item->origin;
	struct ck_import *im = origin->im;
	const char *severity = ck_get_str(finding, "severity");
	int column = CK_IMPORT_NO_COLUMN;
	size_t row;

	ck_import_trace(im, origin->group, item->record,
			ck_get_str(finding, "path"), &row, &column);
	ck_set_str(finding, "input",
		   ck_doc_format(item->doc, "%s:%zu", item->source,
				 im->rows[row].sheet->line));
	if (column != CK_IMPORT_NO_COLUMN)
		ck_set_str(finding, "heading", heading(im, column));
	if (!strcmp(severity, "error") &&
	    ck_session_format(s) != CK_FORMAT_TABLE)
		say_finding(s, finding, ck_get_str(finding, "heading"));
}

static void locate_findings(struct ck_session *s, struct ck_item *item)
{
	if (!item->status)
		return;
	for (size_t i = 0; i < ck_count(item->answers); i++)
		locate(s, item, (struct ck_value *)ck_at(item->answers, i));
	imports_of(s)->refused++;
}

int ck_declare_import_prepare(struct ck_session *s, struct ck_item *item)
{
	int r = ck_declare_submit_prepare(s, item);

	if (r < 0)
		imports_of(s)->refused++;
	else
		locate_findings(s, item);
	return r;
}

/* Who may not declare one row may not declare the others either. */
int ck_declare_import_decide(struct ck_session *s, struct ck_item *item)
{
	struct ck_imports *all = imports_of(s);
	int r = ck_declare_submit_decide(s, item);

	if (r == -EPERM)
		s->options.keep_going = false;
	if (r < 0)
		all->refused++;
	else if (item->status)
		locate_findings(s, item);
	else if (ck_is_true(ck_get(ck_at(item->answers, 0), "repeated")))
		all->repeated++;
	else
		all->declared++;
	return r;
}
