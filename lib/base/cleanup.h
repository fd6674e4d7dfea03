/* Scope-bound cleanup: a variable marked here is released when it leaves
 * its scope. Every such variable is initialised where it is declared.
 *
 *	ck_autofree char *s = ck_strdup("x");
 *	CK_CLEANUP(ck_store_close) struct ck_store *st = NULL;
 *	return ck_take(s);		// hand it to the caller
 */
#ifndef CK_BASE_CLEANUP_H
#define CK_BASE_CLEANUP_H

#include <stdlib.h>

static inline void ck_free_at(void *at)
{
	free(*(void **)at);
}

#define ck_autofree __attribute__((cleanup(ck_free_at)))

/* The function takes the pointer itself (NULL accepted). DEFINE once beside
 * the function's prototype, then use CK_CLEANUP(function). */
#define CK_DEFINE_CLEANUP(type, function)				\
	static inline void function##_at(type *at)			\
	{								\
		if (*at)						\
			function(*at);					\
	}
#define CK_CLEANUP(function) __attribute__((cleanup(function##_at)))

/* Moves a value out of a cleanup variable. */
#define ck_take(ptr)							\
	__extension__({							\
		__typeof__(ptr) taken_ = (ptr);				\
		(ptr) = NULL;						\
		taken_;							\
	})

#endif
