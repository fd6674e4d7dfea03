/* What a plate may really have been when a camera read one character wrong.
 * Texts are normal forms (trade/plate.h); the confusion sets are those of
 * trade/near.h.
 */
#ifndef CK_TRADE_PLATE_NEAR_H
#define CK_TRADE_PLATE_NEAR_H

#include "trade/near.h"
#include "trade/plate.h"

/* Visits the reading itself first, then its single-character variants. When
 * the reading or any variant has a known shape, only variants of a known
 * shape are visited: that is what the positions tell (digits 1-2 and letter 3
 * in Vietnam, Han 1 and letter 2 in China). A variant is only a candidate:
 * take it when it is expected, and the only one that is.
 * Returns 0, or what the visit returned; -EBADMSG for a text too long. */
int ck_plate_near(const char *normal, ck_near_visit *visit, void *arg);

/* Undoes the one confusion that is always safe: O and I stand on no plate
 * after the first two characters of a Chinese plate, nor anywhere on a
 * Vietnamese civil one, so they are 0 and 1. Only a reading of unknown shape
 * is touched, and only when a known shape comes out. Returns 1 when it was
 * corrected, else 0 with the reading unchanged; -EBADMSG when it does not
 * fit. */
CK_MUST_CHECK int ck_plate_correct(const char *normal,
				   char ret_normal[CK_PLATE_SIZE]);

/* The only writing of a known shape that differs from a reading of unknown
 * shape in one character that is taken for another: 1. 0: there is none, or
 * more than one. A guess to be asked about, never to be acted on. */
CK_MUST_CHECK int ck_plate_guess(const char *normal,
				 char ret_normal[CK_PLATE_SIZE]);

#endif
