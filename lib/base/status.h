/* One error convention and one table of exit statuses.
 *
 * A library function that can fail returns int: >= 0 fine, a negative errno
 * else. It never prints and never exits; the sentence for people stays in the
 * handle it worked on. Programs turn the code into an exit status here.
 *
 *	-ENOENT   no such row or id	-EAGAIN   busy, try again later
 *	-EEXIST   already there		-EBADMSG  corrupt, or bad input
 *	-EPERM    not allowed		-EIO, -ENOSPC  the medium failed
 *	-EINVAL   a caller's mistake in a setting or option value
 */
#ifndef CK_BASE_STATUS_H
#define CK_BASE_STATUS_H

#define CK_MUST_CHECK __attribute__((warn_unused_result))

/* The values of <sysexits.h> where it has one (ck(7), EXIT STATUS). */
enum ck_exit {
	CK_EXIT_OK = 0,
	CK_EXIT_NO = 1,			/* the honest answer is no */
	CK_EXIT_USAGE = 64,
	CK_EXIT_DATA = 65,		/* bad input */
	CK_EXIT_NOINPUT = 66,		/* no such file, store included */
	CK_EXIT_UNKNOWN = 67,		/* no such id */
	CK_EXIT_UNAVAILABLE = 69,	/* device or optional library */
	CK_EXIT_SOFTWARE = 70,		/* our bug */
	CK_EXIT_IO = 74,		/* I/O, a full disk included */
	CK_EXIT_TEMPFAIL = 75,		/* try again later */
	CK_EXIT_NOPERM = 77,
	CK_EXIT_CONFIG = 78,
};

/* The exit status of a negative errno (or of 0). */
enum ck_exit ck_exit_status(int err);

/* The worse of two statuses of one stream: the first of
 * 70 74 78 77 69 65 67 75 that occurred, then 1, then 0. */
enum ck_exit ck_exit_worse(enum ck_exit a, enum ck_exit b);

#endif
