/* Inside the cutter; only cutter.c and cutter_parts.c include this. */
#ifndef CK_CAMERA_CUTTER_WORK_H
#define CK_CAMERA_CUTTER_WORK_H

#include <stdbool.h>

#include "base/buf.h"
#include "camera/cutter.h"

enum ck_cut_state {
	CK_CUT_BETWEEN,	/* documents, or before the first delimiter */
	CK_CUT_DOCUMENT,
	CK_CUT_DROPPING,	/* the rest of one that was too long */
	CK_CUT_HUNTING,	/* for the next delimiter */
	CK_CUT_HEAD,		/* of a part */
	CK_CUT_BODY,
};

struct ck_cutter {
	bool lines;
	ck_part_take *take;
	void *ctx;
	enum ck_cut_state state;
	struct ck_buf buf;
	size_t looked;			/* bytes in which no end was found */
	enum ck_part_form form;
	bool begun;			/* the body's first byte was seen */
	char delimiter[CK_PART_WORD + 3];
	char type[CK_PART_WORD];
	long long length;		/* Content-Length of the rest, or -1 */
};

/* -- cutter.c: the buffer */
void ck_cut_consume(struct ck_cutter *c, size_t n);
void ck_cut_enter(struct ck_cutter *c, enum ck_cut_state state);
/* The bytes before `end`. */
void ck_cut_give(struct ck_cutter *c, size_t end, const char *fault);
size_t ck_cut_trimmed(const struct ck_cutter *c, size_t end);
void ck_cut_drop_blanks(struct ck_cutter *c);
/* Have the bytes that came since the last look anything that ends a document?
 * A picture inside JSON is a megabyte without. */
bool ck_cut_worth_a_look(struct ck_cutter *c);
bool ck_cut_too_long(struct ck_cutter *c, enum ck_cut_state after);

/* -- cutter_parts.c: one step in a state. False: more bytes are needed. */
bool ck_cut_hunt(struct ck_cutter *c);
bool ck_cut_take_head(struct ck_cutter *c);
bool ck_cut_take_body(struct ck_cutter *c);
/* What stands before `end` is told, and not looked at again. True. */
bool ck_cut_lose(struct ck_cutter *c, size_t end, const char *fault);
void ck_cut_finish_body(struct ck_cutter *c);

#endif
