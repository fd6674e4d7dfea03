/* Texts that are nearly equal: what a camera or a tired clerk makes of one.
 *
 * Confusion sets, seen in the tests of other people's plate readers:
 * {0 O Q D} {1 I L} {2 Z} {5 S} {6 G} {8 B}.
 */
#ifndef CK_TRADE_NEAR_H
#define CK_TRADE_NEAR_H

#include "base/status.h"

#define CK_NEAR_SIZE 64		/* of a text with variants, its NUL included */
#define CK_NEAR_POINTS 128	/* code points that are compared one by one */

/* Gets one variant, which lives for the call. Anything but 0 ends the run. */
typedef int ck_near_visit(const char *variant, void *arg);

/* The characters that are mistaken for c, itself left out; "" if none. The
 * text is static. */
const char *ck_near_confused(char c);

/* Visits the text itself first, then every text that differs from it in one
 * confused character, left to right. Returns 0 at the end, or what the visit
 * returned; -EBADMSG for a text of CK_NEAR_SIZE bytes or more. */
int ck_near_each(const char *text, ck_near_visit *visit, void *arg);

/* The Levenshtein distance in code points (bytes that are not UTF-8 count
 * one each). Texts of more than CK_NEAR_POINTS are not compared: unless
 * equal they are as far apart as the longer one is long. */
unsigned ck_near_distance(const char *a, const char *b);

/* 1 - distance / length of the longer: 1 for equal texts, 0 for texts with
 * nothing in common. Two empty texts are equal. */
double ck_near_similarity(const char *a, const char *b);

#endif
