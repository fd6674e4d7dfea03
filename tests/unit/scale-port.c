/* Ports on a pseudo-terminal and on TCP: bytes, timeouts, and a sentence for
 * everything that goes wrong. */
#include <config.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "port/open.h"
#include "tap.h"
#include "tests/sim/listener.h"

static char folder[] = "/tmp/ck-port.XXXXXX";
static char path[64];		/* of the pseudo-terminal */

static int open_master(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (master < 0 || grantpt(master) || unlockpt(master) ||
	    ptsname_r(master, path, sizeof(path)))
		abort();
	return master;
}

/* Opens and gives the error. */
static int open_at(struct ck_port *port, const char *device, const char *line)
{
	struct ck_port_setting setting = { .device = device };

	if (line && ck_port_setting_parse(line, &setting))
		abort();
	return ck_port_open(port, &setting);
}

static bool says(const struct ck_port *port, const char *words)
{
	return strstr(ck_port_error(port), words) != NULL;
}

static void check_settings(void)
{
	static const char *const bad[] = { "", "x", "8N", "8N3", "6N1", "8X1",
					   "9600-7E1", "9600 7E", "49",
					   "5000000", "-9600", "8N1 9600" };
	struct ck_port_setting s = { .device = "d" };

	ok(!ck_port_setting_parse("4800 7E1", &s) && s.baud == 4800 &&
		   s.data_bits == 7 && s.parity == 'E' && s.stop_bits == 1,
	   "4800 7E1");
	ok(!ck_port_setting_parse("8o2", &s) && s.baud == 4800 &&
		   s.data_bits == 8 && s.parity == 'O' && s.stop_bits == 2,
	   "8o2 keeps the speed");
	ok(!ck_port_setting_parse("1200", &s) && s.baud == 1200 &&
		   s.parity == 'O',
	   "1200 keeps the rest");
	ok(!ck_port_setting_parse("19200,8N1", &s) && s.parity == 'N',
	   "a comma will do");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ok(ck_port_setting_parse(bad[i], &s) == -EINVAL &&
			   s.baud == 19200,
		   "'%s' is no line setting", bad[i]);
}

static void check_no_device(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	char file[128];
	int fd;

	is(ck_port_error(port), "", "no fault yet");
	ok(open_at(port, "/dev/ck-no-such-tty", NULL) == -ENODEV &&
		   says(port, "/dev/ck-no-such-tty: no such device"),
	   "no such device");
	ok(open_at(port, folder, NULL) == -ENODEV && says(port, folder),
	   "a directory");
	ok(open_at(port, "/dev/null", NULL) == -ENOTTY &&
		   says(port, "not a serial device"),
	   "another device");
	snprintf(file, sizeof(file), "%s/file", folder);
	fd = open(file, O_CREAT | O_WRONLY, 0600);
	ok(open_at(port, file, NULL) == -ENOTTY &&
		   says(port, "not a serial device"),
	   "a file");
	if (geteuid() == 0 && !chmod(folder, 0711) && !seteuid(65534)) {
		ok(open_at(port, file, NULL) == -EACCES &&
			   says(port, "dialout"),
		   "no permission");
		ok(!seteuid(0), "root again");
	}
	close(fd);
	unlink(file);
}

/* A device of a group: whose it is, not what is usual elsewhere. */
static void check_group(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	const struct group *tape = getgrnam("tape");
	int master = open_master();

	if (geteuid() == 0 && tape && !chown(path, 0, tape->gr_gid) &&
	    !chmod(path, 0660) && !seteuid(65534)) {
		ok(open_at(port, path, NULL) == -EACCES &&
			   says(port, "for the group tape"),
		   "the group that may");
		ok(!seteuid(0), "root again");
	}
	close(master);
}

/* What the driver is told, for all that a pseudo-terminal cannot do. */
static void check_flags(void)
{
	static const struct {
		const char *text;
		tcflag_t flags;
	} lines[] = {
		{ "8N1", CS8 },
		{ "7E1", CS7 | PARENB },
		{ "7O2", CS7 | PARENB | PARODD | CSTOPB },
		{ "7S1", CS7 | PARENB | CMSPAR },
		{ "8M1", CS8 | PARENB | CMSPAR | PARODD },
		{ "8E2", CS8 | PARENB | CSTOPB },
	};
	struct termios line = { 0 };

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct ck_port_setting s = { .baud = 9600 };

		ok(!ck_port_setting_parse(lines[i].text, &s) &&
			   !ck_serial_line(&s, &line) &&
			   (line.c_cflag & (CSIZE | PARENB | PARODD | CMSPAR |
					    CSTOPB)) == lines[i].flags &&
			   !!(line.c_iflag & INPCK) == (s.parity != 'N') &&
			   !(line.c_iflag & (PARMRK | IGNPAR | IGNBRK)),
		   "%s", lines[i].text);
		s.marked = true;
		ok(!ck_serial_line(&s, &line) && (line.c_iflag & INPCK) &&
			   (line.c_iflag & PARMRK),
		   "%s, faults marked", lines[i].text);
	}
}

