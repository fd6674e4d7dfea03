/* A store on a network file system is refused: SQLite's locks and its shared
 * memory hold on one host only. */
#include <config.h>

#include <errno.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/store.h"
#include "tap.h"

/* Stands before the C library's for the whole program. */
static unsigned long pretended;

int statfs(const char *path, struct statfs *ret_fs)
{
	(void)path;
	memset(ret_fs, 0, sizeof(*ret_fs));
	ret_fs->f_type = pretended;
	return 0;
}

static const struct {
	const char *name;
	unsigned long magic;
	int err;
} systems[] = {
	{ "NFS", NFS_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "SMB", SMB_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "CIFS", CIFS_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "SMB2", SMB2_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "AFS", AFS_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "Coda", CODA_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "9P", V9FS_MAGIC, -EMEDIUMTYPE },
	{ "Ceph", CEPH_SUPER_MAGIC, -EMEDIUMTYPE },
	{ "ext4", EXT4_SUPER_MAGIC, 0 },
	{ "XFS", XFS_SUPER_MAGIC, 0 },
	{ "Btrfs", BTRFS_SUPER_MAGIC, 0 },
	{ "tmpfs", TMPFS_MAGIC, 0 },
	{ "overlay", OVERLAYFS_SUPER_MAGIC, 0 },
};

static void refuses(const char *folder, const char *path, const char *name,
		    int err)
{
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	CK_CLEANUP(ck_store_close) struct ck_store *made = NULL;
	ck_autofree char *other = ck_format("%s/%s", folder, name);
	ck_autofree char *sentence = ck_format(
		"%s: is on a network file system; a store needs a local disk",
		path);
	int r = ck_store_open(path, CK_STORE_READ, &store);

	ok(r == err, "%s: %s", name, err ? "refused" : "a store may lie there");
	if (err) {
		is(ck_store_error(store), sentence, "%s: and says so", name);
		ok(ck_store_exit(r) == 78, "%s: exit status 78", name);
	}
	ok(ck_store_create(other, "CKHN", true, &made) == err,
	   "%s: the same for a new one", name);
	ok((access(other, F_OK) == 0) == (err == 0), "%s: which is %s", name,
	   err ? "not begun" : "made");
}

int main(void)
{
	char folder[] = "/tmp/ck-store-network-XXXXXX";
	CK_CLEANUP(ck_store_close) struct ck_store *store = NULL;
	ck_autofree char *path = NULL;
	ck_autofree char *clean = NULL;

	if (!mkdtemp(folder))
		return 1;
	path = ck_format("%s/ck.db", folder);
	pretended = EXT4_SUPER_MAGIC;
	ok(ck_store_create(path, "CKHN", true, &store) == 0, "a store is made");
	for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++) {
		pretended = systems[i].magic;
		refuses(folder, path, systems[i].name, systems[i].err);
	}
	clean = ck_format("rm -rf %s", folder);
	ok(system(clean) == 0, "cleaned");
	return tap_done();
}
