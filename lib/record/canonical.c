/* RFC 8785, the JSON Canonicalization Scheme. Strings and numbers are already
 * written its way (write.c, number.c); what is left is the order of members:
 * by UTF-16 code units (section 3.2.3). */
#include <config.h>

#include <stdlib.h>

#include "base/memory.h"
#include "record/layout.h"

/* Names beyond this many are sorted on the heap. */
enum { FEW_MEMBERS = 32 };

/* UTF-8 bytes already sort by code point. UTF-16 differs only in that the
 * surrogates of U+10000 and above (first byte F0 to F4) come before U+E000 to
 * U+FFFF (first byte EE and EF). */
static unsigned int utf16_rank(unsigned char byte)
{
	if (byte >= 0xf0)
		return byte - 2u;
	if (byte >= 0xee)
		return byte + 5u;
	return byte;
}

static int compare_keys(const char *a, const char *b)
{
	for (; *a && *a == *b; a++)
		b++;
	return (int)utf16_rank((unsigned char)*a) -
	       (int)utf16_rank((unsigned char)*b);
}

static int compare_members(const void *a, const void *b)
{
	const struct ck_member *const *x = a;
	const struct ck_member *const *y = b;

	return compare_keys((*x)->key, (*y)->key);
}

/* What was canonical once is mostly read back in order. */
static bool in_order(const struct ck_value *v)
{
	for (size_t i = 1; i < v->count; i++)
		if (compare_keys(v->members[i - 1].key, v->members[i].key) > 0)
			return false;
	return true;
}

static void write_member(struct ck_buf *buf, const struct ck_member *m)
{
	if (buf->data[buf->len - 1] != '{')
		ck_buf_putc(buf, ',');
	ck_write_str(buf, m->key);
	ck_buf_putc(buf, ':');
	ck_write_canonical(buf, m->value);
}

static void write_sorted(struct ck_buf *buf, const struct ck_value *v)
{
	const struct ck_member *few[FEW_MEMBERS];
	ck_autofree const struct ck_member **many = NULL;
	const struct ck_member **sorted = few;

	if (v->count > FEW_MEMBERS)
		sorted = many = ck_alloc(v->count * sizeof(*many));
	for (size_t i = 0; i < v->count; i++)
		sorted[i] = &v->members[i];
	qsort(sorted, v->count, sizeof(*sorted), compare_members);
	for (size_t i = 0; i < v->count; i++)
		write_member(buf, sorted[i]);
}

static void write_object(struct ck_buf *buf, const struct ck_value *v)
{
	ck_buf_putc(buf, '{');
	if (in_order(v))
		for (size_t i = 0; i < v->count; i++)
			write_member(buf, &v->members[i]);
	else
		write_sorted(buf, v);
	ck_buf_putc(buf, '}');
}

static void write_array(struct ck_buf *buf, const struct ck_value *v)
{
	ck_buf_putc(buf, '[');
	for (size_t i = 0; i < v->count; i++) {
		if (i)
			ck_buf_putc(buf, ',');
		ck_write_canonical(buf, v->items[i]);
	}
	ck_buf_putc(buf, ']');
}

void ck_write_canonical(struct ck_buf *buf, const struct ck_value *v)
{
	if (ck_is_object(v))
		write_object(buf, v);
	else if (ck_is_array(v))
		write_array(buf, v);
	else
		ck_write(buf, v);
}
