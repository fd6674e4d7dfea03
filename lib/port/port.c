#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error_text.h"
#include "base/text.h"
#include "port/open.h"
#include "port/port.h"

struct ck_port {
	int fd;
	bool serial;
	struct termios before;
	char *device;
	struct ck_buf error;
};

struct ck_port *ck_port_new(void)
{
	struct ck_port *port = ck_new(struct ck_port);

	port->fd = -1;
	return port;
}

void ck_port_close(struct ck_port *port)
{
	if (port->fd < 0)
		return;
	if (port->serial)
		ck_serial_close(port->fd, &port->before);
	else
		close(port->fd);
	port->fd = -1;
}

int ck_port_fd(const struct ck_port *port)
{
	return port->fd;
}

void ck_port_free(struct ck_port *port)
{
	if (!port)
		return;
	ck_port_close(port);
	ck_buf_free(&port->error);
	free(port->device);
	free(port);
}

const char *ck_port_error(const struct ck_port *port)
{
	return ck_buf_text(&port->error);
}

/* "7E1" and the like; true when it is one. */
static bool parse_bits(const char *text, struct ck_port_setting *setting)
{
	char parity = text[0] ? text[1] & ~0x20 : 0;

	if ((text[0] != '7' && text[0] != '8') ||
	    !parity || !strchr(CK_PARITIES, parity) ||
	    (text[2] != '1' && text[2] != '2') || text[3])
		return false;
	setting->data_bits = text[0] - '0';
	setting->parity = parity;
	setting->stop_bits = text[2] - '0';
	return true;
}

int ck_port_setting_parse(const char *text,
			  struct ck_port_setting *ret_setting)
{
	struct ck_port_setting setting = *ret_setting;
	char *end;
	unsigned long baud;

	if (!parse_bits(text, &setting)) {
		if (*text < '1' || *text > '9')
			return -EINVAL;
		baud = strtoul(text, &end, 10);
		if (baud < 50 || baud > 4000000)
			return -EINVAL;
		setting.baud = baud;
		if (*end && ((*end != ' ' && *end != ',') ||
			     !parse_bits(end + 1, &setting)))
			return -EINVAL;
	}
	*ret_setting = setting;
	return 0;
}

/* What a setting leaves open; false when one is not possible at all. */
static bool complete(struct ck_port_setting *setting)
{
	if (!setting->baud)
		setting->baud = 9600;
	if (!setting->data_bits)
		setting->data_bits = 8;
	if (!setting->parity)
		setting->parity = 'N';
	if (!setting->stop_bits)
		setting->stop_bits = 1;
	if (!setting->connect_ms)
		setting->connect_ms = 3000;
	return (setting->data_bits == 7 || setting->data_bits == 8) &&
	       strchr(CK_PARITIES, setting->parity) &&
	       (setting->stop_bits == 1 || setting->stop_bits == 2);
}

void ck_port_setting_print(const struct ck_port_setting *setting,
			   char ret_text[CK_LINE_TEXT])
{
	struct ck_port_setting full = *setting;

	(void)complete(&full);
	snprintf(ret_text, CK_LINE_TEXT, "%u %u%c%u", full.baud,
		 full.data_bits, full.parity, full.stop_bits);
}

int ck_port_open(struct ck_port *port, const struct ck_port_setting *setting)
{
	struct ck_port_setting full = *setting;
	int fd;

	ck_port_close(port);
	ck_buf_clear(&port->error);
	free(port->device);
	port->device = ck_strdup(setting->device);
	if (!complete(&full)) {
		ck_buf_printf(&port->error,
			      _("%s: no such line setting (7 or 8 bits, parity "
				"N, E, O, M or S, 1 or 2 stop bits)"),
			      port->device);
		return -EINVAL;
	}
	port->serial = strncmp(port->device, "tcp:", 4) != 0;
	if (port->serial)
		fd = ck_serial_open(&full, &port->before, &port->error);
	else
		fd = ck_tcp_open(&full, port->device + 4, &port->error);
	if (fd < 0)
		return fd;
	port->fd = fd;
	return 0;
}

/* The far end is not there any more. */
static bool is_gone(const struct ck_port *port, int err)
{
	static const int gone[] = {
		0, ECONNRESET, ECONNABORTED, ENXIO, ENODEV, EPIPE, ETIMEDOUT,
		EHOSTUNREACH, ENETUNREACH, ENETDOWN,
	};

	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		if (err == gone[i])
			return true;
	return err == EIO && port->serial;
}

/* Ends a port that failed; a hang-up is told by err 0. */
static int fail(struct ck_port *port, int err)
{
	bool gone = is_gone(port, err);

	ck_buf_clear(&port->error);
	if (gone && port->serial)
		ck_buf_printf(&port->error,
			      _("%s: hung up: the device was unplugged or "
				"closed"),
			      port->device);
	else if (gone)
		ck_buf_printf(&port->error,
			      _("%s: hung up: the connection was closed at the "
				"far end"),
			      port->device);
	else
		ck_buf_printf(&port->error, _("%s: cannot read: %s"),
			      port->device, ck_error_text(err));
	ck_port_close(port);
	return gone ? -ENODEV : -EIO;
}

bool ck_port_is_server(const struct ck_port *port)
{
	return !port->serial;
}

/* A far end that never stops is not waited for. */
void ck_port_discard(struct ck_port *port)
{
	char bytes[4096];
	int most = 256;

	if (port->fd < 0)
		return;
	if (port->serial)
		tcflush(port->fd, TCIFLUSH);
	else
		while (most-- &&
		       recv(port->fd, bytes, sizeof(bytes), MSG_DONTWAIT) > 0)
			;
}

int ck_port_read(struct ck_port *port, void *bytes, size_t size,
		 int timeout_ms)
{
	struct pollfd fd = { .fd = port->fd, .events = POLLIN };
	ssize_t n;
	int ready;

	if (port->fd < 0)
		return fail(port, 0);
	ready = poll(&fd, 1, timeout_ms);
	if (ready < 0)
		return errno == EINTR ? -EINTR : fail(port, errno);
	if (!ready)
		return 0;
	n = read(port->fd, bytes, size);
	if (n > 0)
		return n;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return errno == EINTR ? -EINTR : 0;
	return fail(port, n < 0 ? errno : 0);
}

int ck_port_write(struct ck_port *port, const void *bytes, size_t size)
{
	ssize_t n;

	if (port->fd < 0)
		return fail(port, 0);
	n = port->serial ? write(port->fd, bytes, size)
			 : send(port->fd, bytes, size, MSG_NOSIGNAL);
	if (n >= 0 || errno == EAGAIN || errno == EINTR)
		return 0;
	return fail(port, errno);
}
