#include <config.h>

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#include "base/library.h"

int ck_library_load(const char *soname, const struct ck_library_entry *entries,
		    size_t count)
{
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);

	if (!library)
		return -ENOSYS;
	for (size_t i = 0; i < count; i++) {
		void *function = dlsym(library, entries[i].name);

		if (!function)
			return -ENOSYS;
		memcpy(entries[i].at, &function, sizeof(function));
	}
	return 0;
}
