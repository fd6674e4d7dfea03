#include <config.h>

#include <string.h>

#include "scale/line.h"
#include "scale/protocol.h"

const struct ck_scale_protocol *const ck_scale_protocols[] = {
	&ck_and,
	&ck_dingsong,
	&ck_dini_argeo,
	&ck_keli_display,
	&ck_mt_sics,
	&ck_ohaus,
	&ck_regex,
	&ck_rinstrum,
	&ck_sma,
	&ck_st_gs,
	&ck_systec,
	&ck_tenzo_m,
	&ck_toledo_continuous,
	&ck_toledo_short,
	&ck_yaohua_a12_ww,
	&ck_yaohua_a12e,
	&ck_yaohua_a9,
	&ck_yaohua_command,
	&ck_yaohua_eq_forward,
	&ck_yaohua_eq_reversed,
	NULL,
};

const char *ck_scale_check_name(unsigned tells)
{
	if (tells & CK_SCALE_TELLS_CHECK)
		return "always";
	return tells & CK_SCALE_MAY_CHECK ? "setting" : "none";
}

const struct ck_scale_protocol *ck_scale_protocol_find(const char *name)
{
	for (size_t i = 0; ck_scale_protocols[i]; i++)
		if (!strcmp(ck_scale_protocols[i]->name, name))
			return ck_scale_protocols[i];
	return NULL;
}

size_t ck_scale_protocol_examine(const struct ck_scale_protocol *protocol,
				 void *state,
				 const struct ck_scale_options *options,
				 const uint8_t *bytes, size_t n, bool end,
				 struct ck_reading *ret_reading)
{
	if (protocol->line)
		return ck_line_examine(protocol->line, state, options, bytes, n,
				       end, ret_reading);
	return protocol->examine(state, options, bytes, n, end, ret_reading);
}
