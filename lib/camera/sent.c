#include <config.h>

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "camera/sent.h"
#include "camera/pairs.h"
#include "camera/xml.h"
#include "record/csv.h"
#include "record/reader.h"

/* One part on its way to a value. */
struct reading {
	struct ck_sent_reader *reader;
	struct ck_doc *doc;
	const struct ck_part *part;
	const char *text;
	size_t len;
	struct ck_sent_fault *fault;
};

static int wrong(struct reading *r, const char *code, const char *message)
{
	*r->fault = (struct ck_sent_fault){ .code = code,
						.message = message };
	return -EBADMSG;
}

static int lacks(struct reading *r, const char *message)
{
	wrong(r, "no-library", message);
	return -ENOSYS;
}

/* -- its bytes to UTF-8 --------------------------------------------------- */

/* The word behind `name`= with or without quotes, "" when there is none. */
static void word_after(const char *text, size_t len, const char *name,
		       char *ret_word, size_t size)
{
	size_t n = strlen(name);
	size_t at = 0, end;

	*ret_word = '\0';
	while (at + n < len && strncasecmp(text + at, name, n))
		at++;
	at += n;
	if (at >= len)
		return;
	at += text[at] == '"' || text[at] == '\'';
	end = at;
	while (end < len && !strchr("\"'; \r\n?", text[end]))
		end++;
	snprintf(ret_word, size, "%.*s", (int)(end - at), text + at);
}

/* Said by the user, by the part's head, or by the document. */
static void name_charset(const struct reading *r, char *ret_name, size_t size)
{
	const struct ck_part *part = r->part;
	size_t look = part->len < 200 ? part->len : 200;

	*ret_name = '\0';
	if (r->reader->charset)
		snprintf(ret_name, size, "%s", r->reader->charset);
	if (!*ret_name)
		word_after(part->type, strlen(part->type), "charset=",
			   ret_name, size);
	if ((!*ret_name || !strcasecmp(ret_name, "utf-8")) &&
	    part->form == CK_PART_XML)
		word_after(part->bytes, look, "encoding=", ret_name, size);
}

static int convert(struct reading *r, const char *name)
{
	iconv_t to_utf8 = iconv_open("UTF-8", name);
	size_t left = r->part->len, room = left * 4 + 4, size = room;
	char *in = (char *)r->part->bytes;
	char *out = ck_doc_alloc(r->doc, room + 1);
	size_t lost;

	r->text = out;
	if (to_utf8 == (iconv_t)-1)
		return wrong(r, "charset", ck_doc_format(r->doc,
			     _("no such character set: %s"), name));
	lost = iconv(to_utf8, &in, &left, &out, &room);
	iconv_close(to_utf8);
	if (lost == (size_t)-1)
		return wrong(r, "charset", ck_doc_format(r->doc,
			     _("the text is neither UTF-8 nor %s"), name));
	r->len = size - room;
	return 0;
}

static int to_utf8(struct reading *r)
{
	char name[CK_PART_WORD];

	r->text = r->part->bytes;
	r->len = r->part->len;
	if (ck_utf8_valid(r->text, r->len))
		return 0;
	name_charset(r, name, sizeof(name));
	if (*name && strcasecmp(name, "utf-8") != 0 &&
	    strcasecmp(name, "utf8") != 0)
		return convert(r, name);
	return wrong(r, "utf8", _("the text is not UTF-8; --charset says what the camera writes, such as GBK"));
}

/* -- its form ------------------------------------------------------------- */

static int wrap(struct reading *r, const char *name,
		const struct ck_value *value, const struct ck_value **ret_value)
{
	struct ck_value *object = ck_new_object(r->doc);

	ck_set(object, name, value);
	*ret_value = object;
	return 1;
}

static int read_xml(struct reading *r, const struct ck_value **ret_value)
{
	const struct ck_value *value = NULL;
	const char *message = NULL;
	size_t line = 0;
	int err = ck_xml_read(r->doc, r->text, r->len, &value, &line,
			      &message);

	if (err == -ENOSYS)
		return lacks(r, _("this build reads no XML (Debian: libexpat1-dev)"));
	if (err == 0)
		return wrap(r, "xml", value, ret_value);
	wrong(r, "xml", message);
	r->fault->line = line;
	return err;
}

