/* Where in a text a value stands, for messages about a file: the reader keeps
 * no positions, and only a fault needs one. */
#ifndef CK_RECORD_LOCATE_H
#define CK_RECORD_LOCATE_H

#include <stddef.h>

/* The line (from 1) on which the value that the pointer names begins, or the
 * nearest thing around it that exists. The text is JSON that ck_read takes. */
size_t ck_locate_line(const char *text, size_t len, const char *pointer);

#endif
