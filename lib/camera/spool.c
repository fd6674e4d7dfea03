#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "camera/spool.h"
#include "record/lines.h"
#include "record/reader.h"

struct ck_spool {
	int fd;
	char *path;
	char *keys[CK_SPOOL_KEYS];
	size_t next;			/* the oldest of them */
};

/* -- keys ----------------------------------------------------------------- */

static bool is_known(const struct ck_spool *spool, const char *key)
{
	for (size_t i = 0; key && i < CK_SPOOL_KEYS; i++) {
		if (spool->keys[i] && !strcmp(spool->keys[i], key))
			return true;
	}
	return false;
}

static void know(struct ck_spool *spool, const char *key)
{
	if (!key || is_known(spool, key))
		return;
	free(spool->keys[spool->next]);
	spool->keys[spool->next] = ck_strdup(key);
	spool->next = (spool->next + 1) % CK_SPOOL_KEYS;
}

/* -- what is there -------------------------------------------------------- */

struct past {
	struct ck_spool *spool;
	int64_t since;
	ck_spool_take *take;
	void *ctx;
	struct ck_doc *doc;
	off_t whole;			/* up to the last line that is */
};

/* A line that is none was cut off by a fall, and another followed. */
static void look_at(struct past *p, const char *line, size_t len)
{
	const struct ck_value *entry = NULL, *sighting;
	struct ck_fault fault;
	CK_BUF text = { 0 };

	if (ck_read_object(p->doc, line, len, &entry, &fault) < 0)
		return;
	sighting = ck_get(entry, "sighting");
	know(p->spool, ck_get_str(sighting, "key"));
	if (ck_get_int(entry, "received", 0) < p->since || !sighting)
		return;
	ck_write(&text, sighting);
	p->take(p->ctx, text.data, text.len);
}

static int read_past(struct past *p)
{
	CK_CLEANUP(ck_lines_free) struct ck_lines *lines =
		ck_lines_new(p->spool->fd);
	off_t size = lseek(p->spool->fd, 0, SEEK_END);
	size_t len;
	char *line;
	int r;

	if (size < 0 || lseek(p->spool->fd, 0, SEEK_SET) < 0)
		return -errno;
	while ((r = ck_lines_next(lines, &line, &len)) > 0 ||
	       r == -EMSGSIZE) {
		off_t end = p->whole + (off_t)len + 1;

		if (end > size)
			return 0;
		p->whole = end;
		if (r > 0)
			look_at(p, line, len);
		ck_doc_reset(p->doc);
	}
	return r;
}

static int take_up(struct past *p)
{
	int r = read_past(p);

	if (r < 0)
		return r;
	if (ftruncate(p->spool->fd, p->whole) < 0 ||
	    lseek(p->spool->fd, 0, SEEK_END) < 0)
		return -errno;
	return 0;
}

/* -- the file ------------------------------------------------------------- */

/* Two listeners of a lane would hand on each sighting twice. */
static int open_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	int r;

	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	r = -errno;
	close(fd);
	return r;
}

int ck_spool_open(const char *path, int64_t since, ck_spool_take *take,
		  void *ctx, struct ck_spool **ret_spool)
{
	CK_CLEANUP(ck_doc_free) struct ck_doc *doc = ck_doc_new();
	CK_CLEANUP(ck_spool_close) struct ck_spool *spool =
		ck_new(struct ck_spool);
	struct past past = { spool, since, take, ctx, doc, 0 };
	int r;

	spool->fd = open_file(path);
	if (spool->fd < 0)
		return spool->fd;
	spool->path = ck_strdup(path);
	r = take_up(&past);
	if (r < 0)
		return r;
	*ret_spool = spool;
	spool = NULL;
	return 0;
}

void ck_spool_close(struct ck_spool *spool)
{
	if (!spool)
		return;
	if (spool->fd >= 0)
		close(spool->fd);
	for (size_t i = 0; i < CK_SPOOL_KEYS; i++)
		free(spool->keys[i]);
	free(spool->path);
	free(spool);
}

/* The old one stands beside it until the next time. */
static int turn_over(struct ck_spool *spool)
{
	ck_autofree char *old = NULL;
	struct stat st;
	int fd;

	if (fstat(spool->fd, &st) < 0)
		return -errno;
	if (st.st_size < CK_SPOOL_MAX)
		return 0;
	old = ck_format("%s.1", spool->path);
	if (rename(spool->path, old) < 0)
		return -errno;
	fd = open_file(spool->path);
	if (fd < 0)
		return fd;
	close(spool->fd);
	spool->fd = fd;
	return 0;
}

/* A line that did not fit leaves nothing behind. */
static int append(struct ck_spool *spool, const struct ck_buf *line)
{
	off_t before = lseek(spool->fd, 0, SEEK_END);
	ssize_t n = write(spool->fd, line->data, line->len);
	int r = n < 0 ? -errno : (size_t)n < line->len ? -ENOSPC : 0;

	if (r == 0 && fdatasync(spool->fd) < 0)
		r = -errno;
	if (r < 0 && before >= 0 && ftruncate(spool->fd, before) < 0)
		return -errno;
	return r;
}

int ck_spool_add(struct ck_spool *spool, const struct ck_value *sighting,
		 int64_t received)
{
	const char *key = ck_get_str(sighting, "key");
	CK_BUF line = { 0 };
	int r;

	if (is_known(spool, key))
		return 0;
	r = turn_over(spool);
	if (r < 0)
		return r;
	ck_buf_puts(&line, "{\"received\":");
	ck_buf_int(&line, received);
	ck_buf_puts(&line, ",\"sighting\":");
	ck_write(&line, sighting);
	ck_buf_puts(&line, "}\n");
	r = append(spool, &line);
	if (r < 0)
		return r;
	know(spool, key);
	return 1;
}
