#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "record/layout.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CK_POISONS 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define CK_POISONS 1
#endif

/* A value that is used after ck_doc_reset would go unseen, since the block
 * stays: the address sanitizer is told. */
#ifdef CK_POISONS
#include <sanitizer/asan_interface.h>
#define poison(at, size) ASAN_POISON_MEMORY_REGION(at, size)
#define unpoison(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
#else
#define poison(at, size) ((void)(at), (void)(size))
#define unpoison(at, size) ((void)(at), (void)(size))
#endif

enum {
	FIRST_SIZE = 16 << 10,
	KEPT_SIZE = 256 << 10,
	MOST_SIZE = 1 << 20,
};

struct block {
	struct block *next;
	size_t size;			/* of data */
	char data[];
};

struct ck_doc {
	struct block *blocks;		/* the one in use first */
	char *at;
	char *end;
};

struct ck_doc *ck_doc_new(void)
{
	return ck_new(struct ck_doc);
}

static void block_use(struct ck_doc *doc, struct block *block)
{
	block->next = doc->blocks;
	doc->blocks = block;
	doc->at = block->data;
	doc->end = block->data + block->size;
	poison(block->data, block->size);
}

static void block_free(struct block *block)
{
	unpoison(block->data, block->size);
	free(block);
}

static size_t block_size(const struct ck_doc *doc, size_t need)
{
	size_t size = doc->blocks ? 2 * doc->blocks->size : FIRST_SIZE;

	if (size > MOST_SIZE)
		size = MOST_SIZE;
	return size < need ? need : size;
}

static void doc_grow(struct ck_doc *doc, size_t need)
{
	size_t size = block_size(doc, need);
	struct block *block = ck_realloc(NULL, sizeof(*block) + size);

	block->size = size;
	block_use(doc, block);
}

void ck_doc_free(struct ck_doc *doc)
{
	if (!doc)
		return;
	for (struct block *block = doc->blocks, *next; block; block = next) {
		next = block->next;
		block_free(block);
	}
	free(doc);
}

void ck_doc_reset(struct ck_doc *doc)
{
	struct block *kept = NULL;
	struct block *next;

	for (struct block *block = doc->blocks; block; block = next) {
		next = block->next;
		if (block->size > KEPT_SIZE ||
		    (kept && block->size <= kept->size)) {
			block_free(block);
			continue;
		}
		if (kept)
			block_free(kept);
		kept = block;
	}
	doc->blocks = NULL;
	doc->at = doc->end = NULL;
	if (kept)
		block_use(doc, kept);
}

void *ck_doc_take(struct ck_doc *doc, size_t size)
{
	char *at;

	size = (size + 7) & ~(size_t)7;
	if (size > (size_t)(doc->end - doc->at))
		doc_grow(doc, size);
	at = doc->at;
	doc->at += size;
	unpoison(at, size);
	return at;
}

void *ck_doc_alloc(struct ck_doc *doc, size_t size)
{
	return memset(ck_doc_take(doc, size), 0, size);
}

char *ck_doc_text(struct ck_doc *doc, const char *s, size_t len)
{
	size_t size = (len + 8) & ~(size_t)7;
	char *copy = ck_doc_take(doc, size);

	memset(copy + size - 8, 0, 8);
	memcpy(copy, s, len);
	return copy;
}

char *ck_doc_strdup(struct ck_doc *doc, const char *s)
{
	return s ? ck_doc_text(doc, s, strlen(s)) : NULL;
}

char *ck_doc_format(struct ck_doc *doc, const char *format, ...)
{
	va_list ap;
	va_list again;
	char *text;
	int len;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0)
		abort();
	text = ck_doc_alloc(doc, (size_t)len + 8);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}
