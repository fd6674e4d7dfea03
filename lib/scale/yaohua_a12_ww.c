/* Yaohua XK3190-A12 as "ww": ww0003.17kg gross, wn0003.17kg net, the sign in
 * the place of the first digit (wn-003.17kg); CR LF after it.
 *
 * Source: comment of a C++ parser (public code index, file id 60341221158).
 * There is no check; the length is fixed. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "scale/line.h"
#include "scale/number.h"

enum { LENGTH = 11, WEIGHT = 2, UNIT = 9 };

static bool heads(const uint8_t *at)
{
	return at[0] == 'w' && (at[1] == 'w' || at[1] == 'n');
}

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct ck_number number;

	(void)state;
	(void)options;
	if (len != LENGTH || !heads(text))
		return CK_SCALE_FRAMING;
	if (!ck_number_fills(text + WEIGHT, UNIT - WEIGHT, &number) ||
	    number.has_blanks || number.open || memcmp(text + UNIT, "kg", 2))
		return CK_SCALE_FORMAT;
	ck_number_weigh(reading, &number, "kg");
	reading->net = text[1] == 'n';
	return NULL;
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.heads = heads,
	.head_len = 2,
	.parse = parse,
};

const struct ck_scale_protocol ck_yaohua_a12_ww = {
	.name = "yaohua-a12-ww",
	.title = N_("Yaohua XK3190-A12, \"ww\" and \"wn\""),
	.tells = CK_SCALE_TELLS_NET | CK_SCALE_TELLS_UNIT,
	.line = &line,
};
