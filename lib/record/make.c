#include <config.h>

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "record/layout.h"
#include "record/number.h"

struct ck_value *ck_value_new(struct ck_doc *doc, enum ck_type type)
{
	struct ck_value *v = ck_doc_take(doc, sizeof(*v));

	*v = (struct ck_value){ .type = (uint8_t)type, .doc = doc };
	return v;
}

struct ck_value *ck_value_of_text(struct ck_doc *doc, const char *text,
				  size_t len)
{
	struct ck_value *v = ck_value_new(doc, CK_STRING);

	v->str = text;
	v->count = (uint32_t)len;
	return v;
}

struct ck_value *ck_value_of_decimal(struct ck_doc *doc,
				     const struct ck_decimal *decimal)
{
	char text[CK_NUMBER_SIZE];
	struct ck_number number;
	struct ck_value *v;

	if (!ck_decimal_number(decimal, &number))
		return NULL;
	v = ck_value_new(doc, CK_NUMBER);
	v->whole = number.whole;
	if (number.whole) {
		v->n = number.n;
		return v;
	}
	v->d = number.d;
	v->text = ck_doc_text(doc, text, ck_decimal_print(decimal, text));
	return v;
}

struct ck_value *ck_new_object(struct ck_doc *doc)
{
	return ck_value_new(doc, CK_OBJECT);
}

struct ck_value *ck_new_array(struct ck_doc *doc)
{
	return ck_value_new(doc, CK_ARRAY);
}

/* U+FFFD for every byte that is no part of a character. */
static char *mended(struct ck_doc *doc, const char *s, size_t len,
		    size_t *ret_len)
{
	char *copy = ck_doc_alloc(doc, 3 * len + 8);
	char *at = copy;

	for (size_t n; len; s += n, len -= n) {
		n = ck_utf8_length(s, len);
		if (n)
			at = mempcpy(at, s, n);
		else
			at += ck_utf8_encode(0xfffd, at);
		n += !n;
	}
	*ret_len = (size_t)(at - copy);
	return copy;
}

struct ck_value *ck_new_str(struct ck_doc *doc, const char *s)
{
	size_t len;

	if (!s)
		return ck_new_null(doc);
	len = strlen(s);
	if (!ck_utf8_valid(s, len))
		s = mended(doc, s, len, &len);
	else
		s = ck_doc_text(doc, s, len);
	return ck_value_of_text(doc, s, len);
}

struct ck_value *ck_new_int(struct ck_doc *doc, int64_t n)
{
	struct ck_value *v = ck_value_new(doc, CK_NUMBER);

	v->whole = true;
	v->n = n;
	return v;
}

struct ck_value *ck_new_bool(struct ck_doc *doc, bool b)
{
	return ck_value_new(doc, b ? CK_TRUE : CK_FALSE);
}

struct ck_value *ck_new_null(struct ck_doc *doc)
{
	return ck_value_new(doc, CK_NULL);
}

struct ck_value *ck_new_number(struct ck_doc *doc, const char *text)
{
	const char *end = text + strlen(text);
	struct ck_decimal decimal;
	const char *fault;

	if (ck_decimal_scan(text, end, &decimal, &fault) != end)
		return NULL;
	return ck_value_of_decimal(doc, &decimal);
}

static struct ck_value *copy_object(struct ck_doc *doc,
				    const struct ck_value *v)
{
	struct ck_value *copy = ck_new_object(doc);

	for (size_t i = 0; i < v->count; i++) {
		const char *key = v->members[i].key;
		size_t len = strlen(key);

		ck_member_add(copy, ck_doc_text(doc, key, len), len,
			      ck_copy(doc, v->members[i].value));
	}
	return copy;
}

static struct ck_value *copy_array(struct ck_doc *doc, const struct ck_value *v)
{
	struct ck_value *copy = ck_new_array(doc);

