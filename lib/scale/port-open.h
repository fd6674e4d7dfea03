/* The two ways to open a port, behind scale/port.h. Each returns a file
 * descriptor (non-blocking), or what ck_port_open returns, then with a
 * sentence added to the buffer. */
#ifndef CK_SCALE_PORT_OPEN_H
#define CK_SCALE_PORT_OPEN_H

#include <termios.h>

#include "base/buf.h"
#include "scale/port.h"

CK_MUST_CHECK int ck_serial_open(const struct ck_port_setting *setting,
				 struct termios *ret_before,
				 struct ck_buf *error);
/* Puts the former settings back and closes. */
void ck_serial_close(int fd, const struct termios *before);

/* The address is what follows "tcp:". */
CK_MUST_CHECK int ck_tcp_open(const struct ck_port_setting *setting,
			      const char *address, struct ck_buf *error);

#endif
