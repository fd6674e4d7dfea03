#include <config.h>

#include <errno.h>
#ifdef HAVE_MICROHTTPD
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#endif

#include "base/memory.h"
#include "camera/http.h"

#ifdef HAVE_MICROHTTPD
struct ck_http_server {
	struct MHD_Daemon *daemon;
	struct ck_http_taker taker;
};

struct push {
	struct ck_http_server *server;
	void *taken;			/* NULL: refused */
	int refused;			/* its status */
	size_t len;
};

/* -- one push ------------------------------------------------------------- */

/* The answer says nothing else: "ok" in it would open the barrier of some
 * makers. */
static enum MHD_Result answer(struct MHD_Connection *connection, int status)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		0, (void *)"", MHD_RESPMEM_PERSISTENT);
	enum MHD_Result r = MHD_queue_response(connection, status, response);

	MHD_destroy_response(response);
	return r;
}

static void read_address(struct MHD_Connection *connection, char *ret_text,
			 size_t size)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	socklen_t len = address && address->sa_family == AF_INET6
				? sizeof(struct sockaddr_in6)
				: sizeof(struct sockaddr_in);

	*ret_text = '\0';
	if (address && getnameinfo(address, len, ret_text, size, NULL, 0,
				   NI_NUMERICHOST) != 0)
		*ret_text = '\0';
}

static struct push *begin(struct ck_http_server *server,
			  struct MHD_Connection *connection, const char *method)
{
	struct push *push = ck_new(struct push);
	const char *type = MHD_lookup_connection_value(
		connection, MHD_HEADER_KIND, "Content-Type");
	char address[NI_MAXHOST];

	push->server = server;
	push->refused = 403;
	if (strcmp(method, "POST") != 0 && strcmp(method, "PUT") != 0) {
		push->refused = 405;
		return push;
	}
	read_address(connection, address, sizeof(address));
	push->taken = server->taker.begin(server->taker.ctx, address,
					  type ? type : "");
	return push;
}

static void take_body(struct push *push, const char *bytes, size_t len)
{
	push->len += len;
	if (push->len > CK_HTTP_BODY_MAX)
		push->refused = 413;
	else if (push->taken)
		push->server->taker.body(push->taken, bytes, len);
}

/* libmicrohttpd calls it for the head, for each piece of the body, and once
 * more at its end. */
static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *bytes,
			      size_t *len, void **connection_ctx)
{
	struct push *push = *connection_ctx;

	(void)url;
	(void)version;
	if (!push) {
		*connection_ctx = begin(ctx, connection, method);
		return MHD_YES;
	}
	if (*len) {
		take_body(push, bytes, *len);
		*len = 0;
		return MHD_YES;
	}
	if (!push->taken || push->len > CK_HTTP_BODY_MAX)
		return answer(connection, push->refused);
	return answer(connection, push->server->taker.end(push->taken));
}

static void done(void *ctx, struct MHD_Connection *connection,
		 void **connection_ctx, enum MHD_RequestTerminationCode code)
{
	struct push *push = *connection_ctx;

	(void)ctx;
	(void)connection;
	(void)code;
	if (push && push->taken)
		push->server->taker.free(push->taken);
	free(push);
	*connection_ctx = NULL;
}

/* -- the server ----------------------------------------------------------- */

static int find_address(const char *text, struct addrinfo **ret_address)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV |
					      AI_PASSIVE };
	ck_autofree char *host = ck_strdup(text);
	char *port = strrchr(host, ':');
	char *name = host;

	if (!port)
		return -EINVAL;
	*port++ = '\0';
	if (*name == '[' && port - name > 2 && port[-2] == ']') {
		name++;
		port[-2] = '\0';
	}
	return getaddrinfo(name, port, &hints, ret_address) == 0 ? 0 : -EINVAL;
}

static struct MHD_Daemon *start(struct ck_http_server *server,
				const struct addrinfo *address)
{
	unsigned flags = MHD_USE_EPOLL;

	if (address->ai_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	return MHD_start_daemon(
		flags, 0, NULL, NULL, handle, server,
		MHD_OPTION_SOCK_ADDR, address->ai_addr,
		MHD_OPTION_NOTIFY_COMPLETED, done, server,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CK_HTTP_CONNECTIONS,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)CK_HTTP_CONNECTIONS_EACH,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CK_HTTP_SILENCE_S,
		MHD_OPTION_END);
}

int ck_http_server_open(const char *address, const struct ck_http_taker *taker,
			struct ck_http_server **ret_server)
{
	CK_CLEANUP(ck_http_server_close) struct ck_http_server *server =
		ck_new(struct ck_http_server);
	struct addrinfo *found = NULL;
	int r = find_address(address, &found);

	if (r < 0)
		return r;
	server->taker = *taker;
	errno = 0;
	server->daemon = start(server, found);
	r = server->daemon ? 0 : errno ? -errno : -EADDRNOTAVAIL;
	freeaddrinfo(found);
	if (r < 0)
		return r;
	*ret_server = server;
	server = NULL;
	return 0;
}

int ck_http_server_port(const struct ck_http_server *server)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(
		server->daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info ? info->port : 0;
}

int ck_http_server_wait(struct ck_http_server *server, int ms, int fd)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(
		server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd fds[] = { { .fd = info->epoll_fd, .events = POLLIN },
				{ .fd = fd, .events = POLLIN } };
	MHD_UNSIGNED_LONG_LONG due;

	if (MHD_get_timeout(server->daemon, &due) == MHD_YES &&
	    due < (MHD_UNSIGNED_LONG_LONG)ms)
		ms = (int)due;
	if (poll(fds, 2, ms) < 0)
		return -errno;
	if (fds[1].revents)
		return 1;
	return MHD_run(server->daemon) == MHD_YES ? 0 : -EIO;
}

void ck_http_server_close(struct ck_http_server *server)
{
	if (!server)
		return;
	if (server->daemon)
		MHD_stop_daemon(server->daemon);
	free(server);
}
#else
int ck_http_server_open(const char *address, const struct ck_http_taker *taker,
			struct ck_http_server **ret_server)
{
	(void)address;
	(void)taker;
	(void)ret_server;
	return -ENOSYS;
}

int ck_http_server_port(const struct ck_http_server *server)
{
	(void)server;
	return 0;
}

int ck_http_server_wait(struct ck_http_server *server, int ms, int fd)
{
	(void)server;
	(void)ms;
	(void)fd;
	return -ENOSYS;
}

void ck_http_server_close(struct ck_http_server *server)
{
	(void)server;
}
#endif
