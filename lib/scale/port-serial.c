#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "scale/port-open.h"

static const struct {
	unsigned baud;
	speed_t speed;
} speeds[] = {
	{ 300, B300 },	   { 600, B600 },	{ 1200, B1200 },
	{ 2400, B2400 },   { 4800, B4800 },	{ 9600, B9600 },
	{ 19200, B19200 }, { 38400, B38400 },	{ 57600, B57600 },
	{ 115200, B115200 }, { 230400, B230400 },
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* B0 (hang up) when there is no such speed. */
static speed_t speed_of(unsigned baud)
{
	for (size_t i = 0; i < LENGTH(speeds); i++)
		if (speeds[i].baud == baud)
			return speeds[i].speed;
	return B0;
}

static int explain_open(const char *device, int err, struct ck_buf *error)
{
	if (err == EACCES || err == EPERM) {
		ck_buf_printf(error,
			      _("%s: permission denied (serial devices belong "
				"to the group dialout)"),
			      device);
		return -EACCES;
	}
	if (err == EBUSY) {
		ck_buf_printf(error, _("%s: another program has it open"),
			      device);
		return -EAGAIN;
	}
	if (err == ENOENT || err == ENODEV || err == ENXIO)
		ck_buf_printf(error,
			      _("%s: no such device; is the adapter plugged "
				"in?"),
			      device);
	else
		ck_buf_printf(error, "%s: %s", device, strerror(err));
	return -ENODEV;
}

/* For this process alone: flock keeps our own kind away and ends with the
 * process, TIOCEXCL everybody else. */
static int claim(int fd, const char *device, struct ck_buf *error)
{
	if (!isatty(fd)) {
		ck_buf_printf(error, _("%s: not a serial device"), device);
		return -ENODEV;
	}
	if (flock(fd, LOCK_EX | LOCK_NB))
		return explain_open(device, EBUSY, error);
	ioctl(fd, TIOCEXCL, 0);
	return 0;
}

static tcflag_t control_flags(const struct ck_port_setting *setting)
{
	tcflag_t flags = CREAD | CLOCAL;

	flags |= setting->data_bits == 7 ? CS7 : CS8;
	if (setting->parity != 'N')
		flags |= PARENB;
	if (setting->parity == 'O')
		flags |= PARODD;
	if (setting->stop_bits == 2)
		flags |= CSTOPB;
	return flags;
}

/* tcsetattr is content when one of the changes was possible; what the device
 * made of it is read back. A byte with a wrong parity is read as NUL, which
 * no frame has. */
static int set_line(int fd, const struct ck_port_setting *setting,
		    const struct termios *before, struct ck_buf *error)
{
	const tcflag_t mask = CSIZE | PARENB | PARODD | CSTOPB;
	tcflag_t flags = control_flags(setting);
	speed_t speed = speed_of(setting->baud);
	struct termios line = *before;

	cfmakeraw(&line);
	line.c_cflag = flags;
	if (setting->parity != 'N')
		line.c_iflag |= INPCK;
	/* So that nothing to read is EAGAIN, and 0 only a hang-up. */
	line.c_cc[VMIN] = 1;
	line.c_cc[VTIME] = 0;
	if (speed != B0 && !cfsetispeed(&line, speed) &&
	    !cfsetospeed(&line, speed) && !tcsetattr(fd, TCSANOW, &line) &&
	    !tcgetattr(fd, &line) && (line.c_cflag & mask) == (flags & mask) &&
	    cfgetispeed(&line) == speed) {
		tcflush(fd, TCIFLUSH);
		return 0;
	}
	ck_buf_printf(error, _("%s: the device cannot do %u baud %u%c%u"),
		      setting->device, setting->baud, setting->data_bits,
		      setting->parity, setting->stop_bits);
	tcsetattr(fd, TCSANOW, before);
	return -EINVAL;
}

int ck_serial_open(const struct ck_port_setting *setting,
		   struct termios *ret_before, struct ck_buf *error)
{
	/* Not blocking, or open would wait for a carrier. */
	int fd = open(setting->device,
		      O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	struct termios before;
	int err;

	if (fd < 0)
		return explain_open(setting->device, errno, error);
	err = claim(fd, setting->device, error);
	if (err) {
		close(fd);
		return err;
	}
	if (tcgetattr(fd, &before))
		err = explain_open(setting->device, errno, error);
	else
		err = set_line(fd, setting, &before, error);
	if (err) {
		ioctl(fd, TIOCNXCL, 0);
		close(fd);
		return err;
	}
	*ret_before = before;
	return fd;
}

void ck_serial_close(int fd, const struct termios *before)
{
	tcsetattr(fd, TCSANOW, before);
	ioctl(fd, TIOCNXCL, 0);
	close(fd);
}