/* Another process has it: with our lock, or without. */
static void check_holder(bool locks)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	CK_BUF holder = { 0 };
	int master = open_master();
	int ready[2];
	char want[64];
	char byte;
	pid_t other;

	if (pipe(ready))
		abort();
	other = fork();
	if (!other) {
		CK_CLEANUP(ck_port_free) struct ck_port *mine = ck_port_new();
		int fd = -1;

		/* Whoever holds the other end is the device. */
		close(master);
		if (locks)
			byte = open_at(mine, path, NULL) == 0;
		else
			byte = (fd = open(path, O_RDWR | O_NOCTTY)) >= 0;
		if (write(ready[1], &byte, 1) == 1)
			pause();
		_exit(1);
	}
	ok(read(ready[0], &byte, 1) == 1 && byte, "another process has it");
	snprintf(want, sizeof(want), "(process %ld)", (long)other);
	ok(ck_port_holder(path, &holder) && strstr(ck_buf_text(&holder), want),
	   "which one");
	ok(open_at(port, path, NULL) == -EAGAIN && says(port, want) &&
		   says(port, "another program has it open: "),
	   "it is said");
	ok(ck_port_fd(port) < 0, "and not read beside it");
	kill(other, SIGKILL);
	waitpid(other, NULL, 0);
	ok(open_at(port, path, NULL) == 0, "it died: the device is free");
	close(ready[0]);
	close(ready[1]);
	close(master);
}

static void check_serial(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	CK_CLEANUP(ck_port_free) struct ck_port *other = ck_port_new();
	int master = open_master();
	int slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios before;
	struct termios after;
	int exclusive = 0;
	char bytes[16];

	tcgetattr(slave, &before);
	ok(write(master, "stale\n", 6) == 6, "bytes from before");
	ok(!open_at(port, path, NULL), "opens");
	ok(ck_port_read(port, bytes, sizeof(bytes), 0) == 0,
	   "what was there before is not read");
	ok(open_at(other, path, NULL) == -EAGAIN &&
		   says(other, "another program"),
	   "two readers are one too many");
	ok(!ioctl(slave, TIOCGEXCL, &exclusive) && exclusive,
	   "the second changes nothing for the first");
	ok(write(master, "\x02\x03\x0d\xff\x00", 5) == 5, "bytes");
	ok(ck_port_read(port, bytes, sizeof(bytes), 5000) == 5 &&
		   !memcmp(bytes, "\x02\x03\x0d\xff\x00", 5),
	   "are read raw");
	ok(ck_port_read(port, bytes, sizeof(bytes), 1) == 0, "silence");
	ck_port_close(port);
	tcgetattr(slave, &after);
	ok(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag,
	   "the settings are put back");
	ok(!open_at(other, path, NULL), "then another may read");
	ck_port_close(other);
	close(slave);
	close(master);
}

static void check_line(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	int master = open_master();
	struct ck_port_setting odd = { .device = path, .parity = 'X' };

	ok(open_at(port, path, "7E1") == -EINVAL &&
		   says(port, "cannot do 9600 baud 7E1"),
	   "a line the device cannot do");
	ok(open_at(port, path, "8M1") == -EINVAL && says(port, "9600 baud 8M1"),
	   "a parity the device cannot do");
	ok(open_at(port, path, "12345") == -EINVAL && says(port, "12345"),
	   "a speed there is not");
	ok(ck_port_open(port, &odd) == -EINVAL && says(port, "parity"),
	   "a parity there is not");
	ok(!open_at(port, path, "115200 8N2"), "one it can");
	close(master);
}

static void check_hang_up(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	int master = open_master();
	char bytes[16];

	ok(!open_at(port, path, NULL), "opens");
	close(master);
	ok(ck_port_read(port, bytes, sizeof(bytes), 5000) == -ENODEV &&
		   says(port, "hung up"),
	   "unplugged");
	ok(ck_port_read(port, bytes, sizeof(bytes), 5000) == -ENODEV,
	   "and stays so");
	master = open_master();
	ok(!open_at(port, path, NULL), "until opened again");
	close(master);
}

static void on_alarm(int number)
{
	(void)number;
}

