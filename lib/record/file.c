#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/text.h"
#include "record/parse.h"

static void close_at(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

enum { CHUNK = 64 << 10 };

/* One byte more than max shows that there is more. */
static int slurp(int fd, size_t max, struct ck_buf *buf)
{
	while (buf->len <= max) {
		ssize_t n;

		ck_buf_reserve(buf, CHUNK);
		n = read(fd, buf->data + buf->len, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (!n)
			return 0;
		buf->len += (size_t)n;
	}
	return 0;
}

int ck_read_file(struct ck_doc *doc, const char *path, size_t max,
		 const struct ck_value **ret_value, struct ck_fault *ret_fault)
{
	__attribute__((cleanup(close_at))) int fd =
		open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	CK_BUF buf = { 0 };
	int r;

	if (fd < 0)
		return -errno;
	r = slurp(fd, max, &buf);
	if (r < 0)
		return r;
	if (buf.len > max) {
		ck_fault_fill(ret_fault, "too-long", _("the file is too long"));
		return -EBADMSG;
	}
	return ck_read(doc, ck_buf_text(&buf), buf.len, ret_value, ret_fault);
}
