#include <config.h>

#include <errno.h>
#include <string.h>
#ifdef HAVE_EXPAT
#include <expat.h>
#endif

#include "base/text.h"
#include "camera/xml.h"
#include "record/reader.h"

#ifdef HAVE_EXPAT
/* Deeper than any record may be, that of the adapter's input included. */
enum { DEPTH = CK_DEPTH_MAX - 2 };

struct level {
	const char *name;
	struct ck_value *object;	/* NULL: no element in it yet */
	struct ck_buf text;
};

struct parse {
	XML_Parser parser;
	struct ck_doc *doc;
	struct level levels[DEPTH + 1];	/* the first is the document */
	int depth;
	const char *refused;
};

static void refuse(struct parse *p, const char *why)
{
	if (!p->refused)
		p->refused = why;
	XML_StopParser(p->parser, XML_FALSE);
}

static void on_doctype(void *ctx, const XML_Char *name, const XML_Char *system,
		       const XML_Char *public, int has_subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	refuse(ctx, _("a DOCTYPE: no camera sends one"));
}

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void on_start(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct parse *p = ctx;
	struct level *above = &p->levels[p->depth];

	(void)attr;
	if (p->depth == DEPTH) {
		refuse(p, _("elements nested too deep"));
		return;
	}
	if (!above->object)
		above->object = ck_new_object(p->doc);
	p->levels[++p->depth] = (struct level){
		.name = ck_doc_strdup(p->doc, local(name)),
	};
}

static void on_text(void *ctx, const XML_Char *text, int len)
{
	struct parse *p = ctx;

	if (p->depth)
		ck_buf_add(&p->levels[p->depth].text, text, len);
}

/* A second one of a name makes an array of both; no element is one itself. */
static void put(struct parse *p, struct ck_value *object, const char *name,
		const struct ck_value *value)
{
	const struct ck_value *before = ck_get(object, name);
	struct ck_value *array = ck_writable(before);

	if (!before) {
		ck_set(object, name, value);
		return;
	}
	if (!ck_is_array(before)) {
		array = ck_new_array(p->doc);
		ck_push(array, before);
		ck_set(object, name, array);
	}
	ck_push(array, value);
}

static const char *trim(struct ck_doc *doc, struct ck_buf *text)
{
	char *copy = ck_doc_strdup(doc, ck_buf_text(text));
	size_t len = strlen(copy);

	while (len && strchr(" \t\r\n", copy[len - 1]))
		copy[--len] = '\0';
	return copy + strspn(copy, " \t\r\n");
}

static void on_end(void *ctx, const XML_Char *name)
{
	struct parse *p = ctx;
	struct level *level = &p->levels[p->depth];
	const struct ck_value *value = level->object;

	(void)name;
	if (p->refused)
		return;
	if (!value)
		value = ck_new_str(p->doc, trim(p->doc, &level->text));
	ck_buf_free(&level->text);
	p->depth--;
	put(p, p->levels[p->depth].object, level->name, value);
}

static void set_up(struct parse *p)
{
	XML_SetUserData(p->parser, p);
	XML_SetElementHandler(p->parser, on_start, on_end);
	XML_SetCharacterDataHandler(p->parser, on_text);
	XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
}

static int fail(struct parse *p, size_t *ret_line, const char **ret_message)
{
	*ret_line = XML_GetCurrentLineNumber(p->parser);
	*ret_message = p->refused ? p->refused
		       : XML_ErrorString(XML_GetErrorCode(p->parser));
	return -EBADMSG;
}

/* The bytes are UTF-8 by now, whatever the declaration says of them. */
int ck_xml_read(struct ck_doc *doc, const char *bytes, size_t len,
		const struct ck_value **ret_value, size_t *ret_line,
		const char **ret_message)
{
	struct parse p = { .parser = XML_ParserCreate("UTF-8"), .doc = doc };
	int r = 0;

	if (!p.parser)
		return -ENOMEM;
	set_up(&p);
	if (XML_Parse(p.parser, bytes, (int)len, XML_TRUE) != XML_STATUS_OK)
		r = fail(&p, ret_line, ret_message);
	else
		*ret_value = p.levels[0].object;
	for (int i = 0; i <= p.depth; i++)
		ck_buf_free(&p.levels[i].text);
	XML_ParserFree(p.parser);
	return r;
}
#else
int ck_xml_read(struct ck_doc *doc, const char *bytes, size_t len,
		const struct ck_value **ret_value, size_t *ret_line,
		const char **ret_message)
{
	(void)doc;
	(void)bytes;
	(void)len;
	(void)ret_value;
	(void)ret_line;
	(void)ret_message;
	return -ENOSYS;
}
#endif
