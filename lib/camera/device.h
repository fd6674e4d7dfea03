/* A scanner on a serial line: its bytes as texts, for as long as nobody ends it.
 *
 * A scanner that is not there, or is unplugged, is waited for; one that may not be
 * opened is not. A text counts when its end has come: CR, LF or ETX, as scanners
 * are set to send behind it. What was begun when the line broke, and what has no
 * end for two seconds, is half a text, perhaps another vehicle's number: it is
 * told and thrown away. */
#ifndef CK_CAMERA_DEVICE_H
#define CK_CAMERA_DEVICE_H

#include "camera/cutter.h"
#include "command/session.h"
#include "port/port.h"

/* Texts go to `take`; what it printed is flushed before more is waited for.
 * *err negative, which take may set, ends it. 0 after a signal; what
 * ck_port_open says, said, when the device is not to be had. */
int ck_device_read(struct ck_session *s, const struct ck_port_setting *setting,
		   ck_part_take *take, void *ctx, const int *err)
	CK_MUST_CHECK;

#endif
