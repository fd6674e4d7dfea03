#include <config.h>

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/error_text.h"
#include "base/text.h"

static const struct {
	int err;
	const char *text;
} texts[] = {
	{ EACCES, N_("Permission denied") },
	{ EAGAIN, N_("Resource temporarily unavailable") },
	{ EBADMSG, N_("Bad message") },
	{ EBUSY, N_("Device or resource busy") },
	{ ECONNREFUSED, N_("Connection refused") },
	{ ECONNRESET, N_("Connection reset by peer") },
	{ EDQUOT, N_("Disk quota exceeded") },
	{ EEXIST, N_("File exists") },
	{ EFBIG, N_("File too large") },
	{ EHOSTUNREACH, N_("No route to host") },
	{ EINVAL, N_("Invalid argument") },
	{ EIO, N_("Input/output error") },
	{ EISDIR, N_("Is a directory") },
	{ ELOOP, N_("Too many levels of symbolic links") },
	{ EMFILE, N_("Too many open files") },
	{ ENAMETOOLONG, N_("File name too long") },
	{ ENETUNREACH, N_("Network is unreachable") },
	{ ENODEV, N_("No such device") },
	{ ENOENT, N_("No such file or directory") },
	{ ENOMEM, N_("Cannot allocate memory") },
	{ ENOSPC, N_("No space left on device") },
	{ ENOTDIR, N_("Not a directory") },
	{ ENXIO, N_("No such device or address") },
	{ EPERM, N_("Operation not permitted") },
	{ EPIPE, N_("Broken pipe") },
	{ EROFS, N_("Read-only file system") },
	{ ETIMEDOUT, N_("Connection timed out") },
};

const char *ck_error_text(int err)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].err == abs(err))
			return _(texts[i].text);
	return strerror(abs(err));
}
