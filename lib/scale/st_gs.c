/* The "ST,GS" family: CAS, A&D, T-Scale, Excell, Keli and many others.
 *
 *	ST,GS,+  1.236kg	18 bytes of A&D, and what came of it: signs,
 *				blanks, upper and lower case, decimal commas,
 *				CR LF, CR, LF or nothing at the end
 *	ST,GS    20.7g		T-Scale NHB
 *	ST,GS,<id><lamps>,<8 characters> kg	CAS, 22 bytes; lamps: b7 = 1,
 *				b6 stable, b4 held, b2 gross, b1 tare, b0 zero
 *	S,G,+1.236KG		short words
 *	+1.236KG		none: CAS, 10 bytes
 *
 * Source: CAS CI-400 p. 104-106, CI-600D p. 75, NT-200 p. 49; A&D AD-4402 p.
 * 80; Excell H3 p. 65; captures in chumpon-asaneerat/NSerialCommTools@ea92cf0;
 * the accept and refuse table of openscale (public code index, file id
 * 59955631362).
 *
 * There is no check. A frame of another length than those before it is
 * refused, and so is a weight without words in a stream that has them: it is
 * the end of a frame. Before any are seen it must be followed by another of
 * its length, or be all there is. */
#include <config.h>

#include "base/text.h"
#include "scale/headed.h"

struct state {
	struct ck_width width;
	bool headed;
	uint8_t bare;		/* the length of a weight without words */
};

enum { CAS_ID = 0, CAS_LAMPS = 1, CAS_COMMA = 2, CAS_HEAD = 3 };
enum { LAMP_SET = 0x80, LAMP_STABLE = 0x40 };

/* The lamps of CAS behind the words: how long they are, or 0. Where words and
 * lamps disagree the weight is not stable. */
static size_t read_lamps(const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	if (len < CAS_HEAD || !(text[CAS_LAMPS] & LAMP_SET) ||
	    text[CAS_COMMA] != ',' || text[CAS_ID] == ',')
		return 0;
	if (!(text[CAS_LAMPS] & LAMP_STABLE))
		reading->stable = 0;
	return CAS_HEAD;
}

static const char *read_headed(struct state *state, const struct ck_head *head,
			       const uint8_t *text, size_t len,
			       struct ck_reading *reading)
{
	size_t at = head->len;

	ck_head_put(head, reading);
	at += read_lamps(text + at, len - at, reading);
	if (!head->aside &&
	    !ck_head_weigh(head, text + at, len - at, reading))
		return CK_SCALE_FORMAT;
	state->headed = true;
	return ck_width_agrees(&state->width, len) ? NULL : CK_SCALE_FRAMING;
}

static const char *parse(void *ctx, const struct ck_scale_options *options,
			 const uint8_t *text, size_t len,
			 struct ck_reading *reading)
{
	struct state *state = ctx;
	struct ck_head head;

	(void)options;
	if (ck_head_read(text, len, &head))
		return read_headed(state, &head, text, len, reading);
	if (!ck_head_weigh(NULL, text, len, reading))
		return CK_SCALE_FORMAT;
	if (state->headed)
		return CK_SCALE_FRAMING;
	state->bare = len;
	return NULL;
}

static const struct ck_line line = {
	.bytes = { ['\r'] = CK_LINE_ENDS, ['\n'] = CK_LINE_ENDS },
	.heads = ck_head_begins,
	.head_len = 3,
	.parse = parse,
};

/* What follows a weight without words: is it another one, as long? -1: that is
 * not seen yet. Nothing at all will do. */
static int is_followed(const uint8_t *bytes, size_t len, size_t n, bool end)
{
	bool full = n >= CK_SCALE_FRAME_MAX;
	size_t text = ck_line_text(&line, bytes, len);
	struct ck_head head;
	size_t next;

	if (full)
		n = CK_SCALE_FRAME_MAX;
	if (len == n && end && !full)
		return 1;
	next = ck_line_extent(&line, bytes + len, n - len, end && !full);
	if (!next)
		return full ? 0 : -1;
	return ck_line_text(&line, bytes + len, next) == text &&
	       !ck_head_read(bytes + len, next, &head);
}

static bool is_bare(const uint8_t *bytes, size_t len)
{
	size_t text = ck_line_text(&line, bytes, len);
	struct ck_reading reading;

	return text && ck_head_weigh(NULL, bytes, text, &reading);
}

static size_t examine(void *ctx, const struct ck_scale_options *options,
		      const uint8_t *bytes, size_t n, bool end,
		      struct ck_reading *ret_reading)
{
	struct state *state = ctx;
	size_t len = ck_line_extent(&line, bytes, n, end);
	int followed;

	if (!len || state->headed || !is_bare(bytes, len) ||
	    ck_line_text(&line, bytes, len) == state->bare)
		return ck_line_examine(&line, state, options, bytes, n, end,
				       ret_reading);
	followed = is_followed(bytes, len, n, end);
	if (followed < 0)
		return 0;
	if (followed)
		return ck_line_examine(&line, state, options, bytes, n, end,
				       ret_reading);
	ck_reading_start(ret_reading, bytes, len);
	ck_reading_refuse(ret_reading, CK_SCALE_FRAMING);
	return len;
}

const struct ck_scale_protocol ck_st_gs = {
	.name = "st-gs",
	.title = N_("\"ST,GS\": CAS, A&D, T-Scale, Excell and relatives"),
	.tells = CK_SCALE_TELLS_STABLE | CK_SCALE_TELLS_NET |
		 CK_SCALE_TELLS_UNIT | CK_SCALE_TELLS_RANGE,
	.state_size = sizeof(struct state),
	.examine = examine,
};
