/* The two ways to open a port, behind port/port.h. Each returns a file
 * descriptor (non-blocking), or what ck_port_open returns, then with a
 * sentence added to the buffer. */
#ifndef CK_PORT_OPEN_H
#define CK_PORT_OPEN_H

#include <termios.h>

#include "base/buf.h"
#include "port/port.h"

#define CK_PARITIES "NEOMS"

/* The line as termios has it, complete: 0, or -EINVAL, there is no such
 * speed. The setting is a complete one. */
CK_MUST_CHECK int ck_serial_line(const struct ck_port_setting *setting,
				 struct termios *line);

/* Appends which other process has the device locked (flock), else which one has
 * it open: "ck-weigh (process 4711)". False: nobody can be seen; of a process of
 * another user only root sees what it has open. */
bool ck_port_holder(const char *device, struct ck_buf *buf);

CK_MUST_CHECK int ck_serial_open(const struct ck_port_setting *setting,
				 struct termios *ret_before,
				 struct ck_buf *error);
/* Puts the former settings back and closes. */
void ck_serial_close(int fd, const struct termios *before);

/* The address is what follows "tcp:". */
CK_MUST_CHECK int ck_tcp_open(const struct ck_port_setting *setting,
			      const char *address, struct ck_buf *error);

#endif
