#include <config.h>

#include <errno.h>

#include "port/port.h"

int ck_port_fail(struct ck_session *s, struct ck_item *item,
		 const char *sentence, int err)
{
	return ck_fail(s, item, err == -EINVAL ? -EINVAL : -ENODEV, NULL,
		       err == -EAGAIN ? "busy"
		       : err == -EACCES ? "permission" : "device",
		       "%s", sentence);
}
