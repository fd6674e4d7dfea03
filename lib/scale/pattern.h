/* A pattern that a site writes for an indicator that no protocol knows: a
 * POSIX extended regular expression with named groups, which matches a whole
 * line.
 *
 *	(?<unit>kg|t) (?<weight>-?\d+)( (?<moving>M))?
 *
 * (?<name>…) names a group, (?:…) does not, \d is a digit, also
 * within brackets. Names:
 *
 *	weight		the number, a point or a comma in it; must be there
 *	sign		a '-' in it makes the weight negative
 *	unit		kg, g, t, lb or oz, in any case
 *	stable, moving	it is, when the group has text; where only one of the
 *			two is in the pattern, its absence says the contrary
 *	net, gross	likewise
 *	tare		a number
 *	over, under	out of range; the weight may then be empty
 *
 * Time and memory are bounded: at most CK_PATTERN_MAX bytes, no references to
 * groups, with every '+' and count written out at most CK_PATTERN_HOLDS
 * things, lines shorter than CK_SCALE_FRAME_MAX. */
#ifndef CK_SCALE_PATTERN_H
#define CK_SCALE_PATTERN_H

#include "base/cleanup.h"
#include "base/memory.h"
#include "scale/reading.h"

#define CK_PATTERN_MAX 256
#define CK_PATTERN_HOLDS 2048

struct ck_scale_pattern;

/* NULL where it is none, with a sentence marked for translation in
 * *ret_fault, which may be NULL. */
struct ck_scale_pattern *ck_scale_pattern_new(const char *text,
					      const char **ret_fault);
void ck_scale_pattern_free(struct ck_scale_pattern *pattern);
CK_DEFINE_CLEANUP(struct ck_scale_pattern *, ck_scale_pattern_free)

/* Fills a started reading from a line; `unit` is for lines that name none.
 * NULL, or why it is refused. */
const char *ck_scale_pattern_read(const struct ck_scale_pattern *pattern,
				  const uint8_t *text, size_t len,
				  const char *unit, struct ck_reading *reading);

#endif
