#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"

static const char *const parts[] = { "", "-wal", "-shm", "-journal", "-turn",
				     "-write" };
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

char *ck_store_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ck_strdup(".");
	return ck_strndup(path, slash == path ? 1 : slash - path);
}

char *ck_store_making(const char *path)
{
	return ck_format("%s.new-%ld", path, (long)getpid());
}

/* Who makes it lives no more, or had our process id. */
static bool is_left(const char *file, const char *prefix)
{
	size_t n = strlen(prefix);
	char *end;
	long pid;

	if (strncmp(file, prefix, n) != 0)
		return false;
	pid = strtol(file + n, &end, 10);
	if (pid <= 0 || (pid != getpid() && (kill(pid, 0) == 0 || errno != ESRCH)))
		return false;
	for (size_t i = 0; i < PARTS; i++)
		if (!strcmp(end, parts[i]))
			return true;
	return false;
}

void ck_store_sweep(const char *path)
{
	const char *slash = strrchr(path, '/');
	ck_autofree char *folder = ck_store_folder(path);
	ck_autofree char *prefix = ck_format("%s.new-", slash ? slash + 1 : path);
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (is_left(entry->d_name, prefix))
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
}

void ck_store_discard(const char *path)
{
	for (size_t i = 0; i < PARTS; i++) {
		ck_autofree char *name = ck_format("%s%s", path, parts[i]);

		unlink(name);
	}
}

/* SQLite would take what it says into the new file. */
static bool has_strange_wal(const char *path)
{
	ck_autofree char *wal = ck_format("%s-wal", path);
	struct stat st;

	return lstat(wal, &st) == 0 && st.st_size > 0;
}

int ck_store_check_place(struct ck_store *store, const char *path)
{
	ck_autofree char *folder = ck_store_folder(path);
	struct stat st;
	int err;

	if (lstat(path, &st) == 0)
		return ck_store_say(store, -EEXIST, _("%s: exists already"),
				    path);
	if (has_strange_wal(path))
		return ck_store_say(store, -EEXIST,
				    _("%s-wal: is left of a store that stood here; put it to that store, which is not whole without it"),
				    path);
	if (stat(folder, &st) < 0)
		return ck_store_say_errno(store, errno, folder);
	err = faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) ? errno : 0;
	return err ? ck_store_say(store, -err,
				  _("%s: nothing can be made in its folder: %s"),
				  path, ck_error_text(err)) : 0;
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
	ck_autofree char *folder = ck_store_folder(path);
	int fd, r;

	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
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
		ck_mark_forget(path);
	if (r == 0)
		r = sync_folder(path);
	if (r == -EEXIST)
		return ck_store_say(store, r, _("%s: exists already"), path);
	return r < 0 ? ck_store_say_errno(store, -r, path) : 0;
}

int ck_store_backup(struct ck_store *store, const char *path)
{
	ck_autofree char *making = ck_store_making(path);
	int r = ck_store_check_place(store, path);

	if (r < 0)
		return r;
	ck_store_sweep(path);
	r = ck_engine_backup(store, making);
	if (r == 0)
		return ck_store_publish(store, making, path);
	ck_store_discard(making);
	return r;
}
