#include <config.h>

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#define CK_LIBJQ_REAL_NAMES
#include "record/libjq.h"

struct ck_libjq ck_libjq;

struct entry {
	const char *name;
	size_t offset;
};

#define ENTRY(name) { #name, offsetof(struct ck_libjq, name) },
static const struct entry entries[] = { CK_LIBJQ_EACH(ENTRY) };

/* The inline jv_is_valid of jv.h, which nobody here uses, calls it; without
 * optimisation the linker wants it all the same.
 */
jv_kind jv_get_kind(jv value)
{
	return ck_libjq.jv_get_kind(value);
}

/* For good: a filter may be held until the process ends. */
int ck_libjq_load(void)
{
	static bool loaded;
	void *library;

	if (loaded)
		return 0;
	library = dlopen(LIBJQ_SONAME, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return -ENOSYS;
	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
		void *function = dlsym(library, entries[i].name);
		void **at = (void **)((char *)&ck_libjq + entries[i].offset);

		if (!function)
			return -ENOSYS;
		*at = function;
	}
	loaded = true;
	return 0;
}
