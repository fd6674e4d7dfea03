/* What the sources of the reader share. */
#ifndef CK_RECORD_PARSE_H
#define CK_RECORD_PARSE_H

#include "record/reader.h"

struct ck_parse {
	struct ck_doc *doc;
	const char *text;
	const char *at;
	const char *end;
	unsigned int depth;
	struct ck_fault *fault;
};

/* Notes the fault at `at`, before which everything is valid. Returns NULL, so
 * that a caller can return it as it is. */
__attribute__((format(printf, 4, 5))) void *
ck_parse_fail(struct ck_parse *p, const char *at, const char *code,
	      const char *format, ...);
/* Nothing that JSON allows stands here: says what, and what was expected (a
 * sentence marked with N_). */
void *ck_parse_unexpected(struct ck_parse *p, const char *expected);

static inline bool ck_parse_take(struct ck_parse *p, char c)
{
	if (p->at == p->end || *p->at != c)
		return false;
	p->at++;
	return true;
}

/* The text of the string whose opening quote was taken, in the document and
 * padded as ck_doc_text pads. NULL after a fault. */
const char *ck_parse_string(struct ck_parse *p, size_t *ret_len);

/* Fills a fault that has no place in a text, such as an oversized file. */
void ck_fault_fill(struct ck_fault *fault, const char *code,
		   const char *sentence);

#endif
