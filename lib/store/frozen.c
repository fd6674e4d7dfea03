#include <config.h>

#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/engine.h"

bool ck_store_reads(const struct ck_store *store)
{
	return store->mode == CK_STORE_READ || store->mode == CK_STORE_FROZEN;
}

static bool may_write(const struct ck_store *store)
{
	struct statvfs fs;

	if (statvfs(store->path, &fs) == 0 && fs.f_flag & ST_RDONLY)
		return false;
	return eaccess(store->path, W_OK) == 0;
}

/* Whoever may not write the store must not make its WAL either: where the
 * folder lets him, it would be his, and shut those out who may. */
static bool is_frozen(const struct ck_store *store)
{
	ck_autofree char *wal = NULL;

	if (store->mode == CK_STORE_FROZEN)
		return true;
	if (store->mode != CK_STORE_READ || may_write(store))
		return false;
	wal = ck_format("%s-wal", store->path);
	return eaccess(wal, F_OK) < 0;
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
