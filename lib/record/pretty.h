/* JSON for an editor: a member a line, two blanks a level; an object or list
 * without others in it stands on one line where it is short. */
#ifndef CK_RECORD_PRETTY_H
#define CK_RECORD_PRETTY_H

#include "record/value.h"

/* Appends it with a newline. */
void ck_write_pretty(struct ck_buf *buf, const struct ck_value *v);

#endif
