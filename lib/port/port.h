/* Where the bytes of a scale or a scanner come from: a serial device (termios) or
 * a serial server reached by TCP.
 *
 * A device is opened raw, for this process alone (flock, then TIOCEXCL; one that
 * another process has open already is not taken, where that can be seen), and
 * what it held from before is thrown away: a weight must not be older than
 * the question, nor a pass than its vehicle. The terminal's former settings are
 * put back at close. */
#ifndef CK_PORT_PORT_H
#define CK_PORT_PORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/memory.h"
#include "base/status.h"
#include "command/session.h"

struct ck_port;

/* Zeroed but for the device is 9600 8N1, the usual setting of the indicators
 * in lib/scale and of scanners. */
struct ck_port_setting {
	const char *device;	/* "/dev/ttyUSB0", "tcp:HOST:PORT",
				 * "tcp:[ADDRESS]:PORT" */
	unsigned baud;		/* 0 is 9600 */
	unsigned data_bits;	/* 7 or 8; 0 is 8 */
	char parity;		/* 'N', 'E', 'O', 'M' (mark: always 1), 'S'
				 * (space: always 0); 0 is 'N' */
	unsigned stop_bits;	/* 1 or 2; 0 is 1 */
	int connect_ms;		/* TCP, all addresses together; 0 is 3000. A
				 * name is looked up before that, in the
				 * resolver's own time */
	bool marked;		/* serial: a byte with a wrong parity or stop
				 * bit X is read as FF 00 X, FF as FF FF
				 * (PARMRK, termios(3)) */
};

/* Reads a line setting such as "9600", "4800 7E1", "1200,8N2" into the
 * setting, the parts not written staying as they are. -EINVAL: it is none,
 * and nothing is changed. */
CK_MUST_CHECK int ck_port_setting_parse(const char *text,
					struct ck_port_setting *ret_setting);

/* The other way: "9600 7E1"; what is left open as it will be. */
#define CK_LINE_TEXT 36
void ck_port_setting_print(const struct ck_port_setting *setting,
			   char ret_text[CK_LINE_TEXT]);

CK_RETURNS_MEMORY struct ck_port *ck_port_new(void);
void ck_port_free(struct ck_port *port);	/* closes first */
CK_DEFINE_CLEANUP(struct ck_port *, ck_port_free)

/* Opens, also again after a hang-up. 0, or with a sentence in the handle:
 *	-ENODEV		no such device, or nobody answers there
 *	-ENOTTY		it is no serial device
 *	-EACCES		permission; the sentence names whose the device is
 *	-EAGAIN		another program has it; the sentence names it where it
 *			can be known
 *	-EINVAL		a setting that is none, or that the device cannot do
 *	-ETIMEDOUT	no connection within connect_ms
 *	-EINTR		a signal came while connecting */
CK_MUST_CHECK int ck_port_open(struct ck_port *port,
			       const struct ck_port_setting *setting);

/* Waits at most timeout_ms (-1: for ever) for bytes. Their number, or 0 when
 * none came, or
 *	-EINTR		a signal came: a loop looks whether it should end
 *	-ENODEV		hang-up: unplugged, or closed at the far end; the port
 *			is closed, ck_port_open may be tried again
 *	-EIO		another fault of the device, likewise */
CK_MUST_CHECK int ck_port_read(struct ck_port *port, void *bytes, size_t size,
			       int timeout_ms);

/* Throws away what has come and was not read. */
void ck_port_discard(struct ck_port *port);

/* Writes what the device takes at once; the rest is lost, as on a line that
 * nobody hears. 0, or as ck_port_read. */
CK_MUST_CHECK int ck_port_write(struct ck_port *port, const void *bytes,
				size_t size);

void ck_port_close(struct ck_port *port);

/* A serial server may have kept bytes of before the connection. */
bool ck_port_is_server(const struct ck_port *port);

/* To be polled together with others; -1 when closed. */
int ck_port_fd(const struct ck_port *port);

/* The last failure as a translated sentence that names the device; "" before
 * any. Good until the next call. */
const char *ck_port_error(const struct ck_port *port);

/* -- fail.c */
/* Says what ck_port_open or ck_port_read returned: a wrong setting is 64, all
 * else 69, with the code "busy", "permission" or "device". */
int ck_port_fail(struct ck_session *s, struct ck_item *item,
		 const char *sentence, int err) CK_MUST_CHECK;

#endif
