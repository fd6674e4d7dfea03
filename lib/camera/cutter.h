/* What cameras send, cut into documents: bytes in, as they come, documents out.
 *
 * The input is a multipart stream (RFC 2046; recognised by its first
 * delimiter, or its boundary is given), or documents one behind the other: XML,
 * JSON, or text that an empty line ends. Pictures and films are read over in
 * bounded memory.
 *
 * A document is given as soon as it is whole, not when the next one begins: a
 * camera's next part may come a minute later. Where Content-Length is wrong the
 * document's own end counts, or the next delimiter. What is cut off or too long
 * is told as a part with a fault, and the next document is still found.
 *
 * Sources: RFC 2046 5.1; Hikvision ISAPI "arming" (multipart/form-data or
 * multipart/mixed, parts with and without Content-Length, never closed); Dahua
 * HTTP API, snapManager and eventManager (multipart/x-mixed-replace).
 */
#ifndef CK_CAMERA_CUTTER_H
#define CK_CAMERA_CUTTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/cleanup.h"

enum {
	CK_PART_MAX = 16 << 20,		/* pictures inside JSON, as base64 */
	CK_PART_HEAD_MAX = 16 << 10,
	CK_PART_WORD = 128,
};

enum ck_part_form {
	CK_PART_XML,
	CK_PART_JSON,
	CK_PART_TEXT,
};

struct ck_part {
	enum ck_part_form form;		/* by its first character */
	bool inside;			/* of a multipart stream */
	const char *type;		/* its Content-Type, "" for none */
	const char *bytes;		/* NUL-terminated, until take returns */
	size_t len;
	const char *fault;		/* NULL; "cut", "too-long", "head" */
};

struct ck_cutter;

typedef void ck_part_take(void *ctx, const struct ck_part *part);

/* lines: text is taken line by line; a line ends with LF, CR or ETX. */
struct ck_cutter *ck_cutter_new(bool lines, ck_part_take *take, void *ctx);
void ck_cutter_free(struct ck_cutter *cutter);
CK_DEFINE_CLEANUP(struct ck_cutter *, ck_cutter_free)

/* The input is multipart, and the boundary this, without its dashes. One longer
 * than CK_PART_WORD is never found. */
void ck_cutter_boundary(struct ck_cutter *cutter, const char *boundary);

void ck_cutter_feed(struct ck_cutter *cutter, const void *bytes, size_t n);
/* The input is at its end. */
void ck_cutter_finish(struct ck_cutter *cutter);
/* A document has begun, and its end has not come. */
bool ck_cutter_has_begun(const struct ck_cutter *cutter);

#endif
