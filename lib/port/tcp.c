#include <config.h>

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error_text.h"
#include "base/text.h"
#include "port/open.h"

/* getaddrinfo keeps the low 16 bits of a larger number: another port. */
static bool is_port(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return text[digits] || (digits < 6 && atoi(text) > 0 &&
				atoi(text) <= UINT16_MAX);
}

/* Cuts "HOST:PORT" or "[ADDRESS]:PORT" in place; false when it is neither. */
static bool cut_address(char *address, char **ret_host, char **ret_port)
{
	char *colon = strrchr(address, ':');
	char *host = address;
	size_t len;

	if (!colon || colon == address || !colon[1])
		return false;
	*colon = '\0';
	len = strlen(host);
	if (host[0] == '[' && host[len - 1] == ']') {
		host[len - 1] = '\0';
		host++;
	} else if (strchr(host, ':')) {
		return false;
	}
	*ret_host = host;
	*ret_port = colon + 1;
	return *host != '\0' && is_port(*ret_port);
}

/* 0 when connected, else a negative errno. */
static int wait_connected(int fd, int timeout_ms)
{
	struct pollfd ready = { .fd = fd, .events = POLLOUT };
	int err = 0;
	socklen_t size = sizeof(err);
	int n = poll(&ready, 1, timeout_ms);

	if (n < 0)
		return -errno;
	if (!n)
		return -ETIMEDOUT;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size))
		return -errno;
	return -err;
}

/* A server that lost its power says nothing, and must not be waited for for
 * ever: it is given up half a minute after its last answer. */
static void keep_alive(int fd)
{
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &(int){ 1 }, sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &(int){ 10 }, sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &(int){ 5 }, sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &(int){ 4 }, sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &(int){ 30000 },
		   sizeof(int));
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
}

static int connect_one(const struct addrinfo *to, int timeout_ms)
{
	int fd = socket(to->ai_family,
			to->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
			to->ai_protocol);
	int err = 0;

	if (fd < 0)
		return -errno;
	if (connect(fd, to->ai_addr, to->ai_addrlen))
		err = errno == EINPROGRESS ? wait_connected(fd, timeout_ms)
					   : -errno;
	if (err) {
		close(fd);
		return err;
	}
	keep_alive(fd);
	return fd;
}

/* The first that answers, in the time that there is for all of them; a name
 * may stand for an address that is not reached and for one that is. */
static int connect_any(const struct addrinfo *found, int timeout_ms)
{
	int64_t until = ck_clock_steady() + timeout_ms;
	int left = 0;
	int err = -ENODEV;

	for (const struct addrinfo *to = found; to; to = to->ai_next)
		left++;
	for (; found && err < 0 && err != -EINTR; found = found->ai_next) {
		int64_t rest = until - ck_clock_steady();

		err = connect_one(found, rest > 0 ? rest / left : 0);
		left--;
	}
	return err;
}

static int explain(const char *device, int err, struct ck_buf *error)
{
	if (err == -ETIMEDOUT) {
		ck_buf_printf(error, _("%s: no connection in time"), device);
		return err;
	}
	ck_buf_printf(error, _("%s: cannot connect: %s"), device,
		      ck_error_text(-err));
	return err == -EINTR ? err : -ENODEV;
}

int ck_tcp_open(const struct ck_port_setting *setting, const char *address,
		struct ck_buf *error)
{
	ck_autofree char *copy = ck_strdup(address);
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	char *host = NULL;
	char *port = NULL;
	int err;

	if (!cut_address(copy, &host, &port)) {
		ck_buf_printf(error, _("%s: a serial server is written "
				       "tcp:HOST:PORT"),
			      setting->device);
		return -EINVAL;
	}
	err = getaddrinfo(host, port, &hints, &found);
	if (err) {
		ck_buf_printf(error, "%s: %s", setting->device,
			      gai_strerror(err));
		return -ENODEV;
	}
	err = connect_any(found, setting->connect_ms);
	freeaddrinfo(found);
	return err < 0 ? explain(setting->device, err, error) : err;
}
