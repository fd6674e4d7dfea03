/* A vehicle seen at a lane: what a camera, a scanner or a person says of it. A
 * plate or a pass identifies; it never authorises.
 */
#ifndef CK_LANE_SIGHTING_H
#define CK_LANE_SIGHTING_H

#include "pass/token.h"

enum {
	CK_SIGHTING_CLUES = 8,
	CK_SIGHTING_OTHERS = 10,	/* other readings that are looked at */
	CK_SIGHTING_LONGEST = 256,	/* of a text; a pass may be longer */
	CK_SIGHTING_PASS_LONGEST = 512,
	CK_SIGHTING_SURE = 1000,	/* permille; of what nobody doubts */
};

/* What a camera may have seen as well. */
struct ck_reading_of {
	const char *normal;
	int permille;		/* how sure it is; SURE when it does not say */
};

/* One thing by which a trip may be found. */
struct ck_clue {
	const char *kind;	/* "plate", "container", "chassis", "unit",
				   "trip", "declaration"; NULL: any of the
				   vehicle's identifiers */
	const char *normal;	/* normal form, or the id */
	int permille;		/* as above */
	bool digital;		/* of a chip: no character is mistaken */
	const struct ck_reading_of *others;	/* the surest first */
	int other_count;
};

struct ck_sighting {
	struct ck_clue clues[CK_SIGHTING_CLUES];
	int count;
	bool shown;		/* there was a pass (lane/shown.h) */
	const struct ck_pass *pass;	/* NULL: it cannot be read */
	const char *text;	/* how it is called when nobody is found;
				   "unread" when nothing could be read */
	int64_t at;		/* when, by the reader's clock; 0: not said */
	const char *at_text;	/* as it came; NULL */
	bool late;		/* by its own word of another time than now */
	struct ck_value *body;	/* what the event keeps: source, plate,
				   confidence_permille, alternatives, container
				   …, as they came; of a pass its digest alone:
				   whoever reads the log must not be able to
				   print it again */
};

struct ck_sighting_fault {
	const char *pointer;	/* "/plate"; NULL: the operand */
	const char *code;
	const char *message;	/* translated */
};

/* Of a record of kind sighting, or of a bare text (record NULL): a trip or
 * declaration id, a plate in any writing, a container, unit or chassis number,
 * the text of a pass. All in doc. The text of a chip (`rfid`) is any of these.
 * Of a plate and its `alternatives` the one that the reader is surest of is the
 * clue, the first of equals; the others stand beside it, ten at most. `confidence` is of the
 * plate, without one of whatever else was read; null: it is not known, and sure
 * of nothing.
 * What cannot be read as a plate, a number or a pass is a sighting all the
 * same, without a clue: somebody stands there. A pass is read here and judged
 * by ck_gate_find; `pass` takes nothing else, no id that anybody could have
 * printed.
 * -EBADMSG with *ret_fault: no member to go by, one of the wrong type or
 * length, a `trip` that is no id, an `at` that is no time. */
int ck_sighting_read(struct ck_doc *doc, const struct ck_value *record,
		     const char *text, struct ck_sighting *ret_sighting,
		     struct ck_sighting_fault *ret_fault) CK_MUST_CHECK;

#endif
