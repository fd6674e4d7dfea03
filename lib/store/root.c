#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "store/apply.h"
#include "store/root.h"

/* SITE/ and digits alone: a customs number, not a declaration's subject. */
static bool is_customs(const char *subject)
{
	const char *slash = strchr(subject, '/');

	if (!slash || !slash[1] || memchr(subject, '-', slash - subject))
		return false;
	return strspn(slash + 1, "0123456789") == strlen(slash + 1);
}

static void add(struct ck_buf *root, const char *type, const char *id)
{
	ck_buf_puts(root, type);
	ck_buf_putc(root, ':');
	ck_buf_puts(root, id);
}

static const char *site_of(const struct ck_line *line)
{
	const char *site = ck_get_str(line->body, "site");
	char *origin;

	if (site)
		return site;
	if (!line->doc)
		return line->subject;
	origin = ck_doc_strdup(line->doc, line->subject);
	origin[strcspn(origin, "/~")] = '\0';
	return origin;
}

static const char *id_of(const struct ck_line *line, const char *type)
{
	if (!strcmp(type, "declaration"))
		return ck_line_declaration(line);
	if (!strcmp(type, "queue") || !strcmp(type, "lane"))
		return ck_get_str(line->body, type);
	if (!strcmp(type, "site"))
		return site_of(line);
	return line->subject;
}

int ck_line_root(const struct ck_line *line, struct ck_buf *ret_root)
{
	const struct ck_event_kind *kind = ck_event_kind(line->event);
	const char *type = kind ? kind->root : NULL;
	const char *id;

	if (!kind)
		return -EBADMSG;
	if (!strcmp(type, "verdict"))
		type = is_customs(line->subject) ? "customs" : "declaration";
	id = id_of(line, type);
	if (!id)
		return -EBADMSG;
	add(ret_root, type, id);
	return 0;
}
