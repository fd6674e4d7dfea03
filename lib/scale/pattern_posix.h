/* A site's pattern (scale/pattern.h) as an expression that POSIX knows. */
#ifndef CK_SCALE_PATTERN_POSIX_H
#define CK_SCALE_PATTERN_POSIX_H

#include <stddef.h>

#include "base/buf.h"

enum ck_pattern_name {
	CK_PATTERN_WEIGHT,
	CK_PATTERN_SIGN,
	CK_PATTERN_UNIT,
	CK_PATTERN_STABLE,
	CK_PATTERN_MOVING,
	CK_PATTERN_NET,
	CK_PATTERN_GROSS,
	CK_PATTERN_TARE,
	CK_PATTERN_OVER,
	CK_PATTERN_UNDER,
	CK_PATTERN_NAMES,
};

enum { CK_PATTERN_GROUPS = 24 };

struct ck_pattern_groups {
	size_t group[CK_PATTERN_NAMES];	/* 0: not in the pattern */
	size_t n;			/* with the one around all */
};

/* Adds the expression to *out and fills zeroed groups. NULL, or a sentence
 * marked for translation about why it is no pattern. */
const char *ck_pattern_translate(const char *text,
				 struct ck_pattern_groups *groups,
				 struct ck_buf *out);

#endif
