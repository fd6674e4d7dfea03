/* Libraries that few runs need are loaded at their first use: each makes a
 * start longer, which a lane that decides never wants to pay for.
 */
#ifndef CK_BASE_LIBRARY_H
#define CK_BASE_LIBRARY_H

#include <stddef.h>

#include "base/status.h"

/* A function by its name, and where its address goes. */
struct ck_library_entry {
	const char *name;
	void *at;		/* of a pointer to the function */
};

/* Loads the library for good and finds the functions. -ENOSYS when it, or one
 * of them, is not there: the package is not installed. */
int ck_library_load(const char *soname, const struct ck_library_entry *entries,
		    size_t count) CK_MUST_CHECK;

#endif