	for (size_t i = 0; i < v->count; i++)
		ck_push(copy, ck_copy(doc, v->items[i]));
	return copy;
}

static struct ck_value *copy_number(struct ck_doc *doc,
				    const struct ck_value *v)
{
	struct ck_value *copy = ck_value_new(doc, CK_NUMBER);

	copy->whole = v->whole;
	if (v->whole)
		copy->n = v->n;
	else
		copy->d = v->d;
	copy->text = ck_doc_strdup(doc, v->text);
	return copy;
}

struct ck_value *ck_copy(struct ck_doc *doc, const struct ck_value *v)
{
	if (!v)
		return NULL;
	switch ((enum ck_type)v->type) {
	case CK_OBJECT:
		return copy_object(doc, v);
	case CK_ARRAY:
		return copy_array(doc, v);
	case CK_NUMBER:
		return copy_number(doc, v);
	case CK_STRING:
		return ck_value_of_text(doc,
					ck_doc_text(doc, v->str, v->count),
					v->count);
	default:
		return ck_value_new(doc, v->type);
	}
}

/* -- members and elements ------------------------------------------------- */

void ck_set_same(struct ck_value *object, const struct ck_value *from,
		 const char *const *names)
{
	for (; *names; names++)
		ck_set(object, *names, ck_get(from, *names));
}

void ck_set_str(struct ck_value *object, const char *key, const char *s)
{
	if (s)
		ck_set(object, key, ck_new_str(object->doc, s));
}

void ck_set_int(struct ck_value *object, const char *key, int64_t n)
{
	ck_set(object, key, ck_new_int(object->doc, n));
}

void ck_set_bool(struct ck_value *object, const char *key, bool b)
{
	ck_set(object, key, ck_new_bool(object->doc, b));
}

void ck_set_null(struct ck_value *object, const char *key)
{
	ck_set(object, key, ck_new_null(object->doc));
}

void ck_set_time(struct ck_value *object, const char *key, int64_t ms,
		 int offset_min)
{
	char text[CK_TIME_TEXT];

	ck_time_print(ms, offset_min, text);
	ck_set_str(object, key, text);
}

void ck_set_time_of(struct ck_value *object, const char *key,
		    const struct ck_value *ms, int offset_min)
{
	int64_t n;

	if (ck_int(ms, &n))
		ck_set_time(object, key, n, offset_min);
}

struct ck_value *ck_set_object(struct ck_value *object, const char *key)
{
	struct ck_value *v = ck_new_object(object->doc);

	ck_set(object, key, v);
	return v;
}

struct ck_value *ck_set_array(struct ck_value *object, const char *key)
{
	struct ck_value *v = ck_new_array(object->doc);

	ck_set(object, key, v);
	return v;
}

void ck_push(struct ck_value *array, const struct ck_value *v)
{
	uint32_t cap = array->items_cap;
	const struct ck_value **items;

	assert(array->type == CK_ARRAY);
	if (!v)
		return;
	if (array->count == cap) {
		cap = cap ? 2 * cap : 4;
		items = ck_doc_take(array->doc, cap * sizeof(*items));
		if (array->count)
			memcpy(items, array->items,
			       array->count * sizeof(*items));
		array->items = items;
		array->items_cap = cap;
	}
	array->items[array->count++] = v;
}

void ck_push_str(struct ck_value *array, const char *s)
{
	if (s)
		ck_push(array, ck_new_str(array->doc, s));
}

struct ck_value *ck_push_object(struct ck_value *array)
{
	struct ck_value *v = ck_new_object(array->doc);

	ck_push(array, v);
	return v;
}

struct ck_value *ck_new_list(struct ck_doc *doc, const char *list)
{
	struct ck_value *array = ck_new_array(doc);
	char *rest = ck_doc_strdup(doc, list);
	char *word;

	while ((word = strsep(&rest, ",")))
		if (*word)
			ck_push_str(array, word);
	return array;
}
