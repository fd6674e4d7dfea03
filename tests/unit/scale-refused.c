/* What the layouts do not allow is refused, for the reason that is stated;
 * where there is no check, a frame of another length than those before it. The
 * layouts and their sources are those of lib/scale; the weights are ours. */
#include <config.h>

#include "scale.h"
#include "tap.h"

#define AND "ST,GS,+0036740kg\r\n"
#define DINI "ST,GS,   36740,kg\r\n"
#define RINSTRUM "   36740KG \r\n"
#define SMA "\n 1G       36740kg \r"
#define SYSTEC(flags, net) \
	"<00" flags "22.11.2610:00   11   36740     500" net "kg     1   12345>\r\n"

static const struct refused {
	const char *what;
	const char *protocol;
	const char *stream;
	size_t good;
	const char *reason;	/* of the last; NULL: it is good */
} streams[] = {
	{ "a byte less than those before", "and",
	  AND AND AND "ST,GS,+036740kg\r\n", 3, CK_SCALE_FRAMING },
	{ "a unit that lost a byte", "dini-argeo",
	  DINI DINI DINI "ST,GS,   36740,g\r\n", 3, CK_SCALE_FRAMING },
	{ "a point without a digit after it", "dini-argeo",
	  "ST,GS,  36740.,kg\r\n", 0, CK_SCALE_FORMAT },
	{ "a point without a digit after it", "mt-sics",
	  "S S     36740. kg\r\n", 0, CK_SCALE_FORMAT },
	{ "a blank behind the unit", "mt-sics", "S S      36740 kg \r\n", 0,
	  CK_SCALE_FORMAT },
	{ "a point without a digit after it", "ohaus", "  36740. kg    G\r\n",
	  0, CK_SCALE_FORMAT },
	{ "a shorter layout all at once", "rinstrum",
	  RINSTRUM RINSTRUM RINSTRUM "   36740G\r\n", 3, CK_SCALE_FRAMING },
	{ "no unit, and not moving", "rinstrum", "\x02   36740G  -   \x03", 0,
	  CK_SCALE_FORMAT },
	{ "a byte less than those before", "sma",
	  SMA SMA SMA "\n 1G      36740kg \r", 3, CK_SCALE_FRAMING },
	{ "a range of 0", "sma", "\n 0G       36740kg \r", 0,
	  CK_SCALE_FORMAT },
	{ "the end of a frame, where frames have words", "st-gs",
	  AND AND "+0036740kg\r\n", 2, CK_SCALE_FRAMING },
	{ "gross less tare is net", "systec", SYSTEC("00", "   36240"), 1,
	  NULL },
	{ "gross less tare is not net", "systec", SYSTEC("00", "   36740"), 0,
	  CK_SCALE_FORMAT },
	{ "moving is neither 0 nor 1", "systec", SYSTEC("20", "   36240"), 0,
	  CK_SCALE_FORMAT },
	{ "negative is neither 0 nor 1", "systec", SYSTEC("0 ", "   36240"), 0,
	  CK_SCALE_FORMAT },
	{ "a point without a digit after it", "yaohua-a12-ww",
	  "ww036740.kg\r\n", 0, CK_SCALE_FORMAT },
	{ "four decimals", "yaohua-command", "\x02" "AB+03674041A\x03", 1,
	  NULL },
	{ "five decimals, and the check holds", "yaohua-command",
	  "\x02" "AB+03674051B\x03", 0, CK_SCALE_FORMAT },
};

static void check_stream(const struct refused *r)
{
	static struct gathered got;

	decode_all(ck_scale_protocol_find(r->protocol), NULL,
		   (const uint8_t *)r->stream, strlen(r->stream), &got);
	ok(got.good == r->good && got.n, "%s, %s: %zu good", r->protocol,
	   r->what, got.good);
	is(got.all[got.n - 1].reason, r->reason, "... the last");
}

/* The word says stable, the lamp of it is out: believe neither. */
static void check_lamps(void)
{
	static const char lit[] = "ST,GS,1\xe4,   36740 kg\r\n";
	static const char out[] = "ST,GS,1\xa4,   36740 kg\r\n";
	static struct gathered got;

	decode_all(&ck_st_gs, NULL, (const uint8_t *)lit, strlen(lit), &got);
	ok(got.good == 1 && got.all[0].stable == 1, "st-gs: the lamp is lit");
	decode_all(&ck_st_gs, NULL, (const uint8_t *)out, strlen(out), &got);
	ok(got.good == 1 && got.all[0].stable == 0, "it is out: not stable");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(streams) / sizeof(*streams); i++)
		check_stream(&streams[i]);
	check_lamps();
	return tap_done();
}
