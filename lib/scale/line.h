/* Frames of text that end in a byte of their own or where the next begins.
 * For the protocol files only.
 *
 * A piece goes from bytes[0], whatever it is, up to and with the next byte
 * that ends a frame, or up to and without the next that begins one. CR LF is
 * one end: after a CR one more byte is waited for. */
#ifndef CK_SCALE_LINE_H
#define CK_SCALE_LINE_H

#include "scale/protocol.h"

enum { CK_LINE_ENDS = 1, CK_LINE_STARTS = 2 };

struct ck_line {
	uint8_t bytes[256];	/* what a byte does: the two above */
	/* Where frames begin in two or three bytes: do these? NULL: nowhere. */
	bool (*heads)(const uint8_t *at);
	size_t head_len;
	/* The bytes that frames begin with, where there is neither of these: a
	 * byte after a CR that is none of them was its LF. Else NULL. */
	const char *firsts;
	/* Reads a piece without what ends it, of at least one byte. NULL, or
	 * why it is refused; it may set the reading aside itself. */
	const char *(*parse)(void *state,
			     const struct ck_scale_options *options,
			     const uint8_t *text, size_t len,
			     struct ck_reading *reading);
};

/* How long the first piece is; 0: not yet decided. */
size_t ck_line_extent(const struct ck_line *line, const uint8_t *bytes,
		      size_t n, bool end);

/* The piece without its end; 0: there is nothing else in it. */
size_t ck_line_text(const struct ck_line *line, const uint8_t *bytes,
		    size_t len);

/* As ck_scale_protocol_examine. A piece that is as long as a piece may be is
 * refused for its framing, likewise an empty one. */
size_t ck_line_examine(const struct ck_line *line, void *state,
		       const struct ck_scale_options *options,
		       const uint8_t *bytes, size_t n, bool end,
		       struct ck_reading *ret_reading);

/* Indicators send frames of one length. After two of them one that is shorter
 * or longer has lost or doubled a byte, unless the next is as long as it. */
struct ck_width {
	uint8_t usual;
	uint8_t last;
};

bool ck_width_agrees(struct ck_width *width, size_t len);

#endif
