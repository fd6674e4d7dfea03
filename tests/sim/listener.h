/* A serial server's end of a connection: listens at a port of this machine. */
#ifndef CK_TESTS_SIM_LISTENER_H
#define CK_TESTS_SIM_LISTENER_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The socket; device becomes its name, "tcp:127.0.0.1:40001". */
__attribute__((unused)) static int listen_here(int backlog, char *device,
					       size_t size)
{
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(here);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&here, len) ||
	    listen(fd, backlog) ||
	    getsockname(fd, (struct sockaddr *)&here, &len))
		abort();
	snprintf(device, size, "tcp:127.0.0.1:%d", ntohs(here.sin_port));
	return fd;
}

#endif
