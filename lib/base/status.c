#include <config.h>

#include <errno.h>
#include <stddef.h>

#include "base/status.h"

static const struct {
	int err;
	enum ck_exit status;
} of_errno[] = {
	{ EBADMSG, CK_EXIT_DATA },	{ EILSEQ, CK_EXIT_DATA },
	{ EMSGSIZE, CK_EXIT_DATA },	{ ENOENT, CK_EXIT_UNKNOWN },
	{ EAGAIN, CK_EXIT_TEMPFAIL },	{ ETIMEDOUT, CK_EXIT_TEMPFAIL },
	{ EPERM, CK_EXIT_NOPERM },	{ EACCES, CK_EXIT_NOPERM },
	{ EROFS, CK_EXIT_NOPERM },	{ EIO, CK_EXIT_IO },
	{ ENOSPC, CK_EXIT_IO },		{ EDQUOT, CK_EXIT_IO },
	{ EFBIG, CK_EXIT_IO },		{ EPIPE, CK_EXIT_IO },
	{ ENODEV, CK_EXIT_UNAVAILABLE }, { ENXIO, CK_EXIT_UNAVAILABLE },
	{ ENOSYS, CK_EXIT_UNAVAILABLE }, { EMEDIUMTYPE, CK_EXIT_CONFIG },
	{ EINVAL, CK_EXIT_USAGE },
};

static const enum ck_exit by_weight[] = {
	CK_EXIT_SOFTWARE, CK_EXIT_IO, CK_EXIT_CONFIG, CK_EXIT_NOPERM,
	CK_EXIT_UNAVAILABLE, CK_EXIT_DATA, CK_EXIT_UNKNOWN, CK_EXIT_TEMPFAIL,
	CK_EXIT_USAGE, CK_EXIT_NOINPUT, CK_EXIT_NO,
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum ck_exit ck_exit_status(int err)
{
	if (err >= 0)
		return CK_EXIT_OK;
	for (size_t i = 0; i < LENGTH(of_errno); i++)
		if (of_errno[i].err == -err)
			return of_errno[i].status;
	return CK_EXIT_SOFTWARE;
}

enum ck_exit ck_exit_worse(enum ck_exit a, enum ck_exit b)
{
	for (size_t i = 0; i < LENGTH(by_weight); i++)
		if (a == by_weight[i] || b == by_weight[i])
			return by_weight[i];
	return CK_EXIT_OK;
}
