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
	struct ck_import_run run;
	size_t declared;
	size_t repeated;
	size_t refused;
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

static int import_open(struct ck_session *s, int fd, const char *name,
		       void **ret_reader)
{
	const struct ck_declare_settings *set = s->settings;
	struct ck_import_sheet *sheet = NULL;
	int r = ck_import_open(s, &imports_of(s)->run, &set->how, fd, name,
			       &sheet);

	if (r < 0)
		return r;
	ck_import_group(&sheet->im);
	*ret_reader = sheet;
	return 0;
}

static void import_finish(struct ck_session *s)
{
	struct ck_declare_settings *set = s->settings;
	struct ck_imports *all = imports_of(s);

	if (all->run.rows)
		ck_say(s, _("%zu rows: %zu declarations, %zu that were there, %zu refused"),
		       all->run.rows, all->declared, all->repeated, all->refused);
	ck_import_run_free(&all->run);
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
	struct ck_import_sheet *sheet = reader;
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
	for (size_t i = 0; i < group->count; i++)
		ck_import_item(sheet, group->rows[i], item, text);
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
		locate(s, item, ck_writable(ck_at(item->answers, i)));
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