static int wrong_json(struct reading *r, const struct ck_fault *fault)
{
	wrong(r, fault->code, ck_doc_strdup(r->doc, fault->message));
	r->fault->line = fault->line;
	return -EBADMSG;
}

static int read_json(struct reading *r, const struct ck_value **ret_value)
{
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_read(r->doc, r->text, r->len, &value, &fault) < 0)
		return wrong_json(r, &fault);
	return wrap(r, "json", value, ret_value);
}

static int read_pairs(struct reading *r, const struct ck_value **ret_value)
{
	const struct ck_value *value = NULL;
	struct ck_fault fault;

	if (ck_pairs_read(r->doc, r->text, r->len, &value, &fault) < 0)
		return wrong_json(r, &fault);
	if (value)
		return wrap(r, "pairs", value, ret_value);
	if (r->part->inside)
		return 0;
	return wrong(r, "form", _("expected XML, JSON, a multipart stream, or lines of NAME=VALUE"));
}

/* -- a table -------------------------------------------------------------- */

static int take_row(void *ctx, const struct ck_csv_row *row)
{
	struct ck_value *fields = ctx;

	for (size_t i = 0; !row->fault && i < row->count; i++)
		ck_push_str(fields, row->fields[i]);
	return row->fault ? -EBADMSG : 0;
}

static int read_row(struct reading *r, const struct ck_value **ret_value)
{
	struct ck_sent_reader *reader = r->reader;
	struct ck_doc *doc = reader->head ? r->doc : reader->doc;
	struct ck_value *fields = ck_new_array(doc);
	struct ck_value *row;
	int err = ck_csv_read(r->text, r->len, ',', 1, take_row, fields);

	if (err == -ENOSYS)
		return lacks(r, _("this build reads no tables (Debian: libcsv-dev)"));
	if (err < 0)
		return wrong(r, "row", _("no row of comma-separated values"));
	if (!reader->head) {
		reader->head = fields;
		return 0;
	}
	if (ck_count(fields) != ck_count(reader->head))
		return wrong(r, "row", ck_doc_format(r->doc,
			     _("%zu columns, and %zu in the first line"),
			     ck_count(fields), ck_count(reader->head)));
	row = ck_new_object(r->doc);
	for (size_t i = 0; i < ck_count(fields); i++)
		ck_set(row, ck_str(ck_at(reader->head, i)),
		       ck_at(fields, i));
	return wrap(r, "row", row, ret_value);
}

static int read_text(struct reading *r, const struct ck_value **ret_value)
{
	switch (r->reader->text) {
	case CK_TEXT_LINES:
		return wrap(r, "line", ck_new_str(r->doc, r->text), ret_value);
	case CK_TEXT_TABLE:
		return read_row(r, ret_value);
	default:
		return read_pairs(r, ret_value);
	}
}

/* -- any ------------------------------------------------------------------ */

static int fault_of(struct reading *r, const char *code)
{
	if (!strcmp(code, "too-long"))
		return wrong(r, code, ck_doc_format(r->doc,
			     _("longer than %d MiB"), CK_PART_MAX >> 20));
	if (!strcmp(code, "head"))
		return wrong(r, code, _("the head of a part has no end"));
	return wrong(r, code, _("the document is cut off"));
}

int ck_sent_read(struct ck_sent_reader *reader, struct ck_doc *doc,
		     const struct ck_part *part,
		     const struct ck_value **ret_value,
		     struct ck_sent_fault *ret_fault)
{
	struct reading r = { .reader = reader, .doc = doc, .part = part,
			     .fault = ret_fault };
	int err;

	if (part->fault)
		return fault_of(&r, part->fault);
	if (!part->len)
		return 0;
	err = to_utf8(&r);
	if (err < 0)
		return err;
	if (memchr(r.text, '\0', r.len))
		return wrong(&r, "nul", _("a NUL in the text"));
	return part->form == CK_PART_XML ? read_xml(&r, ret_value)
	       : part->form == CK_PART_JSON ? read_json(&r, ret_value)
					    : read_text(&r, ret_value);
}
