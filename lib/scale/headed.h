/* Lines that begin with words for the state of the weight: "ST,GS,". For the
 * protocol files of A&D, CAS, Dini Argeo, Rinstrum and their relatives, where
 * each maker's manual is named. */
#ifndef CK_SCALE_HEADED_H
#define CK_SCALE_HEADED_H

#include "scale/line.h"
#include "scale/number.h"

struct ck_head {
	size_t len;		/* with the commas */
	int stable;
	enum ck_scale_range range;
	int net;		/* -1: no second word */
	const char *aside;	/* what it is when no weight: "tare", "hold" …;
				 * NULL */
};

/* Does a head begin at these three bytes: ST, US, OL, LO, UL, HD or QT, in any
 * case, and a comma? */
bool ck_head_begins(const uint8_t *at);

/* Reads the words that the text begins with: one of those above, or S or U;
 * then perhaps GS, GR, NT, TR, PT, VL, RZ, G or N. False: it begins with none
 * of the first. */
bool ck_head_read(const uint8_t *text, size_t len, struct ck_head *ret_head);

/* Takes over what the head says. */
void ck_head_put(const struct ck_head *head, struct ck_reading *reading);

/* Reads a number and its unit, which fill the text up to blanks. Where the head
 * says that the weight is out of range there may be no digits, and a minus
 * sign then says under. False: neither. head may be NULL. */
bool ck_head_weigh(const struct ck_head *head, const uint8_t *text, size_t len,
		   struct ck_reading *reading);

#endif
