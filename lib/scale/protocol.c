#include <config.h>

#include <string.h>

#include "scale/protocol.h"

const struct ck_scale_protocol *const ck_scale_protocols[] = {
	&ck_toledo_continuous,
	&ck_yaohua_a9,
	NULL,
};

const struct ck_scale_protocol *ck_scale_protocol_find(const char *name)
{
	for (size_t i = 0; ck_scale_protocols[i]; i++)
		if (!strcmp(ck_scale_protocols[i]->name, name))
			return ck_scale_protocols[i];
	return NULL;
}
