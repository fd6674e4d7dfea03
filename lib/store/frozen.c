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

static bool is_frozen(const struct ck_store *store)
{
	ck_autofree char *wal = ck_format("%s-wal", store->path);
	struct statvfs fs;

	if (store->mode == CK_STORE_FROZEN)
		return true;
	return store->mode == CK_STORE_READ &&
	       statvfs(store->path, &fs) == 0 && fs.f_flag & ST_RDONLY &&
	       access(wal, F_OK) < 0;
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
