/* Where a document ends by its own form.
 */
#ifndef CK_CAMERA_WHOLE_H
#define CK_CAMERA_WHOLE_H

#include <stddef.h>

#include "camera/cutter.h"

struct ck_whole {
	size_t end;		/* of the first document; 0: not there yet */
	bool cut;		/* another one begins before its end */
};

/* The bytes begin with the document, after no blanks. An XML document ends
 * with the end tag of its root, a JSON text with its last bracket, a text with
 * an empty line or where a document in another form begins. at_end: nothing
 * follows; what is not whole then is cut, a text never is. */
struct ck_whole ck_whole_find(enum ck_part_form form, const char *bytes,
			      size_t len, bool at_end);
enum ck_part_form ck_whole_form(char first);

static inline bool ck_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

#endif
