#include <config.h>

#include "record/layout.h"
#include "record/number.h"

enum ck_type ck_type(const struct ck_value *v)
{
	return v ? (enum ck_type)v->type : CK_NULL;
}

bool ck_is_object(const struct ck_value *v)
{
	return ck_type(v) == CK_OBJECT;
}

bool ck_is_array(const struct ck_value *v)
{
	return ck_type(v) == CK_ARRAY;
}

bool ck_is_true(const struct ck_value *v)
{
	return ck_type(v) == CK_TRUE;
}

bool ck_is_null(const struct ck_value *v)
{
	return ck_type(v) == CK_NULL;
}

size_t ck_count(const struct ck_value *v)
{
	return ck_is_object(v) || ck_is_array(v) ? v->count : 0;
}

const struct ck_value *ck_at(const struct ck_value *v, size_t i)
{
	if (i >= ck_count(v))
		return NULL;
	return ck_is_object(v) ? v->members[i].value : v->items[i];
}

const char *ck_key_at(const struct ck_value *v, size_t i)
{
	return ck_is_object(v) && i < v->count ? v->members[i].key : NULL;
}

const char *ck_str(const struct ck_value *v)
{
	return ck_type(v) == CK_STRING ? v->str : NULL;
}

const char *ck_get_str(const struct ck_value *object, const char *key)
{
	return ck_str(ck_get(object, key));
}

bool ck_is(const struct ck_value *object, const char *key, const char *text)
{
	const char *s = ck_get_str(object, key);

	return s && text && !strcmp(s, text);
}

bool ck_lists(const struct ck_value *array, const char *text)
{
	for (size_t i = 0; text && i < ck_count(array); i++) {
		const char *is = ck_str(ck_at(array, i));

		if (is && !strcmp(is, text))
			return true;
	}
	return false;
}

bool ck_int(const struct ck_value *v, int64_t *ret_n)
{
	if (ck_type(v) != CK_NUMBER || !v->whole)
		return false;
	*ret_n = v->n;
	return true;
}

int64_t ck_get_int(const struct ck_value *object, const char *key,
		   int64_t otherwise)
{
	int64_t n = otherwise;

	return ck_int(ck_get(object, key), &n) ? n : otherwise;
}

const char *ck_number_text(const struct ck_value *v)
{
	struct ck_value *keeper = (struct ck_value *)v;

	if (ck_type(v) != CK_NUMBER)
		return NULL;
	if (!v->text)
		keeper->text = ck_doc_format(v->doc, "%lld", (long long)v->n);
	return v->text;
}

/* -- RFC 6901 ------------------------------------------------------------- */

/* Unescapes one reference token (section 4); returns what follows it. */
static const char *token_take(struct ck_buf *token, const char *at)
{
	ck_buf_clear(token);
	for (; *at && *at != '/'; at++) {
		if (at[0] == '~' && (at[1] == '0' || at[1] == '1'))
			ck_buf_putc(token, *++at == '0' ? '~' : '/');
		else
			ck_buf_putc(token, *at);
	}
	return at;
}

/* Digits without leading zero; "-" and everything else is no element. */
static const struct ck_value *element(const struct ck_value *array,
				      const char *token)
{
	size_t i = 0;

	if (!*token || strlen(token) > 9 || (token[0] == '0' && token[1]))
		return NULL;
	for (; *token; token++) {
		if (*token < '0' || *token > '9')
			return NULL;
		i = 10 * i + (size_t)(*token - '0');
	}
	return ck_at(array, i);
}

const struct ck_value *ck_pointer(const struct ck_value *v, const char *pointer)
{
	CK_BUF token = { 0 };

	while (v && *pointer) {
		if (*pointer != '/')
			return NULL;
		pointer = token_take(&token, pointer + 1);
		if (ck_is_array(v))
			v = element(v, ck_buf_text(&token));
		else
			v = ck_get(v, ck_buf_text(&token));
	}
	return v;
}

void ck_pointer_add(struct ck_buf *pointer, const char *name)
{
	ck_buf_putc(pointer, '/');
	if (!strpbrk(name, "~/")) {
		ck_buf_puts(pointer, name);
		return;
	}
	for (; *name; name++) {
		if (*name == '~')
			ck_buf_puts(pointer, "~0");
		else if (*name == '/')
			ck_buf_puts(pointer, "~1");
		else
			ck_buf_putc(pointer, *name);
	}
}

const char *ck_pointer_below(struct ck_doc *doc, const char *pointer,
			     const char *name)
{
	CK_BUF text = { 0 };

	ck_buf_puts(&text, pointer);
	ck_pointer_add(&text, name);
	return ck_doc_strdup(doc, ck_buf_text(&text));
}

/* -- equality ------------------------------------------------------------- */

static bool equal_numbers(const struct ck_value *a, const struct ck_value *b)
{
	if (a->whole != b->whole)
		return false;
	return a->whole ? a->n == b->n : a->d == b->d;
}

static bool equal_members(const struct ck_value *a, const struct ck_value *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *key = a->members[i].key;
		const struct ck_member *m = ck_member_find(b, key, strlen(key));

		if (!m || !ck_equal(a->members[i].value, m->value))
			return false;
	}
	return true;
}

static bool equal_items(const struct ck_value *a, const struct ck_value *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!ck_equal(a->items[i], b->items[i]))
			return false;
	return true;
}

bool ck_equal(const struct ck_value *a, const struct ck_value *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->type != b->type)
		return false;
	if (a->type == CK_NUMBER)
		return equal_numbers(a, b);
	if (a->count != b->count)
		return false;
	switch ((enum ck_type)a->type) {
	case CK_STRING:
		return !memcmp(a->str, b->str, a->count);
	case CK_OBJECT:
		return equal_members(a, b);
	case CK_ARRAY:
		return equal_items(a, b);
	default:
		return true;
	}
}
