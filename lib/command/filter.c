#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "command/session.h"
#include "record/jq.h"

enum { PROGRAM_MAX = 1 << 20 };

static int read_program(struct ck_session *s, const char *path,
			struct ck_buf *ret_text)
{
	int fd = ck_open_as_user(path, O_RDONLY, 0);
	ssize_t got;

	if (fd < 0)
		return ck_fail_file(s, path, fd);
	do {
		ck_buf_reserve(ret_text, 65536);
		got = read(fd, ret_text->data + ret_text->len, 65535);
		ret_text->len += got > 0 ? got : 0;
	} while (got > 0 && ret_text->len <= PROGRAM_MAX);
	if (got < 0)
		got = -errno;
	close(fd);
	if (got < 0)
		return ck_fail_file(s, path, got);
	if (ret_text->len > PROGRAM_MAX)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "too-long",
			       _("%s: longer than %d MiB"), path,
			       PROGRAM_MAX >> 20);
	ck_buf_add(ret_text, "", 0);
	return 0;
}

int ck_session_filter(struct ck_session *s, const char *path,
		      struct ck_jq **ret_filter)
{
	CK_BUF text = { 0 };
	ck_autofree char *error = NULL;
	int r = read_program(s, path, &text);

	if (r < 0)
		return r;
	r = ck_jq_compile(ck_buf_text(&text), ret_filter, &error);
	if (r < 0)
		return ck_fail(s, NULL, -EMEDIUMTYPE, NULL, "adapter", "%s: %s",
			       path, error);
	return 0;
}
