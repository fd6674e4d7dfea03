/* Systec IT1, IT3000, IT6, IT9000, the answer to <RN> or <RM>: columns, '<'
 * being 0:
 *
 *	1 error (2)	3 moving '1', settled '0'	4 negative '1'
 *	5 date (8)	13 time (5)	18 ident (4)	22 scale (1)
 *	23 gross (8)	31 tare (8)	39 net (8)	47 unit (2)
 *	49 tare code (2) 51 range (1)	52 terminal (3)	55 check (8)	'>'
 *
 * then CR LF. Errors: 12 overload, 20 underload, 13 and 18 no standstill. The
 * weight of the reading is gross, and the tare stands beside it. The check is
 * that of the alibi store; its rule is not published, so it is kept and not
 * counted. Gross less tare must be net: a digit that was changed shows.
 * Source: telegrams and columns in C# Quva.Devices (public code index, file
 * id 37393525836), HerrRiebmann/Scale_Simulator, README.md. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LENGTH = 62, WIDTH = 8 };
enum { ERROR = 0, MOTION = 2, NEGATIVE = 3, GROSS = 22, TARE = 30, NET = 38,
       UNIT = 46, CHECK = 54 };

static int64_t value_of(const struct ck_number *number, int decimals)
{
	int64_t value = 0;

	for (size_t i = 0; i < number->n; i++)
		value = value * 10 + (number->digits[i] - '0');
	for (int i = number->decimals; i < decimals; i++)
		value *= 10;
	return number->negative ? -value : value;
}

static bool read_weights(const uint8_t *text, struct ck_reading *reading)
{
	struct ck_number gross, tare, net;
	const char *unit = ck_unit_read(text + UNIT, 2);
	int most = 0;

	if (!unit || !ck_number_fills(text + GROSS, WIDTH, &gross) ||
	    !ck_number_fills(text + TARE, WIDTH, &tare) ||
	    !ck_number_fills(text + NET, WIDTH, &net))
		return false;
	most = gross.decimals > most ? gross.decimals : most;
	most = tare.decimals > most ? tare.decimals : most;
	most = net.decimals > most ? net.decimals : most;
	if (value_of(&gross, most) - value_of(&tare, most) !=
	    value_of(&net, most))
		return false;
	gross.negative |= text[NEGATIVE] == '1';
	ck_number_weigh(reading, &gross, unit);
	ck_number_put_tare(reading, &tare);
	reading->net = 0;
	return true;
}

static const char *read_error(const uint8_t *text, struct ck_reading *reading)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return CK_SCALE_FORMAT;
	if (!memcmp(text, "12", 2))
		reading->range = CK_SCALE_OVER;
	else if (!memcmp(text, "20", 2))
		reading->range = CK_SCALE_UNDER;
	else if (!memcmp(text, "13", 2) || !memcmp(text, "18", 2))
		ck_reading_set_aside(reading, "not-stable");
	else
		ck_reading_set_aside(reading, "fault");
	reading->stable = 0;
	return NULL;
}

static bool flag_holds(uint8_t byte)
{
	return byte == '0' || byte == '1';
}

static const char *read_telegram(const uint8_t *text, size_t len,
				 struct ck_reading *reading)
{
	if ((len != LENGTH && len != 2) || len == 0)
		return CK_SCALE_FORMAT;
	if (len == 2 || memcmp(text, "00", 2))
		return read_error(text, reading);
	if (!flag_holds(text[MOTION]) || !flag_holds(text[NEGATIVE]) ||
	    !read_weights(text, reading))
		return CK_SCALE_FORMAT;
	reading->stable = text[MOTION] == '0';
	return NULL;
}

/* One source prints the telegram without its brackets. */
static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	(void)state;
	(void)options;
	if (text[0] == '<') {
		if (len < 4 || text[len - 1] != '>')
			return CK_SCALE_FRAMING;
		return read_telegram(text + 1, len - 2, reading);
	}
	if (len != LENGTH)
		return CK_SCALE_FRAMING;
	return read_telegram(text, len, reading);
}

static const struct ck_line line = {
	.bytes = { ['<'] = CK_LINE_STARTS,
		   ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.parse = parse,
};

const struct ck_scale_protocol ck_systec = {
	.name = "systec",
	.title = N_("Systec IT1, IT3000, IT6, IT9000, asked"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_TARE |
		 CK_SCALE_TELLS_RANGE,
	.ask = "<RM>",
	.line = &line,
};
