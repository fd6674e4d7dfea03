#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/engine.h"

bool ck_store_reads(const struct ck_store *store)
{
	return store->mode == CK_STORE_READ ||
	       store->mode == CK_STORE_FROZEN || store->mode == CK_STORE_OLDER;
}

void ck_store_resolve(struct ck_store *store)
{
	struct stat st;
	char *path;

	if (lstat(store->path, &st) < 0 || !S_ISLNK(st.st_mode))
		return;
	path = realpath(store->path, NULL);
	if (!path)
		return;
	free(store->path);
	store->path = path;
}

static bool may_write(const struct ck_store *store)
{
	struct statvfs fs;

	if (statvfs(store->path, &fs) == 0 && fs.f_flag & ST_RDONLY)
		return false;
	return eaccess(store->path, W_OK) == 0;
}

/* 0: there is none. */
static off_t size_of(const struct ck_store *store, const char *suffix,
		     bool *ret_is_there)
{
	ck_autofree char *path = ck_format("%s%s", store->path, suffix);
	struct stat st;

	*ret_is_there = stat(path, &st) == 0;
	return *ret_is_there ? st.st_size : 0;
}

/* Whoever may not write the store must not make its WAL either: where the
 * folder lets him, it would be his, and shut those out who may. */
static bool is_frozen(const struct ck_store *store)
{
	bool wal = false, shm = false;
	off_t size;

	if (store->mode == CK_STORE_FROZEN)
		return true;
	if (!ck_store_reads(store) || may_write(store))
		return false;
	size = size_of(store, "-wal", &wal);
	size_of(store, "-shm", &shm);
	return !wal || (!size && !shm);
}

/* Nor its index, for the same reason. */
bool ck_store_lacks_shm(const struct ck_store *store)
{
	bool wal = false, shm = false;
	off_t size = size_of(store, "-wal", &wal);

	size_of(store, "-shm", &shm);
	return ck_store_reads(store) && store->mode != CK_STORE_FROZEN &&
	       !shm && size && !may_write(store);
}

char *ck_store_frozen_uri(const struct ck_store *store)
{
	CK_BUF uri = { 0 };

	if (!is_frozen(store))
		return NULL;
	ck_buf_puts(&uri, "file:");
	for (const char *c = store->path; *c; c++)
		if (strchr("?#%", *c))
			ck_buf_printf(&uri, "%%%02x", *c);
		else
			ck_buf_putc(&uri, *c);
	ck_buf_puts(&uri, "?immutable=1");
	return ck_buf_take(&uri);
}

int ck_store_thaw(struct ck_store *store)
{
	if (!store->frozen || is_frozen(store))
		return 0;
	ck_engine_close(store);
	return ck_engine_open(store, false);
}