static void check_signal(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	struct sigaction action = { .sa_handler = on_alarm };
	struct itimerval soon = { { 0, 10000 }, { 0, 10000 } };
	struct itimerval never = { { 0, 0 }, { 0, 0 } };
	int master = open_master();
	char bytes[16];

	sigaction(SIGALRM, &action, NULL);
	ok(!open_at(port, path, NULL), "opens");
	setitimer(ITIMER_REAL, &soon, NULL);
	ok(ck_port_read(port, bytes, sizeof(bytes), -1) == -EINTR,
	   "a signal ends the waiting");
	setitimer(ITIMER_REAL, &never, NULL);
	close(master);
}

/* A listener on a free port of this host; writes the device's name. */
static void check_tcp(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	char device[64];
	char bytes[16];
	int listener = listen_here(5, device, sizeof(device));
	int server;

	ok(!open_at(port, device, NULL), "%s connects", device);
	server = accept(listener, NULL, NULL);
	ok(ck_port_read(port, bytes, sizeof(bytes), 1) == 0, "silence");
	ok(write(server, "abc", 3) == 3, "bytes");
	ok(ck_port_read(port, bytes, sizeof(bytes), 5000) == 3 &&
		   !memcmp(bytes, "abc", 3),
	   "are read");
	close(server);
	ok(ck_port_read(port, bytes, sizeof(bytes), 5000) == -ENODEV &&
		   says(port, "closed at the far end"),
	   "the far end goes away");
	close(listener);
	ok(open_at(port, device, NULL) == -ENODEV &&
		   says(port, "cannot connect"),
	   "nobody listens");
}

/* A server whose queue is full does not answer: connections are made until
 * one is not. */
static void check_tcp_timeout(void)
{
	struct ck_port *ports[8];
	char device[64];
	int listener = listen_here(0, device, sizeof(device));
	struct ck_port_setting setting = { .device = device,
					   .connect_ms = 200 };
	int n = 0;
	int err = 0;

	while (!err && n < 8) {
		ports[n] = ck_port_new();
		err = ck_port_open(ports[n++], &setting);
	}
	ok(err == -ETIMEDOUT && says(ports[n - 1], "no connection in time"),
	   "no answer in time");
	while (n)
		ck_port_free(ports[--n]);
	close(listener);
}

/* A listener on [::1]; false where there is no IPv6. */
static bool listen_here6(int *ret_fd, char *device, size_t size)
{
	struct sockaddr_in6 here = { .sin6_family = AF_INET6,
				     .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	socklen_t len = sizeof(here);
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&here, len) ||
	    listen(fd, 1) || getsockname(fd, (struct sockaddr *)&here, &len)) {
		close(fd);
		return false;
	}
	snprintf(device, size, "tcp:[::1]:%d", ntohs(here.sin6_port));
	*ret_fd = fd;
	return true;
}

static void check_tcp6(void)
{
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();
	char device[64];
	char bytes[4];
	int keep = 0;
	socklen_t len = sizeof(keep);
	int listener, server;

	if (!listen_here6(&listener, device, sizeof(device)))
		return;
	ok(!open_at(port, device, NULL), "%s connects", device);
	server = accept(listener, NULL, NULL);
	ok(write(server, "abc", 3) == 3 &&
		   ck_port_read(port, bytes, sizeof(bytes), 5000) == 3,
	   "and is read");
	ok(!getsockopt(ck_port_fd(port), SOL_SOCKET, SO_KEEPALIVE, &keep,
		       &len) && keep,
	   "a far end that lost its power is noticed");
	close(server);
	close(listener);
}

static void check_tcp_address(void)
{
	static const char *const bad[] = { "tcp:", "tcp:host", "tcp::4001",
					   "tcp:host:", "tcp:::1:4001",
					   "tcp:[]:1", "tcp:host:0",
					   "tcp:host:65536" };
	CK_CLEANUP(ck_port_free) struct ck_port *port = ck_port_new();

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ok(open_at(port, bad[i], NULL) == -EINVAL &&
			   says(port, "tcp:HOST:PORT"),
		   "'%s' is no address", bad[i]);
	ok(open_at(port, "tcp:127.0.0.1:no-such-service", NULL) == -ENODEV &&
		   says(port, "tcp:127.0.0.1:no-such-service: "),
	   "no such service");
	ok(open_at(port, "tcp:[::1]:9", NULL) == -ENODEV &&
		   says(port, "cannot connect"),
	   "nobody at an IPv6 address");
}

int main(void)
{
	setenv("LC_ALL", "C", 1);
	if (!mkdtemp(folder))
		abort();
	check_settings();
	check_no_device();
	check_group();
	check_serial();
	check_flags();
	check_holder(true);
	check_holder(false);
	check_line();
	check_hang_up();
	check_signal();
	check_tcp();
	check_tcp_timeout();
	check_tcp6();
	check_tcp_address();
	ck_port_free(NULL);
	rmdir(folder);
	return tap_done();
}
