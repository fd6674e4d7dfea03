#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/text.h"
#include "port/open.h"

static const struct {
	unsigned baud;
	speed_t speed;
} speeds[] = {
	{ 50, B50 },	     { 75, B75 },	  { 110, B110 },
	{ 150, B150 },	     { 200, B200 },	  { 300, B300 },
	{ 600, B600 },	     { 1200, B1200 },	  { 1800, B1800 },
	{ 2400, B2400 },     { 4800, B4800 },	  { 9600, B9600 },
	{ 19200, B19200 },   { 38400, B38400 },	  { 57600, B57600 },
	{ 115200, B115200 }, { 230400, B230400 }, { 460800, B460800 },
	{ 500000, B500000 }, { 576000, B576000 }, { 921600, B921600 },
	{ 1000000, B1000000 },
};

enum { LOOKS = 5, LOOK_MS = 20 };

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* B0 (hang up) when there is no such speed. */
static speed_t speed_of(unsigned baud)
{
	for (size_t i = 0; i < LENGTH(speeds); i++)
		if (speeds[i].baud == baud)
			return speeds[i].speed;
	return B0;
}

/* Who may open it: its group, where that has the right to. */
static int explain_permission(const char *device, struct ck_buf *error)
{
	struct stat st;
	const struct group *group = NULL;

	if (stat(device, &st) == 0 && (st.st_mode & 0060) == 0060)
		group = getgrgid(st.st_gid);
	if (group)
		ck_buf_printf(error,
			      _("%s: permission denied: it is for the group %s"),
			      device, group->gr_name);
	else
		ck_buf_printf(error,
			      _("%s: permission denied (serial devices belong "
				"to the group dialout)"),
			      device);
	return -EACCES;
}

static int explain_busy(const char *device, struct ck_buf *error)
{
	CK_BUF holder = { 0 };

	if (ck_port_holder(device, &holder))
		ck_buf_printf(error, _("%s: another program has it open: %s"),
			      device, ck_buf_text(&holder));
	else
		ck_buf_printf(error, _("%s: another program has it open"),
			      device);
	return -EAGAIN;
}

static int explain_open(const char *device, int err, struct ck_buf *error)
{
	if (err == EACCES || err == EPERM)
		return explain_permission(device, error);
	if (err == EBUSY)
		return explain_busy(device, error);
	if (err == ENOENT || err == ENODEV || err == ENXIO)
		ck_buf_printf(error,
			      _("%s: no such device; is the adapter plugged "
				"in?"),
			      device);
	else
		ck_buf_printf(error, "%s: %s", device, ck_error_text(err));
	return -ENODEV;
}

/* Two readers of one line each get a part of the bytes. Who was only refused is
 * gone at once, and not waited for any longer. */
static bool is_shared(const char *device)
{
	CK_BUF holder = { 0 };

	for (int i = 0; i < LOOKS; i++) {
		ck_buf_clear(&holder);
		if (!ck_port_holder(device, &holder))
			return false;
		poll(NULL, 0, LOOK_MS);
	}
	return true;
}

/* For this process alone: flock keeps our own kind away and ends with the
 * process; others who were there before are looked for. TIOCEXCL keeps those
 * away who come later. */
static int claim(int fd, const char *device, struct ck_buf *error)
{
	if (!isatty(fd)) {
		ck_buf_printf(error, _("%s: not a serial device"), device);
		return -ENOTTY;
	}
	if (flock(fd, LOCK_EX | LOCK_NB))
		return explain_open(device, EBUSY, error);
	return is_shared(device) ? explain_busy(device, error) : 0;
}

static tcflag_t control_flags(const struct ck_port_setting *setting)
{
	tcflag_t flags = CREAD | CLOCAL;

	flags |= setting->data_bits == 7 ? CS7 : CS8;
	if (setting->parity != 'N')
		flags |= PARENB;
	if (setting->parity == 'O' || setting->parity == 'M')
		flags |= PARODD;
	if (setting->parity == 'M' || setting->parity == 'S')
		flags |= CMSPAR;
	if (setting->stop_bits == 2)
		flags |= CSTOPB;
	return flags;
}

/* A byte with a wrong parity is read as NUL, which no frame has, unless it is
 * to be marked. */
int ck_serial_line(const struct ck_port_setting *setting, struct termios *line)
{
	speed_t speed = speed_of(setting->baud);

	if (speed == B0)
		return -EINVAL;
	cfmakeraw(line);
	line->c_cflag = control_flags(setting);
	if (setting->parity != 'N' || setting->marked)
		line->c_iflag |= INPCK;
	if (setting->marked)
		line->c_iflag |= PARMRK;
	/* So that nothing to read is EAGAIN, and 0 only a hang-up. */
	line->c_cc[VMIN] = 1;
	line->c_cc[VTIME] = 0;
	return cfsetispeed(line, speed) || cfsetospeed(line, speed) ? -EINVAL
								    : 0;
}

/* tcsetattr is content when one of the changes was possible; what the device
 * made of it is read back. */
static int set_line(int fd, const struct ck_port_setting *setting,
		    const struct termios *before, struct ck_buf *error)
{
	const tcflag_t mask = CSIZE | PARENB | PARODD | CMSPAR | CSTOPB;
	struct termios line = *before;
	struct termios made;

	if (ck_serial_line(setting, &line) == 0 &&
	    !tcsetattr(fd, TCSANOW, &line) && !tcgetattr(fd, &made) &&
	    (made.c_cflag & mask) == (line.c_cflag & mask) &&
	    cfgetispeed(&made) == cfgetispeed(&line)) {
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
		close(fd);
		return err;
	}
	ioctl(fd, TIOCEXCL, 0);
	*ret_before = before;
	return fd;
}

void ck_serial_close(int fd, const struct termios *before)
{
	tcsetattr(fd, TCSANOW, before);
	ioctl(fd, TIOCNXCL, 0);
	close(fd);
}
