/* What an indicator can be spoken to in: bytes in, readings out, no I/O.
 *
 * A protocol is one constant with one pure function. The stream it sees may
 * start and end anywhere and may lose, double or flip bytes; the decoder
 * (scale/decoder.h) keeps what is not yet decided and calls the function
 * again. A further protocol is a file with such a constant and a line in the
 * table of protocol.c. */
#ifndef CK_SCALE_PROTOCOL_H
#define CK_SCALE_PROTOCOL_H

#include "scale/reading.h"

/* What the frames of a protocol tell by themselves. */
enum {
	CK_SCALE_TELLS_STABLE = 1 << 0,
	CK_SCALE_TELLS_NET = 1 << 1,
	CK_SCALE_TELLS_UNIT = 1 << 2,
	CK_SCALE_TELLS_TARE = 1 << 3,
	CK_SCALE_TELLS_RANGE = 1 << 4,
	CK_SCALE_TELLS_CHECK = 1 << 5,	/* a check sum in every frame */
	CK_SCALE_MAY_CHECK = 1 << 6,	/* a setting of the indicator */
	CK_SCALE_MAY_DECIMALS = 1 << 7,	/* copies send a seventh digit where
					 * the frame says its decimals */
};

/* Whether the frames of a CK_SCALE_MAY_CHECK protocol end in a check. */
enum ck_scale_check {
	CK_SCALE_CHECK_AUTO = 0,	/* found out from the stream */
	CK_SCALE_CHECK_PRESENT,
	CK_SCALE_CHECK_ABSENT,
};

/* Of what a protocol tells: "always", "setting", "none". */
const char *ck_scale_check_name(unsigned tells);

struct ck_line;
struct ck_scale_pattern;

enum { CK_SCALE_DECIMALS_MOST = 4 };

/* Zeroed is right for a scale that nothing is known of. */
struct ck_scale_options {
	const char *unit;	/* of frames that name none; NULL is "kg" */
	enum ck_scale_check check;
	/* Of a CK_SCALE_MAY_DECIMALS protocol: seven digits, so many of them
	 * decimals. */
	bool has_decimals;
	int decimals;
	const char *pattern;	/* of a patterned protocol; NULL reads nothing */
	const struct ck_scale_pattern *compiled;	/* the decoder's own */
};

struct ck_scale_protocol {
	const char *name;
	const char *title;	/* marked for translation */
	unsigned tells;
	bool patterned;		/* read by a pattern (scale/pattern.h) */
	bool unconfirmed;	/* no complete public layout: its readings
				 * confirm nothing */
	const char *ask;	/* what makes the indicator speak, where it
				 * does not by itself; NULL */
	size_t state_size;	/* of what is learnt from the stream; <= 32,
				 * zeroed at the start */
	/* Frames of text are read by this (scale/line.h), others by examine;
	 * one of the two is there. */
	const struct ck_line *line;
	/* Looks at the bytes not yet decided (n >= 1). Returns how many of
	 * them are one piece, a frame or bytes that are none, and fills the
	 * reading; or 0: more bytes are needed to tell. With n reaching
	 * CK_SCALE_FRAME_MAX, or when no more will come (end), it decides.
	 * Every byte ends up in exactly one piece, and which piece does not
	 * depend on how the stream was cut into calls. */
	size_t (*examine)(void *state, const struct ck_scale_options *options,
			  const uint8_t *bytes, size_t n, bool end,
			  struct ck_reading *ret_reading);
};

/* By whichever of the two is there. */
size_t ck_scale_protocol_examine(const struct ck_scale_protocol *protocol,
				 void *state,
				 const struct ck_scale_options *options,
				 const uint8_t *bytes, size_t n, bool end,
				 struct ck_reading *ret_reading);

/* All protocols in the order of their names; ends in NULL. */
extern const struct ck_scale_protocol *const ck_scale_protocols[];

/* NULL when there is none of that name. */
const struct ck_scale_protocol *ck_scale_protocol_find(const char *name);

extern const struct ck_scale_protocol ck_and;
extern const struct ck_scale_protocol ck_dingsong;
extern const struct ck_scale_protocol ck_dini_argeo;
extern const struct ck_scale_protocol ck_keli_display;
extern const struct ck_scale_protocol ck_mt_sics;
extern const struct ck_scale_protocol ck_ohaus;
extern const struct ck_scale_protocol ck_regex;
extern const struct ck_scale_protocol ck_rinstrum;
extern const struct ck_scale_protocol ck_sma;
extern const struct ck_scale_protocol ck_st_gs;
extern const struct ck_scale_protocol ck_systec;
extern const struct ck_scale_protocol ck_tenzo_m;
extern const struct ck_scale_protocol ck_toledo_continuous;
extern const struct ck_scale_protocol ck_toledo_short;
extern const struct ck_scale_protocol ck_yaohua_a12_ww;
extern const struct ck_scale_protocol ck_yaohua_a12e;
extern const struct ck_scale_protocol ck_yaohua_a9;
extern const struct ck_scale_protocol ck_yaohua_command;
extern const struct ck_scale_protocol ck_yaohua_eq_forward;
extern const struct ck_scale_protocol ck_yaohua_eq_reversed;

#endif
