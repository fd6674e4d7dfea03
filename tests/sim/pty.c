#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "pty.h"

static void fail(const char *what)
{
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what,
		strerror(errno));
	exit(1);
}

void pty_open(struct pty *pty)
{
	struct termios line;

	pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (pty->master < 0 || grantpt(pty->master) || unlockpt(pty->master) ||
	    ptsname_r(pty->master, pty->path, sizeof(pty->path)))
		fail("pseudo-terminal");
	pty->slave = open(pty->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (pty->slave < 0 || tcgetattr(pty->slave, &line))
		fail(pty->path);
	cfmakeraw(&line);
	if (tcsetattr(pty->slave, TCSANOW, &line))
		fail(pty->path);
}

void pty_close(struct pty *pty)
{
	close(pty->slave);
	close(pty->master);
	pty->slave = pty->master = -1;
}

void pty_send(struct pty *pty, const uint8_t *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(pty->master, bytes, n);

		if (done < 0 && errno != EINTR)
			fail(pty->path);
		if (done > 0) {
			bytes += done;
			n -= done;
		}
	}
}

size_t pty_unread(const struct pty *pty)
{
	int bytes = 0;

	ioctl(pty->slave, FIONREAD, &bytes);
	return bytes;
}

void pty_drop_unread(struct pty *pty)
{
	tcflush(pty->slave, TCIFLUSH);
}

bool pty_has_reader(const struct pty *pty)
{
	int exclusive = 0;

	ioctl(pty->slave, TIOCGEXCL, &exclusive);
	return exclusive;
}

bool pty_was_asked(const struct pty *pty)
{
	struct pollfd fd = { .fd = pty->master, .events = POLLIN };
	char bytes[64];

	return poll(&fd, 1, 0) > 0 &&
	       read(pty->master, bytes, sizeof(bytes)) > 0;
}
