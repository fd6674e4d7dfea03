#include <config.h>

#include <errno.h>

#include "base/text.h"
#include "record/layout.h"
#include "record/number.h"
#include "record/parse.h"

static const struct ck_value *read_value(struct ck_parse *p);

static void skip_space(struct ck_parse *p)
{
	while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' ||
				  *p->at == '\r' || *p->at == '\t'))
		p->at++;
}

static const struct ck_value *read_text(struct ck_parse *p)
{
	size_t len;
	const char *text;

	p->at++;
	text = ck_parse_string(p, &len);
	return text ? ck_value_of_text(p->doc, text, len) : NULL;
}

static const struct ck_value *read_number(struct ck_parse *p)
{
	const char *from = p->at;
	struct ck_decimal decimal;
	const struct ck_value *v;
	const char *fault;

	p->at = ck_decimal_scan(from, p->end, &decimal, &fault);
	if (!p->at) {
		p->at = fault;
		if (fault < p->end && *fault >= '0' && *fault <= '9')
			return ck_parse_unexpected(
				p, N_("no digit after a leading 0"));
		return ck_parse_unexpected(p, N_("a digit"));
	}
	v = ck_value_of_decimal(p->doc, &decimal);
	if (v)
		return v;
	return ck_parse_fail(
		p, from, "number",
		_("this number would not survive: write it as text"));
}

static const struct ck_value *read_word(struct ck_parse *p, const char *word,
					enum ck_type type)
{
	for (const char *c = word; *c; c++)
		if (!ck_parse_take(p, *c))
			return ck_parse_unexpected(p, word);
	return ck_value_new(p->doc, type);
}

static bool enter(struct ck_parse *p)
{
	if (p->depth == CK_DEPTH_MAX)
		return ck_parse_fail(p, p->at, "depth",
				     _("more than %d levels of nesting"),
				     CK_DEPTH_MAX);
	p->depth++;
	p->at++;
	skip_space(p);
	return true;
}

static const struct ck_value *read_items(struct ck_parse *p,
					 struct ck_value *array)
{
	do {
		const struct ck_value *item = read_value(p);

		if (!item)
			return NULL;
		ck_push(array, item);
		skip_space(p);
	} while (ck_parse_take(p, ','));
	if (!ck_parse_take(p, ']'))
		return ck_parse_unexpected(p, N_("',' or ']'"));
	return array;
}

static const struct ck_value *read_array(struct ck_parse *p)
{
	struct ck_value *array = ck_new_array(p->doc);
	const struct ck_value *read = array;

	if (!enter(p))
		return NULL;
	if (!ck_parse_take(p, ']'))
		read = read_items(p, array);
	p->depth--;
	return read;
}

/* The member's name, up to its value. */
static const char *read_name(struct ck_parse *p, const struct ck_value *object,
			     size_t *ret_len)
{
	const char *from = p->at;
	const char *name;

	if (!ck_parse_take(p, '"'))
		return ck_parse_unexpected(
			p, object->count
				   ? N_("a member name in quotes")
				   : N_("a member name in quotes or '}'"));
	name = ck_parse_string(p, ret_len);
	if (!name)
		return NULL;
	if (ck_member_find(object, name, *ret_len))
		return ck_parse_fail(p, from, "duplicate-key",
				     _("the member \"%s\" is there twice"),
				     name);
	skip_space(p);
	if (!ck_parse_take(p, ':'))
		return ck_parse_unexpected(p, N_("':'"));
	return name;
}

static const struct ck_value *read_members(struct ck_parse *p,
					   struct ck_value *object)
{
	do {
		const struct ck_value *v;
		const char *name;
		size_t len;

		skip_space(p);
		name = read_name(p, object, &len);
		v = name ? read_value(p) : NULL;
		if (!v)
			return NULL;
		ck_member_add(object, name, len, v);
		skip_space(p);
	} while (ck_parse_take(p, ','));
	if (!ck_parse_take(p, '}'))
		return ck_parse_unexpected(p, N_("',' or '}'"));
	return object;
}

static const struct ck_value *read_object(struct ck_parse *p)
{
	struct ck_value *object = ck_new_object(p->doc);
	const struct ck_value *read = object;

	if (!enter(p))
		return NULL;
	if (!ck_parse_take(p, '}'))
		read = read_members(p, object);
	p->depth--;
	return read;
}

static const struct ck_value *read_value(struct ck_parse *p)
{
	skip_space(p);
	switch (p->at < p->end ? *p->at : '\0') {
	case '{':
		return read_object(p);
	case '[':
		return read_array(p);
	case '"':
		return read_text(p);
	case 't':
		return read_word(p, "true", CK_TRUE);
	case 'f':
		return read_word(p, "false", CK_FALSE);
	case 'n':
		return read_word(p, "null", CK_NULL);
	case '-':
	case '0' ... '9':
		return read_number(p);
	default:
		return ck_parse_unexpected(p, N_("a JSON value"));
	}
}

static const char bom[] = "\xef\xbb\xbf";

bool ck_meant_as_json(const char *text)
{
	text += strspn(text, " \t");
	return (*text && strchr("{[\"", *text)) ||
	       !strncmp(text, bom, strlen(bom));
}

static const struct ck_value *read_whole(struct ck_parse *p)
{
	const struct ck_value *v;

	if (p->end - p->at >= 3 && !memcmp(p->at, bom, strlen(bom)))
		return ck_parse_fail(p, p->at, "bom",
				     _("a byte order mark; save the text as "
				       "UTF-8 without it"));
	v = read_value(p);
	if (!v)
		return NULL;
	skip_space(p);
	if (p->at == p->end)
		return v;
	if (!*p->at || (unsigned char)*p->at >= 0x80)
		return ck_parse_unexpected(p, N_("nothing after the value"));
	return ck_parse_fail(p, p->at, "trailing",
			     _("more text after the value"));
}

int ck_read(struct ck_doc *doc, const char *text, size_t len,
	    const struct ck_value **ret_value, struct ck_fault *ret_fault)
{
	struct ck_parse parse = {
		.doc = doc,
		.text = text,
		.at = text,
		.end = text + len,
		.fault = ret_fault,
	};
	const struct ck_value *v = read_whole(&parse);

	if (!v)
		return -EBADMSG;
	*ret_value = v;
	return 0;
}

int ck_read_object(struct ck_doc *doc, const char *text, size_t len,
		   const struct ck_value **ret_value,
		   struct ck_fault *ret_fault)
{
	const struct ck_value *v;
	int r = ck_read(doc, text, len, &v, ret_fault);

	if (r < 0)
		return r;
	if (!ck_is_object(v)) {
		ck_fault_fill(ret_fault, "not-object",
			      _("expected an object, as in {\"kind\":…}"));
		return -EBADMSG;
	}
	*ret_value = v;
	return 0;
}
