/* The strict reader: text to value, or the position of the first fault.
 *
 * Accepts RFC 8259 JSON, and of that only what cannot be misread: valid UTF-8
 * without BOM, NUL or unpaired surrogates; no duplicate member names; depth
 * at most 64; no number that would not come back from a double unchanged
 * (RFC 7493 section 2.2; such a number is refused with "write it as text").
 */
#ifndef CK_RECORD_READER_H
#define CK_RECORD_READER_H

#include "record/value.h"

enum { CK_DEPTH_MAX = 64 };
enum { CK_LINE_MAX = 1 << 20 };			/* a record */
enum { CK_FILE_MAX = 64 << 20 };		/* a site or code file */

/* Where and what; `code` is stable ("utf8", "nul", "bom", "surrogate",
 * "control", "syntax", "depth", "duplicate-key", "number", "incomplete",
 * "trailing", "too-long", "not-object"), `message` a translated sentence that
 * also says what was expected. Line and column count from 1; the column
 * counts characters. */
struct ck_fault {
	const char *code;
	size_t line;
	size_t column;
	char message[200];
};

/* Reads one value with nothing but white space around it. The value lives in
 * doc and does not point into text. -EBADMSG and *ret_fault filled. */
int ck_read(struct ck_doc *doc, const char *text, size_t len,
	    const struct ck_value **ret_value, struct ck_fault *ret_fault)
	CK_MUST_CHECK;

/* The same for a record: anything but an object is the fault "not-object". */
int ck_read_object(struct ck_doc *doc, const char *text, size_t len,
		   const struct ck_value **ret_value,
		   struct ck_fault *ret_fault) CK_MUST_CHECK;

/* Whether a line is meant as JSON and not as a bare text: it begins with a
 * brace, a bracket, a quote or a byte order mark, as no plate, number, id or
 * pass does. */
bool ck_meant_as_json(const char *text);

/* Reads a whole file of at most max bytes that holds one value over any
 * number of lines. -ENOENT and friends from open(2)/read(2); -EBADMSG with
 * fault. */
int ck_read_file(struct ck_doc *doc, const char *path, size_t max,
		 const struct ck_value **ret_value, struct ck_fault *ret_fault)
	CK_MUST_CHECK;

#endif
