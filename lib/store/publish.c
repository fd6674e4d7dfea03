#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"

void ck_store_discard(const char *path)
{
	static const char *const parts[] = { "", "-wal", "-shm", "-journal",
					     "-turn", "-write" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		ck_autofree char *name = ck_format("%s%s", path, parts[i]);

		unlink(name);
	}
}

/* Some file systems know only one of the two. */
static int move_to_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL)
		return -errno;
	return link(from, to) < 0 ? -errno : 0;
}

/* A new name is safe once its folder is. */
static int sync_folder(const char *path)
{
	ck_autofree char *folder = ck_strdup(path);
	char *slash = strrchr(folder, '/');
	int fd, r;

	if (slash)
		slash[slash == folder] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	r = fsync(fd) < 0 && errno != EINVAL ? -errno : 0;
	close(fd);
	return r;
}

int ck_store_publish(struct ck_store *store, const char *made, const char *path)
{
	int r = move_to_new(made, path);

	ck_store_discard(made);
	if (r == 0)
		r = sync_folder(path);
	if (r == -EEXIST)
		return ck_store_say(store, r, _("%s: exists already"), path);
	return r < 0 ? ck_store_say_errno(store, -r, path) : 0;
}
