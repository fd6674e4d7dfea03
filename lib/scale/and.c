/* A&D balances and indicators, a line:
 *
 *	ST,+00123.45  g		balances (GX, FX): ST stable, US unstable, OL
 *				out of range, QT pieces
 *	ST,NT,+0012.34kg	AD-4402, AD-4404: then GS gross, NT net, TR or
 *				PT tare; LO or OL out of range, HD held
 *
 * Out of range the digits may be blanks; OL with a minus is under. CR LF, one
 * of them, or nothing at the end of the stream. Source: AD-4404 manual p. 80,
 * AD-4402 p. 80, and test suites (public code index, file ids 56540952430,
 * 58610237559). There is no check; a frame of another length than those
 * before it is refused. */
#include <config.h>

#include "base/text.h"
#include "scale/headed.h"

static const char *parse(void *state, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct ck_head head;

	(void)options;
	if (!ck_head_read(text, len, &head))
		return CK_SCALE_FORMAT;
	ck_head_put(&head, reading);
	if (!head.aside &&
	    !ck_head_weigh(&head, text + head.len, len - head.len, reading))
		return CK_SCALE_FORMAT;
	return ck_width_agrees(state, len) ? NULL : CK_SCALE_FRAMING;
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.heads = ck_head_begins,
	.head_len = 3,
	.parse = parse,
};

const struct ck_scale_protocol ck_and = {
	.name = "and",
	.title = N_("A&D balances and AD-4400 indicators"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_RANGE,
	.state_size = sizeof(struct ck_width),
	.line = &line,
};
