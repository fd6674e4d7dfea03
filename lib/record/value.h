/* JSON values: what a record, a document and an event line are in memory.
 *
 * A value lives in a document (an arena) and dies with it. Readers take
 * `const struct ck_value *` and accept NULL everywhere: NULL means "absent",
 * so that lookups chain without tests:
 *
 *	ck_get_str(ck_get(doc, "vehicle"), "plate")	// NULL if any is absent
 *
 * Numbers keep their exact value: an integer in int64 range, else a double
 * that the reader has proved to survive. Strings are UTF-8, NUL-terminated,
 * and contain no NUL.
 */
#ifndef CK_RECORD_VALUE_H
#define CK_RECORD_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/cleanup.h"
#include "base/status.h"
#include "base/words.h"

enum ck_type {
	CK_NULL,
	CK_FALSE,
	CK_TRUE,
	CK_NUMBER,
	CK_STRING,
	CK_ARRAY,
	CK_OBJECT,
};

struct ck_doc;			/* the arena */
struct ck_value;

struct ck_doc *ck_doc_new(void);
void ck_doc_free(struct ck_doc *doc);
CK_DEFINE_CLEANUP(struct ck_doc *, ck_doc_free)
/* Forgets every value, keeps (a bounded amount of) memory for the next. */
void ck_doc_reset(struct ck_doc *doc);
/* Zeroed memory (aligned to eight bytes), or a copy of a text, that lives as
 * long as the values. */
void *ck_doc_alloc(struct ck_doc *doc, size_t size);
char *ck_doc_strdup(struct ck_doc *doc, const char *s);
char *ck_doc_format(struct ck_doc *doc, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* -- looking -------------------------------------------------------------- */

/* CK_NULL for an absent value. */
enum ck_type ck_type(const struct ck_value *v);
bool ck_is_object(const struct ck_value *v);
bool ck_is_array(const struct ck_value *v);
bool ck_is_true(const struct ck_value *v);	/* the literal true */
bool ck_is_null(const struct ck_value *v);	/* absent or the literal null */

/* Members of an object or elements of an array; 0 for everything else. */
size_t ck_count(const struct ck_value *v);
const struct ck_value *ck_at(const struct ck_value *v, size_t i);
/* The name of the i-th member of an object; members keep their order. */
const char *ck_key_at(const struct ck_value *v, size_t i);

const struct ck_value *ck_get(const struct ck_value *object, const char *key);
const char *ck_str(const struct ck_value *v);	/* NULL unless a string */
const char *ck_get_str(const struct ck_value *object, const char *key);
/* True when the member is that text; never when either is absent. */
bool ck_is(const struct ck_value *object, const char *key, const char *text);
/* Is this text an element of the array? Not of NULL. */
bool ck_lists(const struct ck_value *array, const char *text);
/* True, and the integer, when v is a number without fraction in range. */
bool ck_int(const struct ck_value *v, int64_t *ret_n);
/* The integer member, or `otherwise` when absent or no integer. */
int64_t ck_get_int(const struct ck_value *object, const char *key,
		   int64_t otherwise);
/* The shortest decimal text of a number (RFC 8785), NULL for no number.
 * Lives in the value's document. */
const char *ck_number_text(const struct ck_value *v);

/* RFC 6901: "/vehicles/v1/plate"; NULL when nothing is there. */
const struct ck_value *ck_pointer(const struct ck_value *v,
				  const char *pointer);
/* Adds a name to a pointer. */
void ck_pointer_add(struct ck_buf *pointer, const char *name);
const char *ck_pointer_below(struct ck_doc *doc, const char *pointer,
			     const char *name);

/* Same JSON value: key order is ignored, 1 equals 1.0; NULL equals NULL. */
bool ck_equal(const struct ck_value *a, const struct ck_value *b);

/* -- making --------------------------------------------------------------- */

struct ck_value *ck_new_object(struct ck_doc *doc);
struct ck_value *ck_new_array(struct ck_doc *doc);
/* NULL gives null. A byte that is no part of a UTF-8 character becomes U+FFFD,
 * so that what is written can always be read. */
struct ck_value *ck_new_str(struct ck_doc *doc, const char *s);
/* The caller keeps n within 2^53 either way: the reader refuses other integers
 * that a double does not hold. */
struct ck_value *ck_new_int(struct ck_doc *doc, int64_t n);
struct ck_value *ck_new_bool(struct ck_doc *doc, bool b);
struct ck_value *ck_new_null(struct ck_doc *doc);
/* A number from its decimal text ("36.74"). NULL when the text is no JSON
 * number or would not come back from a double (record/reader.h). */
struct ck_value *ck_new_number(struct ck_doc *doc, const char *text);
/* "customs,fee" as an array of strings; what is empty is left out. */
struct ck_value *ck_new_list(struct ck_doc *doc, const char *list);
/* A deep copy into doc; NULL gives NULL. */
struct ck_value *ck_copy(struct ck_doc *doc, const struct ck_value *v);

/* A value that was looked up in a document which is the caller's own and still
 * being made. */
static inline struct ck_value *ck_writable(const struct ck_value *v)
{
	return (struct ck_value *)v;
}

/* Members are added at the end, or replaced where they stand. A NULL value or
 * string adds nothing, so that optional members need no test. The value must
 * belong to the object's document, or outlive it. */
void ck_set(struct ck_value *object, const char *key, const struct ck_value *v);
/* The members of these names, as they are in `from`: CK_SET_SAME(record, row,
 * "trip", "zone"), or a list that ends with NULL. */
void ck_set_same(struct ck_value *object, const struct ck_value *from,
		 const char *const *names);
#define CK_SET_SAME(object, from, ...) \
	ck_set_same(object, from, CK_WORDS(__VA_ARGS__))
void ck_set_str(struct ck_value *object, const char *key, const char *s);
void ck_set_int(struct ck_value *object, const char *key, int64_t n);
void ck_set_bool(struct ck_value *object, const char *key, bool b);
void ck_set_null(struct ck_value *object, const char *key);
/* An instant (base/clock.h), as "2026-11-22T08:00:00.000+07:00"; the second
 * takes a number that was looked up. */
void ck_set_time(struct ck_value *object, const char *key, int64_t ms,
		 int offset_min);
void ck_set_time_of(struct ck_value *object, const char *key,
		    const struct ck_value *ms, int offset_min);
void ck_unset(struct ck_value *object, const char *key);
/* A new object or array as a member, to be filled. */
struct ck_value *ck_set_object(struct ck_value *object, const char *key);
struct ck_value *ck_set_array(struct ck_value *object, const char *key);

void ck_push(struct ck_value *array, const struct ck_value *v);
void ck_push_str(struct ck_value *array, const char *s);
struct ck_value *ck_push_object(struct ck_value *array);

/* -- writing -------------------------------------------------------------- */

/* Appends compact JSON, members in their order, no spaces, no newline. */
void ck_write(struct ck_buf *buf, const struct ck_value *v);
/* Appends RFC 8785 (JCS): members sorted, numbers as ECMAScript prints them. */
void ck_write_canonical(struct ck_buf *buf, const struct ck_value *v);
/* Appends s as a JSON string with its quotes. */
void ck_write_str(struct ck_buf *buf, const char *s);

#endif
