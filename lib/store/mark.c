#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/engine.h"

static int open_note(const char *store_path, int flags)
{
	ck_autofree char *path = ck_format("%s-write", store_path);

	return open(path, flags | O_CLOEXEC | O_NOFOLLOW);
}

void ck_mark_read(int fd, char ret_text[CK_MARK])
{
	ssize_t n = pread(fd, ret_text, CK_MARK - 1, 0);

	ret_text[n > 0 ? n : 0] = '\0';
}

void ck_mark_read_beside(const char *store_path, char ret_text[CK_MARK])
{
	int fd = open_note(store_path, O_RDONLY);

	ret_text[0] = '\0';
	if (fd < 0)
		return;
	ck_mark_read(fd, ret_text);
	close(fd);
}

/* "CKHN:1234" and the end of the line, or it was not written whole. */
int64_t ck_mark_seq(const char *text, const char *origin)
{
	size_t len = strlen(origin);
	int64_t seq;
	char *end;

	if (strncmp(text, origin, len) != 0 || text[len] != ':')
		return 0;
	seq = strtoll(text + len + 1, &end, 10);
	return *end == '\n' ? seq : 0;
}

void ck_mark_write(int fd, const char *origin, int64_t seq)
{
	char text[CK_MARK];
	int len = snprintf(text, sizeof(text), "%s:%" PRId64 "\n", origin, seq);

	if (len < CK_MARK && pwrite(fd, text, len, 0) < 0)
		return;
}

void ck_mark_forget(const char *store_path)
{
	int fd = open_note(store_path, O_WRONLY | O_TRUNC);

	if (fd >= 0)
		close(fd);
}

/* -- what it tells of a store --------------------------------------------- */

int ck_store_say_lost(struct ck_store *store, int64_t seq, int64_t lost)
{
	return ck_store_say(store, -EMEDIUMTYPE,
			    _("%s: its log ends at event %" PRId64 " and went on to %" PRId64 ": its -wal was deleted, or an old copy put back (ck-troubles(7))"),
			    store->path, seq, lost);
}

void ck_store_note_lost(struct ck_store *store, int64_t seq)
{
	int64_t marked = ck_mark_seq(store->mark, store->origin);

	if (marked <= seq)
		return;
	store->lost = marked;
	ck_store_say_lost(store, seq, marked);
}

int64_t ck_store_lost(const struct ck_store *store)
{
	return store->lost;
}
