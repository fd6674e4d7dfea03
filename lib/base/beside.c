#include <config.h>

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/beside.h"
#include "base/memory.h"

char *ck_beside(const char *program)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return ck_format("%s/%s", path, program);
}
