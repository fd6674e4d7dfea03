/* How values lie in memory. Only the sources of this room include it. */
#ifndef CK_RECORD_LAYOUT_H
#define CK_RECORD_LAYOUT_H

#include <string.h>

#include "record/value.h"

/* `head` is the first eight bytes of the key, padded with zero: it settles
 * most comparisons, and all of keys shorter than eight bytes. */
struct ck_member {
	const char *key;
	const struct ck_value *value;
	uint64_t head;
};

/* Members beyond this many are found through a hash index, which follows the
 * members in the same allocation (object.c). */
enum { CK_LINEAR_MAX = 16 };

struct ck_value {
	uint8_t type;			/* enum ck_type */
	bool whole;			/* number: n holds it, else d */
	uint32_t count;			/* members, elements, bytes */
	struct ck_doc *doc;
	union {
		const char *str;
		struct {
			struct ck_member *members;
			uint32_t members_cap;
		};
		struct {
			const struct ck_value **items;
			uint32_t items_cap;
		};
		struct {
			union {
				int64_t n;
				double d;
			};
			const char *text;	/* always set beside d */
		};
	};
};

/* Uninitialised memory, aligned to eight bytes. */
void *ck_doc_take(struct ck_doc *doc, size_t size);
/* A copy of len bytes, ended and padded with zero to a multiple of eight. */
char *ck_doc_text(struct ck_doc *doc, const char *s, size_t len);
/* A value of the type, otherwise zero. */
struct ck_value *ck_value_new(struct ck_doc *doc, enum ck_type type);

/* A string value of text that is already in the document. */
struct ck_value *ck_value_of_text(struct ck_doc *doc, const char *text,
				  size_t len);

struct ck_decimal;
/* NULL when the number would not come back unchanged. */
struct ck_value *ck_value_of_decimal(struct ck_doc *doc,
				     const struct ck_decimal *decimal);

static inline uint64_t ck_key_head(const char *key, size_t len)
{
	uint64_t head = 0;

	if (len >= sizeof(head))
		memcpy(&head, key, sizeof(head));
	else
		memcpy(&head, key, len);
	return head;
}

/* NULL when there is no such member. */
struct ck_member *ck_member_find(const struct ck_value *object,
				 const char *key, size_t len);
/* Adds at the end a member that is known to be new; key lies in a document. */
void ck_member_add(struct ck_value *object, const char *key, size_t len,
		   const struct ck_value *v);

void ck_write_text(struct ck_buf *buf, const char *s, size_t len);

#endif
