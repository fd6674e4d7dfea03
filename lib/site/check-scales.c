/* How a scale is spoken to: the protocols are those of the scales' own table. */
#include <config.h>

#include "base/text.h"
#include "scale/protocol.h"
#include "site/judge.h"

enum { PROTOCOLS_MOST = 63 };

static void judge_protocol(struct judge *judge, const struct place *place,
			   const void *rule)
{
	const char *list[PROTOCOLS_MOST + 1] = { NULL };

	(void)rule;
	for (size_t i = 0; i < PROTOCOLS_MOST && ck_scale_protocols[i]; i++)
		list[i] = ck_scale_protocols[i]->name;
	if (ck_str(place->value))
		ck_judge_among(judge, place, list, ck_str(place->value));
}

static void judge_baud(struct judge *judge, const struct place *place,
		       const void *rule)
{
	static const int64_t bauds[] = { 300, 600, 1200, 2400, 4800, 9600,
					 19200, 38400, 57600, 115200 };
	int64_t is;

	(void)rule;
	if (!ck_int(place->value, &is))
		return;
	for (size_t i = 0; i < sizeof(bauds) / sizeof(*bauds); i++)
		if (bauds[i] == is)
			return;
	ck_judge_tell(judge, place->pointer, "%s",
		      _("expected 300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200"));
}

void ck_judge_scales(struct judge *judge)
{
	ck_judge_each(judge, "/scales/*/protocol", judge_protocol, NULL);
	ck_judge_each(judge, "/scales/*/serial/baud", judge_baud, NULL);
}
